"""All weights of a category at once, after a look at what they would have done to last year's ranking."""

from decimal import Decimal

import pytest

from awards.choices import Phase
from awards.contract.conform import conform
from awards.contract.schema import FullDocument
from awards.document.parse import parse
from awards.document.what_if import moves
from awards.editions.new_year import start_year
from awards.models import Category, Criterion, Edition, Publication
from tests.builders import edition as world
from tests.builders import publication
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db


def typed(category: Category, **changed: str) -> dict[str, str]:
    """What the page would send, with the weights of these codes typed anew."""
    kept = {c.code: str(int(c.weight)) for c in category.criteria.all()}
    keys = {c.code: c.pk for c in category.criteria.all()}
    return {f"c{keys[code]}-weight": text for code, text in (kept | changed).items()}


def published() -> FullDocument:
    return conform(parse(bytes(Publication.objects.get().document)), FullDocument)


def weights(category: Category) -> dict[str, Decimal]:
    return dict(category.criteria.values_list("code", "weight"))


def test_weights_are_set_together_and_only_when_they_make_a_hundred(desk, admin):
    category = world.prepared().categories.get()
    url = page("awards_category_weights", category.pk)
    assert url in text(desk.get(page("awards_category_change", category.pk)))
    seen = desk.get(url).context["seen"]
    over = desk.post(url, typed(category, A1="20,5") | {"seen": seen})
    assert over.status_code == 409
    assert "Jumlah bobot 102,5; jumlahnya harus tepat 100. Kurangi 2,5." in text(over)
    under = desk.post(url, typed(category, A1="1") | {"seen": seen})
    assert "Jumlah bobot 83; jumlahnya harus tepat 100. Tambah 17." in text(under)
    assert weights(category)["A1"] == 18
    answer = desk.post(url, typed(category, A1="20,5", A2="7,5") | {"seen": seen}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "2 bobot diubah; jumlahnya tepat 100."
    ]
    assert (weights(category)["A1"], weights(category)["A2"]) == (Decimal("20.5"), Decimal("7.5"))


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        ("delapan belas koma", "A1: Tertulis “delapan belas koma”."),
        ("", "A1: "),
        ("0", "A1: Tertulis “0”."),
        ("-3", "A1: "),
    ],
)
def test_a_weight_that_is_none_is_told_and_nothing_is_stored(desk, admin, weight, said):
    category = world.prepared().categories.get()
    url = page("awards_category_weights", category.pk)
    answer = desk.post(url, typed(category, A1=weight) | {"seen": desk.get(url).context["seen"]})
    assert (answer.status_code, said in text(answer)) == (409, True)
    assert weights(category)["A1"] == 18


def test_what_another_admin_set_meanwhile_is_not_overwritten(desk, admin):
    category = world.prepared().categories.get()
    url = page("awards_category_weights", category.pk)
    seen = desk.get(url).context["seen"]
    mine = typed(category, A1="20", A2="8")
    Criterion.objects.filter(group__category=category, code="A3").update(weight=5)
    answer = desk.post(url, mine | {"seen": seen})
    assert (answer.status_code, "diubah sejak halaman ini dibuka" in text(answer)) == (409, True)
    assert weights(category)["A1"] == 18
    assert desk.post(url, mine | {"seen": answer.context["seen"]}).status_code == 302  # as the sentence says
    assert weights(category)["A3"] == 6


def test_a_second_tap_is_answered_as_the_first(desk, admin):
    category = world.prepared().categories.get()
    url = page("awards_category_weights", category.pk)
    boxes = typed(category, A1="20", A2="8") | {"seen": desk.get(url).context["seen"]}
    assert [desk.post(url, boxes).status_code for _ in range(2)] == [302, 302]
    assert desk.post(url, boxes | typed(category, A1="21", A2="7")).status_code == 409


