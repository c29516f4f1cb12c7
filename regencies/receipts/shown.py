"""What of a report was in front of who certifies it, as a text a page carries; and what has changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from regencies.choices import Section
from regencies.l10n.numbers import LONGEST_KEY, read_digits
from regencies.models import ReportEntry, YearlyReport
from regencies.presenters.audit_log import last_filled
from regencies.seals.canonical import canonical, sha256

WORKFORCE, GENERAL = "semesta", "umum"
NAMES = {WORKFORCE: "Semesta pekerja", GENERAL: "Penjelasan umum"}


def _digest(said: Any) -> str:
    return sha256(canonical(said))


def shown_token(said: Mapping[str, Any]) -> str:
    """Return "<SHA-256 of everything a report says> <part>:<start of the part's own> …" of what `said_by` returned.

    The first decides; the parts, each entry by its key, are there to name what differs.
    """
    parts = [f"{part}:{digest}" for part, digest in _parts(said).items()]
    return " ".join([_digest(said), *parts])


def _parts(said: Mapping[str, Any]) -> dict[str, str]:
    """Return the start of the SHA-256 of each part of a report by its name: of an entry, its key."""
    answers: dict[int | None, list[list[str]]] = defaultdict(list)
    for item in said["explanations"]:
        answers[item["entry"]].append([item["rule"], item["answer"]])
    parts = {
        str(entry["entry"]): [entry["values"], entry["evidence"], answers[entry["entry"]]]
        for entry in said["entries"]
    }
    parts |= {WORKFORCE: [said["workforce"]], GENERAL: answers[None]}
    return {name: _digest(part)[:8] for name, part in parts.items()}


def changed_parts(shown: str, said: Mapping[str, Any]) -> set[str]:
    """Return the parts that differ from those of a token, also removed ones; empty where it names no part."""
    before = dict(part.split(":", 1) for part in shown.split()[1:] if ":" in part)
    now = _parts(said)
    return {part for part in before | now if before.get(part) != now.get(part)} if before else set()


def changed_entries(shown: str, said: Mapping[str, Any]) -> set[int]:
    """Return the keys of the entries among the `changed_parts`."""
    parts = changed_parts(shown, said)
    return {key for part in parts if (key := read_digits(part, LONGEST_KEY)) is not None}


def what_changed(report: YearlyReport, shown: str, said: Mapping[str, Any]) -> list[str]:
    """Return, in one sentence, what differs from what was shown and who changed it; empty when nothing does."""
    if shown.split()[:1] == [_digest(said)]:
        return []
    if not shown.strip():
        return ["Isi laporan belum tampil saat dinyatakan benar. Baca isinya di bawah, centang, lalu kirim."]
    parts, entries = changed_parts(shown, said), changed_entries(shown, said)
    names = {entry["entry"]: f"“{entry['label']}”" for entry in said["entries"]}
    removed = _removed(report, entries - set(names))
    found = {key: name for key, name in names.items() if key in entries} | removed
    touched = last_filled(found)
    by = {
        key: f"oleh {who}, {report.regency.province.in_its_time(when)}"
        for key, (who, when) in touched.items()
    }
    lines = [
        f"{name} ({'dihapus' if key in removed else 'terakhir diisi'} {by[key]})"
        for key, name in found.items()
    ]
    lines += [name for part, name in NAMES.items() if part in parts]
    what = "; ".join(lines) or "nama atau susunan laporan"
    return [
        f"Yang berubah sejak halaman dibuka: {what}. Baca lagi isi laporan di bawah, centang, lalu kirim."
    ]


def _removed(report: YearlyReport, entries: set[int]) -> dict[int, str]:
    """Return those of the entries that were taken out of the report, by key."""
    events = ReportEntry.pgh_event_model.objects  # type: ignore[attr-defined]
    removed = events.filter(report=report, pgh_obj_id__in=entries, pgh_label="delete")
    return {
        key: f"satu butir {Section(section).label}"
        for key, section in removed.values_list("pgh_obj_id", "section")
    }
