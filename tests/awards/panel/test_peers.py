"""The median beside a candidate's indicators: over those this member may see, and it tells over how many."""

import re

import pytest
from django.urls import reverse

from awards.models import Recusal
from awards.panel.member.peers import peer_rows
from regencies.models import OfficialWorkforce, Participation
from tests import factories
from tests.builders import edition as years
from tests.builders import panel as world
from tests.database import triggers_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def others(edition, entry):
    """Two candidates of 40.000 workers fewer and more among the wage earners."""
    found = [world.candidate(edition, "Sambas", "61.01"), world.candidate(edition, "Landak", "61.08")]
    with triggers_off():
        for other, more in zip(found, (-40_000, 40_000), strict=True):
            rows = Participation.objects.filter(entry__report=other.report, segment="wage_earners")
            rows.update(registered=80_101 + more)
    return found


def coverage(rows) -> tuple[str, str, str, int]:
    [row] = [row for row in rows if row.label == "Cakupan (UCJ)"]
    return row.previous, row.current, row.median, row.count


def test_the_median_is_that_of_the_middle_one_of_three(seat, entry, others):
    own = coverage(peer_rows(seat.user, entry))
    assert own == ("56,14%", "67,95%", "67,95%", 3)


def test_one_withdrawn_from_is_in_no_median_and_in_no_count(seat, panel, entry, others):
    before = coverage(peer_rows(panel[2].user, entry))
    Recusal.objects.create(seat=seat, entry=others[1], reason="Kerabat")
    previous, current, median, count = coverage(peer_rows(seat.user, entry))
    assert (previous, current, count) == ("56,14%", "67,95%", 2)
    assert median != before[2]
    assert coverage(peer_rows(panel[2].user, entry)) == before
    with triggers_off():
        rows = Participation.objects.filter(entry__report=others[1].report, segment="wage_earners")
        rows.update(registered=1)
    assert coverage(peer_rows(seat.user, entry))[2] == median


def test_one_of_another_category_or_not_declared_about_is_in_no_median(seat, entry, others):
    factories.candidate(years.like(entry.category), factories.regency("Sanggau", "61.03"))
    assert coverage(peer_rows(seat.user, entry))[3] == 3
    seat.declarations.filter(entry=others[0]).delete()
    assert coverage(peer_rows(seat.user, entry))[3] == 2
    seat.declarations.filter(entry=entry).delete()
    assert peer_rows(seat.user, entry) == []


def test_a_candidate_alone_has_no_median(seat, entry):
    assert peer_rows(seat.user, entry) == []
    shown = world.logged_in(seat.user).get(reverse("panel_dossier", args=[entry.pk])).content.decode()
    assert "Dibandingkan kandidat" not in shown


def test_the_columns_are_headed_by_the_two_years_and_the_median(seat, entry, others):
    shown = world.logged_in(seat.user).get(reverse("panel_dossier", args=[entry.pk])).content.decode()
    table = shown.partition("Dibandingkan kandidat")[2].partition("</table>")[0]
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
    assert heads == ["Angka", "2024", "2025", "Median 2025"]
    assert set(re.findall(r'data-label="(.*?)"', table)) == {*heads[1:]}


def test_the_report_says_the_median_in_as_many_queries_for_two_as_for_three(seat, edition, entry, others):
    client, url = world.logged_in(seat.user), reverse("panel_dossier", args=[entry.pk])
    assert "dari 3 kandidat" in client.get(url).content.decode()  # and the report is drawn
    OfficialWorkforce.objects.filter(regency=others[1].regency).update(figure=200_001)
    three = world.queries(client, url)
    Recusal.objects.create(seat=seat, entry=others[0], reason="Kerabat")
    assert (three, world.queries(client, url)) == (9, 9)
