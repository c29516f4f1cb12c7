"""Files made to be something else for whoever opens them."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regencies.actions.errors import Refused
from regencies.actions.files import XLSX, inspect

WORKBOOK = ("[Content_Types].xml", "xl/workbook.xml")


def archive(*names: str) -> SimpleUploadedFile:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        for name in names:
            written.writestr(name, "<x/>")
    return SimpleUploadedFile("rekap.xlsx", content.getvalue())


def test_a_workbook_without_macros_is_accepted():
    assert inspect(archive(*WORKBOOK)).content_type == XLSX


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macros/vba.bin"])
def test_a_workbook_with_macros_is_refused_whatever_it_is_called(part):
    with pytest.raises(Refused, match="bukan PDF, JPG, PNG, atau XLSX"):
        inspect(archive(*WORKBOOK, part))
