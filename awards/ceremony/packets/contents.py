"""What goes into the packet of a winner: each file with its name there, and how to read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.text import slugify

from awards.ceremony.packets.asked import entries_by_code
from awards.ceremony.papers import certificate_key
from awards.choices import ResultPaperKind
from awards.models import Entry, Publication, PublicationFile, ResultPaper, SignedCopy
from awards.publishing.names import DOCUMENT, PDF
from regencies.actions.errors import Refused
from regencies.actions.evidence.scanning import why_held
from regencies.actions.files import read_kept
from regencies.files.kinds import KEPT_SUFFIXES
from regencies.models import Evidence, Receipt
from regencies.models.kept_file import KeptFile
from regencies.receipts.pdf import receipt_pdf

SENT_ON = {ResultPaperKind.LETTER, ResultPaperKind.DECREE, ResultPaperKind.CERTIFICATE}


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of a packet; `read` raises Refused or OSError when it cannot be put in. `sha256`: as recorded."""

    name: str
    title: str
    read: Callable[[], bytes]
    sha256: str = ""


def contents_of(publication: Publication, entry: Entry) -> list[Packed]:
    """Return the files of a packet in its order. Seven queries at most."""
    return [
        *_report(entry),
        *_evidence(entry),
        *_result(publication),
        *_papers(publication, entry),
    ]


def _report(entry: Entry) -> Iterator[Packed]:
    found = Receipt.objects.filter(report=entry.report_id, version=entry.report_version or 0)
    receipt = found.select_related("report__regency__province", "report__nominee").first()
    if receipt is None:
        return
    yield Packed(
        "1-laporan/laporan.pdf",
        "Laporan yang dinilai, seperti dinyatakan benar",
        lambda: receipt_pdf(receipt),
    )
    yield Packed(
        "1-laporan/laporan.json",
        "Isi laporan yang kode keasliannya tercatat",
        lambda: bytes(receipt.document),
        receipt.sha256,
    )


def _evidence(entry: Entry) -> Iterator[Packed]:
    rows = Evidence.objects.filter(entry__report=entry.report_id).select_related("entry__report__regency")
    known: dict[str, list[Evidence]] = {}
    for row in rows.order_by("pk"):
        known.setdefault(row.sha256, []).append(row)
    for number, same in enumerate(known.values(), start=1):
        first = same[0]
        parts = "; ".join(dict.fromkeys(str(row.entry.get_section_display()) for row in same))
        name = f"2-bukti/{number:03d}-{_plain(first.name)}.{KEPT_SUFFIXES[first.content_type]}"
        yield Packed(name, f"{first.title} ({parts}; {first.name})", _reader(first), first.sha256)


def _result(publication: Publication) -> Iterator[Packed]:
    yield Packed(
        f"3-hasil/{DOCUMENT}",
        f"Dokumen pengumuman nomor {publication.number}",
        lambda: bytes(publication.document),
        publication.sha256,
    )
    row = PublicationFile.objects.filter(publication=publication, name=PDF).first()
    if row is not None:
        yield Packed(f"3-hasil/{PDF}", "Peringkat di atas kertas", lambda: bytes(row.content), row.sha256)


def _papers(publication: Publication, entry: Entry) -> Iterator[Packed]:
    """Yield the papers that go with the winner: the signed copies of each, else the PDF that has its number."""
    rows = publication.papers.filter(kind__in=SENT_ON).prefetch_related("copies")
    codes = entries_by_code(publication.category).items()
    own = {certificate_key(code) for code, each in codes if each.pk == entry.pk}
    for row in rows.order_by("pk"):
        if row.kind == ResultPaperKind.CERTIFICATE and row.key not in own:
            continue
        copies = list(row.copies.all())
        for number, copy in enumerate(copies, start=1):
            copy.paper = row
            suffix = KEPT_SUFFIXES[copy.content_type]
            yield Packed(
                f"4-berkas-acara/{row.key}-{number}.{suffix}",
                f"{row} nomor {row.number}, bertanda tangan",
                _reader(copy),
                copy.sha256,
            )
        if not copies:
            yield _unsigned(row)


def _unsigned(row: ResultPaper) -> Packed:
    name = f"4-berkas-acara/{row.key}.pdf"
    return Packed(
        name, f"{row} nomor {row.number}, belum ditandatangani", lambda: bytes(row.content), row.sha256
    )


def _reader(file: Evidence | SignedCopy) -> Callable[[], bytes]:
    def read() -> bytes:
        return _checked(file)

    return read


def _checked(file: KeptFile) -> bytes:
    """Return the bytes that were uploaded. Raises Refused for others, and for a file nobody opens yet."""
    if reason := why_held(file, None):
        raise Refused(reason)
    return read_kept(file)


def _plain(name: str) -> str:
    """Return a file name every system can keep, without its suffix."""
    return slugify(name.rpartition(".")[0])[:60] or "berkas"
