"""Verbs of the papers: give one its number, keep a signed copy, take one out. One that is signed stays as it is."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from awards.ceremony.papers import Details, Paper, paper_of
from awards.ceremony.printing import printed
from awards.ceremony.result import Result, in_force_of, result_of
from awards.ceremony.texts import TEMPLATES, texts_of
from awards.choices import ResultPaperKind
from awards.models import Category, Publication, ResultPaper, SignedCopy
from awards.publishing.locks import lock_category
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.actions.evidence.scanning import scan
from regencies.actions.files import describe, keep
from regencies.files.kinds import DRAWN
from regencies.files.pdf import PDF
from regencies.files.signatures import read_signatures
from regencies.models import User
from regencies.permissions import can_administer
from regencies.receipts.typesetting import NotPrinted

NOT_PRINTED = "PDF tidak dapat dibuat, jadi nomornya tidak disimpan. Laporkan kepada pengelola sistem."
NOT_PUBLISHED = "Hasil kategori ini belum diumumkan. Umumkan hasilnya, lalu beri nomor."
NOT_THERE = "Berkas acara ini tidak ada dalam pengumuman yang berlaku. Muat ulang daftarnya."
ONLY_ADMIN = "Hanya admin provinsi ini yang mengurus berkas acara."


def paper_pdf(result: Result, paper: Paper, details: Details) -> bytes:
    """Return the PDF of a paper; without number it is a draft. Raises NotPrinted."""
    return printed(TEMPLATES[paper.kind], texts_of(result, paper, details), result.address)


@verb
def number_paper(category: Category, key: str, details: Details, *, by: User) -> ResultPaper:
    """Store number, day and signer of a paper and the PDF that is handed out. Raises Refused."""
    live, result, paper = hold_paper(category, key, by)
    known = live.papers.filter(key=key).first()
    if reasons := [*_signed(known), *_missing(paper.kind, details), *_used(live, key, details)]:
        raise Refused(reasons)
    try:
        content = paper_pdf(result, paper, details)
    except NotPrinted as problem:
        raise Refused(NOT_PRINTED) from problem
    row = known or ResultPaper(publication=live, key=key)
    row.kind, row.recipient, row.written_by = paper.kind, paper.recipient, by
    for name in Details.__dataclass_fields__:
        setattr(row, name, getattr(details, name))
    row.content, row.sha256 = content, hashlib.sha256(content).hexdigest()
    row.save()
    return row


def hold_paper(category: Category, key: str, by: User) -> tuple[Publication, Result, Paper]:
    """Return a paper with the publication in force and its result, the category locked. Raises Refused."""
    category = lock_category(category)
    if not can_administer(by, category.edition.province_id):
        raise Refused(ONLY_ADMIN)
    live = in_force_of(category)
    if live is None:
        raise Refused(NOT_PUBLISHED)
    result = result_of(category, live=live)
    if (paper := paper_of(result, key)) is None:
        raise Refused(NOT_THERE)
    return live, result, paper


def _signed(row: ResultPaper | None) -> list[str]:
    if row is None or not row.copies.exists():
        return []
    return [
        f"{row} nomor {row.number} sudah ditandatangani. Hapus salinan bertanda tangannya lebih dahulu, lalu ubah."
    ]


def _missing(kind: ResultPaperKind, details: Details) -> list[str]:
    asked = {"Nomor": details.number, "Tanggal": details.day, "Tempat": details.place}
    if not kind.is_signed_by_panel:
        asked |= {"Nama penanda tangan": details.signer, "Jabatan penanda tangan": details.signer_title}
    if kind == ResultPaperKind.LETTER:
        asked["Tujuan surat"] = details.addressee
    return [f"{name} belum diisi. Tulis lebih dahulu." for name, value in asked.items() if not value]


def _used(live: Publication, key: str, details: Details) -> list[str]:
    """Return the sentence about another paper of the award year, still in force, with the same number."""
    others = ResultPaper.objects.filter(
        publication__category__edition=live.category.edition_id, publication__live=True
    ).exclude(publication=live, key=key)
    other = others.filter(number__iexact=details.number).defer("content").first()
    if other is None or not details.number:
        return []
    return [f"Nomor “{other.number}” sudah dipakai {other}. Tulis nomor lain."]


@verb
def keep_signed_copy(paper: ResultPaper, upload: UploadedFile[Any], *, title: str, by: User) -> SignedCopy:
    """Store a signed PDF or a scan, with what its signatures say. Raises Refused."""
    row = SignedCopy(paper=paper)
    describe(row, upload, title, by)
    if row.content_type != PDF and row.content_type not in DRAWN:
        raise Refused(
            f"Berkas “{row.name}” bukan PDF atau foto. Unggah PDF bertanda tangan atau hasil pindainya."
        )
    content = upload.read()
    is_scanned = scan(row, content)  # before anything is locked
    upload.seek(0)
    made = bytes(ResultPaper.objects.values_list("content", flat=True).get(pk=paper.pk))
    said = read_signatures(content, made) if row.content_type == PDF else None
    row.paper = held = _hold(paper, by)
    if hashlib.sha256(made).hexdigest() != held.sha256:
        raise Refused("Nomor atau tanggal berkas ini baru saja diubah. Muat ulang halaman, lalu unggah lagi.")
    if row.sha256 == held.sha256:
        raise Refused("Berkas ini persis PDF yang belum ditandatangani. Tanda tangani dahulu, lalu unggah.")
    if held.copies.filter(sha256=row.sha256).exists():
        raise Refused(f"Berkas “{row.name}” sudah ada pada berkas acara ini. Pilih berkas lain.")
    row.made_sha256, row.signatures = held.sha256, said
    keep(row, upload, is_scanned=is_scanned)
    return row


@verb
def remove_signed_copy(copy: SignedCopy, *, by: User) -> None:
    """Take a signed copy out; its bytes stay in the store. Raises Refused."""
    _hold(copy.paper, by)
    copy.delete()


def _hold(paper: ResultPaper, by: User) -> ResultPaper:
    """Return a paper of the publication in force, locked with its category. Raises Refused."""
    category = lock_category(paper.publication.category)
    if not can_administer(by, category.edition.province_id):
        raise Refused(ONLY_ADMIN)
    rows = ResultPaper.objects.select_for_update(of=("self",), no_key=True).defer("content")
    held: ResultPaper = rows.get(pk=paper.pk)
    held.publication = Publication.objects.without_documents().get(pk=held.publication_id)
    held.publication.category = category
    if not held.publication.live:
        raise Refused(
            f"Pengumuman nomor {held.publication.number} sudah digantikan. Beri nomor pada berkas pengumuman terbaru."
        )
    return held
