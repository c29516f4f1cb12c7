"""The verified report is drawn once for every member, and anew once anything on it is another."""

import datetime
import re

import pytest
from django.urls import reverse

from awards.models import Entry
from awards.views.member.drawn_report import DRAWN, _drawn, drawn_report
from regencies.actions.report_status import review_entry
from regencies.choices import RegulationKind, ReviewState, Section
from regencies.models import Evidence, Regency, Regulation, User
from tests import factories
from tests.builders import panel as world
from tests.regencies.verifier.test_queue_contents import CHANGES, detail, of_last_year, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    factories.premium()
    place = factories.regency()
    factories.verified(place, 2024)
    regulation = {"kind": RegulationKind.PERKADA, "number": "83", "year": 2020, "title": "Program"}
    Regulation.objects.create(regency=place, **regulation)
    report = factories.sent(place, 2025)
    factories.branch_figures(place, 2025, wage_earners=80_101)
    made = factories.candidate(world.category_of(world.seated_edition(3)), place, report=report)
    return as_asked(made.pk)


def as_asked(key: int) -> Entry:
    return Entry.objects.select_related("report").get(pk=key)


def found_wrong(report):
    verifier = factories.verifier(report.regency.province)
    said = {"state": ReviewState.WRONG, "note": "Rekap BPJS lain.", "verified_value": 79_000}
    review_entry(factories.entry(report, Section.PARTICIPATION), **said, verified_previous=1, by=verifier)


def earlier(report):
    """A report two years before: the line of the years begins with it."""
    factories.verified(report.regency, 2023)


MORE = {
    "a finding with another figure": found_wrong,
    "a year before last": earlier,
    "the title of a file": lambda report: Evidence.objects.filter(entry__report=report).update(title="Rekap"),
    "a file that is held": lambda report: Evidence.objects.filter(entry__report=report).update(page="7"),
    "another target": lambda report: save(detail(report, Section.TARGET), target_pct=71),
    "its year before": lambda report: save(detail(of_last_year(report), Section.PARTICIPATION), registered=9),
    "a predecessor": lambda report: Regency.objects.filter(pk=report.regency_id).update(
        predecessor=factories.regency("Lama", "61.90"), since=datetime.date(2024, 1, 1)
    ),
}


@pytest.mark.parametrize("what", [*CHANGES, *MORE])
def test_it_is_what_it_would_be_drawn_anew(entry, what):
    before = drawn_report(entry)
    assert drawn_report(as_asked(entry.pk)) is before
    (CHANGES | MORE)[what](entry.report)
    now = as_asked(entry.pk)
    assert drawn_report(now) == _drawn(now)


def test_what_it_says_follows_each_change(entry):
    """The counterpart: were a change not on the page, the test above would hold whatever is kept."""
    seen, told = [drawn_report(entry)], []
    for what, change in (CHANGES | MORE).items():
        change(as_asked(entry.pk).report)
        seen.append(drawn_report(as_asked(entry.pk)))
        told += [what] if seen[-1] != seen[-2] else []
    assert len(told) > 5, told


def test_two_candidates_are_drawn_with_their_own_links(entry):
    place = factories.regency("Sambas", "61.01")
    other = factories.candidate(entry.category, place, report=factories.sent(place, 2025))
    for one in (entry, other):
        file = Evidence.objects.create(
            entry=factories.entry(one.report, Section.PARTICIPATION),
            uploaded_by=factories.officer(one.regency),
            size=1,
            sha256="0" * 64,
        )
        contents = drawn_report(as_asked(one.pk)).contents
        assert reverse("panel_evidence", args=[one.pk, file.pk]) in contents
        assert set(re.findall(r'href="/penilaian/(\d+)/', contents)) == {str(one.pk)}


def test_every_member_reads_the_same_and_it_is_drawn_for_the_first(entry):
    one, other = (world.logged_in(seat.user) for seat in world.by_seat(entry.category.edition)[:2])
    page = reverse("panel_dossier", args=[entry.pk])
    assert (world.queries(one, page), world.queries(other, page)) == (13, 5)
    held = len(DRAWN)
    User.objects.filter(seats__number=1).update(full_name="Nama Lain")
    one.get(page)
    assert len(DRAWN) == held
