"""Questions about participants, workforce and target: plausible but unusual, answered for verifier and public. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from regencies.checks.findings import Concern, RuleBook
from regencies.checks.snapshot import SegmentFigures, Snapshot
from regencies.figures import indicators
from regencies.figures.indicators import total
from regencies.l10n.numbers import (
    format_exact,
    format_integer,
    format_percent,
    format_points,
    format_signed_percent,
)
from regencies.l10n.rounding import plain

JUMP_POINTS = 15  # percentage points of coverage in one year
SWING = 50  # per cent of a segment's participants in one year
TARGET_RANGE = (1, 100)  # per cent; a target of 0,68 was meant as a fraction
ATTAINMENT = 200  # per cent of its own target that a region seldom passes
WORKERS_OF = {"wage_earners": "formal", "non_wage_earners": "informal", "construction": "construction"}
WORKERS = {"formal": "formal", "informal": "informal", "construction": "konstruksi"}
PUT_BACK = "Samakan angkanya, atau jelaskan perubahannya."

SOFT = RuleBook("soft")


@SOFT.rule("coverage_over_100", "Cakupan di atas 100%")
def coverage_over_100(report: Snapshot) -> Iterator[Concern]:
    """Coverage above 100%. It happens: people are registered where they work and counted where they live."""
    now = _coverage_now(report)
    if now is not None and now > 100:
        message = f"Cakupan {format_percent(now)} melebihi semesta pekerja."
        request = "Mohon jelaskan sebabnya, misalnya peserta terdaftar di tempat bekerja."
        figures = {name: value for name, value in _people(report).items() if "previous" not in name}
        yield Concern("kepesertaan", message, request=request, figures=figures)


@SOFT.rule("segment_over_100", "Peserta satu segmen melebihi semesta pekerjanya")
def segment_over_100(report: Snapshot) -> Iterator[Concern]:
    """Segments with more participants than workers while the sum has fewer.

    Silent where all official workers stand in one segment: they are the workers of every segment then.
    """
    now = _coverage_now(report)
    if now is None or now > 100 or sum(bool(workers) for workers in report.workforce.values()) < 2:
        return
    for segment in report.segments:
        kind = WORKERS_OF.get(segment.segment, "")
        workers = report.workforce.get(kind)
        covered = indicators.coverage(segment.registered, workers)
        if covered is not None and covered > 100:
            message = (
                f"Peserta {segment.label} {format_integer(segment.registered)} melebihi {format_integer(workers)} "
                f"pekerja {WORKERS[kind]} ({format_percent(covered)})."
            )
            request = "Periksa pembagian segmennya, atau jelaskan sebabnya."
            figures = {"registered": segment.registered, "workforce": workers}
            yield Concern("kepesertaan", message, segment.entry, "registered", request, figures)


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
        yield Concern("semesta", message, proposal.entry, proposal.previous_field, PUT_BACK, figures)


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


@SOFT.rule("target_unlikely", "Target UCJ tidak lazim")
def target_unlikely(report: Snapshot) -> Iterator[Concern]:
    """A target below 1% or above 100%, or passed twice over: a fraction or a digit too few, mostly."""
    target, people = report.target_pct, _people(report)
    if target is None or target <= 0:
        return
    reached = indicators.target_attainment(_coverage_now(report), target)
    is_usual = TARGET_RANGE[0] <= target <= TARGET_RANGE[1] and (reached is None or reached <= ATTAINMENT)
    if not is_usual:
        so = "" if reached is None else f", sehingga capaiannya {format_percent(reached)}"
        request = "Tulis dalam persen, misalnya 68 untuk 68%, atau jelaskan targetnya."
        figures = {name: value for name, value in people.items() if "previous" not in name}
        yield Concern(
            "target",
            f"Target UCJ tertulis {format_exact(target)}%{so}.",
            report.target_entry,
            "target_pct",
            request,
            {**figures, "target_pct": plain(target)},
        )


@SOFT.rule("not_all_registered", "Tidak semua pekerja terdaftar")
def not_all_registered(report: Snapshot) -> Iterator[Concern]:
    """A company that says it registers all its workers while fewer take part than it has."""
    if (found := report.own.get("kepatuhan")) is None or found.values["registers_all"] is not True:
        return
    participants = total(segment.registered for segment in report.segments)
    workers = total(report.workforce.values())
    if participants is None or workers is None or participants >= workers:
        return
    message = (
        f"Tertulis semua pekerja didaftarkan, sedangkan {format_integer(participants)} dari "
        f"{format_integer(workers)} pekerja menjadi peserta."
    )
    figures = {"registered": participants, "workforce": workers}
    yield Concern("kepatuhan", message, found.entry, "registers_all", "Mohon jelaskan selisihnya.", figures)


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
