"""The recorded history in words: who, when, before, after, why. The only reader of pghistory's events.

An event is the whole row after an insert or update and before a deletion, written by a trigger. A change is
the difference between two successive events of the same row.
"""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import TextField, Value
from django.db.models.expressions import RawSQL
from django.utils.text import capfirst

from config.postgres.compiled import compiled
from regencies.checks.registry import TITLES
from regencies.l10n.field_text import BLANK, field_text
from regencies.models import ReportEntry, SignedMinutes, User, YearlyReport
from regencies.models.evidence import Evidence, Explanation, Review
from regencies.models.kept_file import KeptFile
from regencies.models.reports import EntryDetail
from regencies.models.sections import DETAIL_MODELS

SYSTEM = "Sistem"
DELETED = "dihapus"
RETIRED = "Pertanyaan yang tidak lagi diajukan"
CREATED = "dibuat"

# Written along with every change: they say nothing that "siapa" and "kapan" do not.
BOOKKEEPING = frozenset(
    ["entered_by", "entered_at", "reviewed_by", "answered_by", "uploaded_by", "decided_by", "granted_by", "written_by"]
)  # fmt: skip
CODES = frozenset({"subject"})  # another column says it in words
PARTS_OF_A_REPORT = frozenset([*DETAIL_MODELS.values(), ReportEntry, Evidence, Explanation, Review])
PARENT = frozenset({"entry", "report"})
TECHNICAL = frozenset({"file", "content_type", "size", "sha256", "document_sha256", "figures"})


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded state of one row; `row` is an unsaved instance with the rows it points to already fetched."""

    number: int
    label: str  # insert | update | delete
    when: datetime.datetime
    row: Any
    context: dict[str, Any]

    @property
    def kind(self) -> str:
        """The Indonesian name of the model, capitalised."""
        return capfirst(str(self.row._meta.verbose_name))

    @property
    def reason(self) -> str:
        """The reason given for the change; "" when none was."""
        return self.context.get("reason") or ""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed: its values before and after as texts for the screen, "–" for nothing."""

    who: str
    when: datetime.datetime
    field: str
    before: str
    after: str
    reason: str


Source = models.Model | models.QuerySet[Any]
Subject = Callable[[Event], str]


def changes(*sources: Source, subject: Subject | None = None) -> list[Change]:
    """Return every change of the sources (rows, or querysets of events), newest first.

    `subject` names the row an event is about and is put before the field; None for the history of one row.
    One query, and one for each kind of row that events point to.
    """
    return _changes(*_recorded(sources), subject)


def report_changes(report: YearlyReport) -> list[Change]:
    """Return every change of a report, newest first: its state, entries, evidence, explanations and reviews.

    And who answers for an entry from then on, where somebody else saved it as it stood.
    """
    entries = ReportEntry.pgh_event_model.objects.filter(report=report)
    parts = [
        model.pgh_event_model.objects.filter(entry__in=entries.values("pgh_obj_id"))
        for model in (*(DETAIL_MODELS[section] for section in report.kind.sections), Evidence, Review)
    ]
    own = [model.pgh_event_model.objects.filter(report=report) for model in (Explanation, SignedMinutes)]
    events, people = _recorded([report, entries, *parts, *own])
    labels = {event.row.entry_id: event.row.label() for event in events if isinstance(event.row, EntryDetail)}

    def subject(event: Event) -> str:
        kind = "" if isinstance(event.row, EntryDetail | YearlyReport) else event.kind
        return ": ".join(filter(None, [kind, labels.get(getattr(event.row, "entry_id", None), "")]))

    shown = [event for event in events if not isinstance(event.row, ReportEntry)]
    found = [*_changes(shown, people, subject), *_vouched(events, people, labels)]
    return sorted(found, key=lambda change: change.when, reverse=True)


