"""A tie decided wrongly, put right and published again: by chair and admin, told to the public, on phone and laptop."""

import pytest
from django.urls import reverse

from awards.choices import Phase
from awards.models import Correction, Edition, PlenaryDecision, Publication
from awards.publishing.delivery import serve
from tests.builders import publication as world
from tests.builders.admin_pages import page
from tests.journeys.conftest import LAPTOP, PHONE, stands

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_wrong_decision_is_replaced_before_and_after_it_is_public(someone, viewport):
    category = world.tied_category(phase=Phase.PLENARY)
    chair = someone(viewport).enter(category.edition.seats.get(number=1).user)
    admin = someone(viewport).enter(world.admin_of(category))
    # The chair decides, the wrong way round.
    chair.open(reverse("chair_edition", args=[category.edition_id])).press("Hasil sementara").shoot("result")
    chair.open(reverse("chair_points", args=[category.pk])).shoot("points")
    chair.sees("Daftar pembahasan (1 belum diputus)").open(reverse("chair_result", args=[category.pk]))
    chair.press("Catat keputusan pleno")
    chair.page.get_by_label("Urutan 1").select_option(label="Kabupaten Ketapang")
    chair.page.get_by_label("Urutan 2").select_option(label="Kabupaten Mempawah")
    chair.shoot("order").press("Lihat akibatnya").sees(
        "Peringkat 1 Kabupaten Ketapang, peringkat 2 Kabupaten Mempawah."
    )
    chair.fill({"Alasan": "Cakupan lebih tinggi"}).shoot("decision").press("Catat keputusan")
    stands(lambda: [row.order for row in PlenaryDecision.objects.all()], [["61.04", "61.02"]])
    # It is published, found wrong, and a correction is opened.
    Edition.objects.update(phase=Phase.PROVISIONAL)
    world.published(category)
    admin.open(page("awards_category_look", category.pk)).shoot("look").press("Buka perubahan")
    admin.page.get_by_label(
        "Angka yang dikabulkan, keputusan pleno, atau penghargaan khusus: tahap tetap"
    ).check()
    admin.fill({"Alasan": "Urutan tertukar"}).shoot("open").press("Buka perubahan")
    stands(Correction.objects.count, 1)
    admin.sees("Perubahan atas pengumuman nomor 1 belum diumumkan").shoot("year")
    serve.forget()
    reader = someone(viewport).open("/").shoot("home")
    reader.open("/peringkat/kalimantan-barat/2025/kabupaten-kota/").shoot("public")
    reader.sees("Perubahan atas pengumuman ini sedang disiapkan")
    # The decision is replaced, and the next version published.
    admin.press("Hitung dan lihat").press("Ganti keputusan pleno").shoot("replace")
    admin.page.get_by_label("Urutan 1").select_option(label="Kabupaten Mempawah")
    admin.page.get_by_label("Urutan 2").select_option(label="Kabupaten Ketapang")
    admin.press("Lihat akibatnya").fill({"Alasan": "Urutan tertukar"}).shoot("replacing").press(
        "Ganti keputusan"
    )
    stands(PlenaryDecision.objects.count, 2)
    admin.open(page("awards_category_look", category.pk)).shoot("looked").press("Umumkan perubahan (nomor 2)")
    admin.shoot("publish").press("Umumkan perubahan")
    stands(lambda: Publication.objects.live().get().number, 2)
    chair.open(reverse("chair_result", args=[category.pk])).shoot("end")
