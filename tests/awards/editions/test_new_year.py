"""A new award year is the last one, a year later; what it changes of it is told to who fills in."""

import datetime

import pytest
from django.urls import reverse

from awards.choices import Phase, Source
from awards.editions.default_criteria import create_category
from awards.editions.differences import differences, previous_year, with_criteria
from awards.editions.new_year import next_year, start_year, years_after
from awards.models import Band, Category, Criterion, Edition
from regencies.actions.errors import Refused
from regencies.l10n.field_text import label
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text
from tests.racing import race

pytestmark = pytest.mark.django_db


def told(edition: Edition, before: Edition) -> list[tuple[str, list[str]]]:
    return differences(list(with_criteria(edition)), list(with_criteria(before)))


def opened(**fields) -> Edition:
    return world.prepared(phase=Phase.FILLING, **fields)


def content(edition: Edition) -> list[object]:
    """Everything of an award year that is copied, as values."""
    return [
        (
            category.slug,
            category.name,
            category.method_fields(),
            [
                (
                    c.group.code,
                    c.group.name,
                    c.group.on_one_screen,
                    c.code,
                    c.name,
                    c.weight,
                    c.full_mark,
                    c.position,
                )
                for c in criteria
            ],
            sorted(
                Band.objects.filter(criterion__in=criteria).values_list(
                    "criterion__code", "low", "high", "label"
                )
            ),
        )
        for category in edition.categories.order_by("slug")
        for criteria in [list(category.criteria.select_related("group").order_by("position"))]
    ]


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (None, None),
        (datetime.date(2027, 7, 29), datetime.date(2028, 7, 29)),
        (datetime.date(2028, 2, 29), datetime.date(2029, 2, 28)),
        (
            datetime.datetime(2027, 12, 31, 16, tzinfo=datetime.UTC),
            datetime.datetime(2028, 12, 31, 16, tzinfo=datetime.UTC),
        ),
    ],
)
def test_a_date_moves_by_a_year(day, later):
    assert years_after(day, 1) == later


def test_the_next_year_is_this_one_a_year_later():
    admin = factories.admin()
    last = opened(presentation_date=datetime.date(2026, 7, 29), sk_number="1/SK/2026")
    world.like(last.categories.get())
    Category.objects.filter(edition=last, slug="kedua").update(quorum=4)
    factories.seats(last, 2)
    made = start_year(last, by=admin)
    assert (made.award_year, made.assessed_year, made.phase) == (2027, 2026, Phase.PREPARATION)
    assert made.filling_deadline == years_after(last.filling_deadline, 1)
    assert made.presentation_date == datetime.date(2027, 7, 29)
    assert (made.sk_number, made.sk_date, made.seats.count()) == ("", None, 0)
    assert content(made) == content(last)
    assert len(content(made)) == 2
    assert told(made, last) == []


def test_a_year_that_is_there_is_not_made_again():
    admin, last = factories.admin(), opened()
    start_year(last, by=admin)
    with pytest.raises(Refused) as refusal:
        start_year(last, by=admin)
    assert refusal.value.reasons == [
        "Paritrana Award 2027 · Kalimantan Barat, yang menilai tahun 2026, sudah ada. Lanjutkan di halamannya."
    ]


def test_no_year_follows_one_that_is_still_prepared():
    admin, last = factories.admin(), world.prepared()
    with pytest.raises(Refused) as refusal:
        start_year(last, by=admin)
    assert refusal.value.reasons == [
        "Paritrana Award 2026 · Kalimantan Barat masih disiapkan. Buka tahap Pengisian lebih dahulu, baru mulai tahun "
        "berikutnya."
    ]
    Edition.objects.update(phase=Phase.FILLING)
    assert start_year(last, by=admin).award_year == 2027


def test_only_its_own_admin_starts_a_year_and_those_of_another_province_are_no_hindrance():
    other, place = world.elsewhere()
    last = opened()
    with pytest.raises(Refused):
        start_year(last, by=other)
    factories.edition(place.province, 2027)
    factories.edition(place.province, 2031)
    assert next_year(last.province_id) == 2027
    assert start_year(last, by=factories.admin()).award_year == 2027
    with pytest.raises(Refused, match="Tahun 2026 tidak setelah 2026"):
        start_year(last, by=factories.admin(), award_year=2026)


@pytest.mark.django_db(transaction=True)
def test_two_who_start_it_at_once_make_one():
    admin, last = factories.admin(), opened()
    outcomes = race(*[lambda: start_year(last, by=admin)] * 2)
    assert sorted(isinstance(each, Refused) for each in outcomes) == [False, True]
    assert Edition.objects.count() == 2


