"""Files held against known viruses by clamd: before anybody sees them or, while it is away, unseen until later."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from config.security.lines import note
from regencies.actions.errors import Refused
from regencies.choices import SecurityEvent
from regencies.models import Evidence, Quarantined, SecurityLine
from regencies.models.kept_file import KeptFile

logger = logging.getLogger(__name__)

PATIENCE = 20  # seconds for each step of the conversation
AT_A_TIME = 50  # files, so that whatever else the worker does is not kept waiting
WAITS = "Berkas ini belum selesai diperiksa dari virus. Pemeriksaan diulang otomatis; buka lagi nanti."
FOUND = "Berkas ini memuat virus dan tidak dibuka untuk siapa pun. Hapus berkas ini, lalu unggah salinan yang bersih."
FOUND_OTHERS = "Berkas ini memuat virus dan tidak dibuka untuk siapa pun. Mintalah dinas menggantinya."
HELD = "Berkas “{}” tersimpan, tetapi belum diperiksa dari virus. Orang lain baru dapat membukanya setelah diperiksa."


class ScannerAway(Exception):
    """clamd gave no answer about a file."""


def is_scanning() -> bool:
    """Return whether files are scanned at all."""
    return bool(settings.CLAMD_SOCKET)


def virus_in(content: bytes) -> str:
    """Return the name of what clamd finds in a file, "" for nothing. Raises ScannerAway."""
    try:
        answer = _client().instream(io.BytesIO(content))
    except (ClamdError, OSError) as problem:
        raise ScannerAway(str(problem)) from problem
    status, what = answer.get("stream", ("", None))
    if status not in {"OK", "FOUND"}:
        raise ScannerAway(f"clamd answered {status} {what}")
    return (what or "unnamed") if status == "FOUND" else ""


def is_answering() -> bool:
    """Return whether clamd answers now."""
    try:
        return bool(_client().ping() == "PONG")
    except (ClamdError, OSError):
        return False


def scan(row: KeptFile, content: bytes) -> bool:
    """Return whether a file about to be stored was scanned; raises Refused for an infected one, with a line."""
    if not is_scanning():
        return True
    try:
        found = virus_in(content)
    except ScannerAway as away:
        logger.error("A file was not scanned: %s", away)
        return False
    if found:
        about = f"Virus {found} dalam berkas {row.sha256[:12]}, {row.owner}"
        note(SecurityEvent.VIRUS, done=False, actor=row.uploaded_by, province=row.province_id, about=about)
        raise Refused(
            f"Berkas “{row.name}” memuat virus ({found}), jadi tidak disimpan. Unggah salinan yang bersih."
        )
    return True


def hold(row: KeptFile) -> None:
    """Keep a stored file from everybody but who uploaded it until it was scanned."""
    Quarantined.objects.get_or_create(
        sha256=row.sha256, defaults={"size": row.size, "file": str(row.file.name)}
    )


def held_texts(rows: Iterable[KeptFile]) -> list[str]:
    """Return what the uploader is told of those files that wait for the scanner; no query where none does."""
    if not is_scanning():
        return []
    titles = {row.sha256: row.title for row in rows}
    held = Quarantined.objects.filter(sha256__in=titles, virus="").order_by("pk")
    return [HELD.format(titles[one.sha256]) for one in held]


def why_held(row: KeptFile, reader: object) -> str:
    """Return why a file is not opened for this person, as a sentence; "" when it is. One query."""
    held = Quarantined.objects.filter(sha256=row.sha256).first()
    if held is None or (not held.virus and row.uploaded_by == reader):
        return ""
    if held.virus:
        return FOUND if row.uploaded_by == reader else FOUND_OTHERS
    return WAITS


def scan_held() -> int:
    """Scan what waits, and release it or mark it infected for good; return how many, AT_A_TIME at most.

    Stops at the first without a verdict, as when clamd is away: the worker has other work. That file waits behind the
    others from then on, as does one that cannot be read, so neither holds up any.
    """
    done = 0
    for held in Quarantined.objects.filter(virus="").order_by("since", "pk")[:AT_A_TIME]:
        try:
            found = virus_in(_read(held))
        except ScannerAway:
            _wait_behind(held)
            break
        except OSError:  # gone from the disk: whoever opens it is told
            logger.exception("A held file was not read")
            _wait_behind(held)
            continue
        if found:
            logger.error("Virus %s in the stored file %s (%s)", found, held.file, held.sha256)
            Quarantined.objects.filter(pk=held.pk).update(virus=found[:200])
            _write_line(held, found)
        else:
            held.delete()
        done += 1
    return done


def _wait_behind(held: Quarantined) -> None:
    held.since = timezone.now()
    held.save(update_fields=["since"])


def _read(held: Quarantined) -> bytes:
    with default_storage.open(held.file) as file:
        return bytes(file.read(held.size))


def _write_line(held: Quarantined, virus: str) -> None:
    """Write what a worker found into the security log: no request brings it there."""
    rows = Evidence.objects.filter(sha256=held.sha256).values_list(
        "entry__report__regency__province", flat=True
    )
    SecurityLine.objects.create(
        at=timezone.now(),
        request="",
        event=SecurityEvent.VIRUS,
        done=False,
        actor_name="Pemeriksaan virus",
        provinces=sorted(set(rows)),
        about=f"Virus {virus} dalam berkas tersimpan {held.sha256[:12]}"[:250],
    )


def _client() -> ClamdNetworkSocket:
    address: str = settings.CLAMD_SOCKET
    if address.startswith("/"):
        return ClamdUnixSocket(address, timeout=PATIENCE)
    host, _, port = address.rpartition(":")
    return ClamdNetworkSocket(host, int(port), timeout=PATIENCE)
