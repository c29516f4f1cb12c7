"""Files made to be something else for whoever opens them, and the advice that comes with the refusal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regencies.actions.errors import Refused
from regencies.actions.files import inspect
from regencies.files.office import XLSX
from tests.builders.uploads import locked_pdf, locked_workbook, workbook
from tests.factories import PDF

WEB = b"%PDF-1.4\n<html><script>alert(1)</script></html>"
COMMAND = workbook(formula="cmd|'/c calc'!A0")
# what is refused, why, and what is uploaded by whoever follows the advice
ADVICE = [
    (
        workbook({"xl/vbaProject.bin": b"x"}),
        "memuat makro. Simpan sebagai XLSX atau DOCX tanpa makro, atau sebagai PDF",
        workbook(),
    ),
    (
        workbook({"xl/macrosheets/sheet1.xml": "<x/>"}),
        "memuat lembar makro Excel 4.0. Hapus lembar makronya atau simpan sebagai PDF",
        workbook(),
    ),
    (
        COMMAND,
        "memuat perintah DDE, yang dapat menjalankan program. Simpan tanpa bagian itu atau sebagai PDF",
        workbook(),
    ),
    (
        workbook({"xl/embeddings/oleObject1.bin": b"x"}),
        "memuat program atau objek tersemat. Simpan tanpa bagian itu atau sebagai PDF",
        workbook(),
    ),
    (locked_workbook(), "dilindungi kata sandi. Simpan tanpa kata sandi", workbook()),
    (locked_pdf(), "dilindungi kata sandi. Simpan sebagai PDF tanpa kata sandi atau pindai cetakannya", PDF),
    (
        PDF[:-7],
        "terpotong: bagian akhir PDF-nya tidak ada. Salin atau pindai ulang berkas aslinya",
        PDF,
    ),
    (WEB, "berawalan PDF, tetapi isinya halaman web. Buka halamannya dan cetak ke PDF", PDF),
]


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("rekap.pdf", content)


def test_a_workbook_without_macros_is_accepted():
    assert inspect(upload(workbook())).content_type == XLSX


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macros/vba.bin"])
def test_a_workbook_with_macros_is_refused_whatever_it_is_called(part):
    with pytest.raises(Refused, match="memuat makro"):
        inspect(upload(workbook({part: "x"})))


@pytest.mark.parametrize(("refused", "said", "followed"), ADVICE)
def test_a_refusal_names_what_is_wrong_and_its_advice_passes(refused, said, followed):
    with pytest.raises(Refused) as refusal:
        inspect(upload(refused))
    assert refusal.value.reasons == [f"Berkas “rekap.pdf” {said}, lalu unggah lagi."]
    assert inspect(upload(followed)).size == len(followed)
