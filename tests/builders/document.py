"""Hand-built inputs of a publication: the default criteria, nine members, Ketapang as published. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

PANEL = [f"P{n}" for n in range(1, 10)]

CRITERIA = [
    # code, group, name, weight, stage, indicator, full mark
    ("A1", "A", "Cakupan UCJ", "18", "desk", "coverage", "100"),
    ("A2", "A", "Peningkatan cakupan", "10", "desk", "coverage_growth_pp", "10"),
    ("A3", "A", "Capaian terhadap target UCJ daerah", "6", "desk", "target_attainment", "100"),
    ("A4", "A", "Pertumbuhan peserta", "6", "desk", "participant_growth_pct", "30"),
    ("B1", "B", "Jenjang dan kekhususan produk hukum", "8", "desk", None, None),
    ("B2", "B", "Cakupan materi regulasi", "8", "desk", None, None),
    ("B3", "B", "Perencanaan", "4", "desk", None, None),
    ("C1", "C", "Pekerja rentan dilindungi", "8", "desk", None, None),
    ("C2", "C", "Non-ASN, aparatur desa, RT/RW, lembaga desa", "4", "desk", None, None),
    ("C3", "C", "Kepatuhan pemberi kerja", "3", "desk", None, None),
    ("D", "D", "Inovasi", "10", "desk", None, None),
    ("E1", "E", "Kehadiran kepala daerah", "4", "interview", None, None),
    ("E2", "E", "Penguasaan materi", "5", "interview", None, None),
    ("E3", "E", "Komitmen dan rencana", "3", "interview", None, None),
    ("E4", "E", "Tanya jawab", "3", "interview", None, None),
]

PANEL_CRITERIA = [code for code, *_, indicator, _ in CRITERIA if indicator is None]
DESK_CRITERIA = [code for code in PANEL_CRITERIA if not code.startswith("E")]


def criterion(
    code: str,
    weight: str = "100",
    group: str | None = None,
    *,
    name: str = "Kriteria",
    stage: str = "desk",
    indicator: str | None = None,
    full_mark: str | None = None,
) -> dict[str, Any]:
    return {
        "code": code,
        "group": group or code[0],
        "name": name,
        "weight": weight,
        "source": "figures" if indicator else "panel",
        "stage": stage,
        "indicator": indicator,
        "full_mark": full_mark,
    }


def default_criteria() -> list[dict[str, Any]]:
    return [
        criterion(code, weight, group, name=name, stage=stage, indicator=indicator, full_mark=full_mark)
        for code, group, name, weight, stage, indicator, full_mark in CRITERIA
    ]


def figures(
    registered: tuple[int | None, int | None] = (None, None),
    registered_previous: tuple[int | None, int | None] = (None, None),
    workforce: tuple[int | None, int | None] = (None, None),
    workforce_previous: tuple[int | None, int | None] = (None, None),
    target_pct: str | None = None,
) -> dict[str, Any]:
    """Figures from pairs: (wage earners, non-wage earners) and (formal, informal)."""
    return {
        "registered": _registered(*registered),
        "registered_previous": _registered(*registered_previous),
        "workforce": _workforce(*workforce),
        "workforce_previous": _workforce(*workforce_previous),
        "target_pct": target_pct,
    }


def ketapang() -> dict[str, Any]:
    """The published figures; the workforce is derived from the published rates, its split is invented."""
    return figures((80_101, 42_217), (71_405, 29_647), (95_000, 84_827), (96_000, 85_454), target_pct="70")


def sheet(panelist: str, marks: dict[str, str] | None) -> dict[str, Any]:
    """A member's sheet; without marks it is that of a recused member."""
    return {"panelist": panelist, "recused": marks is None, "scores": dict(marks or {})}


def sheets(
    base: int, criteria: list[str] | None = None, panel: list[str] | None = None
) -> list[dict[str, Any]]:
    """Complete sheets around a base mark, different for every member and criterion."""
    return [
        sheet(
            panelist,
            {
                code: str(max(0, min(100, base + (7 * seat + 3 * place) % 11 - 5)))
                for place, code in enumerate(PANEL_CRITERIA if criteria is None else criteria)
            },
        )
        for seat, panelist in enumerate(PANEL if panel is None else panel)
    ]


def entrant(code: str, name: str = "Kabupaten", **changes: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "candidate": True,
        "reason": None,
        "figures": figures(),
        "notes": [],
        "not_applicable": [],
        "sheets": [],
        **changes,
    }


def inputs(**changes: Any) -> dict[str, Any]:
    """Six regions, four of them candidates, one a city; one recused member. Invented but for Ketapang."""
    return {
        "edition": {
            "province": {"code": "61", "name": "Kalimantan Barat"},
            "award_year": 2025,
            "assessed_year": 2024,
        },
        "category": {"slug": "kabupaten-kota", "name": "Pemerintah kabupaten/kota"},
        "number": 1,
        "supersedes": None,
        "reason": None,
        "published_at": "2025-09-24T10:00:00+07:00",
        "sample_data": True,
        "method": {
            "aggregate": "trimmed_mean",
            "trim": 1,
            "quorum": 7,
            "places": 2,
            "tie_break": ["group:A", "criterion:A2", "group:B"],
        },
        "criteria": default_criteria(),
        "panel": [{"id": panelist} for panelist in PANEL],
        "entrants": _regions(),
        "plenary": [],
        "special_awards": [
            {
                "title": "Inovasi Perlindungan Pekerja Rentan Desa",
                "code": "61.07",
                "name": "Kabupaten Bengkayang",
                "citation": "Satu Desa 100 Pekerja Rentan di 122 desa",
            }
        ],
        **deepcopy(changes),
    }


