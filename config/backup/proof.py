"""Holds a restored database against the manifest of its archive, and what it holds against itself."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.management import call_command

from awards.models import Publication
from awards.verify import EQUAL, verdict
from config.backup.archive import FILES
from config.backup.contents import holdings, pending_migrations, structure
from regencies.seals.verify import differences

WHAT = {
    "rows": "rows",
    "triggers": "triggers",
    "migrations": "migrations",
    "seal": "the last seal",
    "published": "published documents",
    "evidence": "names and hashes of evidence",
}


def differing(manifest: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Return a sentence for every kind of contents that is otherwise now than the manifest says."""
    found = []
    for kind, here in now.items():
        there, words = manifest[kind], WHAT[kind]
        if here == there:
            continue
        if isinstance(there, dict):
            keys = sorted(key for key in there.keys() | here.keys() if there.get(key) != here.get(key))
            some = [f"{key} {there.get(key, 'none')} → {here.get(key, 'none')}" for key in keys]
        else:
            some = (
                sorted(set(there or []) ^ set(here or []))
                if isinstance(there, list)
                else [f"{there} → {here}"]
            )
        found.append(f"Other {words} than backed up: {', '.join(some[:5])} ({len(some)} in all).")
    return found


def findings(manifest: dict[str, Any]) -> list[str]:
    """Return a sentence for everything wrong in the database in use, just restored: rows, files, seals, publications.

    Tables of an older version are brought to this one in between, as an update would.
    """
    found = differing(manifest, structure())
    if pending_migrations():
        call_command("migrate", verbosity=0)
    now = holdings()
    found += differing(manifest, now)
    found += manifest["problems"]
    for name, sha256 in now["evidence"].items():
        in_archive = manifest["members"].get(FILES + name, {}).get("sha256")
        if in_archive != sha256 and not any(said.startswith(f"{name} ") for said in manifest["problems"]):
            found.append(f"{name} is not in the archive as it was uploaded.")
    for publication in Publication.objects.order_by("pk").iterator(chunk_size=1):
        document = bytes(publication.document)
        if publication.sha256 != hashlib.sha256(document).hexdigest():
            found.append(f"Publication {publication.pk} is not what its SHA-256 says.")
        status, lines = verdict(document)
        if status != EQUAL:
            found.append(f"Publication {publication.pk} does not follow from its inputs: {lines[0]}")
    return [*found, *differences()]
