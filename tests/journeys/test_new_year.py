"""The provincial admin starts the next award year in the browser: from the last one to offices filling in."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from awards.choices import Phase
from awards.models import Edition
from regencies.l10n.dates import format_moment
from regencies.models import Invitation
from tests import factories
from tests.builders import edition as world
from tests.journeys.conftest import LAPTOP, PHONE, Person, stands

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("window", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_a_year_is_started_seated_weighed_and_opened(someone, window):
    last = world.prepared(phase=Phase.FILLING)
    factories.seats(last)
    factories.workforce(last.province.regencies.get(), 2026)
    admin = someone(window).enter(factories.admin(last.province))
    admin.open(f"/admin/awards/edition/{last.pk}/change/")
    admin.press("Mulai tahun baru").press("Mulai tahun")
    stands(lambda: Edition.objects.filter(award_year=2027).count(), 1)
    made = Edition.objects.get(award_year=2027)
    admin.sees(
        "Paritrana Award 2027 dibuat.", "Bobot 18 kriteria “Pemerintah Kabupaten/Kota” berjumlah tepat 100."
    )

    admin.press("Susun Tim Sembilan").sees("Yang tertulis adalah susunan tahun lalu")
    admin.page.get_by_label("alamat e-mail Kursi 9").fill("baru@contoh.id")
    admin.page.get_by_label("nama lengkap dengan gelar Kursi 9").fill("Dra. Hj. Baru, M.Si.")
    admin.press("Simpan susunan").sees("Susunan Tim Sembilan tersimpan; 9 undangan dikirim.")
    assert made.seats.get(number=9).user.full_name == "Dra. Hj. Baru, M.Si."

    admin.press("Pemerintah Kabupaten/Kota").press("Kriteria, bobot, dan rentang nilai").shoot("criteria")
    adds_a_criterion_and_makes_the_weights_a_hundred(admin)
    admin.sees("Kriteria tersimpan; jumlah bobotnya tepat 100.")

    admin.open(f"/admin/awards/edition/{made.pk}/change/").press("Bandingkan dengan tahun lalu")
    admin.sees("Kriteria A1: bobot dari 18 menjadi 20.", "Kriteria B4 Sosialisasi baru, berbobot 2.")
    admin.press("Kembali").press("Buka tahap Pengisian")
    admin.press("Buka Pengisian")
    stands(lambda: Edition.objects.get(pk=made.pk).phase, Phase.FILLING)
    someone(window).open("/kriteria/kalimantan-barat/2027/").sees(
        "Yang berubah dari tahun 2026", "Kriteria A1: bobot dari 18 menjadi 20."
    )

    admin.press("Undurkan batas pengisian Pemerintah Kabupaten/Kota")
    until = format_moment((made.filling_deadline + timedelta(days=3)).astimezone(made.province.zone))
    boxes = {"Batas pengisian yang baru": until, "Alasan": "Jembatan putus di dua kabupaten."}
    admin.fill(boxes).shoot("category-postponed").press("Undurkan dan umumkan")
    admin.sees(f"Batas pengisian “Pemerintah Kabupaten/Kota”: {until}.")
    someone(window).open("/").sees("Jembatan putus di dua kabupaten.")


def adds_a_criterion_and_makes_the_weights_a_hundred(admin: Person) -> None:
    """With the keyboard alone once the page is open, but for the boxes it goes to by name."""

    def card(name: str) -> Locator:
        return admin.page.get_by_role("group", name=name, exact=True)

    told = admin.page.get_by_role("status")
    card("A1 Cakupan UCJ").get_by_label("Bobot").fill("20")
    expect(told).to_have_text("Jumlah bobot 102; jumlahnya harus tepat 100. Kurangi 2.")
    admin.press("Tambah kriteria ke kelompok B Kebijakan").shoot("criterion-added")
    new = card("Kriteria baru")
    expect(new.get_by_label("Kode")).to_be_focused()
    admin.page.keyboard.type("B4")
    admin.page.keyboard.press("Tab")
    admin.page.keyboard.type("Sosialisasi")
    admin.page.keyboard.press("Tab")
    admin.page.keyboard.type("2")
    expect(told).to_have_text("Jumlah bobot 104; jumlahnya harus tepat 100. Kurangi 4.")
    new.get_by_label("Sampai").last.fill("50")
    card("B1 Jenjang dan kekhususan produk hukum").get_by_label("Bobot").fill("4")
    expect(told).to_have_text("Jumlah bobot tepat 100.")
    with admin.page.expect_navigation():
        admin.page.keyboard.press("Enter")
    admin.check().sees("Kriteria B4, rentang nilai: Nilai 51–55 tidak termasuk rentang mana pun.").shoot(
        "criteria-refused"
    )
    card("B4 Sosialisasi").get_by_label("Sampai").last.fill("55")
    admin.press("Simpan kriteria")


def test_four_categories_and_nine_invited_people_take_sixty_clicks_at_most(someone):
    """Each button, link, tick and box that is filled in is a click."""
    last = world.prepared(phase=Phase.FILLING)
    factories.seats(last)
    factories.workforce(last.province.regencies.get(), 2026)
    admin, clicks = someone().enter(factories.admin(last.province)), 0
    admin.open(f"/admin/awards/edition/{last.pk}/change/")

    for button in ("Mulai tahun baru", "Mulai tahun", "Tambah kategori"):
        admin.press(button)
        clicks += 1
    for kind in ("Desa/kelurahan", "Badan usaha besar dan menengah", "Usaha kecil dan mikro"):
        admin.page.get_by_label(kind).check()
        clicks += 1
    admin.press("Tambah kategori").press("Susun Tim Sembilan")
    clicks += 2
    for number in range(1, 10):
        boxes = {
            "alamat e-mail": f"baru{number}@contoh.id",
            "nama lengkap dengan gelar": f"Anggota Baru {number}",
        }
        for label, value in boxes.items():
            admin.page.get_by_label(f"{label} Kursi {number}").fill(value)
            clicks += 1
    for button in ("Simpan susunan", "Buka tahap Pengisian", "Buka Pengisian"):
        admin.press(button)
        clicks += 1

    stands(lambda: Edition.objects.get(award_year=2027).phase, Phase.FILLING)
    made = Edition.objects.get(award_year=2027)
    assert made.categories.count() == 4
    assert {str(seat.user) for seat in made.seats.select_related("user")} == {
        f"Anggota Baru {number}" for number in range(1, 10)
    }
    assert Invitation.objects.count() == 9
    assert clicks <= 60, clicks
