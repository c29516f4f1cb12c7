"""What is done to one report leaves the one beside it as it was."""

import pytest

from regencies.actions.entries import answer
from regencies.actions.report_status import (
    lock_verified_reports,
    return_report,
    review_entry,
    start_verification,
    submit_report,
    withdraw_report,
)
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.models import Explanation, Review, YearlyReport
from tests import factories

pytestmark = pytest.mark.django_db


def returned(name: str, code: str) -> YearlyReport:
    """A report sent back: one figure was wrong, everything else was found right."""
    report = factories.sent(factories.regency(name, code))
    verifier = factories.verifier()
    for entry in report.entries.all():
        review_entry(entry, state=ReviewState.APPROVED, by=verifier)
    flagged = factories.entry(report, Section.TARGET)
    review_entry(flagged, state=ReviewState.NEEDS_WORK, note="Lampirkan surat.", by=verifier)
    return return_report(report, by=verifier)


def head_of(report: YearlyReport):
    return factories.head(report.regency, "Kepala Pengganti")


def states(report: YearlyReport) -> dict[str, int]:
    found = Review.objects.filter(entry__report=report).values_list("state", flat=True)
    return {state: list(found).count(state) for state in set(found)}


@pytest.fixture
def both() -> tuple[YearlyReport, YearlyReport]:
    return returned("Ketapang", "61.04"), returned("Landak", "61.08")


def test_sending_again_asks_the_verifier_anew_about_the_own_flags_only(both):
    own, neighbour = both
    before, right = states(neighbour), states(own)["approved"]
    submit_report(own, by=head_of(own), statement=True)
    assert states(own) == {"pending": 1, "approved": right}
    assert states(neighbour) == before == {"needs_work": 1, "approved": right}


def test_taking_a_correction_back_flags_the_own_entries_only(both):
    own, neighbour = both
    for report in both:
        submit_report(report, by=head_of(report), statement=True)
    undecided = Review.objects.filter(entry__report=own, state=ReviewState.APPROVED).first()
    Review.objects.filter(pk=undecided.pk).update(state=ReviewState.PENDING)  # nothing was flagged there
    withdraw_report(own, by=head_of(own))
    assert (states(own)["needs_work"], states(own)["pending"]) == (1, 1)
    assert (states(neighbour)["pending"], "needs_work" in states(neighbour)) == (1, False)
    assert YearlyReport.objects.get(pk=neighbour.pk).status == ReportStatus.SENT


def test_the_verified_reports_of_one_province_and_year_are_locked_and_no_others():
    place = factories.regency("Ketapang", "61.04")
    far = factories.regency("Kotawaringin Barat", "62.01", of=factories.province("62", "Kalteng", "kalteng"))
    own, before, beside = factories.verified(place), factories.verified(place, 2024), factories.verified(far)
    waits = factories.sent(factories.regency("Landak", "61.08"))
    lock_verified_reports(place.province, 2025)
    states = YearlyReport.objects.in_bulk()
    assert [states[report.pk].status for report in (own, before, beside, waits)] == [
        *("locked", "verified", "verified", "sent")
    ]


def test_opening_one_report_keeps_the_other_in_its_offices_hands():
    own = factories.sent(factories.regency("Ketapang", "61.04"))
    neighbour = factories.sent(factories.regency("Landak", "61.08"))
    start_verification(own, by=factories.verifier())
    assert YearlyReport.objects.get(pk=neighbour.pk).opened_at is None


def test_withdrawing_one_answer_keeps_every_other():
    places = [factories.regency("Ketapang", "61.04"), factories.regency("Landak", "61.08")]
    typists = [factories.officer(place) for place in places]
    reports = [
        factories.complete(factories.draft(place, by=typist), typist)
        for place, typist in zip(places, typists, strict=True)
    ]
    report, by = reports[0], typists[0]
    one, other = (factories.entry(report, Section.PARTICIPATION, place) for place in (0, 1))
    for rule, entry in (("participants_jump", one), ("participants_jump", other), ("no_innovation", None)):
        Explanation.objects.update_or_create(
            report=report, rule=rule, entry=entry, defaults={"answer": "Benar.", "answered_by": by}
        )
    beside = Explanation.objects.create(
        report=reports[1], rule="participants_jump", entry=None, answer="Benar.", answered_by=typists[1]
    )
    others = Explanation.objects.exclude(report=report, rule="participants_jump", entry=one)
    kept = set(others.values_list("pk", flat=True))
    answer(report, "participants_jump", one.pk, "", by=by)
    assert set(Explanation.objects.values_list("pk", flat=True)) == kept
    assert beside.pk in kept
