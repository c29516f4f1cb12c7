"""Categories are added by kind: with the criteria proposed for it, or as last year's were."""

import pytest
from django.db import IntegrityError, connection

from awards.choices import Phase
from awards.editions.categories import add_categories
from awards.editions.default_criteria import add_criteria, create_category
from awards.editions.new_year import start_year
from awards.models import Category, Criterion, CriterionGroup, Edition, Entry
from regencies.actions.errors import Refused
from regencies.choices import REGENCY_KIND
from regencies.kinds.registry import KINDS
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db

NOMINATED = ["desa-kelurahan", "badan-usaha", "usaha-kecil-mikro"]


def typed(edition: Edition, **fields: str) -> dict[str, str]:
    """What the page that adds one category sends."""
    return {
        "edition": str(edition.pk),
        "kind": "desa-kelurahan",
        "slug": "",
        "name": "",
        "quorum": "7",
        "aggregate": "mean",
        "trim": "0",
        "places": "2",
        "tie_break": "Kelompok A, Kriteria Z9",
        "disclosure": "full",
    } | fields


def refused(edition: Edition, *kinds: str, **how: bool) -> list[str]:
    with pytest.raises(Refused) as refusal:
        add_categories(edition, kinds, by=factories.admin(), **how)
    return refusal.value.reasons


def test_one_press_adds_a_category_of_every_kind_that_has_none():
    desk, edition = logged_in(factories.admin()), world.prepared()
    url = page("awards_edition_category", edition.pk)
    assert url in text(desk.get(page("awards_edition_change", edition.pk)))
    assert list(desk.get(url).context["form"].fields) == NOMINATED
    assert desk.post(url, dict.fromkeys(NOMINATED, "on")).status_code == 302
    assert {category.slug: category.kind for category in edition.categories.all()} == {
        kind: kind for kind in [REGENCY_KIND, *NOMINATED]
    }
    assert url not in text(desk.get(page("awards_edition_change", edition.pk)))
    closed = text(desk.get(url))
    assert "Setiap jenis sudah memiliki kategori. Kategori lain ditambah di daftar Kategori." in closed


def test_nothing_ticked_adds_nothing():
    edition = factories.edition(phase=Phase.PREPARATION)
    assert refused(edition) == ["Belum ada jenis yang dipilih. Tandai sedikitnya satu."]
    assert [made.kind for made in add_categories(edition, [REGENCY_KIND], by=factories.admin())] == [
        REGENCY_KIND
    ]


def test_a_kind_that_is_there_is_not_added_again_and_an_address_taken_is_named():
    edition = world.prepared()
    Category.objects.create(edition=edition, slug="badan-usaha", name="Khusus", kind="desa-kelurahan")
    assert refused(edition, REGENCY_KIND, "badan-usaha") == [
        "Sudah ada kategori Pemerintah Kabupaten/Kota, berjenis Kabupaten/kota. Tambahkan yang lain.",
        "Alamat singkat “badan-usaha” sudah dipakai kategori Khusus. Ubah alamat singkat kategori itu dahulu.",
    ]
    Category.objects.filter(name="Khusus").update(slug="khusus")
    assert [c.slug for c in add_categories(edition, ["badan-usaha"], by=factories.admin())] == ["badan-usaha"]


def test_categories_are_added_in_preparation_by_the_own_admin():
    edition = world.prepared(phase=Phase.FILLING)
    assert refused(edition, "badan-usaha") == [
        "Kategori ditambah hanya pada tahap “Persiapan”; tahap sekarang “Pengisian”."
    ]
    other, _ = world.elsewhere()
    with pytest.raises(Refused):
        add_categories(edition, ["badan-usaha"], by=other)


