"""Reads the signatures of a PDF somebody uploaded: a program of its own, never the server. signatures.py starts it.

A file made to crash, fill the memory or run for ever takes this process along and nothing else. It holds signatures
against the bytes they are of, and asks nobody whether a certificate is to be trusted.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

MEMORY = 1024 * 1024 * 1024  # bytes of address space, the libraries included
SECONDS = 15  # of processor time
MOST_FILES = 64
MOST_SIGNATURES = 50
SIGNING = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}
WHOLE = {SignatureCoverageLevel.ENTIRE_FILE: "file", SignatureCoverageLevel.ENTIRE_REVISION: "revision"}


def bound() -> None:
    """Give up what this process will not need."""
    os.nice(10)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 1024 * 1024),
        (resource.RLIMIT_NOFILE, MOST_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def read(content: bytes, made: int) -> dict[str, Any]:
    """Return `encrypted`, `signatures` and `only_signed` of a PDF whose first `made` bytes are ours, 0 for none."""
    reader = PdfFileReader(BytesIO(content), strict=False)
    if reader.encrypted:
        return {"encrypted": True, "signatures": [], "only_signed": None}
    found = reader.embedded_regular_signatures[:MOST_SIGNATURES]
    return {
        "encrypted": False,
        "signatures": [said_of(one) for one in found],
        "only_signed": only_signed(reader, content[:made]) if made else None,
    }


def only_signed(reader: PdfFileReader, made: bytes) -> bool:
    """Return whether what follows the bytes we made is signatures and nothing else."""
    base = PdfFileReader(BytesIO(made), strict=False).xrefs.total_revisions - 1
    if reader.xrefs.total_revisions - 1 == base:
        return bool(reader.stream.seek(0, os.SEEK_END) == len(made))
    try:
        found = DEFAULT_DIFF_POLICY.review_file(reader, base)
    except SuspiciousModification:
        return False
    return not isinstance(found, SuspiciousModification) and found.modification_level in SIGNING


def said_of(one: Any) -> dict[str, Any]:
    """Return who says to have signed and when, and whether the bytes are still those that were signed."""
    try:
        about = validate_pdf_signature(one, ValidationContext(trust_roots=[], allow_fetching=False))
        when = about.timestamp_validity.timestamp if about.timestamp_validity else about.signer_reported_dt
        return {
            "field": one.field_name,
            "name": name_of(about.signing_cert.subject),
            "issuer": name_of(about.signing_cert.issuer),
            "at": when.isoformat() if when else "",
            "stamped": about.timestamp_validity is not None,
            "intact": bool(about.intact and about.valid),
            "whole": WHOLE.get(about.coverage or SignatureCoverageLevel.UNCLEAR, ""),
            "changed": about.modification_level not in SIGNING,
        }
    except Exception:  # whatever a signature made to do harm raises, it is one that cannot be checked
        return {
            "field": str(one.field_name),
            "name": "",
            "issuer": "",
            "at": "",
            "stamped": False,
            "intact": None,
            "whole": "",
            "changed": None,
        }


def name_of(subject: Any) -> str:
    """Return the common name of a certificate's subject, else all it says."""
    native = subject.native.get("common_name")
    return (native if isinstance(native, str) else subject.human_friendly)[:200]


def main() -> None:
    """Write what was read as JSON."""
    bound()
    sys.setrecursionlimit(2000)
    json.dump(read(sys.stdin.buffer.read(), int(sys.argv[1])), sys.stdout)


if __name__ == "__main__":
    main()
