"""Each rule of the tables of an award year, broken as in `broken_rules`."""

from __future__ import annotations

from typing import Any

from awards.choices import Phase, Position
from awards.models import Category, Edition, Entry, Objection, Seat, SpecialAward
from tests import factories
from tests.awards.admin.broken_rules import Row, case
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
    says=["Tahun penghargaan ini sudah ada di provinsinya."],
)
def same_award_year():
    return two_years(award_year="2028", assessed_year="2020")


@case(
    "edition_assesses_year_once",
    "add",
    "change",
    model=Edition,
    says=["Tahun penilaian ini sudah dipakai tahun penghargaan lain di provinsinya."],
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


@case(
    "edition_note_below_is_a_mark",
    "add",
    "change",
    model=Edition,
    says=["Tertulis “101”. Angka itu terlalu besar. Tulis angka dari 1 sampai 100."],
)
def notes_below_more_than_a_mark():
    return two_years(note_below="101")


@case(
    "category_note_below_is_a_mark",
    "add",
    "change",
    model=Category,
    says=["Tertulis “101”. Angka itu terlalu besar. Tulis angka dari 1 sampai 100."],
)
def notes_below_more_than_a_mark_of_a_category():
    return two_categories(note_below="101")


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
    "seat_of_nine_or_substitute",
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
