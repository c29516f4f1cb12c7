"""LibreOffice opens every workbook the public may take, and prints each sheet as wide as one page."""

import io
import subprocess

import pypdfium2
import pytest

from awards.models import CoveragePage, PublicationFile

MOST_SECONDS = 300  # on a machine busy with others


@pytest.fixture
def printed(soffice, tmp_path):
    """A function that prints workbooks by name and returns how many pages each has."""

    def convert(books: dict[str, bytes]) -> dict[str, int]:
        for name, content in books.items():
            (tmp_path / f"{name}.xlsx").write_bytes(content)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        told = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
        files = [str(tmp_path / f"{name}.xlsx") for name in books]
        ran = subprocess.run([*told, *files], capture_output=True, timeout=MOST_SECONDS, check=False)
        assert ran.returncode == 0, ran
        return {
            name: len(pypdfium2.PdfDocument(io.BytesIO((tmp_path / f"{name}.pdf").read_bytes())))
            for name in books
        }

    return convert


def test_every_workbook_opens_and_the_ranking_takes_a_page_a_sheet(published, printed):
    books = {
        path.rpartition("/")[2].removesuffix(".xlsx"): bytes(content)
        for path, content in CoveragePage.objects.filter(path__endswith=".xlsx").values_list(
            "path", "content"
        )
    }
    ranking = PublicationFile.objects.get(publication=published, name="peringkat.xlsx")
    pages = printed(books | {"ranking": bytes(ranking.content)})
    assert pages.pop("ranking") == 5
    assert pages == dict.fromkeys(books, 1)
