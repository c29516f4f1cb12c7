"""Hidden values of the desk's verb pages, changed by hand."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Publication
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return factories.admin()


@pytest.fixture
def desk(admin) -> Client:
    return logged_in(admin)


def test_a_shared_rank_that_is_no_number_asks_about_none(desk, admin):
    url = reverse("chair_plenary", args=[world.plenary(admin).categories.get().pk])
    ranks = ("7", "²", "x", "9" * 5000)
    assert [desk.get(url, {"peringkat": rank}).status_code for rank in ranks] == [200] * 4
    posted = [desk.post(f"{url}?{urlencode({'peringkat': rank})}", {"reason": "Mufakat."}) for rank in ranks]
    assert [answer.status_code for answer in posted] == [409] * 4


def test_a_fingerprint_that_is_none_publishes_nothing(desk, admin):
    url = page("awards_category_publish", world.provisional(admin).categories.get().pk)
    junk = ("x", "²", "{}", "[]", "null", "[" * 5000, '{"figures": 1}', "a" * 64)
    assert {desk.post(url, {"fingerprint": seen}).status_code for seen in junk} == {409}
    assert not Publication.objects.exists()


def test_a_criterion_to_count_again_that_is_no_key_is_none(desk, admin):
    edition = world.candidates(admin)
    url = page("awards_edition_not_applicable", edition.pk, world.entry_of(edition).pk)
    assert {desk.post(url, {"again": key}).status_code for key in ("x", "²", "9" * 5000)} == {422}
