"""A group given on one screen: what its parts come to on the sheet is the value published and recomputed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone

from awards.choices import Aggregate, Phase, Stage
from awards.document.build import build
from awards.editions.criteria import set_criteria
from awards.editions.criteria_rows import Criteria, stored_criteria
from awards.models import Category, CriterionGroup, Edition, NotApplicable
from awards.panel.member.sheet_page import sheet_page
from awards.results.inputs import publication_inputs
from awards.results.rows import rows_of_category
from awards.verify import findings
from regencies.seals.canonical import canonical
from tests import factories
from tests.builders import panel as world
from tests.builders.panel import sheet_url

pytestmark = pytest.mark.django_db
PARTS = {"D1": "80", "D2": "70", "D3": "60", "D4": "50"}
HALF = {"D1": "81", "D2": "70.35", "D3": "60", "D4": "50"}


@pytest.fixture
def seat():
    """The only member of the panel."""
    return factories.seats(world.scoring_edition(), 1)[0]


@pytest.fixture
def entry(seat):
    return world.candidate(seat.edition)


def innovation(entry, seat):
    """What the parts come to, as the member sees it."""
    return sheet_page(seat.user, entry.pk, Stage.DESK).total.groups["D"]


def document(entry):
    return build(publication_inputs(rows_of_category(entry.category), "", timezone.now()))


def weigh(entry, **weights: str) -> None:
    """Set weights of parts as the page of criteria does, before the year begins."""
    edition = entry.category.edition
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.PREPARATION)
    stored = stored_criteria(entry.category)
    wanted = [
        replace(row, weight=Decimal(weights[row.code])) if row.code in weights else row
        for row in stored.criteria
    ]
    set_criteria(entry.category, Criteria(stored.groups, wanted), seen=stored.token, by=factories.admin())
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.SCORING)


def test_four_parts_come_to_what_their_weights_say_on_the_sheet_and_in_the_document(seat, entry):
    Category.objects.filter(edition=seat.edition_id).update(quorum=1)
    entry.category.refresh_from_db()
    world.locked(seat, entry, **(world.DESK | PARTS))
    world.locked(seat, entry, Stage.INTERVIEW)
    shown = innovation(entry, seat)
    assert (80 * 30 + 70 * 30 + 60 * 25 + 50 * 15) / 100 == 67.5
    assert (str(shown.value), shown.is_whole, shown.filled) == ("67.50", True, 4)
    assert shown.shares == {"D1": 30, "D2": 30, "D3": 25, "D4": 15}
    made = document(entry)
    [entrant] = made["entrants"]
    assert (entrant["groups"]["D"], Decimal(entrant["groups"]["D"])) == ("67.50", shown.value)
    assert list(findings(canonical(made), made)) == []
    changed = [entrant | {"groups": entrant["groups"] | {"D": "67.51"}}]
    assert list(findings(canonical(made | {"entrants": changed}), made | {"entrants": changed})) != []


def test_other_weights_on_the_page_of_criteria_give_another_value(seat, entry):
    weigh(entry, D1="5", D2="1")
    world.locked(seat, entry, **(world.DESK | PARTS))
    world.locked(seat, entry, Stage.INTERVIEW)
    shown = innovation(entry, seat)
    assert (80 * 50 + 70 * 10 + 60 * 25 + 50 * 15) / 100 == 69.5
    assert (str(shown.value), document(entry)["entrants"][0]["groups"]["D"]) == ("69.50", "69.50")
    assert shown.shares == {"D1": 50, "D2": 10, "D3": 25, "D4": 15}


@pytest.mark.parametrize("aggregate", Aggregate.values)
@pytest.mark.parametrize(("places", "value"), [(0, "68"), (2, "67.91"), (4, "67.9050")])
def test_the_value_on_the_sheet_is_rounded_as_the_published_one(seat, entry, aggregate, places, value):
    """81·30 + 70,35·30 + 60·25 + 50·15 = 6790,5 hundredths: half up, once."""
    Category.objects.filter(edition=seat.edition_id).update(aggregate=aggregate, places=places)
    entry.category.refresh_from_db()
    world.locked(seat, entry, **(world.DESK | HALF))
    world.locked(seat, entry, Stage.INTERVIEW)
    shown = innovation(entry, seat)
    assert (str(shown.value), document(entry)["entrants"][0]["groups"]["D"]) == (value, value)


def test_until_all_parts_have_a_mark_it_is_that_of_those_that_have(seat, entry):
    assert (innovation(entry, seat).value, innovation(entry, seat).filled) == (None, 0)
    world.draft(seat, entry, D1="80", D3="60")
    shown = innovation(entry, seat)
    assert round((80 * 30 + 60 * 25) / 55, 2) == 70.91
    assert (str(shown.value), shown.filled, shown.is_whole) == ("70.91", 2, False)


def test_a_part_that_does_not_apply_leaves_its_share_to_the_others(seat, entry):
    gone = entry.category.criteria.get(code="D4")
    NotApplicable.objects.create(entry=entry, criterion=gone, reason="Tidak berlaku")
    assert innovation(entry, seat).shares == {
        "D1": Fraction(600, 17),
        "D2": Fraction(600, 17),
        "D3": Fraction(500, 17),
    }
    shown = world.logged_in(seat.user).get(sheet_url(entry)).content.decode()
    assert shown.count("35,29% dari D") == 2
    assert shown.count("29,41% dari D") == 1


def test_the_page_says_the_value_and_each_share_and_refreshes_both_totals_together(seat, entry):
    client = world.logged_in(seat.user)
    world.draft(seat, entry, D1="80")
    page = client.get(sheet_url(entry)).content.decode()
    assert "Nilai D sementara: <b>80,00</b>" in page
    assert [page.count(f"· {share}% dari D<") for share in (30, 25, 15)] == [2, 1, 1]
    assert "data-hx-swap-oob" not in page
    world.draft(seat, entry, **PARTS)
    part = client.get(sheet_url(entry, name="panel_total")).content.decode()
    assert "Nilai D: <b>67,50</b>" in part
    assert part.count('data-hx-swap-oob="true"') == 1
    interview = client.get(sheet_url(entry, Stage.INTERVIEW, name="panel_total")).content.decode()
    assert "Nilai D" not in interview


def test_only_a_group_that_is_marked_so_and_asks_several_criteria_is_one_step(seat, entry):
    client = world.logged_in(seat.user)

    def together():
        return [group.code for group in client.get(sheet_url(entry)).context["page"].together]

    assert together() == ["D"]
    CriterionGroup.objects.filter(code="B").update(on_one_screen=True)
    CriterionGroup.objects.filter(code="A").update(on_one_screen=True)  # nothing of it is asked
    assert together() == ["B", "D"]
    for criterion in entry.category.criteria.filter(code__in=["D1", "D2", "D3"]):
        NotApplicable.objects.create(entry=entry, criterion=criterion, reason="Tidak berlaku")
    assert together() == ["B"]
