"""What a denominator file would change is shown region by region, then stored by one button as it was shown."""

import pytest

from regencies.choices import ReportStatus
from regencies.models import OfficialWorkforce, YearlyReport
from tests import factories
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in
from tests.builders.workforce_page import FIRST, LOAD, REASON, SECOND, look, stored, upload

pytestmark = pytest.mark.django_db


def cells(response) -> list[list[str]]:
    return [[str(cell) for _, cell, _ in line] for _, line in response.context["table"].lines()]


def test_a_file_is_shown_region_by_region_before_one_button_stores_it(desk):
    factories.regency()
    upload(desk, FIRST)
    shown = look(desk, FIRST.replace("80.101", "79.000"), SECOND)
    assert (shown.status_code, len(stored())) == (200, 1)
    assert cells(shown) == [
        ["Kabupaten Ketapang", "2024", "Formal", "80.101", "79.000", "−1.101", "BPS, per 31 Desember 2024"],
        ["Kabupaten Ketapang", "2024", "Informal", "–", "7", "–", "BPS, per 31 Desember 2024"],
    ]
    assert "Simpan 2 angka" in text(shown)
    assert desk.post(page(LOAD), shown.context["hidden"] | {"reason": REASON}).status_code == 302
    assert [row[2:4] for row in stored()] == [("formal", 79_000), ("informal", 7)]


def test_a_difference_says_which_way(desk):
    factories.regency()
    upload(desk, FIRST)
    assert cells(look(desk, FIRST.replace("80.101", "80.102")))[0][5] == "+1"
    assert cells(look(desk, FIRST.replace("BPS", "Sakernas")))[0][3:] == [
        "80.101", "80.101", "0", "Sakernas, per 31 Desember 2024",
    ]  # fmt: skip


def test_a_file_that_changes_nothing_has_no_button(desk):
    factories.regency()
    upload(desk, FIRST)
    shown = text(look(desk, FIRST))
    assert "Tidak ada angka yang berubah." in shown
    assert "1 angka sama dengan yang tersimpan." in shown
    assert "Simpan" not in shown


def test_a_preview_is_stored_only_as_it_was_shown(desk, admin):
    factories.regency()
    shown = look(desk, FIRST)
    upload(desk, FIRST.replace("80.101", "5"))
    refused = desk.post(page(LOAD), shown.context["hidden"])
    assert refused.status_code == 409
    assert "Semesta pekerja sudah berubah sejak pratinjau ini dibuat. Unggah lagi berkasnya." in text(refused)
    assert [row[3] for row in stored()] == [5]
    again = look(desk, FIRST)
    assert desk.post(page(LOAD), again.context["hidden"] | {"reason": REASON}).status_code == 302
    assert [row[3] for row in stored()] == [80_101]


def test_a_preview_belongs_to_who_saw_it(desk):
    factories.regency()
    shown = look(desk, FIRST)
    changes = shown.context["hidden"]["changes"]
    colleague = logged_in(factories.admin(name="Admin kedua"))
    elsewhere = logged_in(factories.admin(factories.province("64", "Kalimantan Timur", "kalimantan-timur")))
    for browser, sent in ((colleague, changes), (elsewhere, changes), (desk, f"{changes}x"), (desk, "x")):
        refused = browser.post(page(LOAD), {"changes": sent})
        assert refused.status_code == 409
        assert "Pratinjau ini sudah tidak berlaku. Unggah lagi berkasnya." in text(refused)
    assert stored() == []
    assert desk.post(page(LOAD), {"changes": ""}).status_code == 422


def test_a_preview_is_not_stored_once_a_locked_report_counts_the_figure(desk):
    report = factories.verified()
    OfficialWorkforce.objects.filter(year=2024, segment="informal").delete()
    shown = look(desk, SECOND)
    YearlyReport.objects.filter(pk=report.pk).update(status=ReportStatus.LOCKED)
    refused = desk.post(page(LOAD), shown.context["hidden"])
    assert "Kabupaten Ketapang tahun 2024 sudah dipakai laporan yang terkunci" in text(refused)
    assert not OfficialWorkforce.objects.filter(year=2024, segment="informal").exists()


@pytest.mark.parametrize(
    ("typed", "box", "said"),
    [
        ({"year": "2050"}, "year", "Tertulis 2050; tulis tahun dari 2000 sampai"),
        (
            {"as_of": "1 Januari 1900"},
            "as_of",
            "Tertulis 1 Januari 1900 untuk angka tahun 2024; tulis tanggal dari",
        ),
        (
            {"as_of": "1 Januari 1950"},
            "as_of",
            "Tertulis 1 Januari 1950 untuk angka tahun 2024; tulis tanggal dari",
        ),
    ],
)
def test_what_no_file_may_say_cannot_be_typed_either(desk, typed, box, said):
    place = factories.regency()
    good = {"regency": place.pk, "year": "2024", "segment": "formal", "figure": "1", "source": "BPS"}
    good["as_of"] = "31 Desember 2024"
    refused = desk.post(page("regencies_officialworkforce_add"), good | typed)
    (error,) = refused.context["adminform"].form.errors[box]
    assert error.startswith(said)
    assert desk.post(page("regencies_officialworkforce_add"), good).status_code == 302