def test_weights_stay_once_they_are_public(desk, admin):
    category = world.prepared().categories.get()
    url = page("awards_category_weights", category.pk)
    seen = desk.get(url).context["seen"]
    Edition.objects.update(phase=Phase.FILLING)
    answer = desk.post(url, typed(category, A1="20", A2="8") | {"seen": seen})
    assert (answer.status_code, weights(category)["A1"]) == (409, 18)
    shown = desk.get(url)
    assert "Simpan bobot" not in text(shown)
    assert {row.fields["weight"].disabled for row in shown.context["table"].data} == {True}


# What if ----------------------------------------------------------------------------------------------
@pytest.fixture
def followed(admin) -> Category:
    """The category of a year after one that was published."""
    before = publication.category_with(["61.04", "61.02", "61.71"])
    publication.published(before)
    Edition.objects.filter(pk=before.edition_id).update(phase=Phase.ANNOUNCED)
    return start_year(Edition.objects.get(pk=before.edition_id), by=admin).categories.get()


def test_a_year_without_a_publication_is_passed_over(desk, admin, followed):
    Edition.objects.filter(pk=followed.edition_id).update(phase=Phase.FILLING)
    later = start_year(Edition.objects.get(pk=followed.edition_id), by=admin).categories.get()
    shown = desk.post(page("awards_category_weights", later.pk), typed(later) | {"look": "1"})
    assert shown.context["published"].category.edition.award_year == 2025


def test_last_years_ranks_move_by_other_weights_and_nothing_is_stored(desk, admin, followed):
    url = page("awards_category_weights", followed.pk)
    same = desk.post(url, typed(followed) | {"look": "1"})
    assert same.status_code == 200
    moved = same.context["moves"].data.data
    assert [(move.rank, move.total) for move in moved] == [(move.new_rank, move.new_total) for move in moved]
    assert len(moved) == 3
    heavy = desk.post(url, typed(followed, A1="1", A4="23") | {"look": "1"})
    by_code = weights(followed) | {"A1": Decimal(1), "A4": Decimal(23)}
    assert heavy.context["moves"].data.data == moves(published(), by_code)
    assert weights(followed)["A1"] == 18


def test_where_only_ranks_are_public_the_sealed_document_is_recomputed(desk, admin):
    before = publication.category_with(["61.04", "61.02"], disclosure="ranks")
    publication.published(before)
    Edition.objects.filter(pk=before.edition_id).update(phase=Phase.ANNOUNCED)
    made = start_year(Edition.objects.get(pk=before.edition_id), by=admin).categories.get()
    shown = desk.post(page("awards_category_weights", made.pk), typed(made) | {"look": "1"})
    found = shown.context["moves"].data.data
    assert [(move.rank, move.total) for move in found] == [(move.new_rank, move.new_total) for move in found]
    assert len(found) == 2


def test_the_ranks_are_those_the_weights_give():
    category = publication.category_with(["61.04", "61.02", "61.71"])
    publication.published(category)
    document = published()
    every = {criterion["code"]: Decimal(0) for criterion in document["criteria"]} | {"A1": Decimal(100)}
    scores = {e["name"]: Decimal(e["scores"]["A1"]) for e in document["entrants"] if e["candidate"]}
    found = moves(document, {code: weight or Decimal("0.000001") for code, weight in every.items()})
    assert [move.name for move in found] == sorted(scores, key=scores.__getitem__, reverse=True)


def test_criteria_that_differ_are_named(desk, admin, followed):
    followed.criteria.get(code="E4").delete()
    url = page("awards_category_weights", followed.pk)
    shown = text(desk.post(url, typed(followed, E3="6") | {"look": "1"}))
    assert "Kriteria berbeda dari tahun 2025 (E4); peringkatnya tidak dapat dibandingkan." in shown
    short = text(desk.post(url, typed(followed) | {"look": "1"}))
    assert "Jumlah bobot 97; jumlahnya harus tepat 100. Tambah 3." in short


def test_without_a_publication_there_is_nothing_to_compare(desk, admin):
    category = world.prepared().categories.get()
    shown = text(desk.post(page("awards_category_weights", category.pk), typed(category) | {"look": "1"}))
    assert "Belum ada pengumuman tahun sebelumnya untuk kategori ini" in shown
