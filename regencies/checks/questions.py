"""Questions a report raises: plausible but unusual, answered in words that verifier, panel and public read. Pure.

The last rule only reminds: it asks for nothing and stops nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from regencies.checks.findings import TOLERANCE, Concern, RuleBook
from regencies.checks.snapshot import AskedFigures, SegmentFigures, Snapshot
from regencies.figures import indicators
from regencies.figures.indicators import total
from regencies.l10n.numbers import (
    format_integer,
    format_percent,
    format_points,
    format_rupiah,
    format_signed_percent,
)
from regencies.l10n.rounding import round_half_up

JUMP_POINTS = 15  # percentage points of coverage in one year
SWING = 50  # per cent of a segment's participants in one year
PREMIUM_BAND = Fraction(1, 10)
PUT_BACK = "Samakan angkanya, atau jelaskan perubahannya."

SOFT = RuleBook("soft")
NOTES = RuleBook("note")


@SOFT.rule("coverage_over_100", "Cakupan di atas 100%")
def coverage_over_100(report: Snapshot) -> Iterator[Concern]:
    """Coverage above 100%. It happens: people are registered where they work and counted where they live."""
    now = _coverage_now(report)
    if now is not None and now > 100:
        message = f"Cakupan {format_percent(now)} melebihi semesta pekerja."
        request = "Mohon jelaskan sebabnya, misalnya peserta terdaftar di tempat bekerja."
        figures = {name: value for name, value in _people(report).items() if "previous" not in name}
        yield Concern("kepesertaan", message, request=request, figures=figures)


@SOFT.rule("coverage_fall", "Cakupan turun")
def coverage_fall(report: Snapshot) -> Iterator[Concern]:
    """Coverage lower than a year ago."""
    growth = _coverage_growth(report)
    if growth is not None and growth < 0:
        request = "Mohon jelaskan mengapa cakupan turun."
        yield Concern("kepesertaan", _coverage_change(report), request=request, figures=_people(report))


@SOFT.rule("coverage_jump", "Cakupan melonjak")
def coverage_jump(report: Snapshot) -> Iterator[Concern]:
    """Coverage more than 15 percentage points higher than a year ago."""
    growth = _coverage_growth(report)
    if growth is not None and growth > JUMP_POINTS:
        request = "Mohon jelaskan apa yang membuatnya naik."
        yield Concern("kepesertaan", _coverage_change(report), request=request, figures=_people(report))


@SOFT.rule("participants_fall", "Peserta turun tajam")
def participants_fall(report: Snapshot) -> Iterator[Concern]:
    """Segments that lost more than half of their participants in a year."""
    for segment in report.segments:
        growth = _growth(segment)
        if growth is not None and growth < -SWING:
            request = "Mohon jelaskan mengapa pesertanya berkurang."
            yield _participants_change(report, segment, request)


@SOFT.rule("participants_jump", "Peserta melonjak")
def participants_jump(report: Snapshot) -> Iterator[Concern]:
    """Segments that gained more than half of their participants in a year."""
    for segment in report.segments:
        growth = _growth(segment)
        if growth is not None and growth > SWING:
            request = "Mohon jelaskan apa yang membuatnya naik."
            yield _participants_change(report, segment, request)


@SOFT.rule("participants_rewritten", "Peserta tahun lalu berbeda")
def participants_rewritten(report: Snapshot) -> Iterator[Concern]:
    """Segments whose year before is not what was verified in last year's report: their growth is another."""
    blank = {state.entry for state in report.entries if state.missing}
    for segment in report.segments:
        now, verified = segment.registered_previous, report.registered_last_year.get(segment.segment)
        is_gap = now is None and (segment.registered is not None or segment.entry in blank)
        if verified is None or now == verified or is_gap:
            continue
        message = _rewritten(f"Peserta {segment.label} {report.year - 1}", now, verified)
        figures = {"registered_previous": now, "verified": verified}
        yield Concern("kepesertaan", message, segment.entry, "registered_previous", PUT_BACK, figures)


@SOFT.rule("workforce_rewritten", "Semesta pekerja tahun lalu berbeda")
def workforce_rewritten(report: Snapshot) -> Iterator[Concern]:
    """Proposals that state another denominator of the year before than last year's report was verified with."""
    for proposal in report.proposals:
        now, verified = proposal.figure_previous, report.workforce_last_year.get(proposal.segment)
        if now is None or verified is None or now == verified:
            continue
        message = _rewritten(f"{proposal.label} {report.year - 1}", now, verified)
        figures = {"figure_previous": now, "verified": verified}
        yield Concern("semesta", message, proposal.entry, "figure_previous", PUT_BACK, figures)


