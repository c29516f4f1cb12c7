"""Holds a restored database against the manifest of its archive, and what it holds against itself."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.db.models import CharField, F, Func, Model, Value

from awards.models import CoveragePage, Publication, PublicationFile, ResultPaper
from awards.verify import EQUAL, verdict
from config.backup.archive import FILES
from config.backup.contents import holdings, pending_migrations, structure
from regencies.models import Receipt, SignedMinutes
from regencies.seals.verify import differences

WHAT = {
    "rows": "rows",
    "triggers": "triggers",
    "migrations": "migrations",
    "seal": "the last seal",
    "published": "published documents",
    "evidence": "names and hashes of evidence",
}

BYTES: dict[type[Model], tuple[str, str]] = {
    Publication: ("document", "sha256"),
    PublicationFile: ("content", "sha256"),
    CoveragePage: ("content", "sha256"),
    ResultPaper: ("content", "sha256"),
    Receipt: ("document", "sha256"),
    SignedMinutes: ("document", "document_sha256"),
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
    found += altered_bytes()
    for publication in Publication.objects.order_by("pk").iterator(chunk_size=1):
        for document in filter(None, (publication.document, publication.sealed_document)):
            status, lines = verdict(bytes(document))
            if status != EQUAL:
                found.append(f"Publication {publication.pk} does not follow from its inputs: {lines[0]}")
    return [*found, *differences()]


def altered_bytes() -> list[str]:
    """Return a sentence for each document, file and paper in the database whose bytes are not what its SHA-256 says."""
    found = []
    for model, (content, sha256) in BYTES.items():
        now = Func(
            Func(F(content), function="sha256"), Value("hex"), function="encode", output_field=CharField()
        )
        rows = model._base_manager.annotate(now=now).exclude(now=F(sha256)).order_by("pk")
        found += [
            f"{model._meta.label} {pk} is not what its SHA-256 says."
            for pk in rows.values_list("pk", flat=True)
        ]
    return found