def simple_inputs(entrants: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """One criterion of the panel with all the weight, the plain mean, no quorum: marks become totals."""
    method = {"aggregate": "mean", "trim": 0, "quorum": 1, "places": 2, "tie_break": []}
    return inputs(**{"criteria": [criterion("B1")], "method": method, "entrants": entrants, **changes})


def small_inputs() -> dict[str, Any]:
    """Every kind of field in few bytes: two candidates and another, three members, no score at 0 or 100."""
    return inputs(
        number=2,
        supersedes={"number": 1, "sha256": "5" * 64},
        reason="Sanggah nomor 3 diterima",
        method={
            "aggregate": "mean",
            "trim": 1,
            "quorum": 2,
            "places": 2,
            "tie_break": ["group:A", "criterion:A2"],
        },
        criteria=[
            criterion("A1", "20.5", indicator="coverage", full_mark="95"),
            criterion("A2", "14.5", indicator="coverage_growth_pp", full_mark="20"),
            criterion("A3", "10", indicator="target_attainment", full_mark="120"),
            criterion("A4", "15", indicator="participant_growth_pct", full_mark="30"),
            criterion("B1", "25"),
            criterion("C1", "15", stage="interview"),
        ],
        panel=[{"id": f"P{n}"} for n in (1, 2, 3)],
        entrants=[
            entrant(
                "61.04",
                "Kabupaten Ketapang",
                figures=figures((80_101, 42_217), (71_405, 29_647), (95_000, 84_827), (96_000, 85_454), "70"),
                sheets=[sheet(f"P{n}", {"B1": f"8{n}.5", "C1": f"7{n}"}) for n in (1, 2, 3)],
                notes=[{"figure": "coverage", "text": "Semesta 2024 diturunkan"}],
            ),
            entrant(
                "61.02",
                "Kabupaten Mempawah",
                figures=figures(
                    (30_120, 21_300), (27_900, 17_250), (48_000, 41_000), (47_200, 40_900), "62.5"
                ),
                sheets=[
                    sheet("P1", {"B1": "66", "C1": "58"}),
                    sheet("P2", {"B1": "64.5", "C1": "61"}),
                    sheet("P3", None),
                ],
            ),
            entrant(
                "61.10",
                "Kabupaten Melawi",
                candidate=False,
                reason="Peringkat berkas ke-8",
                figures=figures((9_100, None), (8_800, None), (30_000, 62_000)),
            ),
        ],
    )


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, dict[Any, Any] | list[Any], Any]]:
    """Every value of a document with its path ("*" for an item), the container it is in and its key there."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        own = f"{path}.{key if isinstance(value, dict) else '*'}".lstrip(".")
        if isinstance(item, dict | list):
            yield from leaves(item, own)
        else:
            yield own, value, key


def _regions() -> list[dict[str, Any]]:
    mempawah = figures((30_120, 21_300), (27_900, 17_250), (48_000, 41_000), (47_200, 40_900), "60")
    sekadau = figures((21_400, 18_020), (19_850, 12_400), (30_000, 37_500), (29_800, 37_100), "62.5")
    pontianak = figures((142_000, 38_500), (139_400, 30_100), (120_000, 55_000), (118_000, 54_300), "90")
    sambas = figures((31_000, 22_000), (30_000, 20_000), (90_000, 140_000), (89_000, 139_500), "40")
    melawi = figures((9_100, None), (8_800, None), (30_000, 62_000))
    recused = sheets(71)
    recused[4] = sheet("P5", None)
    return [
        entrant("61.04", "Kabupaten Ketapang", figures=ketapang(), sheets=sheets(84)),
        entrant("61.02", "Kabupaten Mempawah", figures=mempawah, sheets=sheets(82)),
        entrant("61.09", "Kabupaten Sekadau", figures=sekadau, sheets=recused),
        entrant(
            "61.71",
            "Kota Pontianak",
            figures=pontianak,
            sheets=sheets(78),
            not_applicable=["C2"],
            notes=[
                {"figure": "coverage", "text": "Sebagian peserta bekerja di kota dan tinggal di kabupaten."}
            ],
        ),
        entrant(
            "61.01",
            "Kabupaten Sambas",
            candidate=False,
            reason="Nilai berkas di bawah ambang kandidat",
            figures=sambas,
            sheets=sheets(58, DESK_CRITERIA),
        ),
        entrant(
            "61.10", "Kabupaten Melawi", candidate=False, reason="Angka 2023 belum lengkap", figures=melawi
        ),
    ]


def _registered(wage_earners: int | None, non_wage_earners: int | None) -> dict[str, int | None]:
    return {
        "wage_earners": wage_earners,
        "non_wage_earners": non_wage_earners,
        "construction": None,
        "migrant_workers": None,
    }


def _workforce(formal: int | None, informal: int | None) -> dict[str, int | None]:
    return {"formal": formal, "informal": informal, "construction": None}