def test_a_kind_of_last_year_is_copied_as_it_was_and_another_one_starts_from_the_proposal():
    admin, last = factories.admin(), world.prepared()
    village = create_category(last, "desa-kelurahan")
    village.criteria.filter(code="B1").update(name="Perdes yang berlaku")
    Category.objects.filter(pk=village.pk).update(name="Desa Paritrana", filling_deadline=world.later(10))
    Edition.objects.update(phase=Phase.FILLING)
    made = start_year(last, by=admin)
    assert [(c.slug, c.kind) for c in made.categories.all()] == [
        ("desa-kelurahan", "desa-kelurahan"),
        ("kabupaten-kota", REGENCY_KIND),
    ]
    copied = made.categories.get(slug="desa-kelurahan")
    village.refresh_from_db()
    assert copied.filling_deadline == village.filling_deadline.replace(year=village.filling_deadline.year + 1)
    Criterion.objects.filter(group__category=copied).delete()
    copied.groups.all().delete()
    copied.delete()
    url = page("awards_edition_category", made.pk)
    sent = {"start": "copied", "desa-kelurahan": "on", "badan-usaha": "on"}
    assert logged_in(admin).post(url, sent).status_code == 302
    again = made.categories.get(kind="desa-kelurahan")
    assert (again.name, again.criteria.get(code="B1").name) == ("Desa Paritrana", "Perdes yang berlaku")
    assert made.categories.get(kind="badan-usaha").criteria.count() > 0


def test_last_years_are_those_of_the_latest_year_that_has_any():
    for award_year, name in ((2023, "Lama"), (2024, "Desa Paritrana")):
        village = create_category(factories.edition(award_year=award_year), "desa-kelurahan")
        Category.objects.filter(pk=village.pk).update(name=name)
    factories.edition(award_year=2025)  # without any
    edition = factories.edition(award_year=2026, phase=Phase.PREPARATION)
    [made] = add_categories(edition, ["desa-kelurahan"], copied=True, by=factories.admin())
    assert (made.name, made.edition) == ("Desa Paritrana", edition)


@pytest.mark.django_db(transaction=True)
def test_a_category_is_made_with_its_criteria_or_not_at_all():
    edition = factories.edition()
    bare = Category.objects.create(edition=edition, slug="kosong", name="Kosong", kind=REGENCY_KIND)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE awards_band ADD CONSTRAINT never CHECK (false) NOT VALID")
        try:
            for act in (lambda: create_category(edition), lambda: add_criteria(bare)):
                with pytest.raises(IntegrityError):
                    act()
        finally:
            cursor.execute("ALTER TABLE awards_band DROP CONSTRAINT never")
    assert list(Category.objects.all()) == [bare]
    assert not CriterionGroup.objects.exists()


def test_a_category_typed_by_hand_takes_name_address_and_criteria_of_its_kind():
    edition = world.prepared()
    desk = logged_in(factories.admin())
    assert desk.post(page("awards_category_add"), typed(edition)).status_code == 302
    made = Category.objects.get(kind="desa-kelurahan")
    assert (made.slug, made.name, made.tie_break) == (
        "desa-kelurahan",
        create_category(factories.edition(award_year=2030), "desa-kelurahan").name,
        ["group:A"],
    )
    assert made.criteria.count() > 0


def test_the_kind_stays_once_somebody_takes_part_and_once_the_year_is_public():
    edition = world.prepared()
    category = edition.categories.get()
    desk, url = logged_in(factories.admin()), page("awards_category_change", category.pk)
    sent = typed(edition, slug="satu", name="Satu", tie_break="Kelompok A")
    Entry.objects.create(category=category, regency=edition.province.regencies.first())
    answer = desk.post(url, sent)
    assert "Pemerintah Kabupaten/Kota sudah memiliki yang dinilai, sehingga jenisnya tetap." in text(answer)
    Entry.objects.all().delete()
    assert desk.post(url, sent).status_code == 302
    category.refresh_from_db()
    assert category.kind == "desa-kelurahan"
    Edition.objects.update(phase=Phase.FILLING)
    form = desk.get(url).context["adminform"].form
    assert "kind" not in form.fields
    assert "Desa/kelurahan" in text(desk.get(url))


def test_every_kind_can_be_added():
    edition = factories.edition(phase=Phase.PREPARATION)
    made = add_categories(edition, list(KINDS), by=factories.admin())
    assert [category.form for category in made] == list(KINDS.values())
    for category in made:
        places = list(category.criteria.values_list("position", flat=True))
        assert places == list(range(1, len(places) + 1))
