"""Keeps what a page showed of a workbook until its button is pressed, and stores it: all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from regencies.actions.base import verb
from regencies.actions.entries import add_entry, add_regulation, remove_entry
from regencies.actions.entry_edits import save_entries
from regencies.actions.errors import Refused, Stale
from regencies.actions.locks import HeldReport, lock_for_editing
from regencies.actions.regulations import save_regulation
from regencies.choices import Section
from regencies.models import ReportEntry, User, YearlyReport
from regencies.sheets import signed
from regencies.workbook.boxes import Boxes
from regencies.workbook.differences import FILE, Proposal, Step, same_rows

SINCE = "Data laporan berubah sejak pratinjau ini dibuka. Belum ada yang disimpan; unggah lagi berkasnya."

LONGEST = 2_000_000  # letters; a page that sends back more is refused unread
ORDER = ("remove", "save", "add")  # a row may take the place of one that goes


def _salt(report: YearlyReport) -> str:
    return f"regencies.workbook.{report.pk}"


def sign(proposal: Proposal, report: YearlyReport, by: User) -> str:
    """Return the steps of a proposal as text that only this person can have stored, in this report.

    Raises Refused for more than one page can send back.
    """
    steps = [step.plain() for step in proposal.steps]
    text = signed.sign(steps, report.regency.province, by, salt=_salt(report))
    if len(text) > LONGEST:
        raise Refused("Berkas ini mengubah terlalu banyak sekaligus. Unggah dalam beberapa berkas.")
    return text


def read_signed(text: str, report: YearlyReport, by: User) -> list[Step]:
    """Return the steps of `sign`. Raises Refused for another person's or report's, an old or an altered text."""
    rows = signed.read_signed(text, report.regency.province, by, salt=_salt(report))
    return [Step(*row) for row in rows]


def chosen(steps: Sequence[Step], answers: Mapping[str, str]) -> list[Step]:
    """Return the steps as a person chose: what is asked about is done only where the file was taken."""

    def is_taken(choice: str) -> bool:
        return not choice or answers.get(choice) == FILE

    found = []
    for step in steps:
        texts = {name: said for name, said in step.texts.items() if is_taken(said[2])}
        if is_taken(step.choice) and (texts or step.kind == "remove"):
            found.append(Step(step.kind, step.section, step.where, step.entry, step.version, texts))
    return sorted(found, key=lambda step: ORDER.index(step.kind))


@verb
def load_workbook(report: YearlyReport, steps: Sequence[Step], *, by: User) -> int:
    """Store what a workbook changes and return how many entries that were; all of it or nothing.

    Raises Refused with every reason, Stale when somebody changed a cell since it was shown.
    """
    held = lock_for_editing(report, by)
    entries = {entry.pk: entry for entry in held.entries()}
    problems: list[str] = []
    stored = 0
    for step in steps:
        try:
            with transaction.atomic():
                stored += _done(held, entries, step, by)
        except Stale as stale:
            changed = [f"{label}: tersimpan {now}, berkas {mine}." for label, mine, now in stale.rows]
            raise Refused([SINCE, *changed]) from stale
        except Refused as refusal:
            problems += [f"{step.where}: {reason}" for reason in refusal.reasons]
    if problems:
        raise Refused(problems)
    return stored


def _done(held: HeldReport, entries: Mapping[int, ReportEntry], step: Step, by: User) -> bool:
    """Do one step; returns whether it changed anything."""
    section, entry = Section(step.section), entries.get(step.entry)
    if step.kind == "add":
        return _add(held, entries, step, by)
    if entry is None:
        if step.kind == "remove":
            return False  # as whoever pressed twice wished
        raise Refused("Butir ini sudah dihapus sejak pratinjau dibuka. Unggah lagi berkasnya.")
    if step.kind == "remove":
        remove_entry(entry, expected_version=step.version, by=by)
        return True
    typed = {name: said[0] for name, said in step.texts.items()}
    seen = {name: said[1] for name, said in step.texts.items()}
    boxes = Boxes(held.report, section, entry, typed=typed, seen=seen, version=step.version)
    _require_right(boxes, held.report)
    version = entry.version
    return _save(held, entry, boxes.form, section, by).version != version


def _save(held: HeldReport, entry: ReportEntry, form: Any, section: Section, by: User) -> ReportEntry:
    if section == Section.REGULATIONS:
        change = form.change
        return save_regulation(
            entry,
            form.regulation,
            form.use,
            expected_version=change.version,
            base=change.base,
            by=by,
            held=held,
        )
    changes = form.changes() if section == Section.PARTICIPATION else [form.change]
    return save_entries(held, changes, by=by)[0]


def _add(held: HeldReport, entries: Mapping[int, ReportEntry], step: Step, by: User) -> bool:
    section = Section(step.section)
    typed = {name: said[0] for name, said in step.texts.items()}
    boxes = Boxes(held.report, section, None, typed=typed)
    _require_right(boxes, held.report)
    own = [
        (entry, Boxes(held.report, section, entry)) for entry in entries.values() if entry.section == section
    ]
    if next(same_rows(section, typed, boxes, own), None):
        return False  # as whoever pressed twice wished
    form: Any = boxes.form
    if section == Section.REGULATIONS:
        add_regulation(held.report, form.regulation, form.use, by=by)
    else:
        add_entry(held.report, section, form.values, by=by)
    return True


def _require_right(boxes: Boxes, report: YearlyReport) -> None:
    """Refuse a text that has no value, which only a page older than the rules of its boxes sends."""
    wrong = boxes.made_wrong(report).items()
    names = {name: f"{boxes.label(name)}: " if name in boxes.names else "" for name, _ in wrong}
    if reasons := [f"{names[name]}{why}" for name, whys in wrong for why in whys]:
        raise Refused(reasons)
