"""The sheet of the nine seats says which categories each judges: out and in again without a change."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from awards.editions.default_criteria import create_category
from awards.models import Edition, Seat, SeatCategory
from regencies.models import User
from tests import factories
from tests.builders import edition as world
from tests.builders import nominees
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in
from tests.builders.sheets import one

pytestmark = pytest.mark.django_db
HEAD = ["Kursi", "Nama", "E-mail", "Unsur", "Kedudukan", "Kategori yang dinilai"]
REGIONS, VILLAGES = "Pemerintah Kabupaten/Kota", "Desa dan Kelurahan"


@pytest.fixture
def admin(db) -> User:
    return factories.admin()


@pytest.fixture
def edition(admin) -> Edition:
    """A year of regions and villages with three seats, the second of which judges villages only."""
    made = world.reload(world.prepared())
    village = create_category(made, nominees.VILLAGE)
    seats = factories.seats(made, 3)
    SeatCategory.objects.create(seat=seats[1], category=village, edition=made)
    return made


def template(admin: User, edition: Edition) -> bytes:
    return logged_in(admin).get(page("awards_edition_seats_template", edition.pk)).content


def rows_of(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def send(admin: User, edition: Edition, content: bytes):
    upload = SimpleUploadedFile("kursi.xlsx", content)
    return logged_in(admin).post(page("awards_edition_seats_load", edition.pk), {"upload": upload})


def press(admin: User, edition: Edition, shown):
    return logged_in(admin).post(page("awards_edition_seats_load", edition.pk), shown.context["hidden"])


def written(edition: Edition, *judged: str, head=HEAD):
    """A file of the first seats with these categories."""
    seats = edition.seats.select_related("user").order_by("number")
    rows = [
        [seat.number, "", seat.user.email, seat.element, seat.get_position_display(), cell][: len(head)]
        for seat, cell in zip(seats, judged, strict=False)
    ]
    return one(*rows, head=head)


def outcomes(shown) -> list[str]:
    return [str(cells[-1][1]) for _, cells in shown.context["table"].lines()]


def names(edition: Edition) -> list[list[str]]:
    return [seat.names for seat in edition.seats.with_names().order_by("number")]


def test_out_and_in_again_changes_nothing(admin, edition):
    content = template(admin, edition)
    rows = rows_of(content)
    assert (rows[0], [row[-1] for row in rows[1:5]]) == (HEAD, ["Semua", VILLAGES, "Semua", None])
    shown = send(admin, edition, content)
    assert outcomes(shown) == ["Tidak berubah"] * 3
    assert ("Tidak ada yang berubah." in text(shown), shown.context["stores"]) == (True, False)


def test_one_category_has_no_choice_and_no_column(admin):
    edition = world.reload(world.prepared())
    factories.seats(edition, 2)
    content = template(admin, edition)
    assert rows_of(content)[0] == HEAD[:-1]
    shown = send(admin, edition, written(edition, "Semua", "apa pun"))
    assert outcomes(shown) == ["Tidak berubah"] * 2
    assert "Menilai" not in text(shown)


def test_categories_are_shown_then_stored(admin, edition):
    shown = send(
        admin, edition, written(edition, "desa-kelurahan", "semua", f" {VILLAGES};{REGIONS.upper()} ")
    )
    assert outcomes(shown) == [
        "Kategori yang dinilai diubah",
        "Kategori yang dinilai diubah",
        "Tidak berubah",
    ]
    cells = [str(cells[-2][1]) for _, cells in shown.context["table"].lines()]
    assert cells == [VILLAGES, "Semua kategori", "Semua kategori"]
    assert names(edition) == [[], [VILLAGES], []]
    assert press(admin, edition, shown).status_code == 302
    assert names(edition) == [[VILLAGES], [], []]
    assert outcomes(send(admin, edition, template(admin, edition))) == ["Tidak berubah"] * 3


@pytest.mark.parametrize("separated", [f"{REGIONS}, {VILLAGES}", f"{REGIONS}\n{VILLAGES}", "Semua"])
def test_several_are_separated_as_people_do(admin, edition, separated):
    shown = send(admin, edition, written(edition, separated, VILLAGES, REGIONS))
    assert outcomes(shown) == ["Tidak berubah", "Tidak berubah", "Kategori yang dinilai diubah"]


def test_a_file_without_the_column_and_an_empty_cell_leave_what_a_seat_judges(admin, edition):
    for content in (written(edition, "", "", ""), written(edition, "", "", "", head=HEAD[:-1])):
        assert outcomes(send(admin, edition, content)) == ["Tidak berubah"] * 3
    content = written(edition, "", REGIONS)
    Seat.objects.filter(number=2).update(element="Lain")
    assert (
        outcomes(send(admin, edition, content))[1] == "Unsur atau kedudukan dan kategori yang dinilai diubah"
    )


def test_an_unknown_category_is_told_with_its_cell_and_the_choices(admin, edition):
    answer = send(admin, edition, written(edition, "Perusahaan"))
    assert (answer.status_code, answer.context["problems"]) == (
        409,
        [f"Sel F2 (Kategori yang dinilai): tertulis “Perusahaan”; pilihannya Semua; {REGIONS}; {VILLAGES}."],
    )
    assert send(admin, edition, written(edition, REGIONS)).status_code == 200


def test_last_years_categories_are_proposed_as_on_the_page(admin, edition):
    Edition.objects.update(phase="pengisian")
    later = world.reload(factories.edition(award_year=edition.award_year + 1, phase="persiapan"))
    for kind in ("kabupaten-kota", nominees.VILLAGE):
        create_category(later, kind)
    content = template(admin, later)
    assert [row[-1] for row in rows_of(content)[1:4]] == ["Semua", VILLAGES, "Semua"]
    assert press(admin, later, send(admin, later, content)).status_code == 302
    assert names(later) == [[], [VILLAGES], []]
