"""Every PDF that was there before the ceremony: whole as qpdf sees it, tagged, in Indonesian, the same bytes each time.

The papers of a result are tried in tests/awards/ceremony, each with every text.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from django.urls import reverse

from awards.choices import Stage
from awards.models import PublicationFile
from awards.paper.printing import category_pdf
from awards.publishing.files import make_outdated_files
from regencies.actions.report_status import start_verification
from regencies.checks.build_snapshot import entries_of
from regencies.figures.second_source import with_branch_figures
from regencies.models import Receipt, YearlyReport
from regencies.receipts.pdf import receipt_pdf
from regencies.reconciliation.document import minutes_of
from regencies.reconciliation.paper import minutes_pdf
from tests import factories
from tests.builders import panel
from tests.builders import publication as world
from tests.database import triggers_off

pytestmark = pytest.mark.django_db


def ranking() -> Iterator[bytes]:
    category = world.category_with(["61.04"], others=0)
    world.published(category)
    for _ in range(2):
        yield bytes(PublicationFile.objects.get(name="peringkat.pdf").content)
        make_outdated_files(category, every=True)


def report_card() -> Iterator[bytes]:
    category = world.category_with(["61.04"], others=0)
    world.published(category)
    entry = category.entries.get()
    desk = panel.logged_in(factories.officer(entry.regency))
    for _ in range(2):
        yield desk.get(reverse("report_card_pdf", args=[entry.pk])).content


def receipt() -> Iterator[bytes]:
    report = factories.sent()
    for _ in range(2):
        yield receipt_pdf(Receipt.objects.get(report=report))


def reconciliation() -> Iterator[bytes]:
    report = factories.sent()
    start_verification(report, by=factories.verifier(report.regency.province))
    for _ in range(2):
        known = with_branch_figures(YearlyReport.objects.with_participant()).get(pk=report.pk)
        yield minutes_pdf(minutes_of(known, entries_of(known)), report.pk)


def score_sheets() -> Iterator[bytes]:
    edition = panel.seated_edition(3)
    entry = panel.candidate(edition)
    for _ in range(2):
        yield category_pdf(entry.category, Stage.DESK, [entry]) or b""


@pytest.mark.parametrize("made", [ranking, report_card, receipt, reconciliation, score_sheets])
def test_a_pdf_is_whole_tagged_and_the_same_each_time(made: Callable[[], Iterator[bytes]]):
    first, again = made()
    assert first == again
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, "id")
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/Title"]) != ""


def day_of(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return str(pdf.docinfo["/CreationDate"])[2:10]


def test_blank_sheets_are_of_no_day():
    """Two of one second would be equal by chance: the date in the file is not that of printing."""
    edition = panel.seated_edition(3)
    entry = panel.candidate(edition)
    assert day_of(category_pdf(entry.category, Stage.DESK, [entry]) or b"") == f"{edition.award_year}0101"


def test_a_receipt_is_of_the_day_it_was_sent():
    report = factories.sent()
    sent_at = report.sent_at - datetime.timedelta(days=9)
    with triggers_off():
        Receipt.objects.filter(report=report).update(sent_at=sent_at)
    local = sent_at.astimezone(report.regency.province.zone)
    assert day_of(receipt_pdf(Receipt.objects.get(report=report))) == f"{local:%Y%m%d}"
