"""Refuses passwords that are known from breaches, by a local list: nothing about a password leaves this machine.

The list is a file sorted by hash, one SHA-1 a line in hexadecimal, whole or its first ten digits or more, as Have I
Been Pwned publishes it (`HASH:count`). It is searched on the disk, some forty reads of a line however long it is.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError

ENTRY = re.compile(rb"[0-9A-F]{10,40}(:[0-9]+)?", re.IGNORECASE)
LOOKED_AT = 500  # places of the list that the check at the start reads
LONGEST = 200  # bytes of a line
logger = logging.getLogger(__name__)


class NotBreached:
    """Refuses a new password that is in the list of BREACHED_PASSWORDS."""

    def validate(self, password: str, user: object = None) -> None:
        try:
            found = settings.BREACHED_PASSWORDS and is_listed(password, settings.BREACHED_PASSWORDS)
        except OSError as problem:  # nobody is kept from a new password because a disk is away
            logger.error("BREACHED_PASSWORDS cannot be read: %s", type(problem).__name__)
            return
        if found:
            raise ValidationError("Kata sandi ini tercatat pernah bocor di internet. Pilih yang lain.")

    def get_help_text(self) -> str:
        return "Bukan kata sandi yang pernah bocor."


def is_listed(password: str, path: Path) -> bool:
    """Return whether the SHA-1 of a password is in the sorted list. Raises OSError."""
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, os.fstat(file.fileno()).st_size
        while low < high:
            middle = (low + high) // 2
            entry = entry_from(file, middle)
            if not entry or entry >= digest[: len(entry)]:
                high = middle
            else:
                low = middle + 1
        entry = entry_from(file, low)
    return bool(entry) and digest.startswith(entry)


def entry_from(file: BinaryIO, position: int) -> bytes:
    """Return the hash, in capitals, of the first line that begins at a position or behind it; empty at the end."""
    file.seek(max(position - 1, 0))
    if position:
        file.readline(LONGEST)
    return file.readline(LONGEST).partition(b":")[0].strip().upper()


def why_no_list(path: Path) -> str:
    """Return why a file is no list to search, in English; "" when the places looked at are sorted hashes."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            read = [entry_from(file, size * place // LOOKED_AT) for place in range(LOOKED_AT)]
    except OSError as problem:
        return f"cannot be read: {problem.strerror}"
    found = [entry for entry in read if entry]
    if not found or not all(ENTRY.fullmatch(entry) for entry in found):
        return "holds no SHA-1 in hexadecimal on each line"
    return "" if found == sorted(found) else "is not sorted by hash"
