"""Packing the files of a winner: the same contents give the same ZIP; what is missing is named in its index."""

from __future__ import annotations

import hashlib
import logging
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.core.files import File
from django.utils import timezone

from awards.ceremony.packets.contents import Packed, contents_of
from awards.choices import PacketState
from awards.exports.csv_file import csv_bytes
from awards.models import Entry, NominationPacket
from regencies.actions.errors import Refused

logger = logging.getLogger(__name__)

NEVER = (1980, 1, 1, 0, 0, 0)  # a ZIP knows no earlier moment, and no other makes the same bytes each time
INDEX, SUMS = "INDEKS.csv", "SHA256SUMS"
HEADS = ("Berkas", "Keterangan", "Ukuran (bita)", "SHA-256", "Catatan")
NOT_WHAT_WAS = "Isinya tidak sama lagi dengan yang tercatat."
AWAY = "Tempat penyimpanan tidak dapat dibaca saat dikemas."


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the index: a file that is in the packet, or why it is not."""

    file: Packed
    size: int = 0
    sha256: str = ""
    why_missing: str = ""


def pack_waiting() -> int:
    """Pack whatever waits, one after the other, in transactions of their own; return how many became ready."""
    made = 0
    while packet := NominationPacket.objects.unfinished().first():
        made += pack(packet)
    return made


def pack(packet: NominationPacket) -> bool:
    """Pack one, its progress written as it goes; a packet that cannot be made says so and stops no other."""
    own = NominationPacket.objects.filter(pk=packet.pk)
    try:
        entry = Entry.objects.select_related("regency", "nominee", "category").get(pk=packet.entry_id)
        contents = contents_of(packet.publication, entry)
        own.update(state=PacketState.PACKING, done=0, total=len(contents), missing=0)
        with tempfile.TemporaryFile() as out:
            lines = write(out, contents, lambda done: own.update(done=done))
            _store(packet, out, lines)
    except Exception:  # whatever a store or a library raises, the next packet is made
        logger.exception("The packet of entry %s was not made", packet.entry_id)
        own.update(state=PacketState.FAILED)
        return False
    return True


def write(out: IO[bytes], contents: Sequence[Packed], tell: Callable[[int], object]) -> list[Line]:
    """Write the ZIP of these files and its index; `tell` is called with how many are done."""
    lines = []
    with zipfile.ZipFile(out, "w") as archive:
        for done, file in enumerate(contents, start=1):
            line, content = _read(file)
            if not line.why_missing:
                _put(archive, file.name, content)
            lines.append(line)
            tell(done)
        _put(archive, INDEX, index_of(lines))
        _put(archive, SUMS, sums_of(lines))
    return lines


def index_of(lines: Sequence[Line]) -> bytes:
    """Return the index for a spreadsheet: every file, its size and hash, or why it is missing."""
    rows = [
        (line.file.name, line.file.title, line.size, line.sha256 or line.file.sha256, "")
        if not line.why_missing
        else (
            line.file.name,
            line.file.title,
            None,
            line.file.sha256,
            f"Tidak disertakan: {line.why_missing}",
        )
        for line in lines
    ]
    return csv_bytes([HEADS, *rows])


def sums_of(lines: Sequence[Line]) -> bytes:
    """Return what `sha256sum -c` reads: the hash of every file that is there."""
    return "".join(f"{line.sha256}  {line.file.name}\n" for line in lines if not line.why_missing).encode()


def _read(file: Packed) -> tuple[Line, bytes]:
    try:
        content = file.read()
    except Refused as refused:
        return Line(file, why_missing=" ".join(refused.reasons)), b""
    except OSError:
        logger.exception("%s was not read for a packet", file.name)
        return Line(file, why_missing=AWAY), b""
    digest = hashlib.sha256(content).hexdigest()
    if file.sha256 and digest != file.sha256:
        return Line(file, why_missing=NOT_WHAT_WAS), b""
    return Line(file, len(content), digest), content


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, NEVER)
    info.external_attr = 0o644 << 16
    archive.writestr(info, content, zipfile.ZIP_STORED)  # no library packs it otherwise next year


def _store(packet: NominationPacket, out: Any, lines: Sequence[Line]) -> None:
    """Keep the ZIP in place of the one before."""
    before, storage = packet.file.name, packet.file.storage
    size = out.tell()
    out.seek(0)
    packet.sha256 = hashlib.file_digest(out, "sha256").hexdigest()
    out.seek(0)
    packet.file.save("packet.zip", File(out), save=False)
    packet.size, packet.made_at, packet.state = size, timezone.now(), PacketState.READY
    packet.done = packet.total = len(lines)
    packet.missing = sum(bool(line.why_missing) for line in lines)
    packet.save()
    if before:
        storage.delete(before)
