"""Announcement day: planned, agreed to, out at its minute, objected to, corrected, a report card for each office."""

import datetime
import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from awards.models import Correction, Edition, Objection, Publication, PublicationPlan
from awards.publishing.delivery import serve
from config.worker import publish_planned
from regencies.l10n.dates import format_moment
from tests import factories
from tests.builders.admin_pages import page
from tests.builders.objections import objected_category
from tests.journeys.conftest import LAPTOP, PHONE, stands

pytestmark = pytest.mark.django_db(transaction=True)
RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"


@pytest.mark.parametrize("window", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_from_the_plan_to_the_report_card(someone, window):
    category = objected_category()
    category.second_approval = True
    category.save()
    look = page("awards_category_look", category.pk)

    # One admin looks and plans it for the minute of the ceremony.
    first, second = someone(window).enter(factories.admin()), someone(window).enter(factories.admin())
    first.open(look).shoot("plan-look").press("Lihat halaman publiknya").sees("Rancangan").shoot("plan-draft")
    first.open(look).press("Ajukan pengumuman (nomor 1)").sees("Peringkat 1: ")
    moment = format_moment(
        (timezone.now() + datetime.timedelta(hours=1)).astimezone(category.edition.province.zone)
    )
    first.fill({"Terbit pada": moment}).shoot("plan-ask").press("Ajukan pengumuman")
    first.sees(f"terbit {moment} setelah disetujui admin lain").shoot("plan-waits")

    # Another agrees; nothing is public before its minute.
    second.open(look).press("Setujui pengumuman").sees("Peringkat 1: ").shoot("plan-approve")
    second.press("Setujui pengumuman").sees(f"Pengumuman disetujui: terbit {moment}.")
    publish_planned()
    assert not Publication.objects.exists()
    PublicationPlan.objects.update(publish_at=timezone.now())
    mail.outbox.clear()
    publish_planned()
    assert {message.subject for message in mail.outbox} == {"Paritrana Award 2025: hasil terbit"}
    serve.forget()
    someone(window).open(RANKING).sees("Pengumuman yang berlaku", "Kabupaten Mempawah")

    # An office objects by letter; the admin grants its number and publishes the correction.
    entry = category.entries.get(regency__kemendagri_code="61.02")
    first.open(page("awards_objection_add"))
    first.page.get_by_label("Yang dinilai:").select_option(label=f"{entry} · {category}")
    first.fill({"Nomor dan tanggal surat:": "100/2025", "Isi sanggahan:": "Data BPJS per Desember."})
    first.page.get_by_role("button", name="Simpan", exact=True).click()
    stands(Objection.objects.count, 1)
    first.open(reverse("admin:awards_objection_decide", args=[Objection.objects.get().pk]))
    subject = first.page.get_by_label("Yang disanggah")
    subject.select_option(value="figure:registered.wage_earners")
    first.fill({"Angka yang dikabulkan": "90.000"}).press("Lihat akibatnya")
    first.sees("Peringkat bila angkanya diubah")
    first.page.get_by_label("Dikabulkan", exact=True).check()
    first.fill({"Jawaban": "Angka BPJS benar."}).press("Simpan putusan")
    first.page.get_by_label(re.compile("Angka yang dikabulkan")).check()
    first.press("Buka perubahan")
    stands(Correction.objects.count, 1)
    first.open(look).press("Ajukan pengumuman (nomor 2)").press("Ajukan pengumuman")
    stands(lambda: PublicationPlan.objects.last().status, "waiting")
    second.open(look).press("Setujui pengumuman").press("Setujui pengumuman").sees("SHA-256")
    serve.forget()
    told = "peserta Penerima Upah (PU) 2024"
    reader = someone(window).open(RANKING).sees("Perubahan atas pengumuman nomor 1", told)
    reader.shoot("corrected")
    reader.open(f"{RANKING}v1/").sees("Pengumuman nomor 1 ini sudah tidak berlaku").shoot("superseded")
    reader.open("/").sees("Perubahan: pengumuman nomor 2", told).shoot("front")

    # Its office reads what would help next year; no other office does.
    office = someone(window).enter(factories.officer(entry.regency))
    office.open(reverse("report_card", args=[entry.pk])).sees("Rapor").shoot("report-card")
    other = category.entries.exclude(regency=entry.regency).first()
    office.page.goto(f"{office.site}{reverse('report_card', args=[other.pk])}")
    assert "404" in office.page.title() or "tidak ditemukan" in office.page.content()
    assert Edition.objects.get().phase == "diumumkan"
