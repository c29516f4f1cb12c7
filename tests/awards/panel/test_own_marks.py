"""A member's own marks beside each other: of candidates they judge, nobody else's, in the same number of queries."""

import datetime

import pytest
from django.urls import reverse

from awards.choices import Stage
from awards.models import Recusal
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(edition) -> str:
    return reverse("panel_own_marks", args=[edition.pk])


def grid(client, url) -> dict[str, list[str]]:
    [table] = client.get(url).context["tables"]
    return {row.record.criterion.code: [str(cell) for cell in list(row)[1:]] for row in table.paginated_rows}


def test_own_marks_of_both_sheets_stand_by_criterion_drafts_included(seat, panel, edition, entry, url):
    later = entry.presentation_at + datetime.timedelta(minutes=5)
    other = world.candidate(edition, "Sambas", "61.01", presentation_at=later)
    world.locked(seat, entry)
    world.draft(seat, entry, Stage.INTERVIEW, E2="81")
    world.draft(seat, other, B1="40", B2="72.5")
    world.locked_both(panel[2], other)
    world.in_time(other, Stage.DESK)
    client = world.logged_in(seat.user)
    found = grid(client, url)
    assert list(found) == [*world.DESK, *world.INTERVIEW]
    assert (found["B1"], found["B2"], found["E1"], found["E2"]) == (
        ["80", "40"],
        ["72,5", "72,5"],
        ["–", "–"],
        ["81", "–"],
    )
    heads = [column.header for column in client.get(url).context["tables"][0].columns]
    assert heads == ["Kriteria", "Kabupaten Ketapang", "Kabupaten Sambas"]
    for page in (reverse("panel_index"), world.sheet_url(other)):
        assert f'href="{url}"' in client.get(page).content.decode()


def test_a_candidate_withdrawn_from_has_no_column(seat, panel, edition, entry, url):
    withdrawn = world.candidate(edition, "Sambas", "61.01")
    Recusal.objects.create(seat=seat, entry=withdrawn, reason="Kerabat")
    shown = world.logged_in(seat.user).get(url).content.decode()
    assert ("Ketapang" in shown, "Sambas" in shown) == (True, False)


def test_the_page_costs_the_same_with_one_candidate_and_with_three(seat, edition, entry, url):
    client = world.logged_in(seat.user)
    world.draft(seat, entry)
    one = world.queries(client, url)
    for place in (("Sambas", "61.01"), ("Landak", "61.08")):
        world.draft(seat, world.candidate(edition, *place))
    assert (one, world.queries(client, url)) == (10, 10)
