"""An office objects to a number of its result, its head sends that, the admin sees what it would do and decides."""

import pytest
from django.urls import reverse

from awards.choices import ObjectionStatus
from awards.models import Objection
from tests import factories
from tests.builders.objections import objected_category
from tests.journeys.conftest import LAPTOP, PHONE, stands

pytestmark = pytest.mark.django_db(transaction=True)


def status():
    return list(Objection.objects.values_list("status", flat=True))


@pytest.mark.parametrize("window", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_from_the_own_result_to_the_answer(someone, window):
    category = objected_category()
    entry = category.entries.get(regency__kemendagri_code="61.02")
    officer, head = factories.officer(entry.regency), factories.head(entry.regency)
    size = "phone" if window is PHONE else "laptop"

    office = someone(window).enter(officer).open("/sanggahan/").shoot(f"o-index-{size}")
    office.press("Hasil Kabupaten Mempawah").sees("3 dari 3", "30.120").shoot(f"o-result-{size}")
    office.press("Sanggah Peserta Penerima Upah (PU), 2024")
    office.fill({"Angka yang benar menurut dinas": "90.000", "Alasan": "Data BPJS per Desember."})
    office.page.get_by_label("Berkas bukti").set_input_files(
        {"name": "bpjs.pdf", "mimeType": "application/pdf", "buffer": factories.PDF}
    )
    office.shoot(f"o-write-{size}").press("Simpan draf")
    stands(status, [ObjectionStatus.DRAFT])
    office.sees("Draf tersimpan", "bpjs").shoot(f"o-draft-{size}")
    draft = reverse("objection", args=[Objection.objects.get().pk])

    signing = someone(window).enter(head).open(draft).press("Periksa dan kirim").shoot(f"o-send-{size}")
    signing.page.get_by_label("Saya menyatakan sanggahan ini benar").check()
    signing.press("Kirim sanggahan")
    stands(status, [ObjectionStatus.RECEIVED])

    admin = someone(window).enter(factories.admin())
    admin.open(reverse("admin:awards_objection_change", args=[Objection.objects.get().pk]))
    admin.shoot(f"o-desk-{size}").press("Lihat akibatnya dan putuskan")
    admin.press("Lihat akibatnya").sees("Peringkat bila angkanya diubah", "naik 2").shoot(f"o-effect-{size}")
    admin.page.get_by_label("Dikabulkan", exact=True).check()
    admin.fill({"Jawaban": "Angka BPJS benar."}).press("Simpan putusan")
    stands(status, [ObjectionStatus.ACCEPTED])
    admin.sees("Angkanya sudah berlaku.")

    signing.open(draft).sees("Putusan: dikabulkan", "90.000", "Angka BPJS benar.").shoot(f"o-answer-{size}")
