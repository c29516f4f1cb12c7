"""A stored file that changed or is gone: nobody gets it, nobody finds it right, and the admins of the province know."""

import ast
import datetime
import logging
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from regencies.actions.errors import Refused
from regencies.actions.evidence.attach import attach_evidence, remove_evidence
from regencies.actions.files import Altered, read_kept, tell_admins
from regencies.actions.report_status import (
    return_report,
    review_entry,
    start_verification,
    submit_report,
    verify_report,
)
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.models import Evidence, Review, YearlyReport
from tests import factories
from tests.builders.browser_tab import browser, certify, page, post
from tests.project.source_tree import modules, tree

pytestmark = pytest.mark.django_db
CHANGED = "Isi berkas “bukti.pdf” berubah sejak diunggah."
GONE = "Berkas “bukti.pdf” tidak ada lagi di penyimpanan."
FLAG_IT = "Tandai butirnya “Perlu perbaikan”, lalu kembalikan laporan agar dinas mengunggah lagi aslinya."


def overwritten(path: Path) -> None:
    path.write_bytes(factories.PDF.replace(b"1.4", b"1.5"))


def cut(path: Path) -> None:
    path.write_bytes(factories.PDF[:-1])


def longer(path: Path) -> None:
    path.write_bytes(factories.PDF + b" ")


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES = [(overwritten, CHANGED), (cut, CHANGED), (longer, CHANGED), (emptied, CHANGED)]
DAMAGES += [(Path.unlink, GONE), (a_folder, GONE)]


@pytest.fixture
def evidence(complete, officer):
    cache.clear()
    target = factories.entry(complete, Section.TARGET)
    return attach_evidence(target, factories.pdf(), title="Perbup", page=None, by=officer)


@pytest.fixture
def provincial_admin(complete):
    return factories.admin(name="Rina Wulandari")


def change(evidence: Evidence) -> None:
    overwritten(Path(evidence.file.path))


def mails() -> list[tuple[str, list[str]]]:
    return [(sent.subject, sent.to) for sent in mail.outbox]


@pytest.mark.parametrize(("damage", "said"), DAMAGES)
def test_a_changed_file_is_not_served_and_the_admin_is_told_once(
    evidence, officer, provincial_admin, damage, said, caplog
):
    damage(Path(evidence.file.path))
    factories.admin(factories.province("64", "Kalimantan Timur", "kalimantan-timur"))
    with caplog.at_level(logging.ERROR, "regencies.actions.files"):
        shown = page(officer, "evidence", evidence.pk, status=409)
    assert said in shown
    assert factories.PDF.decode() not in shown
    assert [line.getMessage() for line in caplog.records if line.name == "regencies.actions.files"] == [
        f"evidence {evidence.pk} ({evidence.file}, {evidence.sha256}) is not what was uploaded"
    ]
    page(officer, "evidence", evidence.pk, status=409)
    assert mails() == [("Berkas bukti tidak utuh: laporan Kabupaten Ketapang 2025", [provincial_admin.email])]


def test_each_changed_file_is_told_once_a_day_also_beside_one_that_was_told(
    evidence, officer, provincial_admin
):
    content = factories.PDF + b" "
    other = attach_evidence(evidence.entry, factories.pdf(content=content), title="", page=None, by=officer)
    tell_admins(Altered({evidence: CHANGED}))
    tell_admins(Altered({evidence: CHANGED, other: CHANGED}))
    assert [to for _, to in mails()] == [[provincial_admin.email]] * 2
    assert other.sha256 in mail.outbox[1].body
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(expires) FROM cache WHERE cache_key LIKE %s", ["%altered%"])
        (until,) = cursor.fetchone()
    assert abs(until - timezone.now() - datetime.timedelta(days=1)) < datetime.timedelta(seconds=15)


def test_a_whole_file_tells_nobody(evidence, officer, provincial_admin):
    assert browser(officer).get(reverse("evidence", args=[evidence.pk])).content == factories.PDF
    assert read_kept(evidence) == factories.PDF
    assert mails() == []


def test_a_file_put_back_from_the_backup_opens_again(evidence, officer):
    change(evidence)
    page(officer, "evidence", evidence.pk, status=409)
    Path(evidence.file.path).write_bytes(factories.PDF)
    assert browser(officer).get(reverse("evidence", args=[evidence.pk])).content == factories.PDF


