"""Each entry beside last year's, rows too; after a return each changed field before and after."""

import re

import pytest
from django.urls import reverse

from regencies.actions.entry_edits import Change, save_entries
from regencies.actions.errors import Refused
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.report_status import return_report, review_entry, submit_report
from regencies.choices import ReviewState, Section
from regencies.models import YearlyReport
from regencies.receipts.since_judged import since_judged
from tests import factories
from tests.builders.browser_tab import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return factories.regency()


@pytest.fixture
def verifier(place):
    return factories.verifier(place.province)


def card(verifier, report, entry) -> str:
    page = browser(verifier).get(reverse("verifier_report", args=[report.pk])).content.decode()
    start = page.index(f'id="butir-{entry.pk}"')
    return " ".join(re.sub(r"<[^>]+>", " ", page[start : page.index("</article>", start)]).split())


def test_rows_and_figures_stand_beside_what_was_verified_last_year(place, verifier):
    last = factories.sent(place, 2024)
    group = factories.entry(last, Section.GROUPS)
    review_entry(group, state=ReviewState.APPROVED, note="Menurut SPJ.", verified_value=31_000, by=verifier)
    for other in last.entries.exclude(pk=group.pk):
        review_entry(other, state=ReviewState.APPROVED, by=verifier)
    report = factories.sent(place, 2025)
    row = factories.entry(report, Section.GROUPS)
    assert "Tahun lalu" not in card(verifier, report, row)  # nobody has settled last year's
    YearlyReport.objects.filter(pk=last.pk).update(
        status="verified", verified_at=last.sent_at, verified_by=verifier
    )
    shown = card(verifier, report, row)
    assert "Jumlah orang 34.400 Tahun lalu: 31.000" in shown
    assert "Bulan perlindungan 12 Tahun lalu sama" in shown
    assert "80.101 Tahun lalu sama" in card(verifier, report, factories.entry(report, Section.PARTICIPATION))


@pytest.fixture
def returned(place, verifier):
    report = factories.sent(place)
    target = factories.entry(report, Section.TARGET)
    review_entry(target, state=ReviewState.NEEDS_WORK, note="Lampirkan RPJMD.", by=verifier)
    return return_report(report, by=verifier)


def save(report, section, values, officer):
    entry = factories.entry(report, section)
    return save_entries(report, [Change(entry.pk, entry.version, values)], by=officer)[0]


def test_each_changed_field_is_shown_before_and_after_and_only_what_was_flagged_is_open(
    place, verifier, returned
):
    officer = factories.officer(place)
    with pytest.raises(Refused, match="terkunci karena tidak ditandai"):
        save(returned, Section.IDENTITY, {"address": "Jalan Baru"}, officer)
    entry = save(returned, Section.TARGET, {"target_pct": 65, "document": "RPJMD"}, officer)
    attach_evidence(entry, factories.pdf("rpjmd.pdf"), title="RPJMD", page=None, by=officer)
    lines = [
        ("Target UCJ daerah (%)", "70", "65"),
        ("Dokumen yang memuat target", "–", "RPJMD"),
        ("Bukti dukung", "–", "RPJMD"),
    ]

    def found():
        report = YearlyReport.objects.get(pk=returned.pk)
        return since_judged(report, report.entries.with_details().prefetch_related("evidence"))

    assert found().version == 1
    assert {key: lines for key, lines in found().changes.items() if lines} == {entry.pk: lines}
    submit_report(returned, by=factories.head(place), statement=True)
    assert {key: lines for key, lines in found().changes.items() if lines} == {entry.pk: lines}
    shown = card(verifier, returned, entry)
    assert "Berubah sejak versi 1 Target UCJ daerah (%) dari 70 → menjadi 65" in shown
    assert "Berubah sejak" not in card(verifier, returned, factories.entry(returned, Section.IDENTITY))


def test_a_report_that_was_never_given_back_has_nothing_to_compare_with(place):
    report = factories.sent(place)
    assert since_judged(report, report.entries.with_details()) is None


def test_what_was_changed_costs_one_query(place, verifier, returned, django_assert_num_queries):
    client = browser(verifier)
    with django_assert_num_queries(11):
        client.get(reverse("verifier_report", args=[returned.pk]))
