"""A look at what other weights would have done to last year's ranking, which stores nothing."""

from decimal import Decimal

import pytest

from awards.choices import Phase
from awards.contract.conform import conform
from awards.contract.schema import FullDocument
from awards.document.parse import parse
from awards.document.what_if import moves
from awards.editions.new_year import start_year
from awards.models import Category, Edition, Publication
from regencies.l10n.numbers import format_exact
from tests.builders import edition as world
from tests.builders import publication
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db


def typed(category: Category, **changed: str) -> dict[str, str]:
    """What the page would send, with the weights of these codes typed anew."""
    kept = {c.code: format_exact(c.weight) for c in category.criteria.all()}
    keys = {c.code: c.pk for c in category.criteria.all()}
    return {f"c{keys[code]}-weight": text for code, text in (kept | changed).items()}


def published() -> FullDocument:
    return conform(parse(bytes(Publication.objects.get().document)), FullDocument)


def weights(category: Category) -> dict[str, Decimal]:
    return dict(category.criteria.values_list("code", "weight"))


def test_the_way_there_and_back(desk, admin):
    category = world.prepared().categories.get()
    url, criteria = (page(f"awards_category_{name}", category.pk) for name in ("weights", "criteria"))
    assert (url in text(desk.get(criteria)), criteria in text(desk.get(url))) == (True, True)
    assert desk.post(url, typed(category)).status_code == 405


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        ("delapan belas koma", "A1: Tertulis “delapan belas koma”."),
        ("", "A1: "),
        ("0", "A1: Tertulis “0”."),
        ("-3", "A1: "),
    ],
)
def test_a_weight_that_is_none_is_told(desk, admin, weight, said):
    category = world.prepared().categories.get()
    answer = desk.get(page("awards_category_weights", category.pk), typed(category, A1=weight))
    assert (answer.status_code, said in text(answer)) == (200, True)


def test_weights_that_were_tried_are_carried_to_the_criteria_and_stored_only_there(desk, admin):
    category = world.prepared().categories.get()
    tried = typed(category, A1="20,5", A2="6")
    shown = desk.get(page("awards_category_criteria", category.pk), tried)
    assert "Bobot yang dicoba tertulis di bawah dan belum disimpan." in text(shown)
    boxes = {row["code"].value(): row["weight"].value() for row in shown.context["criteria"]}
    assert (boxes["A1"], boxes["A2"], boxes["A3"]) == ("20,5", "6", "6")
    assert shown.context["weight"] == "Jumlah bobot 98,5; jumlahnya harus tepat 100. Tambah 1,5."
    assert weights(category)["A1"] == 18


def test_weights_are_only_read_once_they_are_public(desk, admin):
    category = world.prepared().categories.get()
    Edition.objects.update(phase=Phase.FILLING)
    shown = desk.get(page("awards_category_weights", category.pk))
    assert "Lihat akibatnya" not in text(shown)
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
    shown = desk.get(page("awards_category_weights", later.pk), typed(later))
    assert shown.context["published"].category.edition.award_year == 2025


def test_last_years_ranks_move_by_other_weights_and_nothing_is_stored(desk, admin, followed):
    url = page("awards_category_weights", followed.pk)
    same = desk.get(url, typed(followed))
    assert same.status_code == 200
    moved = same.context["moves"].data.data
    assert [(move.rank, move.total) for move in moved] == [(move.new_rank, move.new_total) for move in moved]
    assert len(moved) == 3
    heavy = desk.get(url, typed(followed, A1="1", A4="23"))
    by_code = weights(followed) | {"A1": Decimal(1), "A4": Decimal(23)}
    assert heavy.context["moves"].data.data == moves(published(), by_code)
    assert weights(followed)["A1"] == 18


def test_where_only_ranks_are_public_the_sealed_document_is_recomputed(desk, admin):
    before = publication.category_with(["61.04", "61.02"], disclosure="ranks")
    publication.published(before)
    Edition.objects.filter(pk=before.edition_id).update(phase=Phase.ANNOUNCED)
    made = start_year(Edition.objects.get(pk=before.edition_id), by=admin).categories.get()
    shown = desk.get(page("awards_category_weights", made.pk), typed(made))
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
    shown = text(desk.get(url, typed(followed, E3="6")))
    assert "Kriteria berbeda dari tahun 2025 (E4); peringkatnya tidak dapat dibandingkan." in shown
    short = text(desk.get(url, typed(followed)))
    assert "Jumlah bobot 97; jumlahnya harus tepat 100. Tambah 3." in short


def test_without_a_publication_there_is_nothing_to_compare(desk, admin):
    category = world.prepared().categories.get()
    shown = text(desk.get(page("awards_category_weights", category.pk), typed(category)))
    assert "Belum ada pengumuman tahun sebelumnya untuk kategori ini" in shown
