"""Kept files copied from the disk into the store that takes its place, each held against its hash on both sides."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from regencies.actions.files import GONE
from regencies.models.kept_file import KeptFile


@dataclass(frozen=True, slots=True)
class Moved:
    """One file: whether it was copied now, and why it is not in the new store as it was uploaded; "" when it is."""

    name: str
    is_copied: bool
    problem: str = ""


def kept_names() -> dict[str, str]:
    """Return name in the store → SHA-256 of every file that was ever kept, those taken out of a report included."""
    found: dict[str, str] = {}
    for model in apps.get_models():
        if issubclass(model, KeptFile):
            for rows in filter(None, (model, getattr(model, "pgh_event_model", None))):
                found |= dict(rows._base_manager.values_list("file", "sha256"))
    return dict(sorted(found.items()))


def move_files(source: Storage, target: Storage) -> Iterator[Moved]:
    """Copy what the target has not yet; yields each file. Begun again it goes on where it stopped.

    Raises OSError when a store is away.
    """
    for name, sha256 in kept_names().items():
        if is_there(target, name, sha256):
            yield Moved(name, is_copied=False)
            continue
        content = _read(source, name)
        if content is None:
            yield Moved(name, is_copied=False, problem="is not on the disk")
        elif hashlib.sha256(content).hexdigest() != sha256:
            yield Moved(name, is_copied=False, problem="is not what was uploaded")
        else:
            target.delete(name)  # half of it, or another
            saved = target.save(name, ContentFile(content))
            wrong = (
                "" if saved == name and is_there(target, name, sha256) else "did not arrive as it was sent"
            )
            yield Moved(name, is_copied=True, problem=wrong)


def is_there(store: Storage, name: str, sha256: str) -> bool:
    """Return whether a store has this file, with these bytes."""
    content = _read(store, name) if store.exists(name) else None
    return content is not None and hashlib.sha256(content).hexdigest() == sha256


def _read(store: Storage, name: str) -> bytes | None:
    try:
        with store.open(name) as file:
            return bytes(file.read())
    except GONE:
        return None
