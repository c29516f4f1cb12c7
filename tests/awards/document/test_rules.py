"""Each rule of a publication, broken alone: what is refused, in which words; and what stays allowed."""

from __future__ import annotations

from typing import Any

import pytest

from awards.document.rules import problems
from tests.builders.document import (
    DESK_CRITERIA,
    criterion,
    default_criteria,
    entrant,
    figures,
    inputs,
    sheet,
    sheets,
)


def with_method(**changes: Any) -> dict[str, Any]:
    return inputs(method={**inputs()["method"], **changes})


def with_entrant(number: int, **changes: Any) -> dict[str, Any]:
    """The sample with one region changed: 0 Ketapang, 2 Sekadau (one recusal), 3 Pontianak, 4 Sambas (no candidate)."""
    contents = inputs()
    contents["entrants"][number] |= changes
    return contents


def with_sheet(changed: dict[str, Any]) -> dict[str, Any]:
    return with_entrant(0, sheets=[changed, *sheets(84)[1:]])


def correction(**changes: Any) -> dict[str, Any]:
    supersedes = {"number": 1, "sha256": "0" * 64}
    return inputs(**{"number": 2, "supersedes": supersedes, "reason": "Salah ketik", **changes})


def decided(*order: str, codes: list[str] | None = None, reason: str = "Musyawarah") -> dict[str, Any]:
    return inputs(
        plenary=[{"codes": sorted(order) if codes is None else codes, "order": list(order), "reason": reason}]
    )


FULL_SHEET = sheets(84)[0]["scores"]

ALLOWED = {
    "the sample": inputs(),
    "a correction with a reason": correction(),
    "exactly the quorum": with_method(quorum=8),
    "an entrant without sheets that is no candidate": with_entrant(4, sheets=[]),
    "an entrant without figures that is no candidate": with_entrant(4, figures=figures()),
    "a missing indicator that does not apply": with_entrant(
        0, figures=figures((1, 1), workforce=(3, 3)), not_applicable=["A2", "A3", "A4"]
    ),
    "marks at both ends": with_sheet(sheet("P1", {**FULL_SHEET, "B1": "0", "B2": "100", "B3": "100.00"})),
    "a blank where the criterion does not apply": with_entrant(
        0,
        not_applicable=["B1"],
        sheets=sheets(84, [*DESK_CRITERIA[1:], "E1", "E2", "E3", "E4"]),
    ),
    "a plenary order of candidates": decided("61.02", "61.04"),
}


@pytest.mark.parametrize("contents", ALLOWED.values(), ids=ALLOWED)
def test_allowed(contents):
    assert problems(contents) == []


