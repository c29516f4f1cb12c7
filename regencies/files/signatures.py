"""The electronic signatures of an uploaded PDF: who says to have signed, when, and whether it still is what was signed.

Whom a certificate belongs to is not checked: nothing here says that it is to be trusted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from regencies.files.apart import NoAnswer, run_apart
from regencies.l10n.dates import format_moment

PROGRAM = Path(__file__).with_name("signature_program.py")
PATIENCE = 25.0  # seconds from start to answer
UNCHECKED = (
    "Rantai sertifikat tidak diperiksa: nama di bawah ini adalah nama yang tertulis di dalam sertifikatnya."
)


def read_signatures(content: bytes, made: bytes) -> dict[str, Any] | None:
    """Return what signature_program.py reads in a PDF, with `ours`: whether it begins with the bytes we made.

    None where it cannot be read within the bounds.
    """
    is_ours = content.startswith(made)
    try:
        said = json.loads(run_apart(PROGRAM, len(made) if is_ours else 0, content, patience=PATIENCE))
    except (NoAnswer, ValueError):
        return None
    return {**said, "ours": is_ours} if isinstance(said, dict) else None


def about_file(said: Mapping[str, Any] | None, *, is_pdf: bool) -> str:
    """Return the sentence about the file of a signed copy as a whole."""
    if not is_pdf:
        return "Hasil pindai. Tanda tangan di atas kertas tidak diperiksa."
    if said is None:
        return "Tanda tangan elektronik di dalam PDF ini belum atau tidak dapat diperiksa."
    if said["encrypted"]:
        return "PDF ini bersandi, jadi tanda tangan elektroniknya tidak diperiksa."
    if not said["signatures"]:
        return (
            "Tidak ada tanda tangan elektronik di dalam PDF ini. Tanda tangan di atas kertas tidak diperiksa."
        )
    whose = {
        True: "Isinya PDF yang dibuat di sini; setelah itu hanya ditambah tanda tangan.",
        False: "Berkas dimulai dengan PDF yang dibuat di sini, tetapi isinya diubah setelah itu.",
        None: "Berkas ini bukan PDF yang dibuat di sini; isinya tidak dibandingkan.",
    }[said["only_signed"]]
    return f"{len(said['signatures'])} tanda tangan elektronik. {whose}"


def state_of(one: Mapping[str, Any]) -> tuple[str, str]:
    """Return (tone, sentence) about one signature: whether it is intact and what it covers."""
    if one["intact"] is None:
        return "warning", "Tidak dapat diperiksa"
    if not one["intact"]:
        return "danger", "Tidak utuh: isi berubah setelah ditandatangani"
    if not one["whole"]:
        return "warning", "Utuh, tetapi tidak mencakup seluruh isi"
    if one["changed"]:
        return "warning", "Utuh, tetapi berkas diubah setelah ditandatangani"
    if one["whole"] == "file":
        return "success", "Utuh, mencakup seluruh berkas"
    return "success", "Utuh; setelahnya hanya ditambah tanda tangan"


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One electronic signature as its list tells it."""

    name: str
    issuer: str
    field: str
    when: str
    tone: str
    state: str


def signature_rows(said: Mapping[str, Any] | None, zone: tzinfo) -> list[SignatureRow]:
    """Return the electronic signatures that were read in a file, in their order."""
    return [
        SignatureRow(
            one["name"] or "Tidak terbaca",
            one["issuer"],
            one["field"],
            when_of(one, zone),
            *state_of(one),
        )
        for one in (said or {"signatures": []})["signatures"]
    ]


def when_of(one: Mapping[str, Any], zone: tzinfo) -> str:
    """Return when it was signed, as the signer's clock or a time stamp says; "" where the file does not."""
    if not one["at"]:
        return ""
    said = format_moment(datetime.fromisoformat(one["at"]).astimezone(zone))
    return said if one["stamped"] else f"{said} (menurut penanda tangan)"
