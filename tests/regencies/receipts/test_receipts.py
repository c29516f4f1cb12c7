"""The receipt of what was sent: its bytes, its hash, what was left blank; frozen."""

import hashlib
import json
import logging

import pytest
from django.db import DatabaseError, transaction

from regencies.actions.entries import add_entry
from regencies.actions.entry_edits import save_entry
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.report_status import submit_report
from regencies.choices import Section
from regencies.models import Receipt
from regencies.receipts.document import read_receipt
from regencies.receipts.pdf import receipt_pdf, verification_url
from tests import factories
from tests.builders.odd_texts import ODD_TEXTS

pytestmark = pytest.mark.django_db


def test_the_receipt_is_the_hash_of_its_bytes_and_holds_every_figure(complete, officer, head):
    attach_evidence(
        factories.entry(complete, Section.TARGET), factories.pdf(), title="RPJMD", page="7", by=officer
    )
    receipt = submit_report(complete, by=head, statement=True)
    document = bytes(receipt.document)
    assert receipt.sha256 == hashlib.sha256(document).hexdigest()
    read = json.loads(document)
    assert (read["schema"], read["version"], read["assessed_year"]) == ("paritrana.receipt/2", 1, 2025)
    assert read["region"] == {
        "code": "61.04",
        "name": "Kabupaten Ketapang",
        "province": {"code": "61", "name": "Kalimantan Barat", "time_zone": "Asia/Pontianak"},
    }
    assert read["certified_by"] == "dr. H. Harisson, M.Kes"
    entries = {entry["label"]: entry for entry in read["entries"]}
    assert entries["Penerima Upah (PU)"]["values"] == {
        "segment": "wage_earners",
        "registered": 80_101,
        "registered_previous": 71_405,
    }
    assert entries["Target UCJ dan pekerja rentan"]["evidence"] == [
        {
            "title": "RPJMD",
            "name": "bukti.pdf",
            "page": "7",
            "sha256": hashlib.sha256(factories.PDF).hexdigest(),
        }
    ]


def test_the_receipt_lists_what_was_left_blank(complete, officer, head):
    attach_evidence(
        factories.entry(complete, Section.TARGET), factories.pdf(), title="", page=None, by=officer
    )
    receipt = submit_report(complete, by=head, statement=True)
    assert read_receipt(receipt.document)["left_blank"] == [
        "Identitas dinas: alamat",
        "Identitas dinas: NIP kepala dinas",
        "Pekerja Migran Indonesia: peserta aktif tahun penilaian",
        "Pekerja Migran Indonesia: peserta aktif tahun sebelumnya",
        "Target UCJ dan pekerja rentan: dokumen yang memuat target",
        "Pekerja perkebunan sawit (DBH Sawit): jumlah desa yang dijangkau",
        "Non-ASN, aparatur, dan RT/RW: tidak ada yang dilaporkan",
        "Kepatuhan pemberi kerja: tidak ada yang dilaporkan",
        "Penerima Upah (PU): bukti dukung",
        "Bukan Penerima Upah (BPU): bukti dukung",
        "Jasa Konstruksi: bukti dukung",
        "Pekerja perkebunan sawit (DBH Sawit): bukti dukung",
        "Anggaran: tidak ada yang dilaporkan",
        "Produk hukum: tidak ada yang dilaporkan",
        "Inovasi: tidak ada yang dilaporkan",
    ]


def test_a_city_is_not_said_to_have_left_villages_blank(officer):
    pontianak = factories.regency("Pontianak", "61.71", kind="kota", villages=0)
    blank = read_receipt(factories.sent(pontianak).receipts.get().document)["left_blank"]
    assert [line for line in blank if "desa" in line] == []


def test_a_receipt_never_changes(complete, head):
    receipt = submit_report(complete, by=head, statement=True)
    for change in (lambda: Receipt.objects.update(version=9), receipt.delete):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()
    assert Receipt.objects.get().version == 1


@pytest.mark.parametrize("odd", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_a_receipt_with_everything_in_it_is_a_paper(complete, officer, head, odd):
    """Whatever was typed is text on the paper, never an instruction to whoever sets it."""
    text = f'#import "x" $ * _ @a <b> [c] \\ `d` \u00a9 №4 {odd} ' * 20
    innovation = {"name": "#set page()", "since_year": 2024, "problem": text, "method": text, "result": text}
    row = add_entry(complete, Section.INNOVATIONS, innovation, by=officer)
    attach_evidence(row, factories.pdf(), title="$x$ [y]", page="7", by=officer)
    segment = factories.entry(complete, Section.PARTICIPATION)
    attach_evidence(
        segment, factories.pdf("b.pdf", factories.PDF + b" "), title="Rekap", page=None, by=officer
    )
    save_entry(segment, {"registered": 170_000}, expected_version=segment.version, by=officer)
    factories.answer_all(complete, officer)
    receipt = submit_report(complete, by=head, statement=True)
    paper = receipt_pdf(receipt)
    assert paper.startswith(b"%PDF-")
    assert len(paper) > 20_000


def test_the_log_says_which_letters_a_receipt_lacks(complete, officer, head, caplog):
    innovation = {
        "name": "\uf0b7 layanan 😀",
        "since_year": 2024,
        "problem": "a",
        "method": "b",
        "result": "c",
    }
    add_entry(complete, Section.INNOVATIONS, innovation, by=officer)
    factories.answer_all(complete, officer)
    receipt = submit_report(complete, by=head, statement=True)
    with caplog.at_level(logging.WARNING, "regencies.receipts.paper"):
        receipt_pdf(receipt)
    assert caplog.messages == [
        f"receipt.typ for {verification_url(receipt.sha256)} is printed without U+1F600, U+F0B7"
    ]
