"""What only regions are asked: how many non-civil servants there are, and how far employers comply."""

import pytest

from regencies.actions.entries import add_entry
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.report_status import submit_report
from regencies.choices import Section
from regencies.models import OfficialWorkforce
from regencies.presenters.report_contents import report_contents
from regencies.receipts.document import read_receipt
from tests import factories
from tests.builders.browser_tab import Tab, page, post, states

HEADS = {"group": "rt_rw", "funding_source": "apbd_kabkota", "months_covered": 12, "realised": 100_800_000}


def facts_of(report, section):
    """{label: value} of one entry, as verifier, admin and panel read it."""
    (card,) = [card for card in report_contents(report).cards if card.report_entry.section == section]
    return {fact.label: fact.value for fact in card.facts}


@pytest.fixture
def heads(draft, officer):
    """500 heads of RT/RW whose premium the region pays."""
    return add_entry(draft, Section.GROUPS, HEADS | {"persons": 500}, by=officer)


# Denominators ---------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_how_many_are_protected_of_how_many_stands_before_every_reader(draft, heads, officer):
    tab = Tab(officer, "aparatur")
    assert tab.save(neighbourhood_heads="1.250", source="Dinas PMD").status_code == 302
    assert "500 dari 1.250 (40,00%)" in page(officer, "report_section", 2025, "aparatur")
    assert facts_of(draft, Section.PUBLIC_WORKERS) == {
        "jumlah pegawai non-ASN": "–",
        "jumlah aparatur desa": "–",
        "jumlah ketua RT/RW": "1.250",
        "jumlah anggota lembaga desa": "–",
        "sumber angka": "Dinas PMD",
        "Ketua RT/RW yang dilindungi": "500 dari 1.250 (40,00%)",
    }
    assert states(officer)["Non-ASN, aparatur, dan RT/RW"] == ("Lengkap", "")


@pytest.mark.django_db
def test_more_protected_than_there_are_is_asked_where_it_is_filled_in_and_the_advice_passes(
    draft, heads, officer
):
    tab = Tab(officer, "aparatur")
    tab.save(neighbourhood_heads="499")
    asked = (
        "500 ketua RT/RW dilindungi menurut bagian Kelompok yang didanai, melebihi 499 ketua RT/RW yang ada."
    )
    assert asked in page(officer, "report_section", 2025, "aparatur")
    Tab(officer, "aparatur").save(neighbourhood_heads="500")
    assert asked not in page(officer, "report_section", 2025, "aparatur")


@pytest.mark.django_db
def test_a_city_is_asked_of_neighbourhoods_and_not_of_villages():
    pontianak = factories.regency("Pontianak", "61.71", kind="kota", villages=0)
    officer = factories.officer(pontianak)
    report = factories.draft(pontianak, by=officer)
    assert list(Tab(officer, "aparatur").boxes)[:3] == ["non_civil_servants", "neighbourhood_heads", "source"]
    assert list(facts_of(report, Section.PUBLIC_WORKERS)) == [
        "jumlah pegawai non-ASN",
        "jumlah ketua RT/RW",
        "sumber angka",
    ]


# Employers ------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_employers_co_operation_and_sanctions_are_saved_as_typed_and_read_by_everybody(
    complete, officer, head
):
    typed = {
        "employers": "1.000",
        "employers_registered": "900",
        "employers_noncompliant": "120",
        "with_prosecutor": "True",
        "with_inspection": "False",
        "cooperation": "Surat kuasa khusus kepada Kejari: 40 perusahaan.",
        "employers_sanctioned": "12",
        "services_withheld": "3",
        "sanctions": "Teguran tertulis; PP 86/2013.",
    }
    assert Tab(officer, "pengawasan").save(**typed).status_code == 302
    entry = factories.entry(complete, Section.EMPLOYERS)
    attach_evidence(entry, factories.pdf("sk.pdf"), title="Surat kuasa", page=None, by=officer)
    told = facts_of(complete, Section.EMPLOYERS)
    assert told["pemberi kerja yang tidak mendapat pelayanan publik tertentu"] == "3"
    assert told["Pemberi kerja yang terdaftar"] == "900 dari 1.000 (90,00%)"
    assert told["bekerja sama dengan pengawas ketenagakerjaan?"] == "Tidak"
    report = factories.answer_all(complete, officer)
    submit_report(report, by=head, statement=True)
    document = read_receipt(report.receipts.get().document)
    receipt = next(one for one in document["entries"] if one["section"] == "pengawasan")
    assert ["Sanksi dan dasar hukumnya", "Teguran tertulis; PP 86/2013."] in receipt["texts"]
    assert [file["title"] for file in receipt["evidence"]] == ["Surat kuasa"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "message", "mended"),
    [
        (
            {"employers": "10", "employers_noncompliant": "11"},
            "Pemberi kerja yang belum patuh tertulis 11, melebihi 10 pemberi kerja di daerah. Perbaiki salah satunya.",
            {"employers_noncompliant": "10"},
        ),
        (
            {"employers_sanctioned": "2", "services_withheld": "3", "sanctions": "Teguran"},
            "Pemberi kerja yang tidak mendapat pelayanan publik tertentu tertulis 3, melebihi 2 pemberi kerja yang "
            "dikenai sanksi. Perbaiki salah satunya.",
            {"services_withheld": "2"},
        ),
        (
            {"employers_sanctioned": "2"},
            "2 pemberi kerja dikenai sanksi, sanksinya belum ditulis. Tulis sanksi dan dasar hukumnya, atau jelaskan.",
            {"sanctions": "Teguran"},
        ),
    ],
)
def test_what_cannot_be_is_told_and_the_advice_passes(draft, officer, typed, message, mended):
    Tab(officer, "pengawasan").save(**typed)
    assert message in page(officer, "report_section", 2025, "pengawasan")
    assert states(officer)["Kepatuhan pemberi kerja"][0] != "Lengkap"
    Tab(officer, "pengawasan").save(**mended)
    assert message not in page(officer, "report_section", 2025, "pengawasan")
    assert states(officer)["Kepatuhan pemberi kerja"] == ("Lengkap", "")


# Coverage of each kind ------------------------------------------------------------------------------
@pytest.mark.django_db
def test_formal_and_informal_coverage_stand_beside_the_total_where_both_are_counted(complete, officer):
    total_only = page(officer, "report_overview", 2025)
    assert "informal" not in total_only
    OfficialWorkforce.objects.filter(year=2025, segment="formal").update(figure=100_000)
    OfficialWorkforce.objects.filter(year=2025, segment="informal").update(figure=80_000)
    assert "formal 80,10%, informal 52,77%" in page(officer, "report_overview", 2025)
    assert "<dt>Cakupan informal</dt>" in page(officer, "report_section", 2025, "kepesertaan")


# Reports from before --------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_report_begun_before_has_neither_section_and_misses_nothing(complete, officer, head):
    complete.entries.filter(section__in=[Section.PUBLIC_WORKERS, Section.EMPLOYERS]).delete()
    assert "Kepatuhan pemberi kerja" not in states(officer)
    assert "Kepatuhan pemberi kerja" not in page(officer, "report_overview", 2025)
    page(officer, "report_section", 2025, "pengawasan", status=404)
    post(officer, "report_section", 2025, "pengawasan", data={"employers": "1"}, status=404)
    assert 'href="/laporan/2025/regulasi/"' in page(officer, "report_section", 2025, "anggaran")
    submit_report(complete, by=head, statement=True)
