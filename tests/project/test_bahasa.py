"""The words people read: sentences of the libraries in our own, and no banned word in the catalogue that holds them."""

import re
import struct

import pytest
from django.utils.translation import gettext, ngettext, override

from config.env import BASE_DIR

CATALOGUE = BASE_DIR / "config/locale/id/LC_MESSAGES/django"
BANNED = re.compile(
    r"\b(anda|silahkan|dibawah|bidang|formulir|kolom|field|email|surel|setidaknya|sesudah|terlebih dahulu)\b",
    re.IGNORECASE,
)


def compiled() -> dict[str, str]:
    """The compiled catalogue as msgid → msgstr, read from the GNU .mo format."""
    data = CATALOGUE.with_suffix(".mo").read_bytes()
    count, ids, texts = struct.unpack_from("<3I", data, 8)

    def text(table: int, row: int) -> str:
        length, start = struct.unpack_from("<2I", data, table + 8 * row)
        return data[start : start + length].decode()

    return {text(ids, row): text(texts, row) for row in range(count)}


@pytest.mark.parametrize(
    ("english", "ours"),
    [
        ("This field is required.", "Isian ini wajib diisi."),
        ("This field cannot be blank.", "Isian ini wajib diisi."),
        ("Please type your current password.", "Kata sandi sekarang tidak cocok."),
        (
            "The email address and/or password you specified are not correct.",
            "Alamat e-mail atau kata sandi salah.",
        ),
        (
            "%(model_name)s with this %(field_labels)s already exists.",
            "%(model_name)s dengan %(field_labels)s ini sudah ada.",
        ),
    ],
)
def test_sentences_of_the_libraries_are_ours(english: str, ours: str) -> None:
    with override("id"):
        assert gettext(english) == ours


def test_counted_sentences_of_the_libraries_are_ours() -> None:
    with override("id"):
        correct = ngettext("Please correct the error below.", "Please correct the errors below.", 2)
        least = ngettext("Please submit at least %(num)d form.", "Please submit at least %(num)d forms.", 1)
    assert (correct, least) == ("Perbaiki isian yang ditandai di bawah ini.", "Isi sedikitnya %(num)d butir.")


def test_the_catalogue_has_no_banned_word() -> None:
    texts = {english: text for english, text in compiled().items() if english}
    assert len(texts) == 60
    assert texts["Any date"] == "Kapan pun"
    assert {text for text in texts.values() if BANNED.search(text)} == set()


def test_every_sentence_written_down_is_compiled() -> None:
    written = re.findall(r'^msgstr(?:\[0\])? "(.+)"$', CATALOGUE.with_suffix(".po").read_text(), re.MULTILINE)
    assert sorted(written) == sorted(text for english, text in compiled().items() if english)
