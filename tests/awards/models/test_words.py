"""What rows of an award year are called on the desk, in mails and in histories."""

from decimal import Decimal

import pytest

from awards.choices import ObjectionStatus, PointKind, ResultPaperKind
from awards.models import (
    Category,
    Claim,
    Edition,
    Entry,
    Objection,
    ObjectionFile,
    PaperFile,
    PaperSheet,
    PlenaryAttendance,
    PlenaryPoint,
    Publication,
    Reminder,
    ResultPaper,
    Seat,
    SignedCopy,
    SpecialAward,
    SpecialAwardFile,
)
from regencies.models import Nominee, Province, Regency, User
from tests import factories
from tests.builders.edition import AWARD_YEAR

PLACE = Regency(kind="kabupaten", name="Ketapang", province=Province(pk=61, name="Kalimantan Barat"))
EDITION = Edition(province=PLACE.province, award_year=AWARD_YEAR)
CATEGORY = Category(edition=EDITION, name="Kabupaten dan Kota")
ENTRY = Entry(category=CATEGORY, regency=PLACE)
SEAT = Seat(number=3, element="Akademisi", user=User(pk=1, full_name="Siti Aminah"))


@pytest.mark.parametrize(
    ("number", "shown"),
    [(None, ""), ("0", "0"), ("80101", "80.101"), ("70.000", "70"), ("70.500", "70,5"), ("0.125", "0,125")],
)
def test_the_numbers_of_an_objection_are_read_as_people_write_them(number, shown):
    given = None if number is None else Decimal(number)
    assert Objection(claimed=given).claimed_shown == Objection(granted=given).granted_shown == shown


def test_an_objection_is_called_by_its_letter_or_else_by_what_it_is_about():
    assert [str(Objection(entry=ENTRY, letter=letter, about="Peserta PU")) for letter in ("B/12", "")] == [
        "Kabupaten Ketapang: B/12",
        "Kabupaten Ketapang: Peserta PU",
    ]


@pytest.mark.django_db
def test_a_draft_is_the_offices_own_and_of_each_office_its_objections():
    categories = [Category.objects.create(edition=factories.edition(), slug="a", name="A")]
    places = [factories.regency(), factories.regency("Landak", "61.08")]
    draft, received, decided = (
        Objection.objects.create(
            entry=Entry.objects.get_or_create(category=categories[0], regency=place)[0],
            letter="B/12",
            content="x",
            answer="x",
            status=status,
        )
        for place, status in (
            (places[0], ObjectionStatus.DRAFT),
            (places[1], ObjectionStatus.RECEIVED),
            (places[0], ObjectionStatus.REJECTED),
        )
    )
    assert set(Objection.objects.received()) == {received, decided}
    found = [set(Objection.objects.of_office(factories.officer(place))) for place in places]
    assert found == [{draft, decided}, {received}]


def test_every_kept_file_says_whose_it_is_and_what_it_supports():
    paper = ResultPaper(
        publication=Publication(category=CATEGORY, number=2), kind=ResultPaperKind.MINUTES, number="B/7"
    )
    files = [
        ObjectionFile(objection=Objection(entry=ENTRY, about="Peserta PU")),
        SpecialAwardFile(award=SpecialAward(entry=ENTRY, title="Inovasi")),
        PaperFile(paper=PaperSheet(entry=ENTRY, seat=SEAT, stage="desk")),
        SignedCopy(paper=paper),
    ]
    assert [(file.province_id, file.owner, file.place) for file in files] == [
        (61, "sanggahan Kabupaten Ketapang 2026", "sanggahan “Peserta PU”"),
        (61, "penghargaan khusus Kabupaten Ketapang 2026", "penghargaan khusus “Inovasi”"),
        (61, "lembar kertas Kabupaten Ketapang 2026", f"lembar kertas {files[2].paper}"),
        (61, "berkas acara Kabupaten dan Kota 2026 v2", "berita acara penilaian nomor B/7"),
    ]


def test_rows_are_called_by_what_tells_them_apart():
    nominee = Nominee(name="Desa Satu")
    rows = [
        EDITION,
        Edition(province=PLACE.province, award_year=AWARD_YEAR, rehearsal=True),
        PlenaryPoint(kind=PointKind.SCALE, category=CATEGORY),
        PlenaryPoint(kind=PointKind.DIFFERENCE, category=CATEGORY, entry=ENTRY),
        PlenaryAttendance(seat=SEAT, present=True),
        PlenaryAttendance(seat=SEAT, present=False),
        ResultPaper(kind=ResultPaperKind.MINUTES),
        ResultPaper(kind=ResultPaperKind.CERTIFICATE, recipient="Kabupaten Ketapang"),
        Reminder(regency=PLACE, day="2026-03-01"),
        Reminder(regency=PLACE, nominee=nominee, day="2026-03-01"),
        Claim(entry=ENTRY, text="x" * 59 + "yz"),
    ]
    assert [str(row) for row in rows] == [
        "Paritrana Award 2026 · Kalimantan Barat",
        "Gladi Paritrana Award 2026 · Kalimantan Barat",
        "Peringkat bergantung pada tingkat nilai anggota: Kabupaten dan Kota 2026",
        "Perbedaan besar antaranggota: Kabupaten Ketapang",
        "Siti Aminah (Akademisi): hadir",
        "Siti Aminah (Akademisi): tidak hadir",
        "Berita acara penilaian",
        "Piagam penghargaan: Kabupaten Ketapang",
        "Kabupaten Ketapang 2026-03-01",
        "Desa Satu 2026-03-01",
        f"Kabupaten Ketapang: {'x' * 59}y",
    ]
