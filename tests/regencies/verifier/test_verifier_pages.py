"""The verifier's pages: what is shown, what is refused, and what another province never sees."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from regencies.actions.locks import is_unlocked
from regencies.actions.report_status import review_entry, review_token, start_verification
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.models import Explanation, Participation, Review, YearlyReport
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return factories.sent()


@pytest.fixture
def verifier(report):
    return factories.verifier(report.regency.province)


@pytest.fixture
def browser(verifier):
    client = Client()
    client.force_login(verifier)
    return client


def review_of(report, section=Section.PARTICIPATION, place=0):
    entry = factories.entry(report, section, place)
    return entry, reverse("verifier_review", args=[report.pk, entry.pk])


def answers(entry, state, note="", value="", seen=""):
    prefix = f"butir-{entry.pk}-"
    return {
        f"{prefix}state": state,
        f"{prefix}note": note,
        f"{prefix}verified_value": value,
        f"{prefix}seen": seen,
    }


def test_queue_lists_every_regency_also_those_that_have_not_sent(browser, report):
    factories.regency("Sambas", "61.01")
    page = browser.get(reverse("verifier_queue")).content.decode()
    assert "Kabupaten Ketapang" in page
    assert "Kabupaten Sambas" in page
    assert "Belum mulai diisi" in page


def test_the_queue_folds_into_cards_with_a_name_on_each_value(browser, report):
    factories.regency("Sambas", "61.01")
    page = " ".join(browser.get(reverse("verifier_queue")).content.decode().split())
    table = page[page.index('<table class="fold">') : page.index("</table>")]
    assert re.findall(r"<th scope=.col.[^>]*>.*?</th>", table) == [
        '<th scope="col"><a href="?sort=regency">Daerah</a></th>',
        '<th scope="col"><a href="?sort=status">Status</a></th>',
        '<th scope="col">Hari</th>',
        '<th scope="col"><a href="?sort=sent">Dikirim</a></th>',
        '<th scope="col" class="num">Lengkap</th>',
        '<th scope="col" class="num">Diperiksa</th>',
        '<th scope="col"><a href="?sort=touched">Kegiatan terakhir</a></th>',
    ]
    row = next(row for row in table.split("<tr>") if "Kabupaten Sambas" in row)
    assert re.sub(r"<span.*?</span>", "badge", row.split("</tr>")[0]) == (
        '<th scope="row">Kabupaten Sambas</th><td data-label="Status">badge</td>'
        '<td data-label="Hari">30 hari lagi</td><td class="void" data-label="Dikirim">–</td>'
        '<td class="num void" data-label="Lengkap">–</td><td class="num" data-label="Diperiksa">–</td>'
        '<td class="void" data-label="Kegiatan terakhir">–</td>'
    )


def names(response) -> list[str]:
    return re.findall(r'<th scope="row">(?:<a[^>]*>)?Kabupaten (.*?)<', response.content.decode())


@pytest.fixture
def four(report):
    """Ketapang has sent, Sambas has begun, Bengkayang is verified, Landak has not begun."""
    factories.draft(factories.regency("Sambas", "61.01"))
    factories.verified(factories.regency("Bengkayang", "61.07"))
    factories.regency("Landak", "61.08")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Sambas", "Ketapang", "Bengkayang", "Landak"]),  # by code
        ({"sort": "regency"}, ["Bengkayang", "Ketapang", "Landak", "Sambas"]),
        ({"sort": "-regency"}, ["Sambas", "Landak", "Ketapang", "Bengkayang"]),
        ({"sort": "status"}, ["Landak", "Sambas", "Ketapang", "Bengkayang"]),
        ({"sort": "-status"}, ["Bengkayang", "Ketapang", "Sambas", "Landak"]),
        ({"sort": "sent"}, ["Ketapang", "Bengkayang", "Landak", "Sambas"]),
        ({"sort": "version"}, ["Sambas", "Ketapang", "Bengkayang", "Landak"]),  # no question of a reader
        ({"sort": "x'--", "page": "-1"}, ["Sambas", "Ketapang", "Bengkayang", "Landak"]),
        ({"status": "unopened"}, ["Landak"]),
        ({"status": "draft"}, ["Sambas"]),
        ({"status": "sent", "cari": "KETA"}, ["Ketapang"]),
        ({"cari": "a", "sort": "-regency"}, ["Sambas", "Landak", "Ketapang", "Bengkayang"]),
        ({"cari": "Atlantis"}, []),
        ({"status": "lain"}, ["Sambas", "Ketapang", "Bengkayang", "Landak"]),
    ],
)
def test_the_queue_is_ordered_and_narrowed_as_asked(browser, four, asked, expected):
    assert names(browser.get(reverse("verifier_queue"), asked)) == expected


def test_what_a_queue_cannot_filter_by_is_told(browser, four):
    page = browser.get(reverse("verifier_queue"), {"status": "lain"}).content.decode()
    assert "Pilihan itu tidak tersedia. Pilih salah satu yang ada di daftar." in page
    empty = browser.get(reverse("verifier_queue"), {"cari": "Atlantis"}).content.decode()
    assert "Tidak ada yang cocok. Ubah atau kosongkan pencarian." in empty


def test_a_sorted_column_says_so_and_links_keep_what_was_asked(browser, four):
    page = browser.get(reverse("verifier_queue"), {"sort": "regency", "cari": "a"}).content.decode()
    head = '<th scope="col" aria-sort="ascending"><a href="?sort=-regency&amp;cari=a">Daerah</a></th>'
    assert head in page


def test_a_long_queue_is_read_page_by_page(browser, report):
    for number in range(60):
        factories.regency(f"Daerah {number:02}", f"62.{number:02}")
    first = browser.get(reverse("verifier_queue"), {"sort": "-regency"})
    assert len(names(first)) == 50
    assert 'href="?sort=-regency&amp;page=2"' in first.content.decode()
    second = browser.get(reverse("verifier_queue"), {"sort": "-regency", "page": "2"})
    assert names(second)[-1] == "Daerah 00"


def test_a_draft_has_no_link_and_no_page(browser, report):
    place = factories.regency("Sambas", "61.01")
    draft = factories.draft(place)
    assert reverse("verifier_report", args=[draft.pk]) not in browser.get("/verifikator/").content.decode()
    assert browser.get(reverse("verifier_report", args=[draft.pk])).status_code == 404


def test_another_provinces_report_does_not_exist(browser, report):
    papua = factories.province("94", "Papua", "papua")
    elsewhere = factories.sent(factories.regency("Sarmi", "94.10", of=papua))
    assert browser.get(reverse("verifier_report", args=[elsewhere.pk])).status_code == 404
    entry, url = review_of(elsewhere)
    assert browser.post(url, answers(entry, "approved")).status_code == 404
    assert "Sarmi" not in browser.get("/verifikator/").content.decode()


def test_entries_stand_beside_their_evidence_and_what_last_year_said(browser, report):
    page = browser.get(reverse("verifier_report", args=[report.pk])).content.decode()
    assert "80.101" in page
    assert "Tanpa bukti dukung" in page
    assert "Mulai verifikasi" in page


def test_an_answered_question_is_told_and_not_asked_again(browser, report):
    row = factories.entry(report, Section.PARTICIPATION)
    Participation.objects.filter(entry=row).update(registered=300_000, registered_previous=299_000)
    Explanation.objects.create(
        report=report,
        rule="coverage_over_100",
        figures={"registered": 342_217, "workforce": 180_000},
        answer="Perkebunan lintas daerah.",
        answered_by=row.entered_by,
    )
    page = " ".join(browser.get(reverse("verifier_report", args=[report.pk])).content.decode().split())
    found = page[page.index("Hasil pemeriksaan otomatis") : page.index('<blockquote class="answer">')]
    assert re.findall(r"<p[^>]*>\s*(.*?)\s*</p>", found) == [
        "Sudah dijelaskan dinas",
        "Cakupan 190,12% melebihi semesta pekerja.",
    ]


def test_a_finding_is_saved_and_counts(browser, report):
    entry, url = review_of(report)
    response = browser.post(url, answers(entry, "approved"))
    assert response.status_code == 302
    assert Review.objects.get(entry=entry).state == ReviewState.APPROVED
    assert YearlyReport.objects.get(pk=report.pk).opened_at is not None


def test_a_flag_without_a_note_is_refused_and_says_why(browser, report):
    entry, url = review_of(report)
    response = browser.post(url, answers(entry, "needs_work"))
    assert response.status_code == 422
    assert "memerlukan catatan" in response.content.decode()
    assert not Review.objects.filter(entry=entry).exists()
    assert browser.post(url, answers(entry, "needs_work", note="Rekap tidak terbaca.")).status_code == 302


def test_a_verified_value_replaces_the_claim_only_with_a_note(browser, report):
    entry, url = review_of(report)
    refused = browser.post(url, answers(entry, "approved", value="79.000"))
    assert refused.status_code == 422
    assert (
        browser.post(url, answers(entry, "approved", note="Menurut rekap.", value="79.000")).status_code
        == 302
    )
    assert Review.objects.get(entry=entry).verified_value == 79_000


def test_a_stale_finding_is_refused_with_both_shown(browser, report, verifier):
    entry, url = review_of(report)
    other = factories.verifier(report.regency.province, "Verifikator Kedua")
    review_entry(entry, state=ReviewState.APPROVED, note="Cocok.", by=other)
    response = browser.post(url, answers(entry, "wrong", note="Tidak cocok.", seen=""))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Tidak cocok." in page
    assert "Cocok." in page
    assert Review.objects.get(entry=entry).state == ReviewState.APPROVED
    fresh = answers(entry, "wrong", note="Tidak cocok.", seen=review_token(Review.objects.get(entry=entry)))
    assert browser.post(url, fresh).status_code == 302


def test_returning_needs_a_flag_and_verifying_needs_every_entry(browser, report):
    back, settle = (reverse(name, args=[report.pk]) for name in ("verifier_return", "verifier_settle"))
    assert browser.post(back, {"reason": ""}).status_code == 409
    page, asked = reverse("verifier_report", args=[report.pk]), browser.get(settle).content.decode()
    for entry in report.entries.with_details():
        assert f'<a href="{page}#butir-{entry.pk}">“{entry.detail}” belum diperiksa.</a>' in asked
    refused = browser.post(settle)
    assert refused.status_code == 409
    assert "belum diperiksa" in refused.content.decode()
    verifier = factories.verifier(report.regency.province)
    for entry in report.entries.all():
        review_entry(entry, state=ReviewState.APPROVED, by=verifier)
    assert "Belum dapat dilanjutkan" not in browser.get(settle).content.decode()
    assert browser.post(settle).status_code == 302
    assert YearlyReport.objects.get(pk=report.pk).status == ReportStatus.VERIFIED


def test_returned_report_goes_back_with_the_reason(browser, report):
    entry, url = review_of(report)
    browser.post(url, answers(entry, "needs_work", note="Rekap tidak terbaca."))
    response = browser.post(reverse("verifier_return", args=[report.pk]), {"reason": "Mohon dilengkapi."})
    assert response.status_code == 302
    returned = YearlyReport.objects.get(pk=report.pk)
    assert (returned.status, returned.return_note) == (ReportStatus.RETURNED, "Mohon dilengkapi.")
    assert browser.post(url, answers(entry, "approved")).status_code == 422  # not while the office has it


def test_before_returning_a_verifier_reads_what_opens_and_what_was_not_looked_at(browser, report):
    entry, url = review_of(report)
    browser.post(url, answers(entry, "needs_work", note="Rekap tidak terbaca."))
    shown = browser.get(reverse("verifier_return", args=[report.pk])).content.decode()
    assert "Butir yang ditandai: Penerima Upah (PU)." in shown
    assert f"{report.entries.count() - 1} butir belum diperiksa" in shown


def test_a_further_entry_can_be_opened_while_the_office_corrects(browser, report):
    """A correction may need a second entry: the office asks, the verifier flags it, and only then it opens."""
    first, url = review_of(report)
    second, other_url = review_of(report, Section.TARGET)
    browser.post(url, answers(first, "needs_work", note="Rekap tidak terbaca."))
    browser.post(other_url, answers(second, "approved"))
    browser.post(reverse("verifier_return", args=[report.pk]), {"reason": ""})
    assert not is_unlocked(factories.entry(YearlyReport.objects.get(pk=report.pk), Section.TARGET))
    seen = review_token(Review.objects.get(entry=second))
    flagged = answers(second, "needs_work", note="Sesuaikan jumlahnya.", seen=seen)
    assert browser.post(other_url, flagged).status_code == 302
    assert is_unlocked(factories.entry(YearlyReport.objects.get(pk=report.pk), Section.TARGET))


def test_moves_are_not_made_by_looking(browser, report):
    assert browser.get(reverse("verifier_start", args=[report.pk])).status_code == 405
    assert browser.get(review_of(report)[1]).status_code == 405
    browser.get(reverse("verifier_report", args=[report.pk]))
    assert YearlyReport.objects.get(pk=report.pk).opened_at is None


def test_a_verifier_who_works_for_the_regency_may_not_judge_it(browser, report, verifier):
    factories.Membership.objects.create(user=verifier, role="officer", regency=report.regency)
    assert browser.get(reverse("verifier_report", args=[report.pk])).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_rows(browser, report, rows, django_assert_num_queries):
    for extra in range(rows - 1):
        factories.sent(factories.regency(f"Daerah {extra}", f"61.{20 + extra}"))
    for queries in (15, 10):  # read, and kept
        with django_assert_num_queries(queries):
            browser.get(reverse("verifier_queue"))


def test_report_page_costs_a_constant_number_of_queries(browser, report, django_assert_num_queries, verifier):
    """Eight, and the savepoint that stands for the request's transaction."""
    start_verification(report, by=verifier)
    with django_assert_num_queries(10):
        browser.get(reverse("verifier_report", args=[report.pk]))
    for entry in report.entries.all():
        review_entry(entry, state=ReviewState.APPROVED, by=verifier)
    with django_assert_num_queries(10):
        browser.get(reverse("verifier_report", args=[report.pk]))
