"""A category has rules of its own: those of its award year to start with, then what the admin sets on its page."""

import pytest

from awards.choices import Aggregate, Disclosure, Phase
from awards.editions.default_criteria import create_category
from awards.models import Category
from awards.preflight.run import preflight
from awards.results.inputs import method_shape
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db


def typed_on(client, category: Category, **changed: str) -> dict[str, str]:
    """What its page on the desk would send, with these boxes typed anew."""
    context = client.get(page("awards_category_change", category.pk)).context
    boxes = {box.html_name: box.value() for box in context["adminform"].form}
    return {name: "" if value is None else str(value) for name, value in boxes.items()} | changed


def test_a_category_starts_with_the_rules_of_its_year_and_keeps_them():
    edition = factories.edition(quorum=5, trim=2, tie_break=["criterion:A1", "group:Z"], places=3)
    category = create_category(edition)
    type(edition).objects.update(quorum=8, places=1)
    category.refresh_from_db()
    assert method_shape(category) == {
        "aggregate": "trimmed_mean",
        "trim": 2,
        "quorum": 5,
        "places": 3,
        "tie_break": ["criterion:A1"],  # there is no group Z among its criteria
    }


def test_two_categories_of_a_year_differ_in_quorum_and_in_what_is_published():
    edition = world.ready_to_score(factories.admin(), quorum=9)
    first = edition.categories.get()
    second = world.like(first)
    Category.objects.filter(pk=second.pk).update(quorum=10, disclosure=Disclosure.RANKS, name="Kedua")
    short = [item.text for item in preflight(edition, Phase.SCORING) if "Kuorum" in item.text]
    assert short == [
        "Kuorum “Kedua” 10, sedangkan anggota yang menilai satu kandidat hanya 9. Ganti anggota, lengkapi kursi, "
        "atau turunkan kuorum."
    ]
    shown = {row.name: (row.quorum, row.disclosure) for row in edition.categories.all()}
    assert shown == {"Pemerintah Kabupaten/Kota": (9, Disclosure.FULL), "Kedua": (10, Disclosure.RANKS)}


def test_its_page_sets_them_and_once_criteria_are_public_the_quorum_only(client):
    admin = factories.admin()
    client.force_login(admin)
    category = world.prepared().categories.get()
    url = page("awards_category_change", category.pk)
    typed = typed_on(client, category, quorum="4", aggregate=Aggregate.MEDIAN, tie_break="Kriteria A1")
    assert client.post(url, typed).status_code == 302
    category.refresh_from_db()
    assert (category.quorum, category.aggregate, category.tie_break) == (4, "median", ["criterion:A1"])
    stranger = text(client.post(url, typed_on(client, category, tie_break="Kelompok Z")))
    assert "Kelompok Z tidak ada pada kategori ini. Tulis yang ada, misalnya Kelompok A, " in stranger
    type(category.edition).objects.update(phase=Phase.CANDIDATES)
    typed = typed_on(client, category, quorum="3") | {"aggregate": Aggregate.MEAN, "name": "Lain"}
    assert client.post(url, typed).status_code == 302
    category.refresh_from_db()
    assert (category.quorum, category.aggregate, category.name) == (3, "median", "Pemerintah Kabupaten/Kota")
    type(category.edition).objects.update(phase=Phase.SCORING)
    assert client.post(url, typed | {"quorum": "1"}).status_code == 403
