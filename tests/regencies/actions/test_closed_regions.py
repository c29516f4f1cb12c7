"""A region that ended, or had not begun, is asked for nothing; what it sent before stays readable."""

import datetime

import pytest
from django.urls import reverse

from regencies.actions.deadlines import why_absent
from regencies.actions.entries import add_entry
from regencies.actions.errors import Refused
from regencies.actions.open_report import open_report
from regencies.choices import Section
from regencies.models import Regency, YearlyReport
from tests import factories
from tests.builders.browser_tab import page
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db
ENDED = (
    "Kabupaten Ketapang berakhir 30 Desember 2025, sehingga tidak mengisi laporan tahun penilaian 2025. Bila tanggal "
    "itu keliru, hubungi admin provinsi."
)


def dated(place: Regency, **dates: datetime.date) -> Regency:
    Regency.objects.filter(pk=place.pk).update(**dates)
    return Regency.objects.get(pk=place.pk)


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        ({}, [2023, 2024, 2025]),
        ({"until": datetime.date(2024, 12, 31)}, [2023, 2024]),
        ({"until": datetime.date(2024, 12, 30)}, [2023]),
        ({"since": datetime.date(2024, 12, 31)}, [2024, 2025]),
        ({"since": datetime.date(2024, 1, 1), "until": datetime.date(2025, 6, 30)}, [2024]),
    ],
)
def test_a_region_takes_part_in_the_years_whose_last_day_it_sees(dates, years):
    place = dated(factories.regency(), **dates)
    assert [year for year in (2023, 2024, 2025) if place.is_in_year(year)] == years
    assert [year for year in (2023, 2024, 2025) if Regency.objects.in_year(year).exists()] == years


def test_no_report_is_begun_for_a_year_after_the_end_and_the_advice_passes():
    place = dated(factories.regency(), until=datetime.date(2025, 12, 30))
    person = factories.officer(place)
    factories.window(place.province, 2025)
    with pytest.raises(Refused) as refusal:
        open_report(place, 2025, by=person)
    assert refusal.value.reasons == [ENDED]
    assert not YearlyReport.objects.exists()
    place = dated(place, until=datetime.date(2025, 12, 31))
    assert open_report(place, 2025, by=person).year == 2025


def test_no_report_is_begun_for_a_year_before_the_beginning():
    place = dated(factories.regency(), since=datetime.date(2026, 1, 1))
    factories.window(place.province, 2025)
    with pytest.raises(Refused) as refusal:
        open_report(place, 2025, by=factories.officer(place))
    assert refusal.value.reasons == [
        "Kabupaten Ketapang baru berdiri 1 Januari 2026, sehingga tidak mengisi laporan tahun penilaian 2025. Bila "
        "tanggal itu keliru, hubungi admin provinsi."
    ]


def test_a_region_that_begins_and_ends_in_one_year_has_ended_in_it():
    place = Regency(
        name="Ketapang", kind="kabupaten", since=datetime.date(2025, 1, 1), until=datetime.date(2025, 12, 30)
    )
    assert why_absent(place, 2025) == ENDED


def test_a_draft_begun_before_the_end_was_entered_is_changed_no_more():
    report = factories.draft()
    dated(report.regency, until=datetime.date(2025, 12, 30))
    report = YearlyReport.objects.get(pk=report.pk)
    with pytest.raises(Refused) as refusal:
        add_entry(report, Section.INNOVATIONS, {}, by=factories.officer(report.regency))
    assert refusal.value.reasons == [ENDED]


def test_the_office_reads_its_past_and_is_offered_no_new_year():
    report = factories.sent(year=2025)
    person = factories.officer(report.regency)
    factories.window(report.regency.province, 2026)
    assert "Tahun penilaian 2026" in page(person, "report_index")
    dated(report.regency, until=datetime.date(2025, 12, 31))
    shown = page(person, "report_index")
    assert "Tahun penilaian 2025" in shown
    assert "Tahun penilaian 2026" not in shown
    assert logged_in(person).get(reverse("report_receipt", args=[2025, 1])).status_code == 200


def test_the_verifier_sees_the_years_of_a_region_and_what_it_sent():
    report = factories.sent(year=2025)
    factories.draft(factories.regency("Sambas", "61.01"), 2026)
    dated(report.regency, until=datetime.date(2025, 12, 31))
    browser = logged_in(factories.verifier())

    def queue(year):
        table = browser.get(reverse("verifier_queue"), {"tahun": year}).context["table"]
        return [str(place) for place in table.shown()]

    assert queue(2025) == ["Kabupaten Sambas", "Kabupaten Ketapang"]
    assert queue(2026) == ["Kabupaten Sambas"]
    dated(report.regency, until=datetime.date(2025, 6, 30))
    assert queue(2025) == ["Kabupaten Sambas", "Kabupaten Ketapang"]
