"""Another province loads its regions: shown before they are stored, whole or not at all, every wrong cell named."""

import io

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from regencies.models import Province, Regency, User
from regencies.places.reference_data import load_places
from regencies.places.rules import NAMES_KEPT
from tests import factories
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in
from tests.regencies.places.conftest import BALIKPAPAN, HEADER, PASER

pytestmark = pytest.mark.django_db


def cells(response) -> list[list[str]]:
    return [[str(cell) for _, cell, _ in line] for _, line in response.context["table"].lines()]


def stored() -> list[tuple[object, ...]]:
    return list(
        Regency.objects.filter(province__code="64").values_list(
            "kemendagri_code",
            "kind",
            "name",
            "bps_code",
            "capital",
            "districts",
            "urban_villages",
            "villages",
        )
    )


def reasons(response) -> list[str]:
    assert response.status_code == 409
    return response.context["problems"]


def test_new_changed_and_unchanged_regions_are_shown_before_one_button_stores_them(look, store):
    assert store(look(PASER, BALIKPAPAN)).status_code == 302
    shown = look(
        PASER.replace(";139;", ";140;"), BALIKPAPAN, "64.02;Kab.;Kutai Kartanegara;;20;44;193;Disnaker;;;"
    )
    assert cells(shown) == [
        ["64.01", "Kabupaten Paser", "140", "Disnakertrans Paser", "Desa: 139 → 140"],
        ["64.71", "Kota Balikpapan", "0", "Disnaker Balikpapan", "Sama"],
        ["64.02", "Kabupaten Kutai Kartanegara", "193", "Disnaker", "Baru"],
    ]
    assert "Simpan 2 daerah" in text(shown)
    assert len(stored()) == 2
    assert store(shown).status_code == 302
    assert stored() == [
        ("64.01", "kabupaten", "Paser", "6401", "Tana Paser", 10, 5, 140),
        ("64.02", "kabupaten", "Kutai Kartanegara", None, "", 20, 44, 193),
        ("64.71", "kota", "Balikpapan", None, "", 6, 34, 0),
    ]


def test_every_wrong_cell_is_named_with_what_to_do_and_nothing_is_stored(look, store):
    refused = look(
        PASER,
        "62.01;Kab;Kotawaringin;;1;0;2;Dinas;;;",
        "64.02;Provinsi;Kab. Berau;;-;x;9.000;;64O3;25;WIBB",
        "64.03;Kabupaten;Kab. Berau;;13;10;100;Dinas;;;",
        PASER,
        "64.04;Kabupaten;PASER;;1;0;2;Dinas;6401;;",
    )
    assert reasons(refused) == [
        "Sel A3 (Kode Kemendagri): tertulis “62.01”, bukan kode daerah Kalimantan Timur; "
        "tulis 64, titik, lalu dua angka.",
        "Sel B4 (Jenis): tertulis “Provinsi”; pilihannya Kabupaten, Kota.",
        "Sel E4 (Kecamatan): tertulis “-”; tulis angkanya, atau 0 bila tidak ada.",
        "Sel F4 (Kelurahan): Tertulis “x”. Isian ini hanya menerima angka. Tulis angka saja, misalnya 80.101.",
        "Sel G4 (Desa): tertulis 9000; tulis jumlahnya di satu daerah.",
        "Sel H4 (Nama dinas): kosong; isi kolom ini.",
        "Sel I4 (Kode BPS): tertulis “64O3”; tulis empat angka.",
        f"Sel J4 (Tahun rujukan): Tertulis “25”. Tulis tahun dari 1945 sampai {timezone.localdate().year + 5}.",
        "Sel K4 (Zona waktu): tertulis “WIBB”; pilihannya WIB, WITA, WIT.",
        "Sel C5 (Nama): tertulis “Kab. Berau”, memuat jenis daerah; tulis namanya saja.",
        "Baris 6 mengulang kode daerah baris 2; hapus satu.",
        "Sel C2 (Nama): “Paser” sama dengan Kabupaten PASER (64.04); periksa namanya.",
        "Sel I2 (Kode BPS): 6401 milik Kabupaten PASER (64.04); periksa kodenya.",
        "Sel C7 (Nama): “PASER” sama dengan Kabupaten Paser (64.01); periksa namanya.",
        "Sel I7 (Kode BPS): 6401 milik Kabupaten Paser (64.01); periksa kodenya.",
    ]
    assert stored() == []
    followed = (
        PASER,
        "64.02;Kabupaten;Kutai;;0;3;900;Dinas;6403;2025;WITA",
        "64.03;Kabupaten;Berau;;13;10;100;D;;;",
    )
    assert store(look(*followed)).status_code == 302
    assert len(stored()) == 3


