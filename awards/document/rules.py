"""The rules a publication keeps; each broken one is one sentence: what was found, the rule, what to do. Pure.

Publishing asks them of the inputs; `awards.verify` asks them again of the published file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from awards.contract.conform import NotConforming, conform
from awards.contract.schema import Criterion, EntrantInputs, Header, Inputs, Plenary, Sheet
from awards.contract.tie_steps import step_label, steps_of
from awards.scoring.scores import Record
from regencies.l10n.rounding import plain

LARGEST_MARK = Decimal(100)
WHOLE_WEIGHT = Decimal(100)


def problems(inputs: Mapping[str, object]) -> list[str]:
    """Return everything that keeps these `Inputs` from being published, in Indonesian; empty when nothing does."""
    try:
        checked = conform(inputs, Inputs)
    except NotConforming as unfit:
        return unfit.complaints
    return [
        *header_problems(checked),
        *_entrants(checked),
        *_plenary(checked["plenary"], checked["entrants"]),
    ]


def header_problems(header: Header) -> list[str]:
    """Return what is wrong with a publication besides its entrants, one sentence each."""
    return [
        *_numbering(header),
        *_method(header),
        *_criteria(header["criteria"]),
        *_repeated("Anggota", (panelist["id"] for panelist in header["panel"])),
    ]


def _numbering(header: Header) -> Iterator[str]:
    number, supersedes = header["number"], header["supersedes"]
    replaced = supersedes["number"] if supersedes else None
    if number < 1 or replaced != (number - 1 or None):
        yield (
            f"Pengumuman nomor {number} terbaca mengganti nomor {replaced or '–'}; setiap "
            "pengumuman mengganti yang tepat sebelumnya. Periksa nomornya."
        )
    if number > 1 and not (header["reason"] or "").strip():
        yield (
            f"Pengumuman nomor {number} adalah perubahan, tetapi alasannya kosong; setiap perubahan "
            "diumumkan beserta alasannya. Tuliskan alasannya."
        )
    if not _has_offset(header["published_at"]):
        yield (
            f"Waktu pengumuman terbaca “{header['published_at']}”; waktu ditulis lengkap dengan zonanya, "
            "misalnya 2025-09-24T10:00:00+07:00. Perbaiki waktunya."
        )


def _method(header: Header) -> Iterator[str]:
    quorum, seats = header["method"]["quorum"], len(header["panel"])
    if quorum > seats:
        yield (
            f"Kuorum terbaca {quorum}, sedangkan anggota hanya {seats}; kuorum tidak boleh melebihi jumlah "
            "anggota. Turunkan kuorum atau lengkapi Tim Sembilan."
        )
    known = steps_of((criterion["group"], criterion["code"]) for criterion in header["criteria"])
    for step in header["method"]["tie_break"]:
        if step not in known:
            yield (
                f"Penentu bila nilai sama menyebut {step_label(step)}, yang tidak ada dalam "
                "kriteria tahun ini. Perbaiki penentunya."
            )


def _criteria(criteria: Sequence[Criterion]) -> Iterator[str]:
    yield from _repeated("Kriteria", (criterion["code"] for criterion in criteria))
    weight = sum((Decimal(criterion["weight"]) for criterion in criteria), Decimal(0))
    if weight != WHOLE_WEIGHT:
        yield (
            f"Bobot kriteria terbaca berjumlah {_shown(weight)}; jumlahnya harus tepat 100. "
            "Sesuaikan bobotnya."
        )
    for criterion in criteria:
        countable = criterion["indicator"] and Decimal(criterion["full_mark"] or 0)
        if criterion["source"] == "figures" and not countable:
            yield (
                f"Kriteria {criterion['code']} dihitung dari angka, tetapi indikatornya kosong atau nilai "
                "penuhnya kosong atau nol; keduanya wajib. Lengkapi kriterianya."
            )


def _entrants(inputs: Inputs) -> Iterator[str]:
    entrants, criteria = inputs["entrants"], inputs["criteria"]
    yield from _repeated("Daerah", (entrant["code"] for entrant in entrants))
    if not any(entrant["candidate"] for entrant in entrants):
        yield "Belum ada kandidat; pengumuman memuat sedikitnya satu. Tetapkan kandidat lebih dahulu."
    for entrant in entrants:
        who = f"{entrant['name']} ({entrant['code']})"
        yield from _not_applicable(who, entrant, criteria)
        yield from _sheets(who, entrant["sheets"], inputs)
        if entrant["candidate"]:
            yield from _candidate(who, entrant, inputs)


def _not_applicable(who: str, entrant: EntrantInputs, criteria: Sequence[Criterion]) -> Iterator[str]:
    codes = {criterion["code"] for criterion in criteria}
    for code in entrant["not_applicable"]:
        if code not in codes:
            yield (
                f"{who}: “{code}” ditandai tidak berlaku, tetapi bukan kriteria edisi ini; yang dapat "
                "ditandai hanya kriteria edisi ini. Hapus tandanya."
            )
    if codes <= set(entrant["not_applicable"]) and entrant["candidate"]:
        yield (
            f"{who}: semua kriteria ditandai tidak berlaku; kandidat dinilai dari sedikitnya satu kriteria. "
            "Hapus tanda yang keliru."
        )


def _sheets(who: str, sheets: Sequence[Sheet], inputs: Inputs) -> Iterator[str]:
    seats = {panelist["id"] for panelist in inputs["panel"]}
    marked = {criterion["code"] for criterion in inputs["criteria"] if criterion["source"] == "panel"}
    yield from _repeated(f"{who}: lembar nilai", (sheet["panelist"] for sheet in sheets))
    for sheet in sheets:
        whose = f"{who}: lembar nilai {sheet['panelist']}"
        if sheet["panelist"] not in seats:
            yield f"{whose} bukan dari anggota Tim Sembilan. Hapus lembarnya."
        if sheet["recused"] and sheet["scores"]:
            yield f"{whose} berisi nilai, padahal ada benturan kepentingan. Hapus nilainya."
        for code, mark in sheet["scores"].items():
            if code not in marked:
                yield f"{whose} menilai {code}, yang dihitung dari angka. Hapus nilainya."
            if Decimal(mark) > LARGEST_MARK:
                yield (
                    f"{whose} memberi {_shown(Decimal(mark))} untuk {code}; nilai harus 0 sampai 100. "
                    "Minta Ketua membuka kembali lembarnya."
                )


def _candidate(who: str, entrant: EntrantInputs, inputs: Inputs) -> Iterator[str]:
    record = Record.of(entrant, inputs["criteria"])
    for code, score in record.figures.items():
        if score is None:
            yield (
                f"{who}: {code} tidak dapat dihitung karena angkanya belum lengkap. "
                "Lengkapi angkanya, atau tandai kriteria itu tidak berlaku."
            )
    sheets = [sheet for sheet in entrant["sheets"] if not sheet["recused"]]
    if len(sheets) < inputs["method"]["quorum"]:
        yield (
            f"{who}: terbaca {len(sheets)} lembar nilai, sedangkan kuorum {inputs['method']['quorum']}; "
            "anggota dengan benturan kepentingan atau tidak hadir tidak dihitung. Lengkapi lembar nilainya."
        )
    for sheet in sheets:
        if blank := [code for code in record.marks if code not in sheet["scores"]]:
            yield (
                f"{who}: lembar nilai {sheet['panelist']} kosong pada {', '.join(blank)}; lembar terkunci "
                "tidak boleh kosong. Minta anggotanya melengkapi."
            )
    if record.marks and not sheets:
        yield f"{who}: belum ada lembar nilai. Tunggu penilaian Tim Sembilan."


def _plenary(decisions: Sequence[Plenary], entrants: Sequence[EntrantInputs]) -> Iterator[str]:
    candidates = {entrant["code"] for entrant in entrants if entrant["candidate"]}
    for decision in decisions:
        codes, order = ", ".join(decision["codes"]), ", ".join(decision["order"])
        if sorted(decision["order"]) != sorted(set(decision["codes"])):
            yield (
                f"Keputusan pleno atas {codes} mengurutkan {order}; urutan memuat daerah yang sama, "
                "masing-masing sekali. Perbaiki urutannya."
            )
        if strangers := sorted(set(decision["codes"]) - candidates):
            yield (
                f"Keputusan pleno menyebut {', '.join(strangers)} yang bukan kandidat; pleno hanya "
                "mengurutkan kandidat. Perbaiki keputusannya."
            )
        if not decision["reason"].strip():
            yield f"Keputusan pleno atas {codes} terbaca tanpa alasan; alasan wajib. Tuliskan alasannya."


def _repeated(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} {name} terbaca {times} kali; setiap kode hanya satu kali. Hapus yang ganda."


def _has_offset(moment: str) -> bool:
    try:
        return datetime.fromisoformat(moment).tzinfo is not None
    except ValueError:
        return False


def _shown(number: Decimal) -> str:
    return plain(number).replace(".", ",")
