"""Official denominators by spreadsheet: whole or not at all, every wrong cell named, frozen once counted."""

import datetime
import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from regencies.choices import ReportStatus
from regencies.models import (
    OfficialWorkforce,
    YearlyReport,
)
from tests import factories
from tests.builders.admin_pages import page, text
from tests.builders.workforce_page import FIRST, HEADER, LINE, stored, upload

pytestmark = pytest.mark.django_db


def test_denominators_are_loaded_with_indonesian_numbers_and_dates(desk):
    factories.regency()
    response = upload(
        desk,
        "61.04;Ketapang;2024;Formal;80.101;BPS;31 Desember 2024",
        "61.04;Ketapang;2024;informal;99726;BPS;31/12/2024",
    )
    assert response.status_code == 302
    day = datetime.date(2024, 12, 31)
    assert stored() == [
        ("61.04", 2024, "formal", 80_101, "BPS", day),
        ("61.04", 2024, "informal", 99_726, "BPS", day),
    ]


def test_every_wrong_cell_is_named_and_nothing_is_stored(desk, elsewhere):
    factories.regency()
    response = upload(
        desk,
        "61.04;Ketapang;2024;Formal;80.101;BPS;31 Desember 2024",
        "61.04;Ketapang;24;Pertanian;80,5;;08/13/2024",
        "62.01;Kotawaringin Barat;2024;Formal;1;BPS;31 Desember 2024",
        "61.04;Ketapang;2024;formal;2;BPS;31 Desember 2024",
    )
    assert response.status_code == 409
    shown = text(response)
    for said in (
        "Sel C3 (Tahun): tertulis 24; tulis tahun dengan empat angka.",
        "Sel D3 (Segmen): tertulis “Pertanian”; pilihannya Formal, Informal, Konstruksi.",
        "Sel E3 (Jumlah pekerja): Tertulis",
        "Sel F3 (Sumber): kosong; isi kolom ini.",
        "Sel G3 (Per tanggal): Tertulis",
        "Sel A4 (Kode Kemendagri): tertulis “62.01”, bukan kode daerah di provinsi ini.",
        "Baris 5 mengulang daerah, tahun, dan segmen baris 2; hapus satu.",
    ):
        assert said in shown, said
    assert not OfficialWorkforce.objects.filter(regency=factories.regency()).exists()


def test_a_sheet_keeps_the_last_digit_of_a_code_and_refuses_a_fraction_of_a_worker(desk):
    factories.regency("Melawi", "61.10")
    book = Workbook()
    book.active.append(HEADER.split(";"))
    book.active.append([61.1, "Melawi", 2024, "Formal", 80_101, "BPS", datetime.date(2024, 12, 31)])
    content = io.BytesIO()
    book.save(content)
    assert upload(desk, name="semesta.xlsx", content=content.getvalue()).status_code == 302
    assert [row[:4] for row in stored()] == [("61.10", 2024, "formal", 80_101)]
    book.active["E2"] = 80.101
    content = io.BytesIO()
    book.save(content)
    refused = upload(desk, name="semesta.xlsx", content=content.getvalue())
    assert "Sel E2 (Jumlah pekerja): terbaca 80,101; tulis bilangan bulat tanpa koma." in text(refused)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 bukan lembar kerja", "tidak dapat dibaca sebagai XLSX"),
        (b"\xff\xfe\x00", "bukan XLSX atau CSV UTF-8"),
        (b"Kode;Waktu\n", "Judul kolom tidak ditemukan. Unduh templat, lalu isi di bawah judulnya."),
        (
            b"\n\nTahun;Segmen\n",
            "Kolom Kode Kemendagri, Jumlah pekerja, Sumber, Per tanggal tidak ada di baris 3.",
        ),
        (HEADER.encode(), "tidak berisi satu pun baris isi"),
        (HEADER.encode() + b"\n;;" + b"x" * 140_000, "Berkas CSV tidak dapat dibaca"),
        (HEADER.encode() + b"\n" * 5_001, "lebih dari 5000 baris"),
        (LINE + b";B\0PS;31 Desember 2024", "Sel F2 (Sumber): memuat karakter yang tidak terlihat"),
        (
            LINE + b";" + b"B" * 201 + b";31 Desember 2024",
            "Sel F2 (Sumber): terisi 201 huruf; paling banyak 200",
        ),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(desk, content, said):
    factories.regency()
    response = upload(desk, content=content)
    assert response.status_code == 409
    assert said in text(response)


def test_lines_may_end_as_on_an_old_mac(desk):
    factories.regency()
    line = "61.04;Ketapang;2024;Formal;80.101;BPS;31 Desember 2024"
    assert upload(desk, content=f"{HEADER}\r{line}\r".encode()).status_code == 302
    assert [row[3] for row in stored()] == [80_101]


