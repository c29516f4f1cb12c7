"""What the BPJS branch counts at the verifier's desk: beside the report, taken over by one click, marked when apart."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from regencies.actions.report_status import review_entry, start_verification
from regencies.checks.build_snapshot import entries_of
from regencies.choices import ReviewState, Section
from regencies.figures.second_source import SecondSource, apart, second_sources, with_branch_figures
from regencies.models import Regency, Review, YearlyReport
from tests import factories
from tests.builders import nominees

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """Wage earners 80.101 (71.405 before): the branch has fewer this year and agrees on the year before."""
    report = factories.sent()
    factories.branch_figures(report.regency, 2025, wage_earners=70_000)
    factories.branch_figures(report.regency, 2024, wage_earners=71_405)
    return report


@pytest.fixture
def verifier(report):
    return factories.verifier(report.regency.province)


@pytest.fixture
def browser(verifier):
    client = Client()
    client.force_login(verifier)
    return client


def known(report: YearlyReport) -> YearlyReport:
    return with_branch_figures(YearlyReport.objects.filter(pk=report.pk)).get()


def found(report: YearlyReport) -> dict[str, list[SecondSource]]:
    entries = entries_of(report)
    sources = second_sources(known(report), entries)
    return {entry.participation.segment: sources[entry.pk] for entry in entries if entry.pk in sources}


def page(browser, report, **asked) -> str:
    return " ".join(browser.get(reverse("verifier_report", args=[report.pk]), asked).content.decode().split())


def first(report):
    return factories.entry(report, Section.PARTICIPATION)


def test_difference_in_people_and_per_cent_of_both_years(report):
    now, before = found(report)["wage_earners"]
    assert (now.claimed, now.branch, now.difference, now.agreed) == (80_101, 70_000, 10_101, None)
    assert now.percent == Fraction(10_101, 70_000) * 100
    assert (now.is_notable, before.is_notable, before.difference) == (True, False, 0)
    assert [*found(report)] == ["wage_earners"]


@pytest.mark.parametrize(
    ("claimed", "branch", "notable"),
    [(105, 100, False), (106, 100, True), (95, 100, False), (94, 100, True), (1, 0, True), (0, 0, False),
     (None, 5, False)],
)  # fmt: skip
def test_what_is_marked(claimed, branch, notable):
    line = SecondSource("registered", 2025, claimed, branch, claimed, "x", None, None)
    assert line.is_notable is notable


def test_both_sides_stand_on_the_page_with_source_and_agreed_value(browser, report, verifier):
    shown = page(browser, report)
    table = shown[shown.index("Sumber kedua") :].split("</table>")[0]
    cells = re.findall(r'<td class="num" data-label="(\w+)">(.*?)</td>', table)
    assert [(head, re.sub(r"<.*", "", text)) for head, text in cells[:3]] == [
        ("Laporan", "80.101"), ("BPJS", "70.000"), ("Selisih", "+10.101 (+14,43%)"),
    ]  # fmt: skip
    assert "Surat BPJS B/12/2025, per 31 Desember 2025" in table
    assert "Selisih besar" in table
    assert "1 segmen berbeda lebih dari 5% dari angka BPJS dan belum diperiksa" in shown
    review_entry(
        first(report), state=ReviewState.APPROVED, by=verifier, note="Surat cabang", verified_value=70_000
    )
    assert '<td class="num" data-label="Disepakati"><b>70.000</b></td>' in page(browser, report)
    assert "berbeda lebih dari 5%" not in page(browser, report)


def test_one_click_fills_in_either_side_and_stores_nothing(browser, report):
    entry = first(report)
    shown = page(browser, report, pakai="bpjs", butir=entry.pk)
    value = re.search(rf'name="butir-{entry.pk}-verified_value" value="([\d.]*)"', shown)
    assert value
    assert value[1] == "70.000"
    assert not re.search(rf'name="butir-{entry.pk}-verified_previous" value', shown)
    assert "Angka BPJS dipakai: Surat BPJS B/12/2025, per 31 Desember 2025" in shown
    assert "Angka laporan dipakai. BPJS mencatat 70.000 (2025), 71.405 (2024)" in page(
        browser, report, pakai="laporan", butir=entry.pk
    )
    assert not Review.objects.exists()
    assert "Angka BPJS dipakai: Surat" not in re.sub(r'data-fill="[^"]*"', "", page(browser, report))


def test_what_was_filled_in_is_sent_as_any_other_finding(browser, report):
    entry = first(report)
    prefix = f"butir-{entry.pk}"
    sent = {f"{prefix}-state": "approved", f"{prefix}-verified_value": "70.000", f"{prefix}-seen": ""}
    url = reverse("verifier_review", args=[report.pk, entry.pk])
    assert browser.post(url, sent).status_code == 422  # without its note
    assert browser.post(url, sent | {f"{prefix}-note": "Angka BPJS dipakai"}).status_code == 302
    assert found(report)["wage_earners"][0].agreed == 70_000


def test_the_queue_names_how_many_segments_wait(browser, report, verifier):
    queue = reverse("verifier_queue")
    assert "1 segmen berbeda dari BPJS" in browser.get(queue).content.decode()
    review_entry(first(report), state=ReviewState.APPROVED, by=verifier)
    assert "berbeda dari BPJS" not in browser.get(queue).content.decode()


def test_a_figure_is_agreed_on_once_it_is_found_right_or_another_is_stated(report, verifier):
    review_entry(first(report), state=ReviewState.NEEDS_WORK, by=verifier, note="Periksa")
    assert found(report)["wage_earners"][0].agreed is None
    review_entry(first(report), state=ReviewState.APPROVED, by=verifier)
    assert found(report)["wage_earners"][0].agreed == 80_101


def test_nothing_of_another_region_year_or_segment(report):
    neighbour = factories.sent(factories.regency("Sambas", "61.01"))
    assert found(neighbour) == {}
    assert apart(known(neighbour), entries_of(neighbour)) == []
    factories.branch_figures(report.regency, 2023, construction=5)
    assert [*found(report)] == ["wage_earners"]


def test_the_year_before_is_that_of_the_region_this_one_goes_on_with():
    old = factories.regency("Pontianak Lama", "61.90")
    factories.branch_figures(old, 2024, wage_earners=100)
    factories.branch_figures(old, 2025, wage_earners=100)
    Regency.objects.filter(pk=old.pk).update(until="2024-12-31")
    new = factories.regency("Pontianak Baru", "61.91")
    Regency.objects.filter(pk=new.pk).update(since="2025-01-01", predecessor=old)
    report = factories.sent(new)
    assert [(line.year, line.branch) for line in found(report)["wage_earners"]] == [(2024, 100)]


def test_a_nominee_has_no_second_source():
    report = nominees.sent(nominees.COMPANY)
    factories.branch_figures(report.regency, 2025, wage_earners=5)
    assert found(report) == {}


def test_the_page_costs_no_query_more(browser, report, verifier, django_assert_num_queries):
    start_verification(report, by=verifier)
    with django_assert_num_queries(10):
        browser.get(reverse("verifier_report", args=[report.pk]))
    with django_assert_num_queries(15):
        browser.get(reverse("verifier_queue"))
