"""Verbs that add to a report and take away: rows and answers. Each locks the report first.

The values of an entry are saved in entry_edits.py, those of a regulation that is there already in regulations.py,
files in evidence/attach.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from regencies.actions.base import changed_by, removed_row, verb
from regencies.actions.entry_edits import plain_lines
from regencies.actions.errors import Refused, Stale
from regencies.actions.locks import hold_region, lock_for_editing
from regencies.checks.build_snapshot import snapshot
from regencies.checks.registry import run_checks
from regencies.choices import ReportStatus, Section, WorkforceSegment
from regencies.models import (
    Evidence,
    Explanation,
    Regulation,
    RegulationUse,
    ReportEntry,
    User,
    YearlyReport,
)
from regencies.models.sections import DETAIL_MODELS

NO_NEW_ROWS = (
    "Laporan sedang diperbaiki: hanya butir yang ditandai yang dapat diubah. "
    "Cantumkan tambahan pada butir yang ditandai."
)
REGULATION_KEY = ("kind", "number", "year")


def create_entry(
    report: YearlyReport,
    section: Section,
    values: Mapping[str, Any],
    *,
    by: User | None = None,
    position: int = 0,
) -> ReportEntry:
    """Store an entry and its content in a report the caller has locked; return it."""
    entry = ReportEntry.objects.create(
        report=report,
        section=section,
        position=position,
        entered_by=by,
        entered_at=timezone.now() if by else None,
    )
    DETAIL_MODELS[section]._default_manager.create(entry=entry, **values)
    return entry


def create_blanks(report: YearlyReport, rows: Iterable[tuple[Section, int, Mapping[str, Any]]]) -> None:
    """Store entries nobody has typed yet, of (section, position, values), in a report the caller has locked."""
    rows = list(rows)
    entries = [
        ReportEntry(report=report, section=section, position=position) for section, position, _ in rows
    ]
    details: dict[Section, list[Any]] = defaultdict(list)
    for entry, (section, _, values) in zip(ReportEntry.objects.bulk_create(entries), rows, strict=True):
        details[section].append(DETAIL_MODELS[section](entry=entry, **values))
    for section, made in details.items():
        DETAIL_MODELS[section]._default_manager.bulk_create(made)


@verb
def add_entry(report: YearlyReport, section: Section, values: Mapping[str, Any], *, by: User) -> ReportEntry:
    """Add one row to a section of rows. Raises Refused; a returned report takes corrections only."""
    report = lock_for_editing(report, by).report
    if section.is_fixed:
        raise Refused(f"Bagian {section.label} tidak memiliki butir tambahan.")
    if report.status == ReportStatus.RETURNED:
        raise Refused(NO_NEW_ROWS)
    _require_new(report, section, values)
    position = report.entries.filter(section=section).count()
    return create_entry(report, section, values, by=by, position=position)


def _require_new(report: YearlyReport, section: Section, values: Mapping[str, Any]) -> None:
    """Refuse a row that is there already, and a second proposal for one segment of the workforce."""
    rows: models.QuerySet[Any] = DETAIL_MODELS[section]._default_manager.filter(entry__report=report)
    if section == Section.WORKFORCE and rows.filter(segment=values["segment"]).exists():
        segment = WorkforceSegment(values["segment"]).label.lower()
        raise Refused(f"Usulan semesta pekerja {segment} sudah ada. Ubah usulan yang ada.")
    if rows.filter(**values).exists():
        raise Refused("Butir dengan isian yang sama persis sudah ada. Ubah butir itu bila perlu.")


@verb
def add_regulation(
    report: YearlyReport, regulation: Mapping[str, Any], use: Mapping[str, Any], *, by: User
) -> ReportEntry:
    """Record a regulation of the participant (kind, number, year, title, status) and name it in this report.

    One it has already, from another year, is named again with the title and status given now.
    """
    report = lock_for_editing(report, by).report
    hold_region(report.regency_id)
    key = {name: regulation[name] for name in REGULATION_KEY}
    rest = {name: value for name, value in regulation.items() if name not in key}
    owner: dict[str, Any] = {"regency": report.regency, "nominee": report.nominee}
    stored, _ = Regulation.objects.update_or_create(**owner, **key, defaults=rest)
    if RegulationUse.objects.filter(entry__report=report, regulation=stored).exists():
        raise Refused(f"{stored} sudah tercantum dalam laporan ini. Ubah butir yang ada.")
    return add_entry(report, Section.REGULATIONS, {"regulation": stored, **use}, by=by)


@verb
def remove_entry(entry: ReportEntry, *, expected_version: int, by: User) -> None:
    """Take a row out of the report, with its evidence; the history keeps what it said. Raises Refused."""
    held = lock_for_editing(entry.report, by)
    entry = held.unlocked_entry(entry.pk)
    if Section(entry.section).is_fixed:
        raise Refused(f"“{entry.detail}” tidak dapat dihapus; kosongkan isiannya.")
    if held.report.status == ReportStatus.RETURNED:
        raise Refused(f"“{entry.detail}” sudah pernah dikirim. Perbaiki isinya; tidak dihapus.")
    if entry.version != expected_version:
        raise Refused(
            f"“{entry.detail}” {changed_by(entry.entered_by, by)} sejak halaman ini dibuka. "
            "Muat ulang halaman, lalu hapus bila masih perlu."
        )
    regulation = None
    if entry.section == Section.REGULATIONS:
        hold_region(held.report.regency_id)
        regulation = entry.detail.regulation
    entry.delete()
    if regulation and not regulation.uses.exists():
        regulation.delete()  # or next year's report would carry a mistake forward


@verb
def move_entry(entry: ReportEntry, *, up: bool, by: User) -> ReportEntry:
    """Put a row one place up or down among those of its section; the first goes no further up. Raises Refused."""
    held = lock_for_editing(entry.report, by)
    entry = held.unlocked_entry(entry.pk)
    if Section(entry.section).is_fixed or held.report.status == ReportStatus.RETURNED:
        raise Refused(f"Urutan “{entry.detail}” tidak dapat diubah sekarang. Perbaiki isinya saja.")
    rows = list(held.report.entries.filter(section=entry.section))
    place = next(nth for nth, row in enumerate(rows) if row.pk == entry.pk)
    rows.insert(max(0, place + (-1 if up else 1)), rows.pop(place))
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
    return entry


@verb
def restore_entry(report: YearlyReport, pk: int, *, by: User) -> ReportEntry:
    """Put a row back that was removed: what it said, its files and answers. Raises Refused."""
    report = lock_for_editing(report, by).report
    there: ReportEntry | None = report.entries.filter(pk=pk).first()
    if there:
        return there
    entry = removed_row(ReportEntry, pk)
    if entry is None or entry.report_id != report.pk:
        raise Refused("Butir ini tidak pernah ada dalam laporan ini. Muat ulang halaman.")
    if report.status == ReportStatus.RETURNED:
        raise Refused(NO_NEW_ROWS)
    detail: Any = removed_row(DETAIL_MODELS[entry.section], pk)
    if detail is None:
        raise Refused("Isi butir ini tidak ada lagi. Tambahkan sebagai butir baru.")
    if entry.section == Section.REGULATIONS:
        hold_region(report.regency_id)
        detail.regulation = _regulation_again(report, detail.regulation_id)
    said = {field.name: getattr(detail, field.name) for field in detail._meta.fields if field.name != "entry"}
    _require_new(report, Section(entry.section), said)
    parts = [*_removed_with(Evidence, entry), *_removed_with(Explanation, entry)]
    entry.version += 1  # a page that shows it as it was before is out of date
    for row in (entry, detail, *parts):
        row.save(force_insert=True)
    return entry


def _regulation_again(report: YearlyReport, pk: int) -> Regulation:
    """Return the regulation a removed row named, stored again if it went with the row. Raises Refused."""
    regulation = Regulation.objects.filter(pk=pk).first()
    if regulation is None:
        gone = removed_row(Regulation, pk)
        if gone is None:
            raise Refused("Produk hukum ini tidak ada lagi. Tambahkan sebagai butir baru.")
        key = {name: getattr(gone, name) for name in ("regency_id", "nominee_id", *REGULATION_KEY)}
        regulation = Regulation.objects.filter(**key).first()
        if regulation is None:
            gone.save(force_insert=True)
            return gone
    if RegulationUse.objects.filter(entry__report=report, regulation=regulation).exists():
        raise Refused(f"{regulation} sudah tercantum dalam laporan ini. Ubah butir yang ada.")
    return regulation


def _removed_with(model: type[Any], entry: ReportEntry) -> list[Any]:
    """Return the rows of a kind that went out together with an entry, unsaved."""
    of_entry: type[Any] = ReportEntry
    gone = of_entry.pgh_event_model.objects.filter(pgh_obj_id=entry.pk, pgh_label="delete")
    last = gone.order_by("-pgh_id").values_list("pgh_context", flat=True)[:1]
    events = model.pgh_event_model.objects.filter(entry=entry.pk, pgh_label="delete", pgh_context__in=last)
    names = [field.attname for field in model._meta.concrete_fields]
    return [
        model(**{name: event.pgh_obj_id if name == "id" else getattr(event, name) for name in names})
        for event in events
    ]


@verb
def answer(
    report: YearlyReport,
    rule: str,
    entry: int | None,
    text: str,
    *,
    by: User,
    evidence: Evidence | None = None,
    seen: str | None = None,
    token: str | None = None,
) -> Explanation | None:
    """Store the answer to one question of the checks; a blank one withdraws it. Raises Refused or Stale.

    `seen` and `token`: the answer and the figures that were on screen.
    """
    report = lock_for_editing(report, by).report
    text = plain_lines(text).strip()
    asked = next((f for f in run_checks(snapshot(report)) if (f.rule, f.entry) == (rule, entry)), None)
    stored = report.explanations.filter(rule=rule, entry=entry).first()
    current = asked.answer if asked else ""
    if seen is not None and stored and current not in {"", plain_lines(seen).strip(), text}:
        raise Stale(
            f"Penjelasan ini sudah diubah oleh {stored.answered_by} sejak halaman ini dibuka. "
            "Data tersimpan tidak berubah. Pilih penjelasan yang dipakai.",
            mine={"Penjelasan": text or "–"},
            stored={"Penjelasan": stored.answer},
        )
    if not text:
        if stored:
            stored.delete()
        return None
    if asked is None or asked.level != "soft":
        raise Refused("Pertanyaan ini tidak berlaku lagi karena isiannya sudah berubah. Muat ulang halaman.")
    if token not in {None, asked.token}:
        raise Refused(
            f"Angka yang ditanyakan sudah berubah. Pertanyaannya sekarang: “{asked.found}” Periksa penjelasannya, "
            "lalu simpan lagi."
        )
    explanation, _ = Explanation.objects.update_or_create(
        report=report,
        rule=rule,
        entry_id=entry,
        defaults={
            "asked": asked.message,
            "figures": asked.figures,
            "answer": text,
            "evidence": evidence,
            "answered_by": by,
        },
    )
    return explanation