def _vouched(events: list[Event], people: dict[int, User], labels: dict[int, str]) -> list[Change]:
    """Return who took over an entry that stayed as it was, and who moved one among the others, newest first."""
    found, last = [], {}
    for event in events:
        if not isinstance(event.row, ReportEntry):
            continue
        now, was = event.row, last.get(event.row.pk)
        last[now.pk] = now
        if was and was.position != now.position:
            who, name = str(people.get(event.context.get("user") or 0, SYSTEM)), labels.get(now.pk, "")
            places = (str(row.position + 1) for row in (was, now))
            found.append(Change(who, event.when, " · ".join([name, "Urutan"]), *places, event.reason))
        if was and was.entered_by_id != now.entered_by_id and was.version == now.version:
            field = " · ".join(filter(None, [labels.get(now.pk, ""), "Penanggung jawab isian"]))
            keys = (was.entered_by_id, now.entered_by_id, event.context.get("user"))
            before, after, who = (str(people.get(key or 0, SYSTEM)) for key in keys)
            found.append(Change(who, event.when, field, before, after, event.reason))
    return found[::-1]


def removal_of(report: YearlyReport, entry: int) -> tuple[str, str, datetime.datetime] | None:
    """Return (section, who, when) of an entry that was taken out of the report; None of any other key."""
    gone = ReportEntry.pgh_event_model.objects.filter(report=report, pgh_obj_id=entry)
    return next(((row.section, who, when) for row, who, when in _removed(gone)), None)


def removal_of_file(report: YearlyReport, evidence: int) -> tuple[Any, str, datetime.datetime] | None:
    """Return (the file as it was, who, when) of evidence taken from an entry of the report; None of any other key."""
    gone = Evidence.pgh_event_model.objects.filter(entry__report=report, pgh_obj_id=evidence)
    return next(_removed(gone.select_related("entry")), None)


def _removed(events: models.QuerySet[Any]) -> Iterator[tuple[Any, str, datetime.datetime]]:
    found, people = _recorded([events.filter(pgh_label="delete")])
    for event in reversed(found):  # what was put back may have been removed again
        yield event.row, str(people.get(event.context.get("user", 0), SYSTEM)), event.when


def last_touched(reports: Iterable[YearlyReport]) -> dict[int, tuple[str, datetime.datetime]]:
    """Return (who, when) of the last change of every report or of anything in it, by primary key. Two queries."""
    own = {YearlyReport: "pgh_obj_id", ReportEntry: "report_id", Explanation: "report_id"}
    of_entries = {Evidence: "entry__report_id", Review: "entry__report_id"}
    return _newest(own | of_entries, [report.pk for report in reports])


def last_filled(entries: Iterable[int]) -> dict[int, tuple[str, datetime.datetime]]:
    """Return by key (who, when) last changed each entry, its files or answers, also of one removed. Two queries."""
    return _newest({ReportEntry: "pgh_obj_id", Evidence: "entry_id", Explanation: "entry_id"}, list(entries))


def _newest(sources: dict[Any, str], keys: list[int]) -> dict[int, tuple[str, datetime.datetime]]:
    """Return (who, when) of the newest event of all sources (model → path of the key), by key. Two queries."""
    found: dict[int, tuple[datetime.datetime, int]] = {}
    for key, when, said in _newest_events(keys, sources=tuple(sources.items())) if keys else ():
        found[key] = max(found.get(key, (when, 0)), (when, (said or {}).get("user") or 0))
    people = User.objects.in_bulk({who for _, who in found.values()})
    return {key: (str(people.get(who, SYSTEM)), when) for key, (when, who) in found.items()}


@compiled
def _newest_events(keys: list[int], *, sources: tuple[tuple[Any, str], ...]) -> models.QuerySet[Any]:
    newest = [
        model.pgh_event_model.objects.filter(**{f"{path}__in": keys})
        .order_by(path, "-pgh_id")
        .distinct(path)
        .values_list(path, "pgh_created_at", "pgh_context")
        for model, path in sources
    ]
    return newest[0].union(*newest[1:], all=True)


def _recorded(sources: Iterable[Source]) -> tuple[list[Event], dict[int, User]]:
    """Return the events of all sources, oldest first, and the people who caused them by key."""
    selected: list[models.QuerySet[Any]] = []
    for source in sources:
        if isinstance(source, models.Model):
            source = type(source).pgh_event_model.objects.filter(pgh_obj_id=source.pk)
        table = source.model._meta.db_table
        whole_row = RawSQL(f'to_jsonb("{table}")::text', (), TextField())  # noqa: S611  a table of ours
        selected.append(
            source.order_by().values_list(Value(source.model._meta.label), whole_row, "pgh_context")
        )
    found = selected[0].union(*selected[1:], all=True) if selected else []
    read = partial(json.loads, parse_float=Decimal)
    events = _as_they_happened(_event(apps.get_model(label), read(row), said) for label, row, said in found)
    return events, _fetch_named(events)