@SOFT.rule("shrinking_workforce", "Semesta pekerja menyusut")
def shrinking_workforce(report: Snapshot) -> Iterator[Concern]:
    """A smaller denominator, which raises coverage by itself. Silent when the years count different segments."""
    now, before = report.workforce, report.workforce_previous
    if {key for key in now if now[key] is not None} != {key for key in before if before[key] is not None}:
        return
    workers, earlier = total(now.values()), total(before.values())
    if workers is not None and earlier is not None and workers < earlier:
        message = (
            f"Semesta pekerja berkurang dari {format_integer(earlier)} menjadi {format_integer(workers)}, "
            "sehingga cakupan naik dengan sendirinya."
        )
        request = "Mohon jelaskan sebab berkurangnya."
        figures = {"workforce": workers, "workforce_previous": earlier}
        yield Concern("semesta", message, request=request, figures=figures)


@SOFT.rule("vulnerable_over_bpu", "Pekerja rentan melebihi peserta BPU")
def vulnerable_over_bpu(report: Snapshot) -> Iterator[Concern]:
    """More vulnerable workers declared than participants who earn no wage."""
    insured = total(s.registered for s in report.segments if s.segment == "non_wage_earners")
    declared = report.vulnerable_workers
    if declared is not None and insured is not None and declared > insured:
        message = (
            f"{format_integer(declared)} pekerja rentan yang dilindungi melebihi {format_integer(insured)} "
            "peserta Bukan Penerima Upah (BPU)."
        )
        request = "Mohon jelaskan sebabnya, misalnya perlindungannya berakhir lebih awal."
        figures = {"vulnerable_workers": declared, "registered": insured}
        yield Concern("target", message, report.target_entry, "vulnerable_workers", request, figures)


@SOFT.rule("shares_do_not_add_up", "Kelompok tidak mencapai jumlah pekerja rentan")
def shares_do_not_add_up(report: Snapshot) -> Iterator[Concern]:
    """Funded groups that add up to fewer people than the vulnerable workers declared."""
    declared, parts = report.vulnerable_workers, [group.persons for group in report.groups]
    persons = None if None in parts else total(parts)
    if declared is not None and persons is not None and persons < declared * (1 - TOLERANCE):
        message = (
            f"Kelompok yang didanai berjumlah {format_integer(persons)} orang, kurang "
            f"{format_integer(declared - persons)} dari {format_integer(declared)} pekerja rentan."
        )
        request = "Tambahkan kelompok yang belum ditulis, atau jelaskan selisihnya."
        figures = {"vulnerable_workers": declared, "persons": persons}
        yield Concern("kelompok", message, request=request, figures=figures)


@SOFT.rule("premium_outside", "Iuran di luar kisaran")
def premium_outside(report: Snapshot) -> Iterator[Concern]:
    """Groups whose premium per person and month is more than a tenth off the least BPU premium."""
    least = Fraction(report.premium)
    for group in report.groups:
        paid = indicators.premium_per_person_month(group.realised, group.persons, group.months_covered)
        if paid is None or not least or abs(paid - least) <= least * PREMIUM_BAND:
            continue
        usual = f"lazimnya sekitar {_rupiah(least)}"
        message = f"{group.label}: iuran terhitung {_rupiah(paid)} per orang per bulan; {usual}."
        request = "Periksa jumlah orang, bulan, atau realisasi."
        figures = {
            "realised": group.realised,
            "persons": group.persons,
            "months": group.months_covered,
            "premium": int(report.premium),
        }
        yield Concern("kelompok", message, group.entry, "realised", request, figures)


@SOFT.rule("group_spending_over_budget", "Belanja kelompok melebihi realisasi anggaran")
def group_spending_over_budget(report: Snapshot) -> Iterator[Concern]:
    """Groups that spent more than their funding source's budget; asked at its first line, silent while one is blank."""
    for source in dict.fromkeys(line.funding_source for line in report.budgets):
        lines = [line for line in report.budgets if line.funding_source == source]
        realised = [line.realised for line in lines]
        budget = None if None in realised else total(realised)
        spent = total(group.realised for group in report.groups if group.funding_source == source)
        if budget is not None and spent is not None and spent > budget * (1 + TOLERANCE):
            message = (
                f"Realisasi kelompok dari {lines[0].funding_label} {format_rupiah(spent)} melebihi "
                f"realisasi anggarannya {format_rupiah(budget)}."
            )
            request = "Perbaiki salah satunya, atau jelaskan selisihnya."
            figures = {"groups": spent, "budget": budget}
            yield Concern("anggaran", message, lines[0].entry, "realised", request, figures)


