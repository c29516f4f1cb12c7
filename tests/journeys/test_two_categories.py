"""A year copied from an earlier one, with regions and villages: from its start to both rankings recomputed."""

import datetime
import json
import subprocess
import sys

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from awards.choices import Phase, Stage
from awards.editions.default_criteria import create_category
from awards.models import Category, Edition, Entry, Publication, Seat
from regencies.choices import ReportStatus
from regencies.l10n.dates import format_moment
from regencies.models import Nominee, YearlyReport
from tests import factories
from tests.builders import edition as world
from tests.builders.panel import hand_in
from tests.journeys.conftest import PHONE, Person, stands

pytestmark = pytest.mark.django_db(transaction=True)

VILLAGES = "desa-kelurahan"
YEAR = 2027  # assessed
SECTIONS = {  # of a village: what is typed where
    "profil": {
        "chief_name": "Marselus, S.Sos.",
        "address": "Jalan Desa 1",
        "contact_name": "Yuliana",
        "contact_phone": "0812-5555-0200",
    },
    "tenaga-kerja": {
        "workers": "1.210",
        "workers_previous": "1.180",
        "target_pct": "70",
        "source": "Data desa",
    },
    "kepesertaan": {
        "wage_earners_registered": "97",
        "wage_earners_registered_previous": "92",
        "non_wage_earners_registered": "683",
        "non_wage_earners_registered_previous": "640",
    },
    "pernyataan": {
        "signed_by": "Marselus, S.Sos.",
        "signed_as": "Kepala desa",
        "signed_on": "2 November 2026",
    },
}


def test_a_copied_year_of_regions_and_villages_ends_with_both_published(someone):
    last = world.prepared(phase=Phase.FILLING)
    create_category(last, VILLAGES)
    factories.seats(last)
    place = last.province.regencies.get()
    factories.edition(last.province, 2027, phase=Phase.FILLING)  # lies between, and is not copied
    for year in (YEAR - 1, YEAR):
        factories.workforce(place, year)
    admin = someone().enter(factories.admin(last.province))
    made = start(admin, last)
    officer, head = factories.officer(place), factories.head(place)
    nominate_and_fill_in(someone(PHONE).enter(officer))
    certify(someone().enter(head))
    verifier = factories.verifier(last.province)
    verify(someone().enter(verifier))
    factories.verified(place, YEAR, by=verifier)
    judge(admin, made)
    publish(admin, made)
    recompute(someone(PHONE))


def start(admin: Person, last: Edition) -> Edition:
    """The copy has both categories, and two seats that judge the regions only; it is opened as it is."""
    admin.open(f"/admin/awards/edition/{last.pk}/change/").press("Mulai tahun baru").press("Mulai tahun")
    stands(lambda: Edition.objects.filter(award_year=2028).count(), 1)
    made = Edition.objects.get(award_year=2028)
    kinds = {"kabupaten-kota", VILLAGES}
    assert set(made.categories.values_list("kind", flat=True)) == kinds
    admin.press("Susun Tim Sembilan")
    for number in (8, 9):
        choice = admin.page.get_by_role("group", name=f"kategori yang dinilai Kursi {number}")
        choice.get_by_label(made.categories.get(kind=VILLAGES).name).uncheck()
    admin.press("Simpan susunan").sees("Susunan Tim Sembilan tersimpan; 9 undangan dikirim.")
    advance(admin, made, Phase.FILLING)
    assert set(place_windows(made)) == kinds
    return made


def place_windows(edition: Edition) -> list[str]:
    return list(edition.province.windows.filter(year=YEAR, state="open").values_list("kind", flat=True))


def advance(admin: Person, edition: Edition, phase: Phase) -> None:
    admin.open(f"/admin/awards/edition/{edition.pk}/tahap/{phase}/").press(f"Buka {phase.label}")
    stands(lambda: Edition.objects.get(pk=edition.pk).phase, phase)


def box(person: Person, name: str):
    return person.page.locator(f"main [name={name}]").first


def the_report() -> YearlyReport:
    return YearlyReport.objects.get(nominee__isnull=False)


