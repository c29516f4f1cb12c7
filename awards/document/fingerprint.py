"""A short text that names the state of results somebody looked at, and tells later what changed since. Pure.

Panelist ids are shuffled anew in every publication, so they count for nothing here: two sets of inputs that
differ in those names only have the same fingerprint.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regencies.seals.canonical import canonical, sha256

SHORT = 8
PARTS = {
    "edition": "tahun penghargaan",
    "category": "kategori",
    "sample_data": "tanda data contoh",
    "method": "cara menghitung",
    "criteria": "kriteria dan bobot",
    "panel": "susunan Tim Sembilan",
    "plenary": "keputusan pleno",
    "special_awards": "penghargaan khusus",
    "disclosure": "yang diumumkan",
}


def fingerprint(inputs: Mapping[str, Any], disclosure: str) -> str:
    """Return one hash of everything and a short one of each part: "whole=…,method=…,61.04=…"."""
    renamed = relabelled(inputs, _by_content(inputs)) | {"disclosure": disclosure}
    parts: dict[str, Any] = {name: renamed[name] for name in PARTS}
    hashes = {name: _hash(part)[:SHORT] for name, part in parts.items()}
    for entrant in inputs["entrants"]:
        unnamed = [[sheet["recused"], sheet["scores"]] for sheet in entrant["sheets"]]
        hashes[entrant["code"]] = _hash({**entrant, "sheets": sorted(unnamed, key=_hash)})[:SHORT]
    whole = _hash({**parts, "entrants": renamed["entrants"]})
    return ",".join(f"{name}={value}" for name, value in {"whole": whole, **hashes}.items())


def changes(seen: str, now: str, names: Mapping[str, str]) -> list[str]:
    """Return what differs between two fingerprints, in words; empty when nothing does. `names`: entrant by code."""
    if seen == now:
        return []
    before, after = _parts(seen), _parts(now)
    differing = [key for key in {**before, **after} if before.get(key) != after.get(key) and key != "whole"]
    named = [PARTS.get(key) or names.get(key, f"daerah {key}") for key in differing]
    return named or ["susunan lembar nilai"]


def relabelled(inputs: Mapping[str, Any], order: Sequence[str]) -> dict[str, Any]:
    """Return the inputs with panelists renamed P1, P2, … in this order of their present ids, sheets alike."""
    names = {panelist: f"P{place}" for place, panelist in enumerate(order, start=1)}
    return {
        **inputs,
        "panel": [{"id": name} for name in names.values()],
        "entrants": [
            {**entrant, "sheets": _renamed(entrant["sheets"], names)} for entrant in inputs["entrants"]
        ],
    }


def _renamed(sheets: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    place = {name: number for number, name in enumerate(names.values())}
    renamed = [{**sheet, "panelist": names[sheet["panelist"]]} for sheet in sheets]
    return sorted(renamed, key=lambda sheet: place[sheet["panelist"]])


def _by_content(inputs: Mapping[str, Any]) -> list[str]:
    """Return panelist ids ordered by what their sheets say, whatever they are called."""
    said: dict[str, list[Any]] = {panelist["id"]: [] for panelist in inputs["panel"]}
    for entrant in inputs["entrants"]:
        for sheet in entrant["sheets"]:
            said[sheet["panelist"]].append([entrant["code"], sheet["recused"], sheet["scores"]])
    return sorted(said, key=lambda panelist: _hash(said[panelist]))


def _hash(value: Any) -> str:
    return sha256(canonical({"": value}))


def _parts(text: str) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in text.split(","))
