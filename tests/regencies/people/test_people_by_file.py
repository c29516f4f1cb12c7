"""People and their offices by file: looked at, then stored as they were shown, all or none; twice changes nothing."""

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regencies.models import Invitation, Membership, SecurityLine, User
from regencies.people.import_sheet import propose_people
from regencies.people.template import people_sheet
from tests import factories
from tests.builders import edition as world
from tests.builders import panel
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in
from tests.builders.sheets import one

pytestmark = pytest.mark.django_db
HEAD = ["Nama", "E-mail", "Peran", "Kode daerah", "Mulai"]
SITI = ["Siti Aminah, S.E.", "siti@contoh.go.id", "Petugas", "61.04", "1 Februari 2026"]
ZUL = ["Drs. H. Zulkarnaen", "zul@contoh.go.id", "Kepala Dinas", "61.04", "2 Januari 2026"]


@pytest.fixture
def admin(db) -> User:
    factories.regency()
    return factories.admin()


def upload(*rows, head=HEAD) -> SimpleUploadedFile:
    return SimpleUploadedFile("akun.xlsx", one(*rows, head=head))


def look(admin: User, *rows, **more):
    return logged_in(admin).post(page("regencies_user_load"), {"upload": upload(*rows, **more)})


def press(admin: User, shown):
    return logged_in(admin).post(page("regencies_user_load"), shown.context["hidden"])


def lines(shown) -> list[list[str]]:
    """The cells of the preview: who, as what, where, from when, what becomes of it."""
    return [[str(cell) for _, cell, _ in cells][1:] for _, cells in shown.context["table"].lines()]


def refused(admin: User, *rows, **more) -> list[str]:
    answer = look(admin, *rows, **more)
    assert answer.status_code == 409
    return answer.context["problems"]


def offices() -> list[tuple[str, str, str | None, datetime.date]]:
    rows = Membership.objects.filter(user__email__endswith=".go.id").order_by("pk")
    return list(rows.values_list("user__email", "role", "regency__kemendagri_code", "since"))


def test_what_is_shown_is_then_stored_and_everybody_is_invited(admin, mailoutbox):
    shown = look(admin, SITI, ZUL, ["Yohanes", "yo@contoh.go.id", "verifikator", "", ""])
    assert [row[-1] for row in lines(shown)] == ["Akun baru dibuat dan diundang"] * 3
    assert (User.objects.count(), mailoutbox) == (1, [])
    done = press(admin, shown)
    assert (done.status_code, done.url) == (302, page("regencies_user_changelist"))
    assert offices() == [
        ("siti@contoh.go.id", "officer", "61.04", datetime.date(2026, 2, 1)),
        ("zul@contoh.go.id", "head", "61.04", datetime.date(2026, 1, 2)),
        ("yo@contoh.go.id", "verifier", None, timezone.localdate()),
    ]
    assert User.objects.get(email="siti@contoh.go.id").full_name == "Siti Aminah, S.E."
    assert not User.objects.get(email="siti@contoh.go.id").has_usable_password()
    assert [mail.to for mail in mailoutbox] == [[row[0]] for row in offices()]
    about = SecurityLine.objects.filter(event="role").values_list("about", flat=True)
    assert sorted(about)[-1] == "Verifikator · Kalimantan Barat dibuat"
    assert SecurityLine.objects.filter(about="Menyimpan akun dan penugasan", done=True).count() == 1


def test_the_same_file_twice_changes_nothing_and_says_so(admin, mailoutbox):
    shown = look(admin, SITI, ZUL)
    press(admin, shown)
    again = look(admin, SITI, ZUL)
    assert [row[-1] for row in lines(again)] == ["Sudah bertugas; tidak berubah"] * 2
    assert "Tidak ada yang berubah." in text(again)
    assert not again.context["stores"]
    second = logged_in(admin)
    assert (
        second.post(page("regencies_user_load"), shown.context["hidden"]).status_code == 302
    )  # a second tap
    told = text(second.get(page("regencies_user_changelist")))
    assert "Semua penugasan sudah tersimpan; tidak ada yang berubah." in told
    assert (len(offices()), len(mailoutbox), Invitation.objects.count()) == (2, 2, 2)


