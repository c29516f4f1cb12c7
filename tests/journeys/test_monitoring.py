"""The provincial admin follows a tile to its region, narrows the list down and reminds who has not begun."""

import pytest

from awards.models import Reminder
from tests import factories
from tests.builders import edition as world
from tests.builders import nominees
from tests.journeys.conftest import LAPTOP, PHONE, stands

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("window", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_who_has_not_begun_is_found_on_the_map_and_reminded(someone, window):
    by = factories.admin()
    sambas, ketapang = factories.regency("Sambas", "61.01"), factories.regency()
    edition = world.filling(by)
    factories.sent(ketapang)
    factories.officer(sambas, "Nurul")
    admin = someone(window).enter(by).open("/admin/").press("Pemantauan")
    admin.sees("Belum mulai diisi: 1 daerah", "Dikirim: 1 daerah")
    admin.page.locator(".tile a").first.press("Enter")
    assert admin.page.url.endswith(f"#daerah-{sambas.pk}")
    admin.press("Cakupan").sees("belum ada angka: 1 daerah")

    admin.page.get_by_label("Keadaan laporan").last.select_option("Belum mulai diisi")
    admin.press("Tampilkan")
    assert admin.page.get_by_role("checkbox").count() == 1
    admin.page.get_by_label("Pilih Kabupaten Sambas").check()
    admin.press("Ingatkan yang dipilih").sees("Kepada Nurul", "- Laporan belum mulai diisi.")
    admin.press("Kirim pengingat")
    stands(lambda: list(Reminder.objects.values_list("regency", "edition")), [(sambas.pk, edition.pk)])
    admin.sees("Pengingat dikirim kepada 1 orang di 1 daerah.", "Diingatkan")


@pytest.mark.parametrize("window", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_nominees_not_begun_are_found_by_their_region_and_reminded(someone, window):
    by = factories.admin()
    sambas, ketapang = factories.regency("Sambas", "61.01"), factories.regency()
    edition = world.filling(by)
    nominees.draft(nominees.nominee(nominees.SMALL, ketapang), factories.officer(ketapang, "Petrus"))
    nominees.window(nominees.VILLAGE)
    found = nominees.nominee(nominees.VILLAGE, sambas, factories.officer(sambas, "Nurul"), name="Desa Sungai")
    admin = someone(window).enter(by).open("/admin/").press("Pemantauan").press("Pemantauan calon")
    admin.press("Kabupaten Sambas")
    assert admin.page.get_by_role("checkbox").count() == 1
    admin.page.get_by_label("Pilih Desa Sungai").check()
    admin.press("Ingatkan yang dipilih").sees(
        "Kepada Nurul", "Desa Sungai (Desa/kelurahan, Kabupaten Sambas)"
    )
    admin.press("Kirim pengingat")
    stands(lambda: list(Reminder.objects.values_list("nominee", "edition")), [(found.pk, edition.pk)])
    admin.sees("Pengingat dikirim kepada 1 orang untuk 1 calon.", "Diingatkan")