def test_a_disk_that_is_away_passes_and_accuses_nobody(evidence, officer, monkeypatch):
    def away(*_):
        raise OSError(5, "Input/output error")

    client = browser(officer)
    client.raise_request_exception = False
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._open", away)
    assert client.get(reverse("evidence", args=[evidence.pk])).status_code == 503
    assert mails() == []


def test_a_name_that_leads_out_of_the_store_is_no_file(evidence):
    evidence.file.name = "../../secret"
    with pytest.raises(Altered, match="tidak ada lagi di penyimpanan"):
        read_kept(evidence)


def test_a_report_is_not_sent_with_a_changed_file_until_it_was_uploaded_anew(
    complete, evidence, officer, head, provincial_admin
):
    change(evidence)
    refused = certify(head, status=409).content.decode()
    assert f"{CHANGED} Hapus berkas itu, lalu unggah lagi aslinya." in refused
    assert mails() == [("Berkas bukti tidak utuh: laporan Kabupaten Ketapang 2025", [provincial_admin.email])]
    target = evidence.entry
    remove_evidence(evidence, by=officer)
    attach_evidence(target, factories.pdf(), title="", page=None, by=officer)
    certify(head)
    assert YearlyReport.objects.get(pk=complete.pk).status == ReportStatus.SENT


@pytest.fixture
def sent(complete, evidence, head):
    submit_report(complete, by=head, statement=True)
    return complete


def test_an_entry_with_a_changed_file_is_not_found_right_but_flagged(sent, evidence, officer, head):
    verifier = factories.verifier()
    change(evidence)
    item = evidence.entry
    address = ("verifier_review", sent.pk, item.pk)
    start_verification(sent, by=verifier)
    cards = browser(verifier).get(reverse("verifier_report", args=[sent.pk])).context["cards"]
    prefix = next(card.form for card in cards if card.report_entry == item).add_prefix
    typed = {prefix("state"): "approved", prefix("note"): "", prefix("seen"): ""}
    shown = post(verifier, *address, data=typed, status=409).content.decode()
    assert f"{CHANGED} {FLAG_IT}" in shown
    assert not Review.objects.filter(entry=item).exists()
    post(verifier, *address, data=typed | {prefix("state"): "needs_work", prefix("note"): "Unggah lagi."})
    return_report(sent, by=verifier, reason="Berkas berubah")
    remove_evidence(evidence, by=officer)
    attach_evidence(item, factories.pdf(), title="", page=None, by=officer)
    submit_report(sent, by=head, statement=True)
    assert review_entry(item, state=ReviewState.APPROVED, by=verifier).state == ReviewState.APPROVED


def test_a_report_whose_file_changed_after_it_was_found_right_is_not_verified(sent, evidence):
    verifier = factories.verifier()
    for item in sent.entries.all():
        review_entry(item, state=ReviewState.APPROVED, by=verifier)
    change(evidence)
    with pytest.raises(Refused) as refusal:
        verify_report(sent, by=verifier)
    assert refusal.value.reasons == [f"{CHANGED} {FLAG_IT}"]
    review_entry(evidence.entry, state=ReviewState.NEEDS_WORK, note="Unggah lagi.", by=verifier)
    assert return_report(sent, by=verifier).status == ReportStatus.RETURNED


def test_another_entry_is_judged_whatever_became_of_that_file(sent, evidence):
    change(evidence)
    other = sent.entries.exclude(pk=evidence.entry_id).first()
    assert review_entry(other, state=ReviewState.APPROVED, by=factories.verifier()).entry == other


def test_the_stored_bytes_of_evidence_are_read_in_one_place():
    readers = {
        module
        for module, path in modules().items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"open", "read", "chunks", "path", "url"}
        if isinstance(node.value, ast.Attribute) and node.value.attr == "file"
    }
    pictures = "regencies.actions.evidence.page_images"  # drawn of them, with hashes of their own
    packets = "awards.admin.ceremony.packets"  # made of them here, with an index of their hashes
    assert readers == {"regencies.actions.files", pictures, packets}
