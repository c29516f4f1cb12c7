"""The running award years on the first page of the desk are drawn once for each admin, and anew after a change."""

import pytest
from django.test import Client
from django.urls import reverse

from awards.choices import Phase
from awards.models import Edition
from tests import factories
from tests.builders.panel import logged_in, queries

pytestmark = pytest.mark.django_db(transaction=True)
INDEX = reverse("admin:index")
KEPT = 8  # queries, the two of the transaction among them


def shown(desk: Client) -> str:
    return desk.get(INDEX).content.decode().partition("<main")[2]


def test_each_admin_sees_the_own_years_as_they_are():
    here, there = factories.province(), factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    own, other = factories.edition(here, phase=Phase.FILLING), factories.edition(there, phase=Phase.SCORING)
    desk, desk_there = (logged_in(factories.admin(province)) for province in (here, there))
    before, elsewhere = shown(desk), shown(desk_there)
    assert ("Pemantauan" in before, "Pemantauan" in elsewhere) == (True, False)
    assert (queries(desk, INDEX), shown(desk), shown(desk_there)) == (KEPT, before, elsewhere)
    assert [f"/{one.pk}/change/" in before for one in (own, other)] == [True, False]
    assert [f"/{one.pk}/change/" in elsewhere for one in (own, other)] == [False, True]
    Edition.objects.filter(pk=own.pk).update(phase=Phase.VERIFICATION)
    assert queries(desk, INDEX) == KEPT + 1
    after = shown(desk)
    assert after != before
    Edition.objects.update(phase=Phase.ARCHIVED)
    assert "Belum ada tahun penghargaan yang berjalan" in shown(desk)


def test_what_may_be_added_follows_the_phases_that_are_kept():
    edition = factories.edition(factories.province(), phase=Phase.PREPARATION)
    desk = logged_in(factories.admin())
    add = reverse("admin:awards_category_add")
    first = shown(desk)
    assert (add in first, add in shown(desk)) == (True, True)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.SCORING)
    assert (add in shown(desk), add in shown(desk)) == (False, False)
