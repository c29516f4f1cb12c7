"""Files that support a report: judged by their content when they come, by their hash whenever they are read again."""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NoReturn

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.core.mail import send_mail
from django.db import DatabaseError, transaction
from django.db.models.fields.files import FieldFile

from regencies.actions.errors import Refused
from regencies.actions.evidence.scanning import hold, scan
from regencies.choices import Role
from regencies.files.kinds import KEPT_SUFFIXES, kind_of
from regencies.files.unfit import Unfit
from regencies.models import Membership, User
from regencies.models.kept_file import KeptFile

logger = logging.getLogger(__name__)

GONE = (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError, SuspiciousFileOperation)


@dataclass(frozen=True, slots=True)
class Inspected:
    """What an upload really is."""

    name: str
    content_type: str
    size: int  # bytes
    sha256: str


class StopAtLimit(FileUploadHandler):
    """Stops storing an upload once it is too large to be accepted, so that it cannot fill the disk.

    The form arrives without the file, and `request.too_large` names it. Of a request with several, `request.left_out`
    has a sentence for each, also for those that came after the others had filled what one request may bring.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0  # bytes, of all files of the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if start + len(raw_data) > settings.EVIDENCE_MAX_BYTES:
            self.request.too_large = self.file_name  # type: ignore[union-attr]
            self._leave_out(too_large)
        if self.received > settings.EVIDENCE_POST_BYTES:
            self._leave_out(too_many)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _leave_out(self, why: Callable[[str], str]) -> NoReturn:
        known: list[str] = getattr(self.request, "left_out", [])
        self.request.left_out = [*known, why(self.file_name or "berkas")]  # type: ignore[union-attr]
        raise SkipFile


def too_large(name: str) -> str:
    """Return the sentence about a file that is too large."""
    limit = settings.EVIDENCE_MAX_BYTES // 1024**2
    return (
        f"Berkas “{name}” lebih besar dari {limit} MB, jadi tidak disimpan. Perkecil berkas atau bagi menjadi "
        "beberapa bagian, lalu unggah lagi."
    )


def too_many(name: str) -> str:
    """Return the sentence about a file that came with too many others."""
    limit = settings.EVIDENCE_POST_BYTES // 1024**2
    return f"Berkas “{name}” tidak disimpan: sekali kirim paling banyak {limit} MB. Unggah berkas ini tersendiri."


def inspect(upload: UploadedFile[Any]) -> Inspected:
    """Return size, kind and hash of an upload. Raises Refused when it is empty, too large, or a file not taken."""
    size = upload.size or 0
    if size == 0:
        raise Refused(f"Berkas “{upload.name}” tidak berisi apa-apa. Pilih berkas lain.")
    if size > settings.EVIDENCE_MAX_BYTES:
        raise Refused(too_large(upload.name or "berkas"))
    content = upload.read()
    upload.seek(0)
    try:
        content_type = kind_of(content)
    except Unfit as unfit:
        raise Refused(f"Berkas “{upload.name}” {unfit.what}. {unfit.advice}, lalu unggah lagi.") from unfit
    name = safe_name(upload.name or "", content_type)
    return Inspected(name, content_type, size, hashlib.sha256(content).hexdigest())


def store(file: FieldFile, upload: UploadedFile[Any], shown_name: str) -> None:
    """Put the bytes where the field keeps its files, all of them or none. Raises Refused."""
    name = file.field.generate_filename(file.instance, shown_name)
    try:
        file.name = file.storage.save(name, upload)
    except OSError as problem:
        with suppress(OSError):
            file.storage.delete(name)
        raise Refused(
            f"Berkas “{shown_name}” tidak disimpan: tempat penyimpanan sedang bermasalah. Silakan coba lagi nanti, "
            "atau hubungi admin provinsi."
        ) from problem


def describe(row: KeptFile, upload: UploadedFile[Any], title: str, by: User) -> None:
    """Fill in what an upload really is, under a title or its own name. Raises Refused."""
    inspected = inspect(upload)
    row.name, row.content_type = inspected.name, inspected.content_type
    row.size, row.sha256 = inspected.size, inspected.sha256
    row.title, row.uploaded_by = title.strip() or inspected.name, by


def keep(row: KeptFile, upload: UploadedFile[Any], *, is_scanned: bool | None = None) -> None:
    """Store the bytes of a described file and its row, both or neither. Raises Refused, also for an infected one.

    Unless it `is_scanned` already, or could not be, it is scanned first.
    """
    upload.seek(0)
    if is_scanned is None:
        is_scanned = scan(row, upload.read())
    upload.seek(0)
    store(row.file, upload, row.name)
    try:
        with transaction.atomic():
            row.save()
            if not is_scanned:
                hold(row)
    except DatabaseError:
        row.file.storage.delete(str(row.file.name))
        raise


def safe_name(name: str, content_type: str) -> str:
    """Return the uploaded name without path and control characters, with the suffix of its real kind."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    printable = "".join(char for char in stem if unicodedata.category(char)[0] != "C")
    return f"{printable.strip()[:150] or 'berkas'}.{KEPT_SUFFIXES[content_type]}"