def test_a_bps_code_of_another_province_is_refused(look):
    west = factories.regency()
    refused = look(PASER.replace("6401", west.bps_code))
    assert reasons(refused) == [
        f"Sel I2 (Kode BPS): {west.bps_code} milik Kabupaten Ketapang (61.04); periksa kodenya."
    ]


def test_a_file_without_a_column_or_a_row_is_refused(look):
    assert reasons(look(head=HEADER)) == [
        "Berkas tidak berisi satu pun baris isi. Isi di bawah judulnya, lalu unggah lagi."
    ]
    without = look(head=HEADER.replace("Nama dinas;", ""))
    assert reasons(without) == [
        "Kolom Nama dinas tidak ada di baris 1. Unduh templat, lalu isi di bawah judulnya."
    ]


def test_an_empty_cell_of_what_may_be_empty_keeps_what_is_stored(look, store):
    store(look(PASER))
    shown = look("64.01;Kabupaten;Paser;;10;5;139;Disnakertrans Paser;;;")
    assert cells(shown)[0][-1] == "Sama"
    assert "Simpan" not in text(shown)


def test_what_stands_around_the_table_and_what_the_file_does_not_name_is_said(look, store):
    store(look(PASER, BALIKPAPAN))
    shown = look(PASER.replace("Tana Paser", "Tanah Grogot"), "Jumlah;;;;10;5;139;;;;")
    assert shown.context["notes"] == [
        "1 daerah lain yang sudah tersimpan tetap seperti semula.",
        "Baris 3 bukan baris daerah dan dilewati: “Jumlah”.",
    ]


def test_a_stale_preview_is_refused_and_a_second_tap_is_none(look, store, far_admin):
    shown = look(PASER)
    assert store(shown).status_code == 302
    assert store(shown).status_code == 302
    shown = look(PASER.replace(";139;", ";140;"))
    Regency.objects.update(villages=141)
    assert reasons(store(shown)) == [
        "Daerah provinsi ini sudah berubah sejak pratinjau ini dibuat. Ulangi pratinjaunya."
    ]
    assert stored()[0][-1] == 141


def test_a_new_region_that_takes_a_name_stored_meanwhile_is_refused(look, store, east):
    shown = look(PASER)
    factories.regency("Paser", "64.09", of=east)
    assert reasons(store(shown)) == [
        "Daerah provinsi ini sudah berubah sejak pratinjau ini dibuat. Ulangi pratinjaunya."
    ]
    assert [row[0] for row in stored()] == ["64.09"]


def test_a_preview_belongs_to_who_saw_it_and_to_its_province(look, store, east, far_admin):
    shown = look(PASER)
    said = ["Pratinjau ini sudah tidak berlaku. Unggah lagi berkasnya."]
    assert reasons(store(shown, by=factories.admin(east, "Rekan"))) == said
    altered = {"changes": shown.context["hidden"]["changes"] + "x"}
    assert reasons(logged_in(far_admin).post(page("regencies_province_places", east.pk), altered)) == said
    west = factories.admin()
    assert logged_in(west).get(page("regencies_province_places", east.pk)).status_code == 404
    assert store(shown, by=west).status_code == 404
    assert stored() == []


def test_a_published_name_stays(look, store, monkeypatch):
    store(look(PASER))
    monkeypatch.setattr("regencies.places.rules.NAMES_KEPT", [lambda place: f"{place} tercantum."])
    assert NAMES_KEPT
    assert reasons(look(PASER.replace(";Paser;", ";Pasir;"))) == ["Sel C2 (Nama): Kabupaten Paser tercantum."]
    assert look(PASER.replace(";139;", ";140;")).status_code == 200