def workbook(**cells) -> bytes:
    book = Workbook()
    book.active.append(HEADER.split(";"))
    book.active.append(["61.04", "Ketapang", 2024, "Formal", 80_101, "BPS", datetime.date(2024, 12, 31)])
    for place, value in cells.items():
        book.active[place] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_stray_cell_far_to_the_right_does_no_harm(desk):
    factories.regency()
    assert upload(desk, name="semesta.xlsx", content=workbook(XFD1="x", XFD1048576=1)).status_code == 302
    assert [row[3] for row in stored()] == [80_101]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"A1048576": "x"}, "lebih dari 5000 baris"),
        ({"E2": 1e300}, "Sel E2 (Jumlah pekerja): "),
        ({"E2": 10**12}, "Angka itu terlalu besar. Periksa angkanya."),
        ({"E2": -5}, "Sel E2 (Jumlah pekerja): "),
        ({"E2": True}, "Sel E2 (Jumlah pekerja): "),
        ({"C2": 2024.5}, "Sel C2 (Tahun): terbaca 2024,5"),
        ({"F2": None}, "Sel F2 (Sumber): kosong"),
    ],
)
def test_an_odd_cell_is_refused_in_words(desk, cells, said):
    factories.regency()
    refused = upload(desk, name="semesta.xlsx", content=workbook(**cells))
    assert refused.status_code == 409
    assert said in text(refused)
    assert stored() == []


@pytest.mark.parametrize("reference", ["ZZZZZZ99999999999", "A99999999999", "A0", "@"])
def test_a_file_that_lies_about_its_cells_is_refused_in_words(desk, reference):
    factories.regency()
    content = io.BytesIO()
    with ZipFile(io.BytesIO(workbook())) as good, ZipFile(content, "w") as bad:
        for name in good.namelist():
            part = good.read(name).replace(b'r="A2"', f'r="{reference}"'.encode())
            row = reference.lstrip("AZ") or "2"
            bad.writestr(name, part.replace(b'<row r="2"', f'<row r="{row}"'.encode()))
    assert upload(desk, name="semesta.xlsx", content=content.getvalue()).status_code == 409


def test_a_small_file_that_unpacks_to_a_large_one_is_not_unpacked(desk):
    factories.regency()
    content = io.BytesIO(workbook())
    with ZipFile(content, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/a.bin", b"\0" * (41 * 1024 * 1024))
    assert "terlalu besar" in text(upload(desk, name="semesta.xlsx", content=content.getvalue()))


def test_the_template_can_be_loaded_back(desk):
    place = factories.regency()
    year = datetime.date.today().year - 1
    factories.workforce(place, year)
    response = desk.get(page("regencies_officialworkforce_template"))
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert [cell.value for cell in sheet[1]] == HEADER.split(";")
    assert sheet.max_row == 1 + 2 * 3
    for row in sheet.iter_rows(min_row=2):
        row[4].value, row[5].value, row[6].value = 100, "BPS", "31 Desember 2024"
    content = io.BytesIO()
    sheet.parent.save(content)
    assert upload(desk, name="semesta.xlsx", content=content.getvalue()).status_code == 302
    assert OfficialWorkforce.objects.filter(figure=100).count() == 6


def test_a_figure_a_locked_report_counts_is_frozen(desk):
    report = factories.verified()
    row = OfficialWorkforce.objects.get(year=2024, segment="formal")
    url = page("regencies_officialworkforce_change", row.pk)
    typed = {
        "regency": row.regency_id,
        "year": "2024",
        "segment": "formal",
        "figure": "181.454",
        "source": "BPS",
        "as_of": "31 Desember 2024",
    }
    assert desk.post(url, typed).status_code == 302
    YearlyReport.objects.filter(pk=report.pk).update(status=ReportStatus.LOCKED)
    assert desk.post(url, typed | {"figure": "1"}).status_code == 403
    assert desk.post(page("regencies_officialworkforce_delete", row.pk), {"post": "yes"}).status_code == 403
    refused = upload(desk, "61.04;Ketapang;2025;Formal;1;BPS;31 Desember 2025")
    assert "Kabupaten Ketapang tahun 2025 sudah dipakai laporan yang terkunci" in text(refused)
    OfficialWorkforce.objects.filter(year=2024, segment="informal").delete()
    added = desk.post(page("regencies_officialworkforce_add"), typed | {"segment": "informal"})
    assert "sudah dipakai laporan yang terkunci" in text(added)
    row.refresh_from_db()
    assert row.figure == 181_454


def test_the_same_file_twice_changes_nothing(desk, admin):
    factories.regency()
    upload(desk, FIRST)
    events = OfficialWorkforce.pgh_event_model.objects.count()
    upload(desk, FIRST)
    assert OfficialWorkforce.pgh_event_model.objects.count() == events
