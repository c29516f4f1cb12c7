"""Hints beside figures that are unlike the own past years or the province: told with n and median, blocking nothing."""

import pytest

from regencies.actions.entry_edits import save_entry
from regencies.actions.report_status import submit_report
from regencies.choices import ReportStatus, Section
from regencies.models import Participation, UcjTarget, YearlyReport
from tests import factories
from tests.builders.browser_tab import Tab, page

pytestmark = pytest.mark.django_db
REGIONS = [("Sambas", "61.01"), ("Mempawah", "61.02"), ("Sanggau", "61.03"), ("Sintang", "61.05")]
MORE = [("Kapuas Hulu", "61.06"), ("Bengkayang", "61.07")]


def earlier(place, officer, years):
    """Reports of earlier years with so many vulnerable workers each."""
    for year, workers in years.items():
        report = factories.draft(place, year, by=officer)
        UcjTarget.objects.filter(entry__report=report).update(vulnerable_workers=workers)


def verified_elsewhere(places, growth):
    """Reports of 2024 of other regions: wage earners grew by so many per cent, the target was 60 to 65%."""
    for number, place in enumerate(places):
        region = factories.regency(*place)
        report = factories.draft(region, 2024, by=factories.officer(region))
        wage_earners = Participation.objects.filter(entry__report=report, segment="wage_earners")
        wage_earners.update(registered_previous=1_000, registered=1_000 + 10 * (growth + number))
        UcjTarget.objects.filter(entry__report=report).update(target_pct=60 + number)
        verifier = factories.verifier()
        YearlyReport.objects.filter(pk=report.pk).update(
            status=ReportStatus.VERIFIED,
            version=1,
            sent_at="2025-02-01T00:00Z",
            certified_by=verifier,
            verified_at="2025-03-01T00:00Z",
            verified_by=verifier,
        )


def test_a_figure_unlike_the_own_past_years_says_median_and_number_of_years(ketapang, officer):
    earlier(ketapang, officer, {2021: 1_000, 2022: 1_040, 2023: 1_080, 2024: 1_120})
    draft = factories.draft(ketapang, 2025, by=officer)
    target = factories.entry(draft, Section.TARGET)
    hint = "Lebih tinggi daripada biasanya: median 4 tahun 1.060."
    save_entry(target, {"vulnerable_workers": 1_200}, expected_version=0, by=officer)
    assert "daripada biasanya" not in page(officer, "report_section", 2025, "target")
    save_entry(target, {"vulnerable_workers": 10_600}, expected_version=1, by=officer)
    assert hint in page(officer, "report_section", 2025, "target")
    save_entry(target, {"vulnerable_workers": 106}, expected_version=2, by=officer)
    assert "Lebih rendah daripada biasanya: median 4 tahun 1.060." in page(
        officer, "report_section", 2025, "target"
    )


def test_an_autosave_brings_the_hint_and_takes_it_away(ketapang, officer):
    earlier(ketapang, officer, {2021: 1_000, 2022: 1_040, 2023: 1_080, 2024: 1_120})
    for workers, year in enumerate(range(2021, 2025), 1_000):
        rows = Participation.objects.filter(entry__report__year=year, segment="wage_earners")
        rows.update(registered=workers)
    factories.draft(ketapang, 2025, by=officer)
    hint = "Lebih tinggi daripada biasanya: median {} tahun {}."
    for section, name, few, many, said in (
        ("target", "vulnerable_workers", "1.200", "10.600", hint.format(4, "1.060")),
        ("kepesertaan", "wage_earners_registered", "1.002", "9.000", hint.format(4, "1.002")),
    ):
        saved = [Tab(officer, section).autosave(**{name: text}).json() for text in (many, few)]
        hints = [answer["changes"][name]["hint"] for answer in saved]
        assert hints == [said, ""], section


def test_three_years_are_too_few_to_say_what_is_usual(ketapang, officer):
    earlier(ketapang, officer, {2022: 1_040, 2023: 1_080, 2024: 1_120})
    draft = factories.draft(ketapang, 2025, by=officer)
    save_entry(
        factories.entry(draft, Section.TARGET), {"vulnerable_workers": 10_600}, expected_version=0, by=officer
    )
    assert "daripada biasanya" not in page(officer, "report_section", 2025, "target")


def test_growth_and_target_are_held_against_the_other_regions_and_block_nothing(complete, officer, head):
    verified_elsewhere(REGIONS + MORE, growth=1)
    told = "Pertumbuhan peserta Bukan Penerima Upah"
    assert told not in page(officer, "report_section", 2025, "kepesertaan")
    target = factories.entry(complete, Section.TARGET)
    save_entry(target, {"target_pct": 100}, expected_version=target.version, by=officer)
    hint = "Target UCJ 100,00% lebih tinggi daripada biasanya: median 6 daerah lain 62,50% (hasil verifikasi 2024)."
    assert hint in page(officer, "report_section", 2025, "target")
    assert (
        "Pertumbuhan peserta Penerima Upah (PU) +12,18% lebih tinggi daripada biasanya: median 6 daerah lain +3,50%"
    ) in page(officer, "report_section", 2025, "kepesertaan")
    submit_report(factories.answer_all(complete, officer), by=head, statement=True)


def test_five_regions_are_too_few_and_another_province_is_none_of_them(complete, officer):
    verified_elsewhere(REGIONS + MORE[:1], growth=2)
    other = factories.province("64", "Kalimantan Timur", "kalimantan-timur")
    factories.regency("Paser", "64.01", of=other)
    verified_elsewhere([("Paser", "64.01")], growth=2)
    assert "daripada biasanya" not in page(officer, "report_section", 2025, "kepesertaan")
