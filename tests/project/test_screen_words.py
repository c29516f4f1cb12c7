"""The words of every screen, message, file and guide, the libraries' sentences too: one word for one thing."""

import re
from collections.abc import Iterable

import pytest

from tests.project.library_sentences import sentences
from tests.project.screen_texts import Text, every_text

REGIONS = r"awards/(admin|document|editions|models|preflight|results)/|templates/admin/awards/"
# Banned pattern, what to write instead, and the files in which it is looked for (everywhere when left out).
BANNED = (
    (r"\bskors?\b", "nilai"),
    (r"\b(ni?lai verifikasi)\b", "angka hasil verifikasi"),
    (r"\bnilai total\b", "nilai akhir"),
    (r"(?<!pertumbuhan )\bpeserta\b(?! aktif)", "daerah yang dinilai, kandidat", REGIONS),
    (r"\b(bidang|kolom|field)\b", "isian"),
    (r"\b(ber)?baris\b", "butir; bagian berupa daftar"),
    (r"\bformulir\b", "isian, halaman"),
    (r"\b(penilai|panelis|panel)\b", "anggota Tim Sembilan"),
    (r"\b(me|di)?(ny|s)erahkan\b", "kirim"),
    (r"\bbuka laporan\b", "mulai mengisi, baca"),
    (r"\bbelum dibuka\b", "belum mulai diisi"),
    (r"\b(me|di)?ralat\b", "perubahan"),
    (r"\b(me|di)?mundurkan\b|\bmundur\b", "undurkan (jadwal); benturan kepentingan, tidak hadir (orang)"),
    (r"\b(penyebut|pembagi)\b", "semesta pekerja"),
    (r"\bpemecah\b|\bpemisah nilai\b", "penentu bila nilai sama"),
    (r"\b(ke)?selaras(an)?\b|\bW Kendall\b|\(W\)", "kesepakatan penilaian"),
    (r"\brentang (nilai )?ter(lebar|besar)\b|\bbeda nilai\b", "selisih nilai"),
    (r"\b(sidik(?! jari)|(di|me|ny)?segel(nya)?|(di|mem)?beku(kan)?)\b", "kode keaslian (SHA-256)"),
    (r"\bhalaman verifikasi\b|\bverifikasi dokumen\b", "cek keaslian"),
    (r"\b(email|surel)\b", "e-mail"),
    (r"\bsesudah(nya)?\b", "setelah"),
    (r"\bterlebih dahulu\b|\blebih dulu\b", "lebih dahulu"),
    (r"\b(kau|kamu|anda)\b", "Bapak/Ibu, atau tanpa sapaan"),
    (r"\bsilah?kah?n\b(?<!silakan)", "Silakan"),
    (r"\btolong\b", "Mohon"),
    (r"\b(dibawah|diatas|dimana|disini|didalam|dari pada)\b", "dua kata: di bawah"),
    (r"\bsetidaknya\b", "sedikitnya"),
    (r"\b(ber)?lubang\b", "belum lengkap"),
    (r"\bkokoh\b", "peringkat tidak mudah berubah"),
    (r"\b(ter|di|me)(t|n)?impa\b", "tidak berubah"),
    (r"\bremah\b", "jejak"),
    (r"\bBapak/Ibu:", "kalimat tanpa sapaan"),
    (r"\b(group|criterion):\w", "Kelompok A, Kriteria A2"),
    (r"\d \d{3}\.\d{3}\.\d{3}\b", "tanpa batas mesin"),
    (r"(?<![=(#\[,{+])\"(?=[^\"<>={}]*[a-z…]\")", "kutip lengkung “…”", r"(regencies|awards)/(?!.*\.typ)"),
)
# A banned word where it is the right one: file, pattern of the sentence, why.
ALLOWED = (
    (
        r"regencies/(sheets/|places/|people/|official_figures/|workbook/|admin/confirm|l10n/number_grammar)",
        r"[Kk]olom|[Bb]aris",
        "of a spreadsheet",
    ),
    (r"awards/admin/seat_sheet/", r"[Bb]aris", "of a spreadsheet"),
    (r"awards/document/parse", r"baris", "lines of a JSON list, read in a terminal"),
    (r"docs/panduan-admin", r"\*\*(Belum|Catatan)\*\*", "lines of a list that are looked at"),
    (
        r"awards/exports/ranking.typ",
        r"penilai ditiadakan|[Ss]idik|halaman verifikasi",
        "bytes that are published",
    ),
    (r"awards/presenters/ranking_paper.py", r"Ralat atas|disegel", "bytes that are published"),
    (r"awards/demo/people.py", r"penilai…@", "an address"),
    (r"config/serve.py", r"Log in at", "English, for whoever starts the demo"),
    (r"awards/document/(build|rules)|awards/preflight/setup", r"^(group|criterion):…$", "a stored key"),
    (r"config/", r"DATABASE|DEMO|index", "English, for operators"),
    (r"awards/contract/schema", r"68\.02", "JSON is written with straight quotes"),
    (
        r".*",
        r"filename=|attachment;|^“?…?\"…\"$|CREATE DATABASE|to_jsonb|<\w+ |#set ",
        "code, markup, headers",
    ),
)

