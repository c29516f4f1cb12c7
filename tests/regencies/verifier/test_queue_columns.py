"""The queue says how complete a report is, how long it waits or has left, and what happened last; filters by days."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.report_status import return_report, review_entry
from regencies.choices import ReviewState, Section
from regencies.models import Evidence, Extension, Review, YearlyReport
from regencies.templatetags.formats import moment
from tests import factories
from tests.builders.browser_tab import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def verifier():
    return factories.verifier(name="Vera")


def row(verifier, name: str, **asked) -> dict[str, str]:
    """The cells of a participant by their heads, as they are read."""
    page = " ".join(browser(verifier).get(reverse("verifier_queue"), asked).content.decode().split())
    line = next(line for line in page.split("<tr>") if f"Kabupaten {name}" in line)
    cells = re.findall(r'<td[^>]*data-label="([^"]+)"[^>]*>(.*?)</td>', line)
    return {label: " ".join(re.sub(r"<[^>]+>", " ", text).split()) for label, text in cells}


def listed(verifier, **asked) -> list[str]:
    page = browser(verifier).get(reverse("verifier_queue"), asked).content.decode()
    return re.findall(r'<th scope="row">(?:<a[^>]*>)?Kabupaten (.*?)<', page)


def ago(report, days: int, **more) -> None:
    moment = timezone.now() - datetime.timedelta(days=days)
    YearlyReport.objects.filter(pk=report.pk).update(**(dict.fromkeys(["sent_at"], moment) | more))


def test_a_sent_report_waits_and_is_complete_and_says_when_it_was_last_worked_on(verifier):
    report = factories.sent()
    ago(report, 3)
    shown = row(verifier, "Ketapang")
    assert (shown["Hari"], shown["Diperiksa"]) == ("menunggu 3 hari", f"0 dari {report.entries.count()}")
    begun = {entry.section for entry in report.entries.all()}
    assert Section.INNOVATIONS not in begun  # a blank list nobody must fill in is not missing
    assert shown["Lengkap"] == f"{len(begun) - 2} dari {len(begun) - 2} bagian"
    assert re.fullmatch(r".* versi 1", shown["Dikirim"])
    entry = factories.entry(report, Section.TARGET)
    review_entry(entry, state=ReviewState.NEEDS_WORK, note="Perbaiki.", by=verifier)
    judged = Review.objects.get().reviewed_at
    assert row(verifier, "Ketapang")["Kegiatan terakhir"] == moment(
        timezone.localtime(judged, report.regency.province.zone)
    )
    return_report(report, by=verifier)
    assert row(verifier, "Ketapang")["Hari"] == "0 hari di dinas"


def test_it_is_sorted_by_the_last_activity_that_it_shows(verifier):
    drafted = factories.draft(factories.regency("Sambas", "61.01"))
    factories.regency("Sanggau", "61.03")
    judged = factories.sent(factories.regency("Sintang", "61.05"))
    filled = factories.complete(factories.draft(), factories.officer(factories.regency()))
    ago(judged, 9)
    entries = factories.entry(judged, Section.TARGET), factories.entry(filled, Section.TARGET)
    now = timezone.now()
    for report in (judged, filled, drafted):
        report.entries.update(entered_at=None)
        Evidence.objects.filter(entry__report=report).delete()
    attach_evidence(entries[1], factories.pdf(), title="", page=None, by=factories.officer(filled.regency))
    review_entry(entries[0], state=ReviewState.NEEDS_WORK, note="Perbaiki.", by=verifier)
    drafted.entries.filter(section=Section.TARGET).update(entered_at=now - datetime.timedelta(days=1))
    order = ["Sambas", "Ketapang", "Sintang", "Sanggau"]
    assert listed(verifier, sort="touched") == order
    assert listed(verifier, sort="-touched") == [*order[2::-1], "Sanggau"]
    assert row(verifier, "Sanggau")["Kegiatan terakhir"] == "–"


def test_a_report_that_was_not_sent_has_days_left_its_own_extension_counted(verifier):
    report = factories.draft()
    factories.window(days=2)
    factories.regency("Sambas", "61.01")
    until = timezone.now() + datetime.timedelta(days=9)
    admin = factories.admin(report.regency.province)
    Extension.objects.create(
        regency=report.regency, year=2025, until=until, reason="Banjir", granted_by=admin
    )
    assert (row(verifier, "Ketapang")["Hari"], row(verifier, "Sambas")["Hari"]) == (
        "9 hari lagi",
        "2 hari lagi",
    )
    factories.window(days=-3)
    assert row(verifier, "Sambas")["Hari"] == "lewat 3 hari"


def test_the_queue_is_narrowed_to_what_waits_long_or_is_due(verifier):
    ago(factories.sent(), 8)
    factories.sent(factories.regency("Sambas", "61.01"))
    factories.draft(factories.regency("Landak", "61.08"))
    factories.window(days=5)
    assert listed(verifier, hari="menunggu") == ["Ketapang"]
    assert listed(verifier, hari="dekat") == ["Landak"]
    assert listed(verifier, hari="lewat") == []
    factories.window(days=-1)
    assert listed(verifier, hari="lewat") == ["Landak"]
    assert listed(verifier, hari="x") == ["Sambas", "Ketapang", "Landak"]
