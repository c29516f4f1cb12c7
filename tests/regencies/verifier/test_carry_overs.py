"""A whole section found right in one step: only what was found right last year, listed by name, each by itself."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from regencies.actions.errors import Refused
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.report_status import review_entry, submit_report
from regencies.actions.verification.carry_overs import approve_carry_overs, carry_overs_of
from regencies.choices import RegulationKind, RegulationStatus, ReviewState, Section, Segment
from regencies.figures.last_year import carried_token
from regencies.models import Regulation, Review, YearlyReport
from tests import factories
from tests.builders.browser_tab import browser
from tests.racing import race

pytestmark = pytest.mark.django_db
SECTION = Section.REGULATIONS


def numbered(place, number):
    return Regulation.objects.create(
        regency=place, kind=RegulationKind.PERKADA, number=number, year=2020, title=f"Program {number}"
    )


@pytest.fixture
def place():
    return factories.regency()


@pytest.fixture
def laws(place):
    return [numbered(place, "4"), numbered(place, "83")]


def sent_again(place, *, files=("", "")):
    """The report of 2025 as it is sent, with a file by content for each regulation."""
    officer = factories.officer(place)
    report = factories.draft(place, 2025, by=officer)
    for entry, content in zip(report.entries.filter(section=SECTION), files, strict=True):
        if content:
            attach_evidence(
                entry,
                factories.pdf(content=factories.PDF + content.encode()),
                title="",
                page=None,
                by=officer,
            )
    factories.complete(report, officer)
    submit_report(report, by=factories.head(place), statement=True)
    return YearlyReport.objects.get(pk=report.pk)


@pytest.fixture
def verifier(place):
    return factories.verifier(place.province)


@pytest.fixture
def report(place, laws, verifier):
    factories.verified(place, 2024, by=verifier)
    return sent_again(place)


def names(report, section=SECTION):
    return [str(entry.detail) for entry in carry_overs_of(report, section)]


def test_what_was_found_right_last_year_and_says_the_same_is_carried_over(report, laws):
    assert names(report) == [str(law) for law in laws]
    assert names(report, Section.PARTICIPATION) == [label for _, label in Segment.choices]


def test_nothing_is_without_a_verified_report_of_last_year(place, laws):
    factories.sent(place, 2024)
    assert names(sent_again(place)) == []


def test_another_file_another_text_or_a_finding_takes_an_entry_out(place, laws, verifier):
    factories.verified(place, 2024, by=verifier)
    report = sent_again(place, files=("lain", ""))
    assert names(report) == [str(laws[1])]
    earlier = timezone.now() - datetime.timedelta(days=1)
    YearlyReport.objects.filter(year=2024).update(verified_at=earlier)
    laws[1].status = RegulationStatus.AMENDED
    laws[1].save()
    assert names(report) == []


def test_a_verified_value_is_what_must_be_said_again(place, verifier):
    last = factories.sent(place, 2024)
    entry = factories.entry(last, Section.GROUPS)
    review_entry(entry, state=ReviewState.APPROVED, note="Menurut SPJ.", verified_value=30_000, by=verifier)
    for other in last.entries.exclude(pk=entry.pk):
        review_entry(other, state=ReviewState.APPROVED, by=verifier)
    YearlyReport.objects.filter(pk=last.pk).update(
        status="verified", verified_at=last.sent_at, verified_by=verifier
    )
    report = factories.sent(place, 2025)
    assert names(report, Section.GROUPS) == []
    factories.entry(report, Section.GROUPS).fundedgroup.__class__.objects.filter(entry__report=report).update(
        persons=30_000
    )
    assert len(names(report, Section.GROUPS)) == 1


def test_each_is_listed_by_name_and_recorded_by_itself(report, laws, verifier):
    client = browser(verifier)
    url = reverse("verifier_section", args=[report.pk, SECTION])
    assert url in client.get(reverse("verifier_report", args=[report.pk])).content.decode()
    asked = client.get(url)
    for law in laws:
        assert f"“{law}” dinyatakan sesuai." in asked.content.decode()
    assert Review.objects.filter(entry__report=report).count() == 0
    done = client.post(url, asked.context["hidden"])
    assert done.status_code == 302
    found = Review.objects.filter(entry__report=report).values_list("entry__section", "state", "reviewed_by")
    assert list(found) == [(SECTION, ReviewState.APPROVED, verifier.pk)] * 2
    events = Review.pgh_event_model.objects.filter(entry__report=report)
    assert [event.pgh_context["verb"] for event in events] == ["review_entry"] * 2
    assert client.post(url, asked.context["hidden"]).status_code == 302  # a second tap
    assert (
        "Tidak ada butir yang sama dengan tahun lalu dan belum diperiksa." in client.get(url).content.decode()
    )


def test_a_list_that_changed_meanwhile_is_shown_again_and_then_passes(report, laws, verifier):
    shown = carried_token(carry_overs_of(report, SECTION))
    first = factories.entry(report, SECTION)
    other = factories.verifier(report.regency.province, "Verifikator Kedua")
    review_entry(first, state=ReviewState.WRONG, note="Sudah dicabut.", by=other)
    with pytest.raises(Refused, match=f"Daftar butir berubah sejak halaman dibuka. Sekarang: “{laws[1]}”"):
        approve_carry_overs(report, section=SECTION, shown=shown, by=verifier)
    assert Review.objects.filter(entry__report=report).count() == 1
    shown = carried_token(carry_overs_of(report, SECTION))
    approve_carry_overs(report, section=SECTION, shown=shown, by=verifier)
    states = Review.objects.filter(entry__report=report).order_by("entry").values_list("state", flat=True)
    assert list(states) == [ReviewState.WRONG, ReviewState.APPROVED]


def test_what_somebody_else_found_right_meanwhile_is_no_second_tap(report, verifier):
    shown = carried_token(carry_overs_of(report, SECTION))
    other = factories.verifier(report.regency.province, "Verifikator Kedua")
    for entry in report.entries.filter(section=SECTION):
        review_entry(entry, state=ReviewState.APPROVED, by=other)
    with pytest.raises(Refused, match="Tidak ada lagi butir"):
        approve_carry_overs(report, section=SECTION, shown=shown, by=verifier)


def test_a_section_the_report_does_not_have_is_no_page(report, verifier):
    client = browser(verifier)
    for section in ("upah", "tidak-ada"):
        assert client.get(reverse("verifier_section", args=[report.pk, section])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_finding_that_is_just_being_made_is_waited_for(place, laws, verifier):
    factories.verified(place, 2024, by=verifier)
    report = sent_again(place)
    shown = carried_token(carry_overs_of(report, SECTION))
    entry = factories.entry(report, SECTION)
    other = factories.verifier(place.province, "Verifikator Kedua")
    finding = lambda: review_entry(entry, state=ReviewState.WRONG, note="Dicabut.", by=other)  # noqa: E731
    _, outcome = race(finding, lambda: approve_carry_overs(report, section=SECTION, shown=shown, by=verifier))
    assert isinstance(outcome, Refused)
    assert list(Review.objects.filter(entry__report=report).values_list("state", flat=True)) == ["wrong"]