# Files read again --------------------------------------------------------------------------------------
class Altered(Refused):
    """A kept file is no longer what was uploaded; `evidence` are the rows, each with one reason.

    Whoever catches it outside the transaction calls `tell_admins`, or nobody would come to know.
    """

    def __init__(self, found: dict[KeptFile, str]) -> None:
        super().__init__(found.values())
        self.evidence = list(found)


def read_kept(evidence: KeptFile) -> bytes:
    """Return the bytes that were uploaded, never others. Raises Altered when they are gone or changed.

    A disk that is away is an OSError: that passes, and nobody is told of a changed file.
    """
    try:
        with evidence.file.open("rb") as file:
            content: bytes = file.read(evidence.size + 1)
    except GONE as problem:
        raise Altered({evidence: f"Berkas “{evidence.name}” tidak ada lagi di penyimpanan."}) from problem
    if hashlib.sha256(content).hexdigest() != evidence.sha256:
        raise Altered({evidence: f"Isi berkas “{evidence.name}” berubah sejak diunggah."})
    return content


def require_kept(files: Iterable[KeptFile], advice: str) -> None:
    """Raise Altered, each reason followed by the advice, unless every file still is what was uploaded."""
    found = {}
    for evidence in files:
        try:
            read_kept(evidence)
        except Altered as altered:
            found[evidence] = f"{altered} {advice}"
    if found:
        raise Altered(found)


def tell_admins(refusal: Refused) -> None:
    """Log what was found of files, and mail it to the admins of the province, each file once a day."""
    for evidence in refusal.evidence if isinstance(refusal, Altered) else []:
        logger.error(
            "evidence %s (%s, %s) is not what was uploaded", evidence.pk, evidence.file, evidence.sha256
        )
        key = f"altered-{evidence._meta.label}-{evidence.pk}-{evidence.sha256}"
        if not cache.add(key, "told", timeout=24 * 3600):
            continue
        admins = Membership.objects.active().filter(role=Role.ADMIN, province=evidence.province_id)
        send_mail(
            f"Berkas bukti tidak utuh: {evidence.owner}",
            f"Berkas “{evidence.name}” pada {evidence.place} tidak sama lagi dengan yang diunggah "
            f"{evidence.uploaded_by}, atau hilang. Berkas itu tidak dibuka untuk siapa pun.\n\n"
            f"Mintalah pengelola sistem memulihkannya dari cadangan.\n\n"
            f"Nama di penyimpanan: {evidence.file}\nKode keaslian (SHA-256): {evidence.sha256}\n",
            None,
            sorted(admins.values_list("user__email", flat=True)),
        )