def test_every_change_is_named():
    admin, last = factories.admin(), opened()
    made = start_year(last, by=admin)
    category = made.categories.get()
    Category.objects.filter(pk=category.pk).update(quorum=5, tie_break=["criterion:A1"])
    Criterion.objects.filter(group__category=category, code="A1").update(weight="20", guidance="Lain")
    Criterion.objects.filter(group__category=category, code="A2").update(full_mark="12.5")
    Band.objects.filter(criterion__group__category=category, criterion__code="B2", low=86).update(
        label="Istimewa"
    )
    category.criteria.get(code="E4").delete()
    Criterion.objects.create(
        group=category.groups.get(code="C"),
        code="C4",
        name="Baru",
        weight=3,
        source=Source.PANEL,
        position=1,
    )
    assert told(made, last) == [
        (
            "Pemerintah Kabupaten/Kota",
            [
                "Kuorum dari 3 menjadi 5.",
                "Penentu bila nilai sama dari Kelompok A, Kriteria A2, Kelompok B menjadi Kriteria A1.",
                "Kriteria A1: bobot dari 18 menjadi 20.",
                "Kriteria A1: panduan menilai diubah.",
                "Kriteria C4 Baru baru, berbobot 3.",
                f"Kriteria A2: {label(Criterion, 'full_mark')} dari 10 menjadi 12,5.",
                "Kriteria B2: rentang nilai diubah.",
                "Kriteria E4 Tanya jawab tidak ada lagi.",
            ],
        )
    ]
    category.slug = "lain"
    assert differences([category], list(with_criteria(last))) == [
        ("Pemerintah Kabupaten/Kota", ["Kategori ini baru."]),
        ("Pemerintah Kabupaten/Kota", ["Kategori ini tidak ada lagi."]),
    ]


def test_the_admin_starts_it_from_the_page_of_the_year(client):
    last = opened()
    client.force_login(factories.admin())
    start = page("awards_edition_start", last.pk)
    assert start in text(client.get(page("awards_edition_change", last.pk)))
    form = client.get(start).context["form"]
    assert form.initial == {"award_year": 2027, "model": last}
    answer = client.post(start, {"award_year": "2027", "model": last.pk})
    made = Edition.objects.get(award_year=2027)
    assert answer.url == page("awards_edition_change", made.pk)
    shown = text(client.get(answer.url))
    assert page("awards_edition_differences", made.pk) in shown
    assert page("awards_edition_start", made.pk) not in shown  # it is still prepared
    compared = text(client.get(page("awards_edition_differences", made.pk)))
    assert "Kriteria, bobot, dan cara menghitung sama dengan tahun lalu." in compared
    assert client.get(page("awards_edition_differences", last.pk)).status_code == 404


def test_any_year_of_the_province_is_copied_for_any_later_one(client):
    last, admin = opened(presentation_date=datetime.date(2026, 7, 29)), factories.admin()
    between = factories.edition(last.province, 2027, phase=Phase.FILLING)  # without a category
    factories.edition(factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"), 2026)
    client.force_login(admin)
    start = page("awards_edition_start", between.pk)
    form = client.get(start).context["form"]
    assert form.initial == {"award_year": 2028, "model": between}
    assert list(form.fields["model"].queryset) == [between, last]
    assert client.post(start, {"award_year": "2028", "model": last.pk}).status_code == 302
    made = Edition.objects.get(award_year=2028)
    assert (made.assessed_year, made.presentation_date) == (2027, datetime.date(2028, 7, 29))
    assert content(made) == content(last)
    assert Edition.objects.before(made).get() == between


def test_a_year_is_copied_forward_only_and_within_reason(client):
    last, admin = opened(), factories.admin()
    client.force_login(admin)
    start = page("awards_edition_start", last.pk)
    wrong = client.post(start, {"award_year": "2025", "model": last.pk})
    assert (wrong.status_code, wrong.context["problems"]) == (
        409,
        ["Tahun 2025 tidak setelah 2026. Tulis tahun setelahnya."],
    )
    assert client.post(start, {"award_year": "2999", "model": last.pk}).status_code == 422
    assert client.post(start, {"award_year": "2027", "model": last.pk}).status_code == 302


def test_the_year_before_is_the_latest_there_is_before():
    last, admin = opened(), factories.admin()
    made = start_year(last, by=admin, award_year=2029)
    assert Edition.objects.before(made).get() == last
    assert told(made, last) == []
    Edition.objects.filter(pk=made.pk).update(phase=Phase.FILLING)
    assert previous_year(made) == last


@pytest.mark.parametrize("more", [0, 1])
def test_who_fills_in_reads_what_changed_before(client, django_assert_num_queries, more):
    last = opened()
    if more:
        world.like(last.categories.get())
    made = start_year(last, by=factories.admin())
    Criterion.objects.filter(group__category__edition=made, code="A1").update(weight="20")
    address = reverse("criteria", args=["kalimantan-barat", 2027])
    Edition.objects.update(phase=Phase.FILLING)
    with django_assert_num_queries(10):
        shown = text(client.get(address))
    assert "Yang berubah dari tahun 2026" in shown
    assert "Kriteria A1: bobot dari 18 menjadi 20." in shown
    Edition.objects.filter(pk=last.pk).update(phase=Phase.PREPARATION)
    assert "Yang berubah" not in text(client.get(address))


def test_without_a_year_before_nothing_is_compared(client):
    edition = factories.edition(phase=Phase.FILLING)
    create_category(edition)
    assert "Yang berubah" not in text(client.get(reverse("criteria", args=["kalimantan-barat", 2026])))