def test_the_template_holds_who_is_there_and_changes_nothing(admin):
    place = factories.regency()
    factories.officer(place, "=1+1")
    factories.head(place)
    factories.verifier()
    answer = logged_in(admin).get(page("regencies_user_template"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    names = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert (names[0], len(names)) == (HEAD, 5)
    assert [row[2:4] for row in names[1:]] == [
        ["Kepala Dinas", "61.04"],
        ["Petugas", "61.04"],
        ["Admin provinsi", "61"],
        ["Verifikator", "61"],
    ]
    upload = SimpleUploadedFile("akun.xlsx", people_sheet(factories.province()))
    proposal = propose_people(upload, factories.province(), admin)
    assert ([row.outcome for row in proposal.rows], proposal.changes) == (["held"] * 4, [])


def test_an_account_of_the_province_is_found_and_one_person_may_hold_two_offices(admin, mailoutbox):
    known = factories.officer(factories.regency(), "Siti Aminah, S.E.")
    factories.regency("Sambas", "61.01")
    shown = look(
        admin,
        ["", known.email.upper(), "Petugas", 61.01, 46054],  # a code and a day as a spreadsheet keeps them
        ["Baru", "baru@contoh.go.id", "Petugas", "61,01", ""],
        ["", "baru@contoh.go.id", "Pengusul", "61", ""],
    )
    assert [row[-1] for row in lines(shown)] == [
        "Akun sudah ada; penugasan ditambahkan dan diundang",
        "Akun baru dibuat dan diundang",
        "Akun baru dibuat dan diundang",
    ]
    assert press(admin, shown).status_code == 302
    assert list(known.memberships.order_by("pk").values_list("regency__name", "since"))[1] == (
        "Sambas",
        datetime.date(2026, 2, 1),
    )
    assert User.objects.filter(email="baru@contoh.go.id").count() == 1
    assert [mail.to for mail in mailoutbox] == [[known.email], ["baru@contoh.go.id"]]


HERE = "bertugas di daerah Kalimantan Barat, tulis kode Kemendagrinya, misalnya 61.04"
WRONG = [
    ({"email": "siti"}, "Sel B2 (E-mail): tertulis “siti”, bukan alamat e-mail; misalnya nama@contoh.go.id."),
    ({"email": ""}, "Sel B2 (E-mail): kosong; isi kolom ini."),
    (
        {"name": ""},
        "Sel A2 (Nama): Belum ada akun dengan alamat ini. Tulis nama lengkapnya agar akunnya dibuat.",
    ),
    (
        {"role": "Bupati"},
        "Sel C2 (Peran): tertulis “Bupati”; pilihannya Petugas, Kepala Dinas, Verifikator, Admin provinsi, "
        "Pengusul.",
    ),
    ({"code": "62.04"}, f"Sel D2 (Kode daerah): tertulis “62.04”; Petugas {HERE}."),
    ({"code": ""}, f"Sel D2 (Kode daerah): kosong; Petugas {HERE}."),
    (
        {"role": "Verifikator"},
        "Sel D2 (Kode daerah): tertulis “61.04”; Verifikator bertugas di provinsi, tulis 61 atau kosongkan.",
    ),
    (
        {"role": "Pengusul", "code": "99"},
        "Sel D2 (Kode daerah): tertulis “99”, bukan kode daerah Kalimantan Barat; tulis kode daerah atau 61.",
    ),
    (
        {"since": 3},
        "Sel E2 (Mulai): terbaca 2 Januari 1900; tulis tanggal dari 17 Agustus 1945 sampai 31 Desember 2100.",
    ),
    ({"name": "S" * 161}, "Sel A2 (Nama): terisi 161 huruf; paling banyak 160."),
]


@pytest.mark.parametrize(("changed", "said"), WRONG, ids=[said[:30] for _, said in WRONG])
def test_a_wrong_cell_is_named_with_what_was_read_and_stores_nobody(admin, changed, said):
    typed = {"name": "Siti", "email": "siti@contoh.go.id", "role": "Petugas", "code": "61.04", "since": ""}
    row = [*(typed | changed).values()]
    assert refused(admin, row, ["", "x", "Petugas", "61.04", ""])[0] == said
    assert refused(admin, row) == [said]
    assert offices() == []


def test_the_advice_of_each_refusal_works(admin):
    assert look(admin, SITI).status_code == 200
    assert look(admin, ["Siti", "siti@contoh.go.id", "Verifikator", "61", ""]).status_code == 200
    assert look(admin, ["Siti", "siti@contoh.go.id", "Pengusul", "61.04", 46054]).status_code == 200


def test_what_a_word_processor_leaves_in_copied_text_does_not_matter(admin):
    row = [
        "\u200bSiti\u00a0 Aminah,\u00a0S.E.",
        " <mailto:siti@contoh.go.id>\u200b",
        "kepala\u00a0dinas",
        "61.04",
        "",
    ]
    row[1] = "mailto:Siti@Contoh.go.id\u200b;"
    shown = look(admin, row)
    assert press(admin, shown).status_code == 302
    assert list(User.objects.filter(email="siti@contoh.go.id").values_list("full_name", flat=True)) == [
        "Siti Aminah, S.E."
    ]


def test_heads_are_found_by_other_names_and_totals_passed_over(admin):
    head = ["Nama lengkap", "Alamat e-mail", "PERAN", "Kode Kemendagri", "Mulai"]
    shown = look(admin, SITI, ["Jumlah", "", "", "", ""], head=head)
    assert [row[0] for row in lines(shown)] == ["Petugas"]
    assert "Baris 3 dilewati: “Jumlah”." in text(shown)


def test_whose_account_it_is_decides_as_on_the_page_of_one_account(admin):
    stranger, _ = world.elsewhere()
    gone = factories.officer(factories.regency(), "Pergi")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    other = factories.officer(factories.regency(), "Nurul")
    said = refused(
        admin,
        ["", stranger.email, "Petugas", "61.04", ""],
        ["", gone.email, "Kepala Dinas", "61.04", ""],
        ["Nurul Baru", other.email, "Kepala Dinas", "61.04", ""],
        ["", admin.email, "Verifikator", "", ""],
    )
    assert said == [
        "Sel B2 (E-mail): Alamat e-mail ini sudah dipakai akun lain. Cari akunnya di daftar; bila tidak ada, "
        "hubungi pengelola sistem.",
        "Sel B3 (E-mail): akun Pergi tidak aktif; aktifkan akunnya lebih dahulu.",
        "Sel A4 (Nama): Alamat ini milik Nurul; kosongkan nama ini, atau tulis alamat orang yang dimaksud.",
        "Sel B5 (E-mail): alamat akun sendiri; mintalah admin lain memberi penugasan ini.",
    ]
    User.objects.filter(pk=gone.pk).update(is_active=True)  # the advice, followed
    rows = [["", gone.email, "Kepala Dinas", "61.04", ""], ["", other.email, "Kepala Dinas", "61.04", ""]]
    assert press(admin, look(admin, *rows)).status_code == 302


def test_a_file_of_nothing_and_no_file_are_told_of(admin):
    def told(files) -> str:
        return text(logged_in(admin).post(page("regencies_user_load"), files))

    empty = {"upload": SimpleUploadedFile("akun.csv", b"")}
    assert "Berkas ini tidak berisi apa-apa. Pilih berkas yang sudah diisi." in told(empty)
    assert "Pilih berkas yang akan diperiksa." in told({"upload": ""})


def test_the_same_office_twice_and_two_names_of_one_address_are_refused(admin):
    twice = [*SITI[:4], ""]
    assert refused(admin, SITI, twice) == [
        "Sel B3 (E-mail): mengulang penugasan baris 2; hapus salah satunya."
    ]
    other = ["Aminah", SITI[1], "Pengusul", "61", ""]
    assert refused(admin, SITI, other) == [
        "Sel A3 (Nama): tertulis “Aminah”, sedangkan di atasnya “Siti Aminah, S.E.”; samakan namanya."
    ]


def test_an_office_that_ended_is_given_anew(admin):
    place = factories.regency()
    person = factories.officer(place, "Nurul")
    Membership.objects.filter(user=person).update(until=datetime.date(2025, 12, 31))
    shown = look(admin, ["", person.email, "Petugas", "61.04", "1 Februari 2026"])
    assert [row[-1] for row in lines(shown)] == ["Akun sudah ada; penugasan ditambahkan dan diundang"]
    press(admin, shown)
    assert Membership.objects.filter(user=person).count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_many_people_take_as_many_queries_as_one(admin, count):
    place = factories.regency()
    rows = [["", factories.officer(place).email, "Kepala Dinas", "61.04", ""] for _ in range(count)]
    rows += [[f"Baru {n}", f"baru{n}@contoh.go.id", "Petugas", "61.04", ""] for n in range(count)]
    browser = logged_in(admin)
    with CaptureQueriesContext(connection) as queries:
        browser.post(page("regencies_user_load"), {"upload": upload(*rows)})
    assert panel.counted(queries) == 8


def test_too_many_people_at_once_are_refused(admin):
    rows = [[f"Baru {n}", f"baru{n}@contoh.go.id", "Petugas", "61.04", ""] for n in range(501)]
    assert refused(admin, *rows) == [
        "Berkas berisi 501 orang; paling banyak 500. Bagi menjadi beberapa berkas."
    ]