# The time zone of the province ----------------------------------------------------------------------
def test_the_operator_changes_the_time_zone_an_admin_is_told_whom_to_ask(look, store, east):
    lost = PASER.replace("WITA", "WIB")
    assert reasons(look(lost)) == [
        "Sel K2 (Zona waktu): tertulis WIB, sedangkan Kalimantan Timur WITA; tulis WITA, atau mintalah operator "
        "mengubahnya."
    ]
    operator = User.objects.create_superuser("operator@contoh.id", "x")
    shown = look(lost, by=operator)
    assert shown.context["notes"] == ["Zona waktu Kalimantan Timur berubah dari WITA menjadi WIB."]
    assert store(shown, by=operator).status_code == 302
    east.refresh_from_db()
    assert east.time_zone == "Asia/Jakarta"
    shown = look(PASER, by=operator)
    assert "Simpan zona waktu" in text(shown)
    store(shown, by=operator)
    east.refresh_from_db()
    assert east.time_zone == "Asia/Makassar"


def test_two_time_zones_in_one_file_are_refused(look):
    assert reasons(look(PASER, BALIKPAPAN[:-1] + ";WIB")) == [
        "Zona waktu satu provinsi hanya satu, tetapi tertulis Sel K3 (Zona waktu) “WIB” dan Sel "
        "K2 (Zona waktu) “WITA”. Samakan isinya."
    ]


# The template and the ministry's list ---------------------------------------------------------------
def test_the_template_holds_what_is_stored_and_loads_again_without_a_change(look, store, east, far_admin):
    store(look(PASER, BALIKPAPAN))
    answer = logged_in(far_admin).get(page("regencies_province_template", east.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="daerah-kalimantan-timur.xlsx"'
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0] == tuple(HEADER.split(";"))
    assert rows[1] == (
        "64.01", "Kabupaten", "Paser", "Tana Paser", 10, 5, 139, "Disnakertrans Paser", "6401", 2025, "WITA",
    )  # fmt: skip
    again = look(content=answer.content)
    assert [line[-1] for line in cells(again)] == ["Sama", "Sama"]


def test_kalimantan_timur_stands_by_one_button(east, far_admin, store):
    browser = logged_in(far_admin)
    shown = browser.get(page("regencies_province_listed", east.pk))
    assert [line[:2] for line in cells(shown)][:2] == [
        ["64.01", "Kabupaten Paser"],
        ["64.02", "Kabupaten Kutai Kartanegara"],
    ]
    assert "Simpan 10 daerah" in text(shown)
    assert store(shown).status_code == 302
    assert [row[0] for row in stored()] == [
        "64.01", "64.02", "64.03", "64.07", "64.08", "64.09", "64.11", "64.71", "64.72", "64.74",
    ]  # fmt: skip
    assert Regency.objects.get(kemendagri_code="64.71").office_name == "Dinas Tenaga Kerja Kota Balikpapan"
    assert "Tidak ada daerah baru." in text(browser.get(page("regencies_province_listed", east.pk)))


def test_the_list_adds_what_is_missing_and_keeps_what_is_stored(look, store, east, far_admin):
    store(look(PASER))
    shown = logged_in(far_admin).get(page("regencies_province_listed", east.pk))
    assert len(cells(shown)) == 9
    assert shown.context["notes"] == ["1 daerah lain yang sudah tersimpan tetap seperti semula."]
    store(shown)
    assert Regency.objects.get(kemendagri_code="64.01").office_name == "Disnakertrans Paser"


def test_a_list_that_contradicts_what_is_stored_says_so(east, far_admin):
    factories.regency("Berau", "64.99", of=east)
    answer = logged_in(far_admin).get(page("regencies_province_listed", east.pk), follow=True)
    assert "Nama daerah 64.03: “Berau” sama dengan Kabupaten Berau (64.99); periksa namanya." in text(answer)


def test_every_province_stands_by_its_list(client: Client):
    load_places()
    client.force_login(User.objects.create_superuser("operator@contoh.id", "x"))
    for province in Province.objects.exclude(code="61"):
        shown = client.get(page("regencies_province_listed", province.pk))
        client.post(page("regencies_province_places", province.pk), shown.context["hidden"])
    assert Regency.objects.count() == 514
