"""Bullets pasted from Word: shown as their likeness on every page and paper, kept as typed everywhere else."""

import logging
import unicodedata
from pathlib import Path

import pytest
from django.urls import reverse

from regencies.actions.entries import add_entry
from regencies.choices import Section
from regencies.l10n.letters import SYMBOLS, likeness, with_likenesses
from regencies.models import Innovation
from regencies.receipts.paper import print_paper
from tests import factories

BULLET = "\uf0b7"


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (f"<p>{BULLET} layanan</p>", "<p>• layanan</p>"),
        ("<td>\uf0fc\ue123 \U000f0001</td>", "<td>✓□ □</td>"),
        ("<p>😀 日本 é</p>", "<p>😀 日本 é</p>"),
        (f'<input value="{BULLET}"> {BULLET}', f'<input value="{BULLET}"> •'),
        (
            f"<textarea>\n{BULLET} <b>{BULLET}</textarea>{BULLET}",
            f"<textarea>\n{BULLET} <b>{BULLET}</textarea>•",
        ),
        (
            f"<script>'{BULLET}'</script><title>{BULLET}</title>",
            f"<script>'{BULLET}'</script><title>•</title>",
        ),
    ],
)
def test_a_page_shows_likenesses_and_boxes_keep_what_was_typed(page, shown):
    assert with_likenesses(page) == shown
    assert with_likenesses(shown) == shown


def test_a_likeness_is_a_letter_of_its_own():
    assert [unicodedata.category(likeness(letter)) for letter in SYMBOLS if likeness(letter) in SYMBOLS] == []


def test_paper_has_every_likeness(tmp_path: Path, caplog):
    """Printed as □ a second time, or refused, would be a likeness the typefaces lack."""
    template = tmp_path / "letters.typ"
    template.write_text(
        '#set document(title: "x")\n#set text(lang: "id")\n#json(bytes(sys.inputs.texts)).text'
    )
    with caplog.at_level(logging.WARNING, "regencies.receipts.paper"):
        print_paper(template, {"text": "".join(SYMBOLS.values()) + "□"}, "http://contoh.id")
    assert caplog.messages == []


@pytest.mark.django_db
def test_the_office_edits_what_it_typed_and_reads_its_likeness(client):
    report = factories.draft()
    officer = factories.officer(report.regency)
    innovation = {
        "name": f"{BULLET} layanan",
        "since_year": 2024,
        "problem": "a",
        "method": "b",
        "result": "c",
    }
    row = add_entry(report, Section.INNOVATIONS, innovation, by=officer)
    client.force_login(officer)
    page = client.get(reverse("report_entry", args=[report.year, row.pk]), follow=True).content.decode()
    assert "• layanan</h2>" in page
    assert f'value="{BULLET} layanan"' in page
    assert BULLET not in page.replace(f'value="{BULLET} layanan"', "")
    assert Innovation.objects.get().name == f"{BULLET} layanan"
