"""The look page computes once for rows that stay as they are, and anew as soon as one of them is another."""

import pytest

from awards.models import (
    Absence,
    Category,
    Criterion,
    Entry,
    PlenaryDecision,
    Recusal,
    Seat,
    SpecialAward,
)
from awards.publishing import look_page
from awards.publishing.look_page import LOOKED, looked
from awards.results.preview import preview
from regencies.choices import ReviewState, Section
from regencies.models import OfficialWorkforce, Participation, Province, Regency, Review, User, YearlyReport
from tests import factories
from tests.builders import edition as years
from tests.builders import publication as world
from tests.database import triggers_off
from tests.once import once

pytestmark = pytest.mark.django_db
KETAPANG, MEMPAWAH = "61.04", "61.02"


@once
def category():
    return world.category_with([KETAPANG, MEMPAWAH], others=1)


def ketapang() -> Entry:
    return Entry.objects.get(regency__kemendagri_code=KETAPANG)


def reopened(entry: Entry) -> None:
    sheet = entry.sheets.first()
    sheet.status, sheet.locked_at, sheet.reopen_reason = "draft", None, "Keliru"
    sheet.save()


def figures(entry: Entry, **values: int) -> None:
    Participation.objects.filter(entry__report=entry.report, segment="wage_earners").update(**values)


def found_otherwise(entry: Entry, value: int) -> None:
    item = factories.entry(entry.report, Section.PARTICIPATION)
    Review.objects.filter(entry=item).update(verified_value=value, note="Menurut data BPJS")


def year_before(entry: Entry) -> None:
    """A report of the year before is verified, with a denominator of its own."""
    officer = User.objects.filter(memberships__regency=entry.regency, memberships__role="officer").first()
    report = factories.draft(entry.regency, entry.report.year - 1, by=officer)
    item = factories.propose_workforce(report, officer, figure=77_000)
    Review.objects.create(entry=item, state=ReviewState.APPROVED, reviewed_by=entry.report.verified_by)
    alike = ("version", "sent_at", "certified_by", "verified_at", "verified_by")
    settled = {name: getattr(entry.report, name) for name in alike}
    YearlyReport.objects.filter(pk=report.pk).update(status="verified", **settled)


def decided(entry: Entry) -> None:
    world.candidate(entry.category, "61.71")
    order, by = [MEMPAWAH, KETAPANG], world.admin_of(entry.category)
    PlenaryDecision.objects.create(category=entry.category, order=order, reason="Mufakat", decided_by=by)


CHANGES = {
    "another mark": lambda entry: world.rescore(entry, 1),
    "a sheet reopened": reopened,
    "a denominator": lambda entry: OfficialWorkforce.objects.filter(regency=entry.regency).update(
        figure=200_001
    ),
    "a report of the year before": year_before,
    "a candidate and a decision": decided,
    "a weight": lambda entry: Criterion.objects.filter(code="A1").update(weight=17),
    "a code": lambda entry: Criterion.objects.filter(code="B1").update(code="B9"),
    "places": lambda entry: Category.objects.update(places=3),
    "what is disclosed": lambda entry: Category.objects.update(disclosure="ranks"),
    "the province": lambda entry: Province.objects.update(name="Kalimantan"),
    "the name of a region": lambda entry: Regency.objects.filter(pk=entry.regency_id).update(name="Kayong"),
    "the name of a member": lambda entry: User.objects.filter(seats__isnull=False).update(
        full_name="Nama Baru"
    ),
    "a reason": lambda entry: Entry.objects.filter(candidate=False).update(reason="Alasan lain"),
    "no candidate any more": lambda entry: Entry.objects.filter(pk=entry.pk).update(candidate=None),
    "a withdrawal": lambda entry: Recusal.objects.create(seat=seat(), entry=entry, reason="Kerabat"),
    "an absence": lambda entry: Absence.objects.create(
        seat=seat(), entry=entry, reason="Sakit", recorded_by=world.admin_of(entry.category)
    ),
    "a criterion set aside": lambda entry: entry.not_applicable.create(
        criterion=Criterion.objects.get(code="B2"), reason="Tidak ada"
    ),
    "a special award": lambda entry: SpecialAward.objects.create(
        entry=entry, title="Inovasi", evidence="Perbup"
    ),
    "a publication": lambda entry: world.published(entry.category),
}


def seat() -> Seat:
    return Seat.objects.get(number=1)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_row_that_changes_is_seen_at_once(category, change):
    before = looked(category)
    assert looked(category) is before
    change(ketapang())
    after = looked(category)
    assert after == look_page._looked(preview(category)) != before
    assert looked(category) is after


@pytest.mark.parametrize(
    "change",
    [lambda entry: figures(entry, registered=1), lambda entry: found_otherwise(entry, 7)],
    ids=["a figure", "what the verifier found"],
)
def test_so_is_what_changes_in_a_report_that_is_not_locked(category, change):
    with triggers_off():
        YearlyReport.objects.update(status="verified")
    test_a_row_that_changes_is_seen_at_once(category, change)


def test_rows_that_change_while_it_computes_are_not_kept(category, monkeypatch):
    """The change comes between the look at the rows and the reading of them: the next look reads again."""

    def changing(made: Category):
        monkeypatch.undo()
        world.rescore(ketapang(), 1)
        return preview(made)

    before = len(LOOKED)
    monkeypatch.setattr(look_page, "preview", changing)
    looked(category)
    assert len(LOOKED) == before
    assert looked(category) == look_page._looked(preview(category))


def test_another_category_is_not_served_the_same(category):
    other = years.like(category)
    assert KETAPANG in looked(category).names
    assert looked(other).names == {}
