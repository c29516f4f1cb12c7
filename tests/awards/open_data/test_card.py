"""The picture shown beside a link to a ranking."""

import io
import json
import re

from PIL import Image

from awards.document.build import build, redact
from awards.exports import card
from awards.exports.card import card_bytes, card_texts
from awards.publishing.files import make_outdated_files
from tests.builders import publication as world
from tests.builders.document import inputs

RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"


def test_it_says_who_published_and_the_first_with_their_totals():
    contents = inputs()
    contents["entrants"][0]["name"] = "Kabupaten Kepulauan Siau Tagulandang Biaro"
    texts = card_texts(build(contents))
    assert texts["title"] == "Peringkat Paritrana Award 2025"
    assert [(row["rank"], row["name"], row["total"]) for row in texts["rows"][:2]] == [
        ("1", "Kab. Kepulauan Siau Tagul…", "82,72"),
        ("2", "Kota Pontianak", "76,94"),
    ]
    assert texts["foot"].startswith("Data contoh, bukan hasil resmi. Pengumuman nomor 1, ")


def test_it_has_the_size_sites_ask_for_and_the_same_bytes_each_time():
    document = build(inputs())
    picture = card_bytes(document)
    assert Image.open(io.BytesIO(picture)).size == (1200, 630)
    assert card_bytes(document) == picture
    assert card_bytes(redact(document, "0" * 64)) == picture  # ranks and totals are public either way


def test_nothing_it_is_told_runs():
    contents = inputs()
    contents["entrants"][0]["name"] = '#panic() $x$ *a* \\ <b> \uf0b7 "'
    assert card_bytes(build(contents)).startswith(b"\x89PNG")


def test_the_page_names_it_and_it_is_there(published, client):
    page = client.get(f"{RANKING}v1/").content.decode()
    [address] = re.findall(r'property="og:image" content="([^"]+)"', page)
    answer = client.get(f"/{address.split('/', 3)[3]}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.content == card_bytes(json.loads(bytes(published.document)))


def test_without_it_a_result_is_announced_and_it_comes_with_the_next_update(category, monkeypatch, tmp_path):
    broken = tmp_path / "broken.typ"
    broken.write_text('#panic("faulty")')
    with monkeypatch.context() as patch:
        patch.setattr(card, "TEMPLATE", broken)
        made = world.published(category)
    assert not made.files.filter(name="kartu.png").exists()
    assert make_outdated_files(category) == []
    assert made.files.filter(name="kartu.png").exists()
