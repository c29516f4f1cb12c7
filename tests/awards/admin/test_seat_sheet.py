"""The nine seats by file: shown first, stored by one button, all or none; what the file leaves out stays."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from awards.admin.seat_sheet.pages import STALE
from awards.choices import Phase
from awards.models import Edition, Seat
from regencies.models import Invitation, Membership, User
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in
from tests.builders.sheets import one

pytestmark = pytest.mark.django_db
HEAD = ["Kursi", "Nama", "E-mail", "Unsur", "Kedudukan"]
NINE = [
    [n, f"Anggota {n}", f"anggota{n}@contoh.id", f"Unsur {n}", "Ketua" if n == 1 else "Anggota"]
    for n in range(1, 10)
]


@pytest.fixture
def admin(db) -> User:
    return factories.admin()


@pytest.fixture
def edition(admin) -> Edition:
    return world.reload(world.prepared())


def look(admin: User, edition: Edition, *rows, head=HEAD):
    upload = SimpleUploadedFile("kursi.xlsx", one(*rows, head=head))
    return logged_in(admin).post(page("awards_edition_seats_load", edition.pk), {"upload": upload})


def press(admin: User, edition: Edition, shown):
    return logged_in(admin).post(page("awards_edition_seats_load", edition.pk), shown.context["hidden"])


def outcomes(shown) -> list[str]:
    return [str(cells[-1][1]) for _, cells in shown.context["table"].lines()]


def refused(admin: User, edition: Edition, *rows, **more) -> list[str]:
    answer = look(admin, edition, *rows, **more)
    assert answer.status_code == 409
    return answer.context["problems"]


def stored(edition: Edition) -> list[tuple[int, str, str, str]]:
    return list(
        edition.seats.order_by("number").values_list("number", "user__full_name", "element", "position")
    )


def test_nine_are_shown_then_seated_and_invited(admin, edition, mailoutbox):
    shown = look(admin, edition, *NINE)
    assert outcomes(shown) == ["Akun baru dibuat dan diundang"] * 9
    assert (Seat.objects.count(), User.objects.count(), mailoutbox) == (0, 1, [])
    answer = press(admin, edition, shown)
    assert (answer.status_code, answer.url) == (302, page("awards_edition_seats", edition.pk))
    assert stored(edition) == [
        (n, name, element, "chair" if n == 1 else "member") for n, name, _, element, _ in NINE
    ]
    assert Invitation.objects.filter(award_year=edition.award_year).count() == 9


def test_the_same_file_twice_changes_nothing_and_says_so(admin, edition, mailoutbox):
    shown = look(admin, edition, *NINE)
    press(admin, edition, shown)
    again = look(admin, edition, *NINE)
    assert outcomes(again) == ["Tidak berubah"] * 9
    assert ("Tidak ada yang berubah." in text(again), again.context["stores"]) == (True, False)
    second_tap = logged_in(admin).post(
        page("awards_edition_seats_load", edition.pk), shown.context["hidden"], follow=True
    )
    assert "Susunan Tim Sembilan tersimpan seperti yang tertulis; tidak ada undangan baru." in text(
        second_tap
    )
    assert (Seat.objects.count(), len(mailoutbox)) == (9, 9)


def test_the_template_holds_the_seats_and_changes_nothing(admin, edition):
    factories.seats(edition, 3)
    answer = logged_in(admin).get(page("awards_edition_seats_template", edition.pk))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert (rows[0], [row[0] for row in rows[1:]]) == (HEAD, [*range(1, 10)])
    assert rows[1][1:] == ["Penilai 1", edition.seats.get(number=1).user.email, "Unsur 1", "Ketua"]
    upload = SimpleUploadedFile("kursi.xlsx", answer.content)
    shown = logged_in(admin).post(page("awards_edition_seats_load", edition.pk), {"upload": upload})
    assert outcomes(shown) == ["Tidak berubah"] * 3


def test_the_template_of_empty_seats_proposes_last_years_as_the_page_does(admin, edition):
    factories.seats(factories.edition(award_year=edition.award_year - 1), 2)
    answer = logged_in(admin).get(page("awards_edition_seats_template", edition.pk))
    upload = SimpleUploadedFile("kursi.xlsx", answer.content)
    shown = logged_in(admin).post(page("awards_edition_seats_load", edition.pk), {"upload": upload})
    assert outcomes(shown) == ["Akun sudah ada; diundang"] * 2
    assert press(admin, edition, shown).status_code == 302
    assert [name for _, name, *_ in stored(edition)] == ["Penilai 1", "Penilai 2"]


def test_a_file_of_some_seats_leaves_the_others_and_their_categories(admin, edition):
    press(admin, edition, look(admin, edition, *NINE))
    known = factories.verifier(edition.province)
    shown = look(
        admin,
        edition,
        [3, "", known.email.upper(), "Akademisi", ""],
        [1, "", "anggota1@contoh.id", "Sekretaris Daerah", "Ketua"],
    )
    assert outcomes(shown) == [
        "Unsur atau kedudukan diubah",
        "Menggantikan Anggota 3 · Akun sudah ada; diundang",
    ]
    assert "Kursi 2, 4, 5, 6, 7, 8, 9 tidak ada dalam berkas dan tetap seperti semula." in text(shown)
    assert press(admin, edition, shown).status_code == 302
    assert stored(edition)[:4] == [
        (1, "Anggota 1", "Sekretaris Daerah", "chair"),
        (2, "Anggota 2", "Unsur 2", "member"),
        (3, str(known), "Akademisi", "member"),
        (4, "Anggota 4", "Unsur 4", "member"),
    ]
    assert Membership.objects.filter(user=known).count() == 1


def test_without_numbers_the_seats_are_counted_by_row_and_jabatan_is_kedudukan(admin, edition):
    head = ["Nama lengkap", "Alamat e-mail", "Unsur", "Jabatan"]
    shown = look(admin, edition, *(row[1:] for row in NINE), head=head)
    press(admin, edition, shown)
    assert [row[:2] for row in stored(edition)] == [(n, f"Anggota {n}") for n in range(1, 10)]


WRONG = [
    (
        {"email": "anggota"},
        "Sel C3 (E-mail): tertulis “anggota”, bukan alamat e-mail; misalnya nama@contoh.go.id.",
    ),
    ({"number": 10}, "Sel A3 (Kursi): tertulis 10; tulis nomor kursi 1 sampai 9."),
    ({"number": 1}, "Sel A3 (Kursi): kursi 1 juga di baris 2; hapus salah satunya."),
    ({"number": ""}, "Sel A3 (Kursi): kosong; isi kolom ini."),
    ({"element": ""}, "Sel D3 (Unsur): kosong; isi kolom ini."),
    ({"element": "S" * 121}, "Sel D3 (Unsur): terisi 121 huruf; paling banyak 120."),
    ({"position": "Raja"}, "Sel E3 (Kedudukan): tertulis “Raja”; pilihannya Ketua, Sekretaris, Anggota."),
    (
        {"name": ""},
        "Sel B3 (Nama): Belum ada akun dengan alamat ini. Tulis nama lengkapnya agar akunnya dibuat.",
    ),
    ({"position": "Ketua"}, "Ketua tertulis di kursi 1 dan kursi 2; Tim Sembilan memiliki satu ketua."),
    (
        {"email": "anggota1@contoh.id", "name": "Anggota 1"},
        "Anggota 1 tertulis di 2 kursi; setiap orang satu kursi.",
    ),
]


@pytest.mark.parametrize(("changed", "said"), WRONG, ids=[said[:32] for _, said in WRONG])
def test_one_wrong_cell_seats_nobody(admin, edition, changed, said):
    row = dict(zip(("number", "name", "email", "element", "position"), NINE[1], strict=True)) | changed
    assert refused(admin, edition, NINE[0], [*row.values()]) == [said]
    assert (Seat.objects.count(), User.objects.count()) == (0, 1)


def test_whose_account_it_is_decides_as_on_the_page(admin, edition):
    stranger, _ = world.elsewhere()
    [problem] = refused(admin, edition, [1, "", stranger.email, "APINDO", ""])
    assert problem.startswith("Sel C2 (E-mail): Alamat e-mail ini sudah dipakai akun lain.")
    factories.seats(edition, 2)
    [second] = edition.seats.filter(number=2)
    assert refused(admin, edition, [3, "", second.user.email, "APINDO", ""]) == [
        "Penilai 2 tertulis di 2 kursi; setiap orang satu kursi."
    ]
    User.objects.filter(pk=second.user_id).update(is_active=False)
    assert refused(admin, edition, [2, "", second.user.email, "APINDO", ""]) == [
        "Akun Penilai 2 tidak aktif. Aktifkan akunnya lebih dahulu."
    ]


def test_what_changed_since_the_preview_is_refused_and_a_new_one_works(admin, edition):
    shown = look(admin, edition, *NINE)
    factories.seats(edition, 1)
    answer = press(admin, edition, shown)
    assert (answer.status_code, answer.context["problems"]) == (409, [STALE])
    assert (Seat.objects.count(), User.objects.filter(email="anggota2@contoh.id").count()) == (1, 0)
    assert press(admin, edition, look(admin, edition, *NINE)).status_code == 302
    assert Seat.objects.count() == 9


def test_a_preview_is_of_its_year_and_maker_and_only_while_seats_are_filled(admin, edition):
    shown = look(admin, edition, *NINE)
    other = world.reload(factories.edition(award_year=2030, phase=Phase.PREPARATION))
    assert press(admin, other, shown).context["problems"] == [STALE]
    gone = "Pratinjau ini sudah tidak berlaku. Unggah lagi berkasnya."
    assert press(factories.admin(), edition, shown).context["problems"] == [gone]
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.SCORING)
    assert "Tim Sembilan disusun" in refused(admin, edition, *NINE)[0]
    assert press(admin, edition, shown).status_code == 409
    assert "Muat dari berkas" not in text(logged_in(admin).get(page("awards_edition_seats", edition.pk)))
    assert Seat.objects.count() == 0
