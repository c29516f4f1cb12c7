"""A region typed at the desk: codes and names that cannot be are refused in words, and the advice passes."""

import datetime

import pytest
from django.test import Client

from awards.models import Entry
from regencies.choices import RegencyKind
from regencies.models import Regency
from tests import factories
from tests.builders.admin_pages import page
from tests.builders.panel import category_of, scoring_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed():
    """Posts a region to the add page; gives the errors, {} when it was stored."""
    factories.regency("Ketapang", "61.04")
    client = Client()
    client.force_login(factories.admin())

    def post(**changed):
        fields = {
            "province": factories.province().pk,
            "kind": RegencyKind.REGENCY,
            "name": "Sambas",
            "office_name": "Disnaker",
            "kemendagri_code": "61.01",
            "bps_code": "6101",
            "capital": "Sambas",
            "districts": "19",
            "urban_villages": "0",
            "villages": "193",
            "reference_year": "2024",
        }
        answer = client.post(page("regencies_regency_add"), fields | changed)
        return {} if answer.status_code == 302 else dict(answer.context["adminform"].form.errors)

    return post


@pytest.mark.parametrize("code", ["6113", "61,14", "a/b c", "62.01", "61.1", "61.٠١"])
def test_a_code_of_another_shape_or_province_is_refused(typed, code):
    said = f"Kode Kemendagri “{code}” tidak sesuai. Tulis 61, titik, lalu dua angka."
    assert typed(kemendagri_code=code) == {"kemendagri_code": [said]}
    assert typed() == {}
    assert Regency.objects.get(name="Sambas").kemendagri_code == "61.01"


@pytest.mark.parametrize("name", ["KETAPANG", "Kab. Ketapang", "ketapang", "Kabupaten  Ketapang"])
def test_a_second_region_of_one_name_is_refused(typed, name):
    said = f"“{name}” sama dengan Kabupaten Ketapang (61.04). Periksa namanya."
    assert list(typed(name=name)["name"]) == [said]


@pytest.mark.parametrize("name", ["Kab. Sambas", "Kabupaten Sambas", "kab Sambas"])
def test_a_name_holds_no_kind(typed, name):
    said = f"“{name}” memuat jenis daerah. Tulis namanya saja; pilih jenis di atas."
    assert typed(name=name) == {"name": [said]}


@pytest.mark.parametrize("code", ["61.1", "61O1", "611"])
def test_a_bps_code_is_four_digits(typed, code):
    assert typed(bps_code=code) == {"bps_code": [f"Kode BPS “{code}” tidak sesuai. Tulis empat angka."]}


@pytest.fixture
def corrected():
    """Posts the change page of a region with other values; gives the errors, {} when they were stored."""
    place = factories.regency("Sambas", "61.10")
    factories.officer(place)
    factories.workforce(place, 2025)
    client = Client()
    client.force_login(factories.admin())
    address = page("regencies_regency_change", place.pk)

    def post(**changed):
        shown = client.get(address).context["adminform"].form
        fields = {name: shown.get_initial_for_field(field, name) for name, field in shown.fields.items()}
        typed = {name: value for name, value in (fields | changed).items() if value is not None}
        answer = client.post(address, typed)
        return {} if answer.status_code == 302 else dict(answer.context["adminform"].form.errors)

    return place, post


def test_a_code_typed_wrongly_is_corrected_while_nothing_names_it(corrected):
    place, post = corrected
    assert post(kemendagri_code="61.01") == {}
    place.refresh_from_db()
    assert place.kemendagri_code == "61.01"


def test_a_code_that_a_report_names_stays(corrected):
    place, post = corrected
    factories.draft(place)
    said = "Sudah ada laporan atau penilaian Sambas, yang menyebut daerah menurut kodenya. Kembalikan ke “61.10”."
    assert post(kemendagri_code="61.01") == {"kemendagri_code": [said]}
    assert post(kemendagri_code="61.10", capital="Sambas Kota") == {}
    place.refresh_from_db()
    assert (place.kemendagri_code, place.capital) == ("61.10", "Sambas Kota")


def test_a_code_that_an_award_names_stays(corrected):
    place, post = corrected
    Entry.objects.create(category=category_of(scoring_edition()), regency=place)
    assert list(post(kemendagri_code="61.01")) == ["kemendagri_code"]


def test_a_region_begins_the_day_after_the_one_it_comes_from_ended(corrected):
    place, post = corrected
    origin = factories.regency("Sambas Lama", "61.98")
    origin.until = datetime.date(2025, 12, 31)
    origin.save()
    after = {"predecessor": origin.pk, "since": "31 Desember 2025"}
    said = "Tertulis 31 Desember 2025, padahal Kabupaten Sambas Lama berakhir 31 Desember 2025. Tulis hari setelahnya."
    assert post(**after) == {"since": [said]}
    assert post(**after | {"since": "1 Januari 2026"}) == {}
    place.refresh_from_db()
    assert (place.predecessor, place.since, place.until) == (origin, datetime.date(2026, 1, 1), None)


def test_a_region_that_ended_leaves_its_name_to_another(typed):
    Regency.objects.filter(name="Ketapang").update(until=datetime.date(2025, 12, 31))
    assert typed(name="Ketapang") == {}
    assert Regency.objects.filter(name="Ketapang").count() == 2