def _as_they_happened(events: Iterable[Event]) -> list[Event]:
    """Return events in their order: those of a table by their number, for a clock may have been put back meanwhile."""
    latest: dict[type, datetime.datetime] = {}

    def moment(event: Event) -> datetime.datetime:
        table = type(event.row)
        latest[table] = max(event.when, latest.get(table, event.when))
        return latest[table]

    return sorted(sorted(events, key=lambda event: event.number), key=moment)


def _event(model: Any, recorded: dict[str, Any], context: dict[str, Any] | None) -> Event:
    row = model.pgh_tracked_model()
    for field in row._meta.concrete_fields:
        setattr(row, field.attname, field.to_python(recorded.get(field.column)))
    row.pk = recorded["pgh_obj_id"]
    when = datetime.datetime.fromisoformat(recorded["pgh_created_at"])
    return Event(recorded["pgh_id"], recorded["pgh_label"], when, row, context or {})


def _fetch_named(events: list[Event]) -> dict[int, User]:
    """Fetch the rows that events point to and attach them; return the people who caused the events, by key."""
    wanted: dict[Any, set[Any]] = defaultdict(set, {User: {event.context.get("user") for event in events}})
    pointers = [
        (event.row, field) for event in events for field in _fields(type(event.row)) if field.is_relation
    ]
    for row, field in pointers:
        wanted[field.related_model].add(field.value_from_object(row))
    found = {
        model: model._default_manager.select_related().in_bulk(keys - {None})
        for model, keys in wanted.items()
        if keys - {None}
    }
    for row, field in pointers:
        if target := found.get(field.related_model, {}).get(field.value_from_object(row)):
            setattr(row, field.name, target)
    return found.get(User, {})


def _changes(events: list[Event], people: dict[int, User], subject: Subject | None) -> list[Change]:
    found: list[Change] = []
    last: dict[tuple[type, Any], Any] = {}
    for event in events:
        key = (type(event.row), event.row.pk)
        who = str(people.get(event.context.get("user", 0), SYSTEM))
        prefix = [subject(event)] if subject else []
        for label, was, now in reversed(_compared(event, last.get(key))):
            field = " · ".join(filter(None, [*prefix, label]))
            found.append(Change(who, event.when, field, was, now, event.reason))
        last[key] = event.row
    return found[::-1]


def _compared(event: Event, last: Any) -> list[tuple[str, str, str]]:
    """Return (label, before, after) of each field that differs; for a creation or deletion at least one line."""
    lines = []
    for field in _fields(type(event.row)):
        now, was = _text(event.row, field), _text(last, field) if last else BLANK
        label = capfirst(str(field.verbose_name))
        if event.label == "delete":
            lines += [(label, now, DELETED)] if now != BLANK else []
        elif now != was and (last or field.value_from_object(event.row) != field.get_default()):
            lines.append((label, was, now))
    if lines or event.label == "update":
        return lines
    return [(event.kind, BLANK, CREATED if event.label == "insert" else DELETED)]


def _text(row: models.Model, field: models.Field[Any, Any]) -> str:
    key = field.value_from_object(row)
    if field.is_relation and key is not None and not field.is_cached(row):
        return f"#{key}"  # what it pointed to is gone
    if isinstance(row, Explanation) and field.name == "rule":
        return TITLES.get(row.rule, RETIRED)
    return field_text(row, field.name)


@cache
def _fields(model: Any) -> list[models.Field[Any, Any]]:
    """Return the fields whose changes are shown: not keys, counters, the parent, or technical facts of a part."""
    recorded = {field.name for field in model.pgh_event_model._meta.fields}
    is_part = model in PARTS_OF_A_REPORT or issubclass(model, KeptFile)
    silent = BOOKKEEPING | CODES | (PARENT | TECHNICAL if is_part else frozenset())
    silent |= getattr(model, "BELONGS_TO", frozenset())
    return [
        field
        for field in model._meta.concrete_fields
        if field.name in recorded - silent
        and not field.primary_key
        and not getattr(field, "auto_now", False)
        and not getattr(field, "auto_now_add", False)
        and field.name != getattr(model, "SAVE_COUNTER", None)
    ]
