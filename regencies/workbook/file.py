"""The workbook of a report as a file: to fill in, and what a filled one would change."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from regencies.l10n.dates import format_moment
from regencies.models import ReportEntry, YearlyReport
from regencies.workbook.compare import compare
from regencies.workbook.differences import Proposal
from regencies.workbook.last_year import last_year
from regencies.workbook.plan import plan_of
from regencies.workbook.read import read_filled
from regencies.workbook.stamp import seal
from regencies.workbook.write import workbook_bytes

HOW = [
    ("Mengisi", "Isilah sel berwarna kuning; sel abu-abu terkunci. Boleh diisi sebagian."),
    ("", "Berkas ini dapat diisi tanpa sambungan internet, dengan Excel atau LibreOffice."),
    ("Angka", "Tulislah seperti di aplikasi: 80.101 untuk orang, 68,02 untuk persen."),
    ("", "Untuk rupiah: 4.300.000.000 atau 4,3 miliar."),
    ("", "Tulis 0 bila memang tidak ada; kosongkan bila belum diketahui."),
    ("Tanggal", "Tulislah seperti 29 Juli 2025."),
    ("Pilihan", "Pilihlah dari daftar di selnya."),
    ("Butir baru", "Pada lembar berupa daftar, misalnya kelompok atau anggaran, isilah “Butir baru”."),
    (
        "Menghapus",
        "Kosongkan sel, atau semua sel sebuah butir. Aplikasi menanyakannya sebelum ada yang terhapus.",
    ),
    ("Mengunggah", "Simpan sebagai XLSX, lalu unggah di halaman “Isi lewat Excel”."),
    ("", "Semua perubahan ditampilkan dahulu; belum ada yang tersimpan sampai tombol simpan ditekan."),
    ("", "Bila ada sel yang keliru, semuanya disebut sekaligus."),
    (
        "Berubah bersamaan",
        "Isian yang diubah orang lain sejak berkas diunduh ditampilkan; Bapak/Ibu memilih.",
    ),
    ("Kunci lembar", "Lembar dikunci tanpa kata sandi, agar sel terkunci tidak terubah tanpa sengaja."),
    ("", "Jangan mengubah kolom pertama dan lembar tersembunyi: dari situ aplikasi mengenali berkas ini."),
    ("Bukti dukung", "Bukti dukung dan penjelasan dilampirkan di aplikasi, bukan di berkas ini."),
]


def about(report: YearlyReport) -> str:
    """Return whose report a workbook is: "Kabupaten Ketapang · tahun penilaian 2025"."""
    return f"{report.participant} · tahun penilaian {report.year}"


def file_name(report: YearlyReport, word: str, suffix: str = "xlsx") -> str:
    """Return the name under which a report is downloaded: "isian-61.04-2025.xlsx"."""
    code = report.nominee.code if report.nominee else report.regency.kemendagri_code
    return f"{word}-{code}-{report.year}.{suffix}"


def workbook_to_fill_in(
    report: YearlyReport,
    entries: Sequence[ReportEntry],
    editable: Collection[int],
    now: datetime.datetime,
) -> bytes:
    """Return the XLSX file with everything stored, in which the `editable` entries may be changed."""
    facts = [
        ("Laporan", about(report)),
        ("Diunduh", format_moment(now.astimezone(report.regency.province.zone))),
    ]
    if settings.DEMO:
        facts.append(("Catatan", "Data contoh — bukan hasil resmi."))
    return workbook_bytes(
        plan_of(report, entries, last_year(report, entries), editable),
        about=about(report),
        instructions=[*facts, *HOW],
        stamp=seal(report, entries, now),
    )


def propose_workbook(
    upload: UploadedFile[Any],
    report: YearlyReport,
    entries: Sequence[ReportEntry],
    editable: Collection[int],
) -> Proposal:
    """Return what a filled workbook would change. Raises Refused for a file that is none of this report's."""
    return compare(report, entries, editable, read_filled(upload, report))
