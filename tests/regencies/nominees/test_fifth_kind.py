"""A fifth kind of participant is one entry of the registry: nominated, filled in, certified, verified by it alone."""

from pathlib import Path

import pytest
from django.urls import reverse

from regencies.choices import FundingSource, ReportStatus, ReviewState, Section, Segment, WorkerGroup
from regencies.kinds.kind import Code, Kind, Wording
from regencies.kinds.nominated import HEADCOUNT, HOMES, INNOVATIONS, STATEMENT, SUPPORTED, UNASKED
from regencies.kinds.registry import KINDS
from regencies.models import Nominee, Receipt, YearlyReport
from regencies.receipts.document import read_receipt
from tests import factories
from tests.builders import nominees
from tests.builders.browser_tab import browser, certify, page, post

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
ADAT = "desa_adat"


@pytest.fixture
def adat(monkeypatch):
    """One entry: sections of its own choosing, its code, its words."""
    kind = Kind(
        slug=ADAT,
        label="Desa adat",
        chief="Kepala adat",
        code=Code("Kode desa adat", 10, "Tulis kode sepuluh angka.", begins_with_region=True),
        sections=frozenset(
            {
                Section.PROFILE,
                Section.HEADCOUNT,
                Section.PARTICIPATION,
                Section.GROUPS,
                Section.INNOVATIONS,
                Section.STATEMENT,
            }
        ),
        segments=(Segment.NON_WAGE_EARNERS,),
        groups=(WorkerGroup.FARMERS, WorkerGroup.FISHERS),
        sources=(FundingSource.SELF, FundingSource.CSR),
        supported=SUPPORTED,
        left_out=frozenset({"villages"}),
        unasked=UNASKED,
        homes=HOMES,
        wording={
            Section.PROFILE: Wording("Kepala adat dan alamat balai adat."),
            Section.HEADCOUNT: HEADCOUNT,
            Section.PARTICIPATION: Wording("Warga adat yang menjadi peserta aktif."),
            Section.GROUPS: Wording(
                "Kelompok warga adat.", "Tambah kelompok", "Belum ada kelompok", "Misalnya petani."
            ),
            Section.INNOVATIONS: INNOVATIONS,
            Section.STATEMENT: STATEMENT,
        },
    )
    monkeypatch.setitem(KINDS, ADAT, kind)
    return kind


def test_the_fifth_kind_is_nominated_filled_in_certified_and_verified(adat, ketapang, head):
    pengusul, verifier = nominees.nominator(ketapang), factories.verifier()
    assert f'href="/calon/tambah/{ADAT}/">Usulkan desa adat</a>' in page(pengusul, "nominee_index")
    wrong = nominees.values_of(ADAT, ketapang, code="12")
    refused = post(pengusul, "nominee_new", ADAT, data=wrong, status=422).context["form"].errors["code"]
    assert refused == ["Tertulis “12”. Kode desa adat terdiri atas 10 angka. Tulis kode sepuluh angka."]
    post(pengusul, "nominee_new", ADAT, data=nominees.values_of(ADAT, ketapang))
    nominee = Nominee.objects.get()
    nominees.window(ADAT)
    factories.premium()
    key = f"2025/calon/{nominee.pk}"
    post(pengusul, "report_open", key)
    report = YearlyReport.objects.get()
    nominees.fill(report, pengusul)
    certify(head, key)
    document = read_receipt(Receipt.objects.get().document)
    assert document["participant"]["kind"] == {"slug": ADAT, "name": "Desa adat"}
    assert {entry["section"] for entry in document["entries"]} == adat.sections
    queue = browser(verifier).get(reverse("verifier_queue"), {"jenis": ADAT})
    assert [str(row) for row in queue.context["table"].shown()] == [nominee.name]
    for entry in report.entries.all():
        data = {f"butir-{entry.pk}-state": ReviewState.APPROVED, f"butir-{entry.pk}-seen": ""}
        post(verifier, "verifier_review", report.pk, entry.pk, data=data)
    post(verifier, "verifier_settle", report.pk)
    report.refresh_from_db()
    assert report.status == ReportStatus.VERIFIED


def test_no_code_asks_for_the_kind_of_regions_by_its_slug():
    named = [
        str(path.relative_to(ROOT))
        for app in ("regencies", "awards")
        for path in sorted((ROOT / app).rglob("*.py"))
        if any(slug in path.read_text() for slug in ("kabupaten-kota", "kabupaten_kota"))
    ]
    assert [path for path in named if not path.startswith(("regencies/choices", "awards/demo/"))] == [
        path for path in named if "/migrations/" in path
    ]
