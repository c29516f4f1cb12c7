"""The list of the republic: 38 provinces, 514 regions, each with a code of its own that begins with its province's."""

import re
from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from regencies.models import Province, Regency
from regencies.places.names import is_name_of
from regencies.places.reference_data import listed_regencies, load_places, read_fixture
from tests import factories

PROVINCES = [row["code"] for row in read_fixture("provinces.json")]
LISTED = {code: listed_regencies(code) for code in PROVINCES}
ALL = [row for rows in LISTED.values() for row in rows]


def test_the_republic_has_38_provinces_416_regencies_and_98_cities():
    assert len(PROVINCES) == len(set(PROVINCES)) == 38
    assert Counter(row["kind"] for row in ALL) == {"kabupaten": 416, "kota": 98}
    assert len({row["kemendagri_code"] for row in ALL}) == 514


def test_its_districts_and_villages_are_as_many_as_the_ministry_counts():
    counted = {name: sum(row[name] for row in ALL) for name in ("districts", "urban_villages", "villages")}
    assert counted == {"districts": 7285, "urban_villages": 8496, "villages": 75266}


def test_a_code_begins_with_its_provinces_and_a_citys_goes_on_with_seven():
    assert [
        row for code, rows in LISTED.items() for row in rows if row["kemendagri_code"][:3] != f"{code}."
    ] == []
    assert [row for row in ALL if (row["kemendagri_code"][3] == "7") != (row["kind"] == "kota")] == []


def test_a_bps_code_is_unique_and_unknown_only_where_papua_was_divided():
    known = [row["bps_code"] for row in ALL if row["bps_code"]]
    assert len(known) == len(set(known)) == 472
    without = {row["kemendagri_code"][:2] for row in ALL if not row["bps_code"]}
    assert without == {"91", "92", "93", "94", "95", "96"}
    assert [row for row in ALL if row["bps_code"] and row["bps_code"][:2] != row["kemendagri_code"][:2]] == []


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("11.01", ("1103", "kabupaten", "Aceh Selatan", 18, 0, 260)),
        ("31.74", ("3171", "kota", "Administrasi Jakarta Selatan", 10, 65, 0)),
        ("64.02", ("6403", "kabupaten", "Kutai Kartanegara", 20, 44, 193)),
        ("64.71", ("6471", "kota", "Balikpapan", 6, 34, 0)),
        ("96.71", (None, "kota", "Sorong", 10, 41, 0)),
    ],
)
def test_regions_are_those_of_the_ministry(code, figures):
    names = ("bps_code", "kind", "name", "districts", "urban_villages", "villages")
    row = next(row for row in ALL if row["kemendagri_code"] == code)
    assert tuple(row[name] for name in names) == figures


@pytest.mark.parametrize(
    "typed", ["Jakarta Selatan", "Kota Adm. Jakarta Selatan", "KOTA ADMINISTRASI JAKARTA SELATAN"]
)
def test_an_administrative_city_is_called_either_way(typed):
    assert is_name_of(typed, "kota", "Administrasi Jakarta Selatan")
    assert not is_name_of("Kab. Adm. Jakarta Selatan", "kota", "Administrasi Jakarta Selatan")


@pytest.mark.django_db
def test_every_listed_region_stands_in_the_database_as_it_is():
    load_places()
    wrong = {}
    for province in Province.objects.all():
        for row in LISTED[province.code]:
            region = Regency(province=province, **row)
            try:
                region.full_clean(validate_unique=False, validate_constraints=False)
            except ValidationError as problem:
                wrong[row["kemendagri_code"]] = problem.messages
    assert wrong == {}


@pytest.mark.django_db
def test_a_region_without_capital_or_bps_code_has_its_public_page(client):
    place = factories.regency("Merauke", "61.98")

    def lead(**known):
        Regency.objects.filter(pk=place.pk).update(**known)
        page = client.get("/daerah/61.98/").content.decode()
        return " ".join(re.findall(r'(?s)<p class="lead">(.*?)</p>', page)[0].split())

    assert lead(capital="", bps_code=None) == "kode Kemendagri 61.98"
    assert (
        lead(capital="Merauke", bps_code="9501") == "Ibu kota Merauke · kode Kemendagri 61.98 · kode BPS 9501"
    )
