"""The terms of a publication document in Indonesian: for its page, its tables and the criteria page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from regencies.l10n.numbers import format_decimal, format_exact

SOURCES = {"figures": "Angka laporan yang diverifikasi", "panel": "Penilaian Tim Sembilan"}
STAGES = {"desk": "berkas", "interview": "paparan dan wawancara"}
FIGURES = {
    "coverage": "Cakupan",
    "coverage_growth_pp": "Peningkatan cakupan",
    "participant_growth_pct": "Pertumbuhan peserta",
    "target_attainment": "Capaian target",
    "workforce": "Semesta pekerja",
}
FULL_MARKS = {
    "coverage": "cakupan {}% atau lebih bernilai 100",
    "coverage_growth_pp": "naik {} poin persen atau lebih bernilai 100; tidak naik bernilai 0",
    "target_attainment": "mencapai {}% dari target daerah atau lebih bernilai 100",
    "participant_growth_pct": "tumbuh {}% atau lebih bernilai 100; tidak tumbuh bernilai 0",
}

Names = Mapping[str, str]  # group code → name


def group_label(code: str, names: Names) -> str:
    """Return the code with its name: "A Kinerja", or "Kelompok A" where the name is not known."""
    return f"{code} {names[code]}" if code in names else f"Kelompok {code}"


def decimal(text: str | None, places: int | None = None) -> str:
    """Write a plain decimal of the document: "74.12" → "74,12"; "–" for None."""
    if text is None:
        return "–"
    number = Decimal(text)
    return format_exact(number) if places is None else format_decimal(number, places)


def measured(criterion: Mapping[str, Any]) -> str:
    """Return how a criterion gets its score."""
    if criterion["source"] == "panel":
        return f"Dinilai Tim Sembilan dari {STAGES[criterion['stage']]}, 0 sampai 100"
    rule = FULL_MARKS.get(criterion["indicator"] or "", "{} bernilai 100")
    return "Dihitung dari angka: " + rule.format(decimal(criterion["full_mark"]))


def aggregation(method: Mapping[str, Any]) -> str:
    """Return how the marks of several members become one score."""
    if method["aggregate"] == "median":
        return "Nilai tengah (median) dari nilai semua anggota yang menilai"
    if method["aggregate"] == "mean" or not method["trim"]:
        return "Rata-rata nilai semua anggota yang menilai"
    trim = method["trim"]
    return (
        f"Rata-rata terpangkas: {trim} nilai tertinggi dan {trim} nilai terendah tiap kriteria tidak dihitung "
        f"bila ada sedikitnya {2 * trim + 3} nilai; selain itu rata-rata biasa"
    )


def tie_steps(steps: Iterable[str], names: Names, criteria: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the tie-break rules in their order, the last two included that no edition lists."""
    return [
        *(_step(step, names, criteria) for step in steps),
        "keputusan pleno Tim Sembilan",
        "bila tetap sama, peringkat dibagi bersama dan peringkat berikutnya dilewati",
    ]


def tie(step: str | None, others: Sequence[str], names: Names, criteria: Sequence[Mapping[str, Any]]) -> str:
    """Return how an entrant was set apart from others with its total; "" when its total is its own."""
    if step is None:
        return ""
    same = f"Nilai akhir sama dengan {' dan '.join(others)}" if others else "Nilai akhir sama"
    if step == "shared":
        return f"{same}; peringkat dibagi bersama"
    if step == "plenary":
        return f"{same}; urutan diputuskan pleno"
    return f"{same}; dipisahkan oleh {_step(step, names, criteria)}"


def ranks(stability: Mapping[str, int] | None) -> str:
    """Return best and worst rank: "1–2", "1" where the rank never moves, "–" without stability."""
    if stability is None:
        return "–"
    best, worst = stability["best"], stability["worst"]
    return str(best) if best == worst else f"{best}–{worst}"


def short_name(name: str) -> str:
    """Return a name short enough for a chart: "Kabupaten Ketapang" → "Kab. Ketapang"."""
    return name.replace("Kabupaten ", "Kab. ", 1)


def _step(step: str, names: Names, criteria: Sequence[Mapping[str, Any]]) -> str:
    kind, _, code = step.partition(":")
    if kind == "group":
        return f"nilai kelompok {group_label(code, names).removeprefix('Kelompok ')}"
    name = next((c["name"] for c in criteria if c["code"] == code), "")
    return f"nilai kriteria {code} {name}".strip()
