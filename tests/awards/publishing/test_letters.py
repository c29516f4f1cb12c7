"""Letters no font has in what is published: the document keeps them, page and paper show their likeness."""

import logging

import pytest
from django.urls import reverse

from awards.models import Category, SpecialAward
from tests.builders import publication as world
from tests.builders.odd_texts import ODD_TEXTS
from tests.once import once

RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"
ADDRESSES = ["", "dokumen.json", "peringkat.csv", "peringkat.xlsx", "peringkat.pdf"]

pytestmark = pytest.mark.django_db


@once
def category() -> Category:
    return world.category_with(["61.04"], others=0)


def special_award(category, citation: str) -> None:
    entry = category.entries.get(candidate=True)
    SpecialAward.objects.create(entry=entry, title="Inovasi", citation=citation)


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_no_letter_fells_a_publication(client, text, django_capture_on_commit_callbacks):
    category = world.category_with(["61.04"], others=1)
    category.entries.filter(candidate=False).update(reason=text)
    special_award(category, text)
    with django_capture_on_commit_callbacks(execute=True):
        world.published(category)
    world.rescore(category.entries.get(candidate=True), 95)
    with django_capture_on_commit_callbacks(execute=True):
        world.published(category, reason=f"Sebab {text}")
    answers = {
        f"{number}{name}": client.get(f"{RANKING}{number}{name}")
        for number in ("v1/", "v2/")
        for name in ADDRESSES
    }
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(answers, 200)
    document = answers["v2/dokumen.json"].json()
    assert document["reason"] == f"Sebab {text}".strip()
    assert document["special_awards"][0]["citation"] == text
    assert answers["v2/peringkat.pdf"].content.startswith(b"%PDF-")


def test_a_page_shows_the_bullet_and_the_document_keeps_the_letter(
    client, category, django_capture_on_commit_callbacks
):
    special_award(category, "\uf0b7 layanan")
    with django_capture_on_commit_callbacks(execute=True):
        world.published(category)
    page = client.get(f"{RANKING}v1/").content.decode()
    assert ("• layanan" in page, "\uf0b7" in page) == (True, False)
    document = client.get(f"{RANKING}v1/dokumen.json").json()
    assert document["special_awards"][0]["citation"] == "\uf0b7 layanan"


def test_the_log_says_which_letters_a_paper_lacks(category, caplog):
    special_award(category, "\uf0b7 日本")
    with caplog.at_level(logging.WARNING, "regencies.receipts.paper"):
        publication = world.published(category)
    address = f"http://localhost:8000{reverse('verify_hash', args=[publication.sha256])}"
    assert [record.getMessage() for record in caplog.records] == [
        f"ranking.typ for {address} is printed without U+65E5, U+672C, U+F0B7"
    ]