def nominate_and_fill_in(officer: Person) -> None:
    """On a phone: who it is, its figures, and the files its kind asks for."""
    officer.open(f"/calon/tambah/{VILLAGES}/")
    for name, text in {"name": "Desa Contoh", "code": "6104052003", "address": "Jalan Desa 1"}.items():
        box(officer, name).fill(text)
    officer.page.locator("main form button[type=submit]").last.click()
    stands(Nominee.objects.count, 1)
    nominee = Nominee.objects.get()
    officer.open(f"/calon/{nominee.pk}/").press(f"Mulai mengisi laporan {YEAR}")
    stands(YearlyReport.objects.filter(nominee=nominee).count, 1)
    address = f"/laporan/{YEAR}/calon/{nominee.pk}/"
    for section, values in SECTIONS.items():
        officer.open(f"{address}{section}/")
        for name, text in values.items():
            box(officer, name).fill(text)
        officer.press("Simpan draf")
    for section in ("tenaga-kerja", "pernyataan"):
        entry = the_report().entries.get(section=section)
        officer.open(f"{address}butir/{entry.pk}/bukti/")
        pdf = factories.pdf(f"{section}.pdf", factories.PDF + section.encode())
        file = {"name": pdf.name, "mimeType": "application/pdf", "buffer": pdf.read()}
        officer.page.locator("main input[type=file]").set_input_files(file)
        officer.page.locator("main form button[type=submit]").first.click()
        # While a file is on its way its page asks before it is left, which whoever drives this browser declines.
        expect(officer.page.locator(".file").filter(has_text=section)).to_be_visible()
        assert entry.evidence.count() == 1
    officer.open(address).sees("Desa Contoh", "Isian sudah lengkap")


def certify(head: Person) -> None:
    head.open(f"/laporan/{YEAR}/calon/{the_report().nominee_id}/kirim/")
    head.page.get_by_label("Saya menyatakan data ini benar").check()
    head.press("Kirim ke provinsi")
    stands(lambda: the_report().status, ReportStatus.SENT)


def verify(verifier: Person) -> None:
    """Every entry beside its evidence, one after the other."""
    report = the_report()
    verifier.open(f"/verifikator/{report.pk}/").sees("Desa Contoh").press("Mulai verifikasi")
    for place, entry in enumerate(report.entries.order_by("pk"), start=1):
        card = verifier.page.locator(f"#butir-{entry.pk}")
        card.get_by_label("Sesuai", exact=True).check()
        card.get_by_role("button").click()
        stands(report.entries.filter(review__state="approved").count, place)
        verifier.page.wait_for_load_state()
    verifier.open(f"/verifikator/{report.pk}/").press("Nyatakan terverifikasi").press(
        "Nyatakan terverifikasi"
    )
    stands(lambda: the_report().status, ReportStatus.VERIFIED)


def judge(admin: Person, made: Edition) -> None:
    """Both categories have one candidate, presenting one after the other; every member who judges it hands in."""
    advance(admin, made, Phase.VERIFICATION)
    advance(admin, made, Phase.CANDIDATES)
    decree = {"Nomor SK Tim Sembilan:": "100/DISNAKERTRANS/2028", "Tanggal SK:": "12 Oktober 2026"}
    admin.open(f"/admin/awards/edition/{made.pk}/change/").fill(decree)
    admin.page.get_by_role("button", name="Simpan", exact=True).click()
    stands(lambda: Edition.objects.get(pk=made.pk).sk_number, "100/DISNAKERTRANS/2028")
    entries = Entry.objects.filter(category__edition=made)
    admin.open(f"/admin/awards/edition/{made.pk}/kandidat/")
    for entry in entries:
        admin.page.get_by_label(f"Keputusan {entry}").select_option("yes")
        admin.page.get_by_label(f"Alasan {entry}").fill("Nilai seleksi tertinggi.")
    admin.press("Simpan keputusan").open(f"/admin/awards/edition/{made.pk}/paparan/")
    for place, entry in enumerate(entries, start=1):
        slot = timezone.localtime() - datetime.timedelta(hours=place)
        admin.page.get_by_label(f"Jadwal paparan {entry}").fill(format_moment(slot))
    admin.press("Simpan")
    stands(entries.exclude(presentation_at=None).count, 2)
    advance(admin, made, Phase.SCORING)
    for entry in entries:
        for seat in Seat.objects.judging(entry.category).select_related("user"):
            for stage in Stage:
                hand_in(seat, entry, stage)


def publish(admin: Person, made: Edition) -> None:
    advance(admin, made, Phase.PLENARY)
    advance(admin, made, Phase.PROVISIONAL)
    for number, category in enumerate(Category.objects.filter(edition=made), start=1):
        admin.open(f"/admin/awards/category/{category.pk}/hitung/")
        admin.press("Umumkan").press("Umumkan hasil").sees("SHA-256")
        stands(Publication.objects.count, number)


def recompute(reader: Person) -> None:
    """Anybody reads both and recomputes both; a village's document has no segment of a region."""
    for slug, name in (("kabupaten-kota", "Kabupaten Ketapang"), (VILLAGES, "Desa Contoh")):
        reader.open(f"/peringkat/kalimantan-barat/2028/{slug}/").sees(name)
        document = bytes(Publication.objects.get(category__slug=slug).document)
        verified = [sys.executable, "-m", "awards.verify", "-"]
        assert subprocess.run(verified, input=document, capture_output=True, check=False).returncode == 0
        assert len(json.loads(document)["panel"]) == (7 if slug == VILLAGES else 9)
    assert b"migrant_workers" not in document
    assert b'"6104052003"' in document
