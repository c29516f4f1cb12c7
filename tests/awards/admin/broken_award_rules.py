"""Each rule of the tables of an award year, broken as in `broken_rules`."""

from __future__ import annotations

from typing import Any

from awards.choices import Phase, Position
from awards.models import Band, Category, Criterion, Edition, Entry, Objection, Seat, SpecialAward
from tests import factories
from tests.awards.admin.broken_rules import FIGURES_NEED, Row, case
from tests.builders import edition as world


# The award year --------------------------------------------------------------------------------------
def two_years(**typed: Any) -> tuple[Edition, dict[str, Any]]:
    row, other = world.prepared(), factories.edition(None, 2028)
    years = {"province": row.province_id, "award_year": "2030", "assessed_year": "2029", "sample_data": ""}
    return row, years | typed if other else {}


@case(
    "edition_once",
    "add",
    "change",
    model=Edition,
    says=["Tahun penghargaan dengan Provinsi dan Tahun penghargaan ini sudah ada."],
)
def same_award_year():
    return two_years(award_year="2028", assessed_year="2020")


@case(
    "edition_assesses_year_once",
    "add",
    "change",
    model=Edition,
    says=["Tahun penghargaan dengan Provinsi dan Tahun penilaian ini sudah ada."],
)
def same_assessed_year():
    return two_years(assessed_year="2027")


@case(
    "edition_assesses_a_past_year",
    "add",
    "change",
    model=Edition,
    says=["Tahun penilaian mendahului tahun penghargaan."],
)
def a_year_to_come():
    return two_years(assessed_year="2031")


@case(
    "edition_quorum_positive",
    "add",
    "change",
    model=Edition,
    says=["Tertulis “0”. Angka itu terlalu kecil. Tulis angka dari 1 sampai 32767."],
)
def no_quorum():
    return two_years(quorum="0")


@case(
    "category_quorum_positive",
    "add",
    "change",
    model=Category,
    says=["Tertulis “0”. Angka itu terlalu kecil. Tulis angka dari 1 sampai 32767."],
)
def no_quorum_of_a_category():
    return two_categories(quorum="0")


def two_categories(**typed: Any) -> tuple[Category, dict[str, Any]]:
    edition = world.prepared()
    row = edition.categories.get()
    world.like(row)
    return row, {"edition": edition.pk, "slug": "ketiga", "name": "Kategori ketiga"} | typed


@case(
    "category_once",
    "add",
    "change",
    model=Category,
    says=["Kategori dengan Tahun penghargaan dan Alamat singkat ini sudah ada."],
)
def same_slug():
    return two_categories(slug="kedua")


@case(
    "criterion_group_once",
    "add",
    "change",
    model=Category,
    says=["Ada dua butir dengan “kode” yang sama.", "Perbaiki nilai ganda di bawah ini."],
)
def same_group():
    group = {"groups-TOTAL_FORMS": "9"}
    group |= {f"groups-{place}-{name}": "Z" for place in (7, 8) for name in ("code", "name")}
    return two_categories(**group)


def two_criteria(**typed: Any) -> tuple[Criterion, dict[str, Any]]:
    category = world.prepared().categories.get()
    row = category.criteria.filter(source="panel").first()
    own = {"group": row.group_id, "code": "Z9", "name": "Baru", "weight": "1", "position": "90"}
    return row, own | {"source": "panel", "stage": "desk"} | typed


@case(
    "criterion_weight_range",
    "add",
    "change",
    model=Criterion,
    says=["Tertulis “101”. Angka itu terlalu besar. Tulis angka dari 0,001 sampai 100."],
)
def too_heavy():
    return two_criteria(weight="101")


@case("criterion_source_fits", "add", "change", model=Criterion, says=[FIGURES_NEED])
def figures_without_an_indicator():
    return two_criteria(source="figures")


@case(
    "criterion_once",
    "add",
    "change",
    model=Criterion,
    says=["Kode A1 sudah dipakai kriteria lain dalam Pemerintah Kabupaten/Kota 2026."],
)
def same_code_of_a_criterion():
    return two_criteria(code="A1")


def bands(*spans: tuple[int, int]) -> tuple[Criterion, dict[str, Any]]:
    row, typed = two_criteria()
    Band.objects.filter(criterion=row).delete()
    typed["bands-TOTAL_FORMS"] = str(len(spans))
    for place, (low, high) in enumerate(spans):
        typed |= {f"bands-{place}-low": low, f"bands-{place}-high": high, f"bands-{place}-label": "Baik"}
    return row, typed


@case(
    "band_once",
    "add",
    "change",
    model=Criterion,
    says=["Ada dua butir dengan “dari” yang sama.", "Perbaiki nilai ganda di bawah ini."],
)
def same_start():
    return bands((10, 20), (10, 30))


@case(
    "band_low_to_high",
    "add",
    "change",
    model=Criterion,
    says=["Rentang nilai dimulai dari angka yang lebih kecil dan berakhir paling tinggi di 100."],
)
def upside_down():
    return bands((20, 10))


# Tim Sembilan and what follows --------------------------------------------------------------------------
def two_seats(**typed: Any) -> tuple[Seat, dict[str, Any]]:
    edition = world.prepared()
    chair, row, *_ = factories.seats(edition, 2)
    new = factories.officer(factories.regency())
    own = {"edition": edition.pk, "number": "3", "element": "Unsur", "position": Position.MEMBER}
    chosen = {"chair": chair.user_id}.get(typed.get("user"), new.pk)
    return row, own | typed | {"user": chosen}


@case(
    "seat_number_once",
    "add",
    "change",
    model=Seat,
    says=["Kursi Tim Sembilan dengan Tahun penghargaan dan Kursi ini sudah ada."],
)
def number_in_use():
    return two_seats(number="1")


@case(
    "seat_person_once",
    "add",
    "change",
    model=Seat,
    says=["Kursi Tim Sembilan dengan Tahun penghargaan dan Akun ini sudah ada."],
)
def seated_already():
    return two_seats(user="chair")


@case("seat_one_chair", "add", "change", model=Seat, says=["Tim Sembilan sudah memiliki ketua."])
def second_chair():
    return two_seats(position=Position.CHAIR)


@case(
    "seat_one_to_nine",
    "add",
    "change",
    model=Seat,
    says=["Tertulis “10”. Angka itu terlalu besar. Tulis angka dari 1 sampai 9."],
)
def tenth_seat():
    return two_seats(number="10")


def of_results(phase: Phase, **typed: Any) -> tuple[Row, dict[str, Any]]:
    edition = world.prepared()
    Edition.objects.filter(pk=edition.pk).update(phase=phase)
    row = {"entry": Entry.objects.create(category=edition.categories.get(), regency=factories.regency())}
    given = {name: value.pk for name, value in row.items()}
    return row, given | typed


@case(
    "special_award_once",
    "add",
    "change",
    model=SpecialAward,
    says=["Penghargaan khusus dengan Nama penghargaan dan Penerima ini sudah ada."],
)
def same_award():
    row, typed = of_results(Phase.PLENARY, title="Desa", citation="")
    SpecialAward.objects.create(**row, title="Desa")
    return SpecialAward.objects.create(**row, title="Kota"), typed


@case(
    "objection_by_letter_or_office",
    "add",
    "change",
    model=Objection,
    says=["Isian ini wajib diisi."],
)
def without_a_letter():
    row, typed = of_results(Phase.OBJECTIONS, letter="", content="Isi")
    return Objection.objects.create(**row, letter="2/2026", content="Isi"), typed
