"""What rows are called on the desk, in mails and in histories."""

import datetime

import pytest

from regencies.choices import ThreadState
from regencies.models import (
    EntryMessage,
    Evidence,
    Extension,
    FiguresFile,
    Identity,
    Nominee,
    OutgoingMail,
    Province,
    Regency,
    ReportEntry,
    SignedMinutes,
    YearlyReport,
)

PLACE = Regency(kind="kabupaten", name="Ketapang", province=Province(pk=61, name="Kalimantan Barat"))
REPORT = YearlyReport(regency=PLACE, year=2025)


@pytest.mark.parametrize(
    ("text", "state", "name"),
    [
        ("x" * 79 + "yz", ThreadState.OPEN, "x" * 79 + "y"),
        ("", ThreadState.DONE, "Selesai"),
    ],
)
def test_a_message_is_called_by_how_it_begins_or_what_it_settles(text, state, name):
    assert str(EntryMessage(text=text, state=state)) == name


def test_an_extension_is_called_by_whom_it_is_for():
    until = datetime.datetime(2026, 1, 31, 9, tzinfo=datetime.UTC)
    own = Extension(regency=PLACE, year=2025, until=until)
    of_nominee = Extension(regency=PLACE, nominee=Nominee(name="Desa Satu"), year=2025, until=until)
    assert [str(each).partition(" sampai ")[0] for each in (own, of_nominee)] == [
        "Kabupaten Ketapang 2025",
        "Desa Satu 2025",
    ]


def test_every_kept_file_says_whose_it_is_and_what_it_supports():
    entry = ReportEntry(report=REPORT, section="identitas", identity=Identity())
    files = [
        Evidence(entry=entry),
        FiguresFile(province=PLACE.province, title="BPS 2025"),
        SignedMinutes(report=REPORT, number="BA/1"),
    ]
    assert [(file.province_id, file.owner, file.place) for file in files] == [
        (61, "laporan Kabupaten Ketapang 2025", "butir “Identitas dinas”"),
        (61, "angka resmi Kalimantan Barat", "sumber “BPS 2025”"),
        (61, "laporan Kabupaten Ketapang 2025", "berita acara BA/1"),
    ]
    assert str(FiguresFile(name="bps.xlsx", sha256="0123456789abcdef")) == "bps.xlsx (0123456789ab)"


def test_a_mail_goes_to_everybody_it_names():
    mail = OutgoingMail(to=["a@contoh.id"], cc=["b@contoh.id"], bcc=["c@contoh.id"])
    assert mail.recipients == ["a@contoh.id", "b@contoh.id", "c@contoh.id"]