REFUSED = {
    "first publication that replaces another": (
        inputs(supersedes={"number": 1, "sha256": "0" * 64}),
        "Pengumuman nomor 1 terbaca mengganti nomor 1; setiap pengumuman mengganti "
        "yang tepat sebelumnya. Periksa nomornya.",
    ),
    "correction of nothing": (
        correction(supersedes=None),
        "Pengumuman nomor 2 terbaca mengganti nomor –; setiap pengumuman mengganti "
        "yang tepat sebelumnya. Periksa nomornya.",
    ),
    "correction without a reason": (
        correction(reason=" "),
        "Pengumuman nomor 2 adalah perubahan, tetapi alasannya kosong; setiap perubahan diumumkan beserta "
        "alasannya. Tuliskan alasannya.",
    ),
    "time without a zone": (
        inputs(published_at="2025-09-24T10:00:00"),
        "Waktu pengumuman terbaca “2025-09-24T10:00:00”; waktu ditulis lengkap dengan zonanya, misalnya "
        "2025-09-24T10:00:00+07:00. Perbaiki waktunya.",
    ),
    "tie-break by an unknown step": (
        with_method(tie_break=["group:A", "criterion:Z1"]),
        "Penentu bila nilai sama menyebut Kriteria Z1, yang tidak ada dalam kriteria tahun ini. "
        "Perbaiki penentunya.",
    ),
    "weights that do not sum to 100": (
        inputs(criteria=[{**c, "weight": "17.5"} if c["code"] == "A1" else c for c in default_criteria()]),
        "Bobot kriteria terbaca berjumlah 99,5; jumlahnya harus tepat 100. Sesuaikan bobotnya.",
    ),
    "panelist twice": (
        inputs(panel=[*inputs()["panel"], {"id": "P1"}]),
        "Anggota P1 terbaca 2 kali; setiap kode hanya satu kali. Hapus yang ganda.",
    ),
    "entrant twice": (
        inputs(entrants=[*inputs()["entrants"], inputs()["entrants"][4]]),
        "Daerah 61.01 terbaca 2 kali; setiap kode hanya satu kali. Hapus yang ganda.",
    ),
    "unknown criterion not applicable": (
        with_entrant(0, not_applicable=["Z1"]),
        "Kabupaten Ketapang (61.04): “Z1” ditandai tidak berlaku, tetapi bukan kriteria edisi ini; yang dapat "
        "ditandai hanya kriteria edisi ini. Hapus tandanya.",
    ),
    "sheet of a stranger": (
        with_entrant(0, sheets=[*sheets(84), sheet("P10", FULL_SHEET)]),
        "Kabupaten Ketapang (61.04): lembar nilai P10 bukan dari anggota Tim Sembilan. Hapus lembarnya.",
    ),
    "two sheets of one member": (
        with_entrant(0, sheets=[*sheets(84), sheets(84)[0]]),
        "Kabupaten Ketapang (61.04): lembar nilai P1 terbaca 2 kali; setiap kode hanya satu kali. Hapus yang ganda.",
    ),
    "marks of a recused member": (
        with_sheet({**sheet("P1", FULL_SHEET), "recused": True}),
        "Kabupaten Ketapang (61.04): lembar nilai P1 berisi nilai, padahal ada benturan kepentingan. "
        "Hapus nilainya.",
    ),
    "mark on a criterion of figures": (
        with_sheet(sheet("P1", {**FULL_SHEET, "A1": "90"})),
        "Kabupaten Ketapang (61.04): lembar nilai P1 menilai A1, yang dihitung dari angka. Hapus nilainya.",
    ),
    "mark above 100": (
        with_sheet(sheet("P1", {**FULL_SHEET, "B1": "100.5"})),
        "Kabupaten Ketapang (61.04): lembar nilai P1 memberi 100,5 untuk B1; nilai harus 0 sampai 100. "
        "Minta Ketua membuka kembali lembarnya.",
    ),
    "candidate with a missing indicator": (
        with_entrant(0, figures={**inputs()["entrants"][0]["figures"], "target_pct": None}),
        "Kabupaten Ketapang (61.04): A3 tidak dapat dihitung karena angkanya belum lengkap. "
        "Lengkapi angkanya, atau tandai kriteria itu tidak berlaku.",
    ),
    "fewer sheets than the quorum": (
        with_method(quorum=9),
        "Kabupaten Sekadau (61.09): terbaca 8 lembar nilai, sedangkan kuorum 9; anggota "
        "dengan benturan kepentingan atau tidak hadir tidak dihitung. Lengkapi lembar nilainya.",
    ),
    "blank in a sheet": (
        with_sheet(
            sheet("P1", {code: mark for code, mark in FULL_SHEET.items() if code not in ("B1", "E4")})
        ),
        "Kabupaten Ketapang (61.04): lembar nilai P1 kosong pada B1, E4; lembar terkunci tidak boleh kosong. "
        "Minta anggotanya melengkapi.",
    ),
    "plenary order of others": (
        decided("61.02", "61.09", codes=["61.02", "61.04"]),
        "Keputusan pleno atas 61.02, 61.04 mengurutkan 61.02, 61.09; urutan memuat daerah yang sama, "
        "masing-masing sekali. Perbaiki urutannya.",
    ),
    "plenary naming one twice": (
        decided("61.02", "61.02", codes=["61.02"]),
        "Keputusan pleno atas 61.02 mengurutkan 61.02, 61.02; urutan memuat daerah yang sama, "
        "masing-masing sekali. Perbaiki urutannya.",
    ),
    "plenary on who is no candidate": (
        decided("61.01", "61.02"),
        "Keputusan pleno menyebut 61.01 yang bukan kandidat; pleno hanya mengurutkan kandidat. "
        "Perbaiki keputusannya.",
    ),
    "plenary without a reason": (
        decided("61.02", "61.04", reason=" \n"),
        "Keputusan pleno atas 61.02, 61.04 terbaca tanpa alasan; alasan wajib. Tuliskan alasannya.",
    ),
}


