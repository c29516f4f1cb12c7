"""Rules that keep a report from being sent: gaps, impossible figures, parts larger than their whole. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from regencies.checks.findings import TOLERANCE, Concern, RuleBook
from regencies.checks.snapshot import SegmentFigures, Snapshot
from regencies.figures.indicators import total
from regencies.l10n.numbers import format_exact, format_integer, format_rupiah

HARD = RuleBook("hard")
QUESTIONS = {"still_in_force": "Masih berlaku?", "is_special": "Khusus jaminan sosial ketenagakerjaan?"}
PROGRAMMES = ("jkk", "jkm", "jht", "jp", "jkp")
# Of these nobody or nothing is an answer: 0. A target, months or a name cannot be 0.
COUNTED = {
    "registered",
    "registered_previous",
    "vulnerable_workers",
    "figure",
    "persons",
    "ceiling",
    "realised",
    "jkk",
    "jkm",
    "jht",
    "jp",
    "jkp",
    "arrears",
    "arrears_months",
}


@HARD.rule("missing", "Isian belum lengkap")
def missing(report: Snapshot) -> Iterator[Concern]:
    """Required fields still blank, one concern for each entry; a segment with one year only has a rule of its own."""
    said = {(segment.entry, _blank_year(segment)[0]) for segment in _half_reported(report)}
    for state in report.entries:
        gaps = [(name, label) for name, label in state.missing if (state.entry, name) not in said]
        if gaps and all(name in QUESTIONS for name, _ in gaps):
            asked = " dan ".join(f"“{QUESTIONS[name]}”" for name, _ in gaps)
            message = f"Jawab pertanyaan {asked} untuk {state.label}."
            yield Concern(state.section, message, state.entry, gaps[0][0])
        elif gaps:
            labels = ", ".join(label if name in COUNTED else f"“{label}”" for name, label in gaps)
            message = f"{state.label}: belum diisi {labels}. Lengkapi{_none_is_zero(gaps)}."
            yield Concern(state.section, message, state.entry, gaps[0][0])


def _none_is_zero(gaps: list[tuple[str, str]]) -> str:
    counted = [label for name, label in gaps if name in COUNTED]
    if len(counted) == len(gaps):
        return "; tulis 0 bila angkanya memang tidak ada"
    return f"; tulis 0 di {', '.join(counted)} bila memang tidak ada" if counted else ""


@HARD.rule("target_zero", "Target 0")
def target_zero(report: Snapshot) -> Iterator[Concern]:
    """A target of 0: attainment would be divided by it, and the criterion left without a score."""
    if report.target_pct == 0:
        message = (
            f"Target UCJ tertulis 0. Isi target cakupan daerah tahun {report.year}; bila belum ditetapkan, tanyakan "
            "kepada provinsi target yang berlaku."
        )
        yield Concern("target", message, report.target_entry, "target_pct")


@HARD.rule("negative", "Angka negatif")
def negative(report: Snapshot) -> Iterator[Concern]:
    """Figures below 0."""
    for section, entry, field, name, value in _every_figure(report):
        if value is not None and value < 0:
            message = (
                f"{name} tertulis {format_exact(value)}. Angka tidak boleh di bawah 0. Periksa angkanya."
            )
            yield Concern(section, message, entry, field)


@HARD.rule("segment_in_one_year", "Segmen hanya diisi satu tahun")
def segment_in_one_year(report: Snapshot) -> Iterator[Concern]:
    """Segments with a figure for one of the two years: the growth would count them in that year only."""
    for segment in _half_reported(report):
        field, blank, filled = _blank_year(segment)
        message = (
            f"{segment.label}: peserta {report.year - filled} sudah diisi, peserta {report.year - blank} belum. "
            f"Isi juga angka {report.year - blank}; tulis 0 bila memang tidak ada."
        )
        yield Concern("kepesertaan", message, segment.entry, field)


@HARD.rule("workforce_missing", "Semesta pekerja resmi belum ada")
def workforce_missing(report: Snapshot) -> Iterator[Concern]:
    """A year without official denominators: its coverage cannot be computed."""
    for year, figures in ((report.year, report.workforce), (report.year - 1, report.workforce_previous)):
        if not total(figures.values()):
            message = (
                f"Semesta pekerja resmi {report.region} tahun {year} belum dimuat, sehingga cakupan tidak dapat "
                "dihitung. Hubungi admin provinsi untuk memuatnya."
            )
            yield Concern("semesta", message)


@HARD.rule("proposal_without_evidence", "Usulan semesta pekerja tanpa bukti")
def proposal_without_evidence(report: Snapshot) -> Iterator[Concern]:
    """Proposals no file supports: nothing could be held against the official figure."""
    proposed = {proposal.entry for proposal in report.proposals}
    for state in report.entries:
        if state.entry in proposed and not state.evidence:
            message = (
                f"{state.label}: usulan belum memiliki bukti dukung. "
                "Unggah sumber angkanya, atau hapus usulan ini."
            )
            yield Concern("semesta", message, state.entry)


@HARD.rule("groups_over_vulnerable", "Kelompok melebihi jumlah pekerja rentan")
def groups_over_vulnerable(report: Snapshot) -> Iterator[Concern]:
    """More people in the funded groups than vulnerable workers declared, beyond the tolerance of rounding."""
    persons, declared = total(group.persons for group in report.groups), report.vulnerable_workers
    if persons is not None and declared is not None and persons > declared * (1 + TOLERANCE):
        message = (
            f"Jumlah orang di semua kelompok {format_integer(persons)}, melebihi {format_integer(declared)} "
            "pekerja rentan yang dilindungi. Perbaiki salah satunya."
        )
        yield Concern("kelompok", message)


@HARD.rule("villages_over_total", "Desa melebihi jumlah desa")
def villages_over_total(report: Snapshot) -> Iterator[Concern]:
    """Groups that reach more villages than the region has."""
    for group in report.groups:
        if group.villages is None:
            continue
        if not report.villages:
            message = (
                f"{group.label}: {report.region} tidak memiliki desa. Kosongkan jumlah desa yang dijangkau."
            )
        elif group.villages > report.villages:
            message = (
                f"{group.label}: {format_integer(group.villages)} desa dijangkau, sedangkan {report.region} "
                f"memiliki {format_integer(report.villages)} desa. Perbaiki jumlah desa yang dijangkau."
            )
        else:
            continue
        yield Concern("kelompok", message, group.entry, "villages")


@HARD.rule("months_outside", "Bulan perlindungan di luar 1 sampai 12")
def months_outside(report: Snapshot) -> Iterator[Concern]:
    """Months of protection outside 1 to 12."""
    for group in report.groups:
        if group.months_covered is not None and not 1 <= group.months_covered <= 12:
            months = format_integer(group.months_covered)
            message = f"{group.label}: bulan perlindungan tertulis {months}. Tulis 1 sampai 12."
            yield Concern("kelompok", message, group.entry, "months_covered")


@HARD.rule("realised_over_ceiling", "Realisasi melebihi pagu")
def realised_over_ceiling(report: Snapshot) -> Iterator[Concern]:
    """Budget lines that spent more than their ceiling."""
    for line in report.budgets:
        if line.ceiling is not None and line.realised is not None and line.realised > line.ceiling:
            message = (
                f"{line.label}: realisasi {format_rupiah(line.realised)} melebihi pagu "
                f"{format_rupiah(line.ceiling)}. Perbaiki realisasi, atau tulis pagu setelah perubahan."
            )
            yield Concern("anggaran", message, line.entry, "realised")


@HARD.rule("without_evidence", "Belum ada bukti dukung")
def without_evidence(report: Snapshot) -> Iterator[Concern]:
    """Entries of sections that a file must support, and none does."""
    for state in report.entries:
        if state.needs_evidence and not state.evidence:
            message = f"{state.label}: belum ada bukti dukung. Unggah dokumen yang memuat isian ini."
            yield Concern(state.section, message, state.entry)


@HARD.rule("no_workers", "Jumlah pekerja 0")
def no_workers(report: Snapshot) -> Iterator[Concern]:
    """A workforce of 0: coverage would be divided by it."""
    if (found := report.own.get("tenaga-kerja")) is None:
        return
    for name, year in (("workers", report.year), ("workers_previous", report.year - 1)):
        if found.values[name] == 0:
            message = (
                f"Jumlah pekerja {year} tertulis 0. Tulis semua pekerja pada 31 Desember {year}, "
                "peserta atau bukan."
            )
            yield Concern("tenaga-kerja", message, found.entry, name)


@HARD.rule("programme_over_participants", "Peserta program melebihi peserta")
def programme_over_participants(report: Snapshot) -> Iterator[Concern]:
    """A programme with more people than take part at all."""
    participants = total(segment.registered for segment in report.segments)
    if (found := report.own.get("program")) is None or participants is None:
        return
    for name in PROGRAMMES:
        people = found.values[name]
        if people is not None and people > participants:
            message = (
                f"Peserta {name.upper()} tertulis {format_integer(people)}, melebihi {format_integer(participants)} "
                f"peserta pada bagian Kepesertaan. Perbaiki salah satunya."
            )
            yield Concern("program", message, found.entry, name)


@HARD.rule("reported_over_paid", "Upah dilaporkan melebihi upah dibayar")
def reported_over_paid(report: Snapshot) -> Iterator[Concern]:
    """More wages reported than paid."""
    if (found := report.own.get("upah")) is None:
        return
    paid, reported = found.values["wages_paid"], found.values["wages_reported"]
    if paid is not None and reported is not None and reported > paid:
        message = (
            f"Upah yang dilaporkan {format_rupiah(reported)} melebihi upah yang dibayar {format_rupiah(paid)}. "
            "Perbaiki salah satunya."
        )
        yield Concern("upah", message, found.entry, "wages_reported")


@HARD.rule("half_arrears", "Tunggakan dan lamanya tidak cocok")
def half_arrears(report: Snapshot) -> Iterator[Concern]:
    """Arrears without months, or months without arrears."""
    if (found := report.own.get("upah")) is None:
        return
    owed, months = found.values["arrears"], found.values["arrears_months"]
    if owed is None or months is None or bool(owed) == bool(months):
        return
    message = (
        f"Tunggakan iuran tertulis {format_rupiah(owed)} selama {format_integer(months)} bulan. "
        "Isi keduanya; tulis 0 pada keduanya bila tidak ada tunggakan."
    )
    yield Concern("upah", message, found.entry, "arrears_months" if owed else "arrears")


def _half_reported(report: Snapshot) -> Iterator[SegmentFigures]:
    for segment in report.segments:
        if (segment.registered is None) != (segment.registered_previous is None):
            yield segment


def _blank_year(segment: SegmentFigures) -> tuple[str, int, int]:
    """The blank field, how many years ago that is, and how many years ago the filled one."""
    return ("registered", 0, 1) if segment.registered is None else ("registered_previous", 1, 0)


def _every_figure(report: Snapshot) -> Iterator[tuple[str, int | None, str, str, int | Decimal | None]]:
    """(section, entry, field, name on screen, value) of everything counted."""
    for segment in report.segments:
        now, before = f"peserta {report.year}", f"peserta {report.year - 1}"
        yield "kepesertaan", segment.entry, "registered", f"{segment.label}: {now}", segment.registered
        name = f"{segment.label}: {before}"
        yield "kepesertaan", segment.entry, "registered_previous", name, segment.registered_previous
    yield "target", report.target_entry, "target_pct", "Target UCJ", report.target_pct
    name = "Jumlah pekerja rentan"
    yield "target", report.target_entry, "vulnerable_workers", name, report.vulnerable_workers
    for group in report.groups:
        for field, label, value in (
            ("persons", "jumlah orang", group.persons),
            ("realised", "realisasi", group.realised),
            ("villages", "jumlah desa", group.villages),
        ):
            yield "kelompok", group.entry, field, f"{group.label}: {label}", value
    for line in report.budgets:
        yield "anggaran", line.entry, "ceiling", f"{line.label}: pagu", line.ceiling
        yield "anggaran", line.entry, "realised", f"{line.label}: realisasi", line.realised
