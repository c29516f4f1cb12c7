"""The total a member sees is the total the publication computes: the same functions, the same rounding."""

from decimal import Decimal

import pytest
from django.utils import timezone

from awards.choices import Aggregate, Source, Stage
from awards.document.build import build
from awards.models import Category, NotApplicable
from awards.panel.member.sheet_page import sheet_page
from awards.panel.sheets import save_scores
from awards.results.inputs import publication_inputs
from awards.results.rows import rows_of_category
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    """The only member of the panel."""
    return factories.seats(world.scoring_edition(), 1)[0]


@pytest.fixture
def entry(seat):
    return world.candidate(seat.edition)


def sheet_total(sheet) -> Decimal | None:
    """The total beside this sheet, as its member sees it."""
    return sheet_page(sheet.seat.user, sheet.entry_id, sheet.stage).total.total


def published_total(entry) -> str | None:
    inputs = publication_inputs(rows_of_category(entry.category), "", timezone.now())
    (entrant,) = build(inputs)["entrants"]
    return entrant["total"]


@pytest.mark.parametrize("aggregate", Aggregate.values)
@pytest.mark.parametrize("places", [0, 2, 4])
def test_the_total_of_the_only_member_is_the_published_total(seat, entry, aggregate, places):
    Category.objects.filter(edition=seat.edition_id).update(aggregate=aggregate, places=places)
    entry.category.edition.refresh_from_db()
    desk, interview = world.locked_both(seat, entry)
    assert str(sheet_total(desk)) == str(sheet_total(interview)) == published_total(entry)


def test_the_weight_of_what_does_not_apply_goes_where_the_publication_puts_it(seat, entry):
    for code in ("C1", "C2", "C3", "A3"):  # a whole group, and one of another
        criterion = entry.category.criteria.get(code=code)
        NotApplicable.objects.create(entry=entry, criterion=criterion, reason="Tidak berlaku")
    rest = {code: mark for code, mark in world.DESK.items() if not code.startswith("C")}
    world.locked(seat, entry, **rest)
    sheet = world.locked(seat, entry, Stage.INTERVIEW)
    assert str(sheet_total(sheet)) == published_total(entry)
    assert sheet_page(seat.user, entry.pk, Stage.DESK).total.worth == 100


def test_there_is_no_total_before_every_criterion_has_a_score(seat, entry):
    desk = world.draft(seat, entry)
    assert sheet_total(desk) is None
    interview = world.draft(seat, entry, Stage.INTERVIEW, E1="100", E2="81", E3="77")
    assert sheet_total(interview) is None
    save_scores(interview, {"E4": Decimal(0)}, expected_version=1, by=seat.user)
    assert sheet_total(interview) == sheet_total(desk) is not None


def test_the_running_total_counts_what_is_there_and_says_out_of_how_much(seat, entry):
    def running():
        total = sheet_page(seat.user, entry.pk, Stage.DESK).total
        return total.points, total.worth, total.filled, total.asked

    from_figures, worth, filled, asked = running()
    assert (worth, filled, asked) == (40, 4, 18)
    world.draft(seat, entry, B1="50")
    assert running() == (from_figures + 4, 48, 5, 18)
    world.draft(seat, entry, B1="0")
    assert running() == (from_figures, 48, 5, 18)


def test_without_any_score_it_is_nothing_out_of_nothing(seat, entry):
    for criterion in entry.category.criteria.filter(source=Source.FIGURES):
        NotApplicable.objects.create(entry=entry, criterion=criterion, reason="Tidak berlaku")
    total = sheet_page(seat.user, entry.pk, Stage.DESK).total
    assert (total.points, total.worth, total.filled, total.asked, total.total) == (0, 0, 0, 14, None)
    group = total.groups["B"]
    assert (group.value, group.filled, group.is_whole) == (None, 0, False)


@pytest.mark.parametrize("places", [0, 2, 4])
def test_a_complete_running_total_is_the_total(seat, entry, places):
    Category.objects.filter(edition=seat.edition_id).update(places=places)
    entry.category.refresh_from_db()
    sheet = world.locked_both(seat, entry)[0]
    total = sheet_page(seat.user, entry.pk, Stage.INTERVIEW).total
    assert (total.points, total.worth) == (total.total, 100)
    assert total.total == sheet_total(sheet)
    assert str(total.total) == published_total(entry)
