"""Receipts of every format are read from their own document, whatever reports look like today."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
import rfc8785
from django.test import Client
from django.urls import reverse

from regencies.models import Receipt
from regencies.receipts.document import read_receipt
from regencies.receipts.pdf import receipt_pdf
from regencies.receipts.schema_1 import TITLES
from regencies.receipts.sections import receipt_sections
from tests import factories

HERE = Path(__file__).parent
FIRST = (HERE / "receipt_1.json").read_bytes()


def in_words(document):
    return [
        [section.label, [[entry.label, [list(pair) for pair in entry.values]] for entry in section.entries]]
        for section in receipt_sections(document)
    ]


def keep(report, document):
    """A receipt with this document, as version 9."""
    content = rfc8785.dumps(document)
    return Receipt.objects.create(
        report=report,
        version=9,
        sent_at=report.sent_at,
        certified_by=report.certified_by,
        document=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def page_of(receipt):
    browser = Client()
    browser.force_login(factories.officer(receipt.report.regency))
    return browser.get(reverse("report_receipt", args=[2025, receipt.version])).content.decode()


def test_a_receipt_of_the_first_format_reads_as_it_did():
    assert in_words(json.loads(FIRST)) == json.loads((HERE / "receipt_1_in_words.json").read_text())


def test_reading_asks_neither_models_nor_the_choices_of_today():
    code = (
        "import json, sys; from regencies.receipts.sections import receipt_sections; "
        f"print(len(receipt_sections(json.load(open({str(HERE / 'receipt_1.json')!r}))))); "
        "print([name for name in sys.modules if name.split('.')[0] == 'django'])"
    )
    read = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert read.stdout.split("\n") == ["8", "[]", ""]


@pytest.mark.django_db
def test_both_formats_say_the_same_of_the_same_report():
    document = read_receipt(factories.sent().receipts.get().document)
    document["entries"] = [entry for entry in document["entries"] if entry["section"] in TITLES]
    first = document | {"schema": "paritrana.receipt/1"}
    first["entries"] = [
        {name: value for name, value in entry.items() if name not in {"texts", "title"}}
        for entry in document["entries"]
    ]
    assert in_words(first) == in_words(document)


@pytest.mark.django_db
def test_what_no_report_of_today_has_is_read_and_printed_all_the_same():
    """A segment, a field and a section that were renamed or removed since."""
    report = factories.sent()
    document = read_receipt(report.receipts.get().document)
    segment = next(entry for entry in document["entries"] if entry["section"] == "kepesertaan")
    segment |= {"label": "Pekerja magang", "values": {"segment": "interns", "trained": 12}}
    segment["texts"] = [["Peserta magang", "12"], ["Peserta magang tahun lalu", "9"]]
    document["entries"].append(
        {
            "entry": 99,
            "section": "pelatihan",
            "title": "Pelatihan",
            "label": "Pelatihan tukang",
            "texts": [["Lulusan", "31"]],
            "values": {"graduates": 31},
            "evidence": [],
        }
    )
    document["region"] = {
        "code": "61.99",
        "name": "Kabupaten Lama",
        "province": {"code": "61", "name": "Provinsi Lama", "time_zone": "Asia/Makassar"},
    }
    receipt = keep(report, document)
    assert receipt_pdf(receipt).startswith(b"%PDF-")
    page = page_of(receipt)
    told = ["Pekerja magang", "Peserta magang tahun lalu", "Pelatihan tukang", "Lulusan", "Kabupaten Lama"]
    assert [text for text in told if text not in page] == []


@pytest.mark.django_db
def test_a_receipt_of_the_first_format_is_a_page_and_a_paper():
    receipt = keep(factories.sent(), json.loads(FIRST))
    assert (bytes(receipt.document), receipt_pdf(receipt)[:5]) == (FIRST, b"%PDF-")
    page = page_of(receipt)
    told = ["Kepesertaan", "80.101", "65,5", "Peraturan Bupati/Wali Kota Nomor 83 Tahun 2023"]
    assert [text for text in told if text not in page] == []