@SOFT.rule("same_file_twice", "Berkas yang sama untuk dua butir")
def same_file_twice(report: Snapshot) -> Iterator[Concern]:
    """A file that supports two entries; asked once, at the later entry."""
    first_use: dict[str, int] = {}
    asked: set[int] = set()
    for file in report.evidence:
        earlier = first_use.setdefault(file.sha256, file.entry)
        if earlier == file.entry or file.entry in asked:
            continue
        asked.add(file.entry)
        labels = {use.entry: use.entry_label for use in report.evidence}
        message = f"Berkas “{file.title}” di {file.entry_label} sama dengan berkas di {labels[earlier]}."
        request = "Ganti berkasnya, atau jelaskan mengapa berkas itu mendukung keduanya."
        figures: AskedFigures = {"sha256": file.sha256, "entry": earlier}
        yield Concern(file.section, message, file.entry, request=request, figures=figures)


@NOTES.rule("no_evidence", "Belum ada bukti dukung")
def no_evidence(report: Snapshot) -> Iterator[Concern]:
    """Entries with a figure, regulation or innovation that no file supports yet."""
    stated = {s.entry for s in report.segments if (s.registered, s.registered_previous) != (None, None)}
    stated |= {g.entry for g in report.groups if (g.persons, g.realised, g.villages) != (None, None, None)}
    stated |= {b.entry for b in report.budgets if (b.ceiling, b.realised) != (None, None)}
    if report.target_entry is not None and (report.target_pct, report.vulnerable_workers) != (None, None):
        stated.add(report.target_entry)
    for state in report.entries:
        if not state.evidence and (state.entry in stated or state.section in {"regulasi", "inovasi"}):
            message = f"{state.label}: belum ada bukti dukung. Laporan tetap dapat dikirim tanpa bukti ini."
            yield Concern(state.section, message, state.entry)


def _coverage_now(report: Snapshot) -> Fraction | None:
    people = _people(report)
    return indicators.coverage(people["registered"], people["workforce"])


def _coverage_before(report: Snapshot) -> Fraction | None:
    people = _people(report)
    return indicators.coverage(people["registered_previous"], people["workforce_previous"])


def _coverage_growth(report: Snapshot) -> Fraction | None:
    """Return the growth in points; None also while a segment has one year only: its gap is no change."""
    if any((s.registered is None) != (s.registered_previous is None) for s in report.segments):
        return None
    return indicators.coverage_growth_pp(_coverage_now(report), _coverage_before(report))


def _coverage_change(report: Snapshot) -> str:
    before, now = format_percent(_coverage_before(report)), format_percent(_coverage_now(report))
    return f"Cakupan berubah {format_points(_coverage_growth(report))}, dari {before} menjadi {now}."


def _growth(segment: SegmentFigures) -> Fraction | None:
    return indicators.participant_growth_pct(segment.registered, segment.registered_previous)


def _people(report: Snapshot) -> dict[str, int | None]:
    """Return the sums of both years that coverage is computed from."""
    return {
        "registered": total(segment.registered for segment in report.segments),
        "workforce": total(report.workforce.values()),
        "registered_previous": total(segment.registered_previous for segment in report.segments),
        "workforce_previous": total(report.workforce_previous.values()),
    }


def _rewritten(what: str, now: int | None, verified: int) -> str:
    said = "kosong" if now is None else f"tertulis {format_integer(now)}"
    return f"{what} {said}, sedangkan hasil verifikasi tahun lalu {format_integer(verified)}."


def _participants_change(report: Snapshot, segment: SegmentFigures, request: str) -> Concern:
    message = (
        f"Peserta {segment.label} {format_integer(segment.registered_previous)} ({report.year - 1}) menjadi "
        f"{format_integer(segment.registered)} ({report.year}), {format_signed_percent(_growth(segment))}."
    )
    figures = {"registered": segment.registered, "registered_previous": segment.registered_previous}
    return Concern("kepesertaan", message, segment.entry, "registered", request, figures)


def _rupiah(value: Fraction) -> str:
    return format_rupiah(int(round_half_up(value, 0)))
