"""The papers of a result: which there are, what they say, the same bytes each time, any text, tagged and whole."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest

from awards.ceremony.desk import open_result
from awards.ceremony.papers import Details, Paper, papers_of
from awards.ceremony.printing import fit_to_print
from awards.ceremony.records import paper_pdf
from awards.ceremony.result import Result
from awards.ceremony.texts import texts_of
from awards.choices import PresentationState
from awards.choices import ResultPaperKind as Kind
from awards.models import Absence, Attendance, Presentation, Recusal, Seat
from awards.presenters.ranking_page import published_at
from regencies.l10n.number_words import day_in_words
from regencies.models import User
from regencies.seals.seal import seal_history
from tests.awards.ceremony.conftest import TYPED
from tests.builders import publication as world
from tests.builders.odd_texts import ODD_TEXTS

pytestmark = pytest.mark.django_db

HARMFUL = {
    "odd": " ".join([*ODD_TEXTS.values(), "محافظة كاليمانتان الغربية"]),
    "300 letters": "x" * 300,
    "60 words": "Panjang " * 60,
    "typst": '#let x = 1 $a^2$ \\ #include("/etc/passwd") "+ "@ref <label> = judul',
    "lines": "baris satu\nbaris dua\r\n\r\nbaris tiga\tekor \u202eterbalik\u202c \u2067kanan\u2069",
}


NO_WIDTH = "\u200b"


def pages_of(content: bytes) -> list[str]:
    """The text of each page, its lines joined by one space."""
    document = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def said(content: bytes) -> str:
    return " ".join(pages_of(content))


def of_kind(result: Result, kind: Kind) -> Paper:
    return next(paper for paper in papers_of(result) if paper.kind == kind)


def spoilt(value: Any, text: str, *, keep: frozenset[str]) -> Any:
    """The document with every text a person typed replaced."""
    if isinstance(value, dict):
        return {
            key: text if key in keep and isinstance(part, str) else spoilt(part, text, keep=keep)
            for key, part in value.items()
        }
    return [spoilt(part, text, keep=keep) for part in value] if isinstance(value, list) else value


def is_on_its_page(field: Any) -> bool:
    """Whether a signature field lies within its page, clear of its edges."""
    left, low, right, high = (float(value) for value in field.Rect)
    _, _, width, height = (float(value) for value in field.P.MediaBox)
    return 20 <= left < right <= width - 20 and 40 <= low < high <= height - 20


def test_papers_are_those_of_the_ceremony(announced):
    found = papers_of(open_result(announced))
    assert [(paper.kind, paper.key) for paper in found if paper.kind != Kind.SPECIAL] == [
        (Kind.MINUTES, "berita-acara"),
        (Kind.ATTENDANCE, "daftar-hadir"),
        (Kind.RECAP, "rekapitulasi"),
        (Kind.CRITERIA, "lampiran-kriteria"),
        (Kind.DECREE, "lampiran-keputusan"),
        (Kind.CERTIFICATE, "piagam-6104"),
        (Kind.CERTIFICATE, "piagam-6102"),
        (Kind.LETTER, "surat-pengantar"),
    ]
    [special] = [paper for paper in found if paper.kind == Kind.SPECIAL]
    assert special.title == "Piagam penghargaan khusus: Inovasi Desa, Kabupaten Lain 0"
    assert special.key.startswith("piagam-khusus-")


def test_before_it_is_published_there_are_the_minutes_only_as_a_draft(category):
    result = open_result(category)
    assert [paper.kind for paper in papers_of(result)] == [Kind.MINUTES]
    texts = texts_of(result, papers_of(result)[0], TYPED)
    assert texts["draft"] is True
    content = paper_pdf(result, papers_of(result)[0], TYPED)
    assert "RANCANGAN" in said(content)
    assert "Rancangan dari hasil sementara; belum diumumkan dan masih dapat berubah." in said(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/AcroForm" not in pdf.Root  # nobody signs a draft


@pytest.mark.parametrize("kind", Kind)
def test_a_paper_is_the_same_bytes_whole_tagged_and_in_indonesian(announced, kind):
    result = open_result(announced)
    paper = of_kind(result, kind)
    content = paper_pdf(result, paper, TYPED)
    assert paper_pdf(open_result(announced), paper, TYPED) == content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, "id")
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"])
        fields = [str(field.T) for field in pdf.Root.AcroForm.Fields]
    wanted = {
        Kind.MINUTES: [f"ttd-{number}" for number in range(1, 10)],
        Kind.ATTENDANCE: [f"ttd-{number}" for number in range(1, 10)],
        Kind.RECAP: ["ttd-1", "ttd-2"],
        Kind.CRITERIA: ["ttd-1", "ttd-2"],
    }
    assert fields == wanted.get(kind, ["ttd"])


@pytest.mark.parametrize("kind", Kind)
def test_every_paper_has_number_and_hash_where_it_says_where_it_is_from(announced, kind):
    result = open_result(announced)
    text = said(paper_pdf(result, of_kind(result, kind), TYPED)).replace("\u200b", "")
    assert TYPED.number in text
    assert "RANCANGAN" not in text
    assert result.publication is not None
    assert result.publication.sha256 in text.replace(" ", "")
    assert f"Dibuat dari pengumuman nomor {result.publication.number}, " in text


@pytest.mark.parametrize("harm", HARMFUL)
@pytest.mark.parametrize("kind", Kind)
def test_any_text_passes_through_every_paper(announced, kind, harm):
    text = HARMFUL[harm]
    seats = list(announced.edition.seats.order_by("number"))
    User.objects.filter(seats__in=seats).update(full_name=text[:120])
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(element=text[:120])
    Recusal.objects.create(seat=seats[2], entry=announced.entries.filter(candidate=True)[0], reason=text)
    result = open_result(announced)
    keys = frozenset({"name", "title", "citation", "reason"})
    document = spoilt(result.document, text, keep=keys)
    typed = replace(TYPED, place=text[:80], signer=text[:160], signer_title=text[:160], addressee=text[:200])
    own = replace(result, document=document, names=dict.fromkeys(result.names, text))
    paper = of_kind(own, kind)
    content = paper_pdf(own, paper, typed)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        pages = len(pdf.pages)
        fields = len(pdf.Root.AcroForm.Fields)
        assert all(is_on_its_page(field) for field in pdf.Root.AcroForm.Fields)
    assert fields == {Kind.MINUTES: 9, Kind.ATTENDANCE: 9, Kind.RECAP: 2, Kind.CRITERIA: 2}.get(kind, 1)
    if kind in {Kind.CERTIFICATE, Kind.SPECIAL}:
        assert pages == 1
    if harm == "typst":
        assert "#let x = 1 $a^2$ \\" in said(content)
    if harm == "300 letters":
        assert "x" * 24 in said(content)


@pytest.mark.parametrize("kind", [Kind.CERTIFICATE, Kind.SPECIAL])
@pytest.mark.parametrize("letters", [20, 60, 120, 300])
def test_the_name_on_a_certificate_is_whole_whatever_its_length(announced, kind, letters):
    result = open_result(announced)
    name = ("Desa " + "Sungai Ambawang Kuala Besar " * 12)[:letters].strip() + " AKHIR"
    document = spoilt(result.document, name, keep=frozenset({"name"}))
    own = replace(result, document=document)
    [page] = pages_of(paper_pdf(own, of_kind(own, kind), TYPED))
    assert name in page


def test_the_minutes_name_members_conflicts_and_absences_and_no_mark(announced):
    seats = list(announced.edition.seats.order_by("number"))
    entry = announced.entries.filter(candidate=True).order_by("regency__kemendagri_code").first()
    Recusal.objects.create(seat=seats[2], entry=entry, reason="Pernah menjadi konsultan")
    Absence.objects.create(seat=seats[3], entry=entry, reason="Sakit", recorded_by=seats[0].user)
    result = open_result(announced)
    before, after = (
        seal_history(published_at(result.document) - datetime.timedelta(minutes=1)),
        seal_history(),
    )
    texts = texts_of(result, of_kind(result, Kind.MINUTES), TYPED)
    assert [one["presence"] for one in texts["members"]] == ["Hadir", "Tidak hadir"] + ["Tidak dicatat"] * 7
    lines = {section["title"]: section["lines"] for section in texts["sections"]}
    assert lines["Benturan kepentingan"] == [
        f"{seats[2].user} tidak menilai {entry} (Lainnya). Alasan: Pernah menjadi konsultan"
    ]
    assert lines["Tidak hadir dan pengganti"] == [
        f"{seats[3].user} tidak hadir pada penilaian {entry}. Alasan: Sakit"
    ]
    assert lines["Nilai sama dan keputusan pleno"][-1].endswith(": Nilai tetap. Alasan: Selisihnya wajar.")
    when = announced.edition.province.in_its_time(before.until)
    assert lines["Riwayat perubahan sebelum pengumuman"] == [
        f"Kode keaslian riwayat nomor 1, sampai {when}: {before.sha256}"
    ]
    assert [one["name"] for one in texts["signers"]] == [str(seat.user) for seat in seats]
    content = paper_pdf(result, of_kind(result, Kind.MINUTES), TYPED)
    for words in (
        "Pada hari ini, Senin, tanggal tiga puluh bulan November tahun dua ribu dua puluh enam, bertempat di Pontianak",
        "Paritrana Award Provinsi Kalimantan Barat (SK nomor 188.44/55/2026, 12 Januari 2026) menyelesaikan penilaian",
        "kategori Pemerintah Kabupaten/Kota tahun penilaian 2024 dengan hasil sebagai berikut.",
    ):
        assert words in said(content)
    printed = said(content).replace(NO_WIDTH, "").replace(" ", "")  # a long word may go on below
    assert before.sha256 in printed
    assert after.sha256 not in printed
    assert not any(f"P{number} " in said(content) for number in range(1, 10))


def test_the_attendance_list_says_who_was_at_which_presentation(announced):
    entry = announced.entries.filter(candidate=True).order_by("regency__kemendagri_code").first()
    seats = list(announced.edition.seats.order_by("number"))
    at = datetime.datetime(2026, 3, 2, 3, tzinfo=datetime.UTC)
    called = Presentation.objects.create(
        entry=entry, edition=announced.edition, started_at=at, state=PresentationState.DONE
    )
    for seat in seats[:2]:
        Attendance.objects.create(presentation=called, seat=seat, recorded_by=seats[0].user)
    result = open_result(announced)
    texts = texts_of(result, of_kind(result, Kind.ATTENDANCE), TYPED)
    assert texts["presentations"] == [
        {
            "when": "2 Maret 2026 10.00 WIB",
            "candidate": str(entry),
            "present": f"{seats[0].user}, {seats[1].user}",
        }
    ]
    assert [(one["name"], one["presence"]) for one in texts["members"]][:2] == [
        (str(seats[0].user), "Hadir"),
        (str(seats[1].user), "Tidak hadir"),
    ]


def test_marks_stand_under_the_codes_of_the_document_and_no_name(announced):
    result = open_result(announced)
    text = said(paper_pdf(result, of_kind(result, Kind.CRITERIA), TYPED))
    signing = {str(seat.user) for seat in announced.edition.seats.filter(number__in=[1, 2])}
    others = {str(seat.user) for seat in announced.edition.seats.all()} - signing
    assert "Daerah P1 P2 P3 P4 P5 P6 P7 P8 P9 Nilai" in text
    assert [name for name in others if name in text] == []


def test_ranks_only_prints_neither_marks_nor_groups():
    category = world.category_with(["61.04"], others=0, disclosure="ranks")
    world.published(category)
    result = open_result(category)
    recap = texts_of(result, of_kind(result, Kind.RECAP), TYPED)
    criteria = texts_of(result, of_kind(result, Kind.CRITERIA), TYPED)
    assert (recap["ranks_only"], recap["groups"], [row["groups"] for row in recap["rows"]]) == (
        True,
        [],
        [[]],
    )
    assert {(len(one["rows"]), len(one["members"])) for one in criteria["criteria"]} == {(0, 0)}


def test_days_begin_minutes_in_words():
    assert day_in_words(datetime.date(2026, 11, 30)) == (
        "Senin, tanggal tiga puluh bulan November tahun dua ribu dua puluh enam"
    )
    assert day_in_words(datetime.date(2026, 1, 1)) == (
        "Kamis, tanggal satu bulan Januari tahun dua ribu dua puluh enam"
    )


def test_long_words_can_be_broken_and_nothing_turns_the_line():
    assert fit_to_print("x" * 50) == f"{'x' * 24}\u200b{'x' * 24}\u200bxx"
    assert fit_to_print(["a\u202eb\nc", {"d": 1}]) == ["ab c", {"d": 1}]


def test_without_a_number_everything_typed_is_left_open(announced):
    result = open_result(announced)
    text = said(paper_pdf(result, of_kind(result, Kind.LETTER), Details()))
    assert "RANCANGAN" in text
    assert "Gubernur," in text
