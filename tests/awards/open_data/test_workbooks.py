"""LibreOffice opens every workbook the public may take, prints each sheet as wide as a page and runs nothing in it."""

import subprocess

import pypdfium2
import pytest

from awards.models import CoveragePage, PublicationFile

MOST_SECONDS = 300  # on a machine busy with others


@pytest.fixture
def printed(soffice, tmp_path):
    """A function that prints workbooks by name and returns each as the texts of its pages."""

    def convert(books: dict[str, bytes]) -> dict[str, list[str]]:
        for name, content in books.items():
            (tmp_path / f"{name}.xlsx").write_bytes(content)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        told = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
        files = [str(tmp_path / f"{name}.xlsx") for name in books]
        ran = subprocess.run([*told, *files], capture_output=True, timeout=MOST_SECONDS, check=False)
        assert ran.returncode == 0, ran
        return {name: texts(tmp_path / f"{name}.pdf") for name in books}

    return convert


def texts(path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_every_workbook_opens_and_the_ranking_takes_a_page_a_sheet(published, printed):
    rows = CoveragePage.objects.filter(path__endswith=".xlsx").values_list("path", "content")
    books = {path.rpartition("/")[2].removesuffix(".xlsx"): bytes(content) for path, content in rows}
    ranking = PublicationFile.objects.get(publication=published, name="peringkat.xlsx")
    pages = printed(books | {"ranking": bytes(ranking.content)})
    assert len(pages.pop("ranking")) == 5
    assert {name: len(found) for name, found in pages.items()} == dict.fromkeys(books, 1)
    told = "".join(pages["anggaran"][0].split())
    assert '=HYPERLINK("http://contoh.id";"klik"),"dua"baris' in told  # nothing of it cut off