MOST_WORDS = 20
LETTERS = r"Yth\. "  # a mail, not a message on a page


def broken(texts: Iterable[Text]) -> list[str]:
    """One line for every banned word, with the place, the sentence and the word to use."""
    return [
        f"{text.file}:{text.line}: “{found[0]}” → {instead}: {text.words}"
        for text in texts
        for pattern, instead, *where in BANNED
        if not where or re.match(where[0], text.file)
        for found in re.finditer(pattern, text.words, re.IGNORECASE)
        if not any(re.match(file, text.file) and re.search(says, text.words) for file, says, _ in ALLOWED)
    ]


def test_no_text_has_a_banned_word() -> None:
    texts = list(every_text())
    assert len(texts) > 2_500
    assert broken(texts) == []


def test_no_sentence_of_a_library_has_a_banned_word() -> None:
    texts = list(sentences())
    assert len(texts) > 300
    assert broken(texts) == []


def test_every_allowance_is_needed() -> None:
    texts = list(every_text())
    unused = [
        says
        for file, says, _ in ALLOWED
        if not any(re.match(file, t.file) and re.search(says, t.words) for t in texts)
    ]
    assert unused == []


def test_no_refusal_is_longer_than_twenty_words() -> None:
    sentences = [
        text
        for text in every_text()
        if text.file.endswith(".py") and text.words.endswith(".") and not re.match(LETTERS, text.words)
    ]
    long = [text for text in sentences if len(re.findall(r"[^\s]*[\w…][^\s]*", text.words)) > MOST_WORDS]
    assert len(sentences) > 300
    assert long == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Bidang ini tidak boleh kosong.",
        "Silahkan ketik kata sandi Anda saat ini.",
        "Perbaiki kesalahan dibawah ini.",
        "Skor dari penilai",
        "Ralat atas pengumuman",
        "Batas verifikasi dimundurkan",
        "cakupan tanpa penyebut",
        "urutan pemecah nilai sama",
        "dokumen disegel dengan sidik",
        "Tulis surel sesudah itu",
        "Draf boleh berlubang.",
        "Tidak ada yang tertimpa.",
        "Bapak/Ibu: cakupan turun.",
        "Berurutan: group:A",
    ],
)
def test_banned_words_are_found(sentence: str) -> None:
    assert broken([Text("templates/x.html", 1, sentence)]) != []


@pytest.mark.parametrize(
    "sentence",
    [
        "Penilaian Tim Sembilan, 12 Juni",
        "Peserta aktif dibagi semesta pekerja",
        "Titik dibaca sebagai pemisah ribuan",
        "Undurkan hari pertama paparan",
        "Silakan periksa di bawah ini.",
        "alamat e-mail",
        "Verifikasi laporan",
        "Pembagian tugas yang diatur",
    ],
)
def test_words_that_only_look_alike_are_left_alone(sentence: str) -> None:
    assert broken([Text("templates/x.html", 1, sentence)]) == []