@pytest.mark.parametrize(("contents", "message"), REFUSED.values(), ids=REFUSED)
def test_refused_with_what_was_read_the_rule_and_what_to_do(contents, message):
    assert problems(contents) == [message]


REFUSED_WITH_ITS_CONSEQUENCES = {
    "quorum above the seats": (
        with_method(quorum=10),
        "Kuorum terbaca 10, sedangkan anggota hanya 9; kuorum tidak boleh melebihi jumlah anggota. "
        "Turunkan kuorum atau lengkapi Tim Sembilan.",
    ),
    "figures without an indicator": (
        inputs(criteria=[{**c, "indicator": None} if c["code"] == "A1" else c for c in default_criteria()]),
        "Kriteria A1 dihitung dari angka, tetapi indikatornya kosong atau nilai penuhnya kosong atau nol; "
        "keduanya wajib. Lengkapi kriterianya.",
    ),
    **{
        f"figures with the full mark {mark}": (
            inputs(
                criteria=[{**c, "full_mark": mark} if c["code"] == "A1" else c for c in default_criteria()]
            ),
            "Kriteria A1 dihitung dari angka, tetapi indikatornya kosong atau nilai penuhnya kosong atau nol; "
            "keduanya wajib. Lengkapi kriterianya.",
        )
        for mark in (None, "0.00")
    },
}


@pytest.mark.parametrize(
    ("contents", "message"), REFUSED_WITH_ITS_CONSEQUENCES.values(), ids=REFUSED_WITH_ITS_CONSEQUENCES
)
def test_a_rule_of_the_edition_comes_before_what_it_does_to_candidates(contents, message):
    first, *consequences = problems(contents)
    assert first == message
    assert len(consequences) == 4


def test_every_problem_is_told_at_once():
    contents = with_method(quorum=10, tie_break=["group:Z"])
    contents["entrants"] = [entrant("61.04", "Kabupaten Ketapang")]
    assert len(problems(contents)) == 2 + 4 + 1 + 1


def test_a_candidate_nobody_marked_is_refused_even_without_a_quorum():
    contents = inputs(
        criteria=[criterion("B1")],
        method={**inputs()["method"], "quorum": 0, "tie_break": []},
        entrants=[entrant("61.04", "Kabupaten Ketapang")],
    )
    assert problems(contents) == [
        "Kabupaten Ketapang (61.04): belum ada lembar nilai. Tunggu penilaian Tim Sembilan."
    ]


def test_nobody_to_rank_and_nothing_that_applies():
    nobody = with_entrant(0)
    nobody["entrants"] = [{**own, "candidate": False} for own in nobody["entrants"]]
    assert problems(nobody) == [
        "Belum ada kandidat; pengumuman memuat sedikitnya satu. Tetapkan kandidat lebih dahulu."
    ]
    everything = [c["code"] for c in default_criteria()]
    assert problems(with_entrant(0, not_applicable=everything)) == [
        "Kabupaten Ketapang (61.04): semua kriteria ditandai tidak berlaku; kandidat dinilai dari sedikitnya "
        "satu kriteria. Hapus tanda yang keliru."
    ]


def test_inputs_of_another_shape_are_told_by_their_place():
    contents = inputs()
    contents["method"]["quorum"] = "7"
    del contents["entrants"][1]["figures"]["target_pct"]
    contents["entrants"][0]["figures"]["workforce"]["formal"] = 95000.0
    assert problems(contents) == [
        'method.quorum: terbaca "7", seharusnya bilangan bulat 0 atau lebih',
        "entrants[0].figures.workforce.formal: terbaca 95000.0, seharusnya bilangan bulat 0 atau lebih",
        "entrants[1].figures.target_pct: tidak ada",
    ]
