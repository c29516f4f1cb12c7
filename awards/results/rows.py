"""The rows a category's document is computed from, fetched for any number of categories in eight queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from awards.choices import SheetStatus
from awards.models import (
    Absence,
    Category,
    Criterion,
    Entry,
    NotApplicable,
    Objection,
    PlenaryDecision,
    Publication,
    Recusal,
    Score,
    ScoreSheet,
    Seat,
    SpecialAward,
    SpecialAwardFile,
)
from awards.models.entries import BY_CODE
from awards.presenters.own_result import with_figure
from config.postgres.kept import digested
from regencies.checks.registry import PUBLIC_NOTES
from regencies.figures.counted import Counted, Figures, counted_for
from regencies.figures.read import read_for as figures_read_for
from regencies.models import Explanation, YearlyReport
from regencies.presenters.public_notes import public_notes

OWN = OuterRef("pk")
GRANTED = "Sebelumnya {}; diubah menurut putusan atas sanggahan."

SheetMarks = Mapping[tuple[int, int], dict[str, Decimal]]  # entry, seat → criterion code → mark
Begun = set[tuple[int, int, str]]  # entry, seat, stage


@dataclass(frozen=True, slots=True)
class CategoryRows:
    """One category as the database has it now; every row has what it refers to fetched.

    `category` carries `latest` ({number, sha256} of its last publication, None before the first), `settled` (what is
    published of it is not under correction) and `decisions` of the plenary, as taken; each entry `set_aside` (codes),
    `uncounted` (seats withdrawn or absent, substitutes of other entries) and `notes`, the (figure, text) of its public
    answers. A number that an accepted objection granted stands in `figures` instead of the report's, and in a note.
    """

    category: Any
    seats: list[Seat]  # those that judge it
    criteria: list[Criterion]
    entries: list[Any]
    figures: Mapping[int, Figures]  # by report
    marks: SheetMarks  # of locked sheets
    begun: Begun  # the sheets that have marks and are not locked
    special_awards: list[SpecialAward]


def rows_of_category(category: Category) -> CategoryRows:
    """Return the rows of one category as the database has them now. Eight queries."""
    [rows] = rows_of_categories(Category.objects.filter(pk=category.pk))
    return rows


def rows_of_categories(chosen: QuerySet[Category]) -> list[CategoryRows]:
    """Return the rows of each of these categories, in their order. Eight queries."""
    categories = list(_with_publications(chosen))
    keys = [category.pk for category in categories]
    seats, entries = list(_seats({category.edition_id for category in categories})), list(_entries(keys))
    seats_of = _grouped(seats, "edition_id")
    criteria_of = _grouped(_criteria(keys), "group.category_id")
    entries_of = _grouped(entries, "category_id")
    awards_of = _grouped(_awards(keys).prefetch_related("files"), "entry.category_id")
    counted = counted_for(entry.judged for entry in entries if entry.judged)
    figures = {report: found.figures for report, found in counted.items()}
    for entry in entries:
        entry.notes = _notes(entry, counted)  # type: ignore[attr-defined]
        elsewhere = {seat.pk for seat in seats if seat.stands_apart(entry.pk)}
        entry.uncounted = {*entry.withdrawn, *entry.away} | elsewhere  # type: ignore[attr-defined]
        _grant(entry, figures)
    marks, begun = _scores(categories)
    return [
        CategoryRows(
            category=category,
            seats=[seat for seat in seats_of[category.edition_id] if category.pk in seat.judged],
            criteria=criteria_of[category.pk],
            entries=entries_of[category.pk],
            figures=figures,
            marks=marks,
            begun=begun,
            special_awards=awards_of[category.pk],
        )
        for category in categories
    ]


@digested
def read_for(categories: list[int], editions: list[int]) -> list[QuerySet[Any]]:
    """Return queries whose rows change whenever those of `rows_of_categories` do; of award years, primary keys all."""
    return [
        _with_publications(Category.objects.filter(pk__in=categories)),
        *_judged_from(categories, editions),
    ]


@digested
def frozen_from(categories: list[int], editions: list[int]) -> list[QuerySet[Any]]:
    """Return the same, publications left out: whoever publishes has written one already."""
    return [
        Category.objects.filter(pk__in=categories).select_related("edition__province"),
        PlenaryDecision.objects.filter(category__in=categories),
        *_judged_from(categories, editions),
    ]


def _judged_from(categories: list[int], editions: list[int]) -> list[QuerySet[Any]]:
    judged = Entry.objects.filter(category__in=categories)
    return [
        _seats(editions).defer("user__last_login"),
        _criteria(categories),
        judged.select_related("regency", "nominee", "report", "category"),
        NotApplicable.objects.filter(entry__in=judged),
        Recusal.objects.filter(entry__in=judged),
        Absence.objects.filter(entry__in=judged),
        Objection.objects.filter(entry__in=judged),
        Explanation.objects.filter(report__award_entries__in=judged, rule__in=PUBLIC_NOTES),
        _awards(categories),
        SpecialAwardFile.objects.filter(award__entry__in=judged),
        *marks_read_for(ScoreSheet.objects.filter(entry__category__in=categories)),
        *figures_read_for(YearlyReport.objects.filter(award_entries__category__in=categories)),
    ]


def marks_read_for(sheets: QuerySet[ScoreSheet]) -> list[QuerySet[Any]]:
    """Return the same for the marks of these sheets: those of a locked one stay as they are until it is reopened."""
    drafts = sheets.exclude(status=SheetStatus.LOCKED).order_by()
    return [sheets.values_list("pk", "locked_at"), drafts, Score.objects.filter(sheet__in=drafts)]


def _seats(editions: Iterable[int]) -> QuerySet[Seat]:
    seats = Seat.objects.filter(edition__in=editions)
    found: QuerySet[Seat] = seats.seated().with_judged().select_related("user").order_by("number")
    return found


def _criteria(categories: Iterable[int]) -> QuerySet[Criterion]:
    criteria = Criterion.objects.filter(group__category__in=categories).select_related("group")
    return criteria.order_by("position", "code")


def _awards(categories: Iterable[int]) -> QuerySet[SpecialAward]:
    awards = SpecialAward.objects.filter(entry__category__in=categories)
    return awards.select_related("entry__regency", "entry__nominee").order_by("title", "pk")


def _grant(entry: Any, figures: dict[int, Figures]) -> None:
    """Put the numbers accepted objections granted in the place of the report's, each with a note."""
    for row in entry.granted:
        changed = with_figure(figures[entry.report_id], row["subject"], Decimal(row["granted"]))
        figures[entry.report_id] = cast(Figures, changed)
        entry.notes.append((row["about"], GRANTED.format(row["judged"])))


def _with_publications(categories: QuerySet[Category]) -> QuerySet[Category]:
    last = Publication.objects.filter(category=OWN).order_by("-number")
    decided = PlenaryDecision.objects.filter(category=OWN).order_by("decided_at", "pk")
    return categories.select_related("edition__province").annotate(
        settled=Exists(Publication.objects.settled().filter(category=OWN)),
        latest=Subquery(last.values(row=JSONObject(number="number", sha256="sha256"))[:1]),
        decisions=ArraySubquery(
            decided.values(row=JSONObject(order="order", shared="shared", reason="reason"))
        ),
    )


def _entries(categories: Iterable[int]) -> QuerySet[Entry]:
    answered = Explanation.objects.filter(report=OuterRef("report"), rule__in=PUBLIC_NOTES)
    answer = JSONObject(rule="rule", entry="entry", answer="answer", asked="asked", figures="figures")
    granted = Objection.objects.filter(entry=OWN, granted__isnull=False)
    text = Cast("granted", TextField())  # a number of JSON would be a float
    number = JSONObject(subject="subject", granted=text, about="about", judged="judged")
    entries: QuerySet[Entry] = (
        Entry.objects.filter(category__in=categories)
        .select_related("regency", "nominee", "report", "category")
        .with_set_aside()
        .annotate(
            withdrawn=ArraySubquery(Recusal.objects.filter(entry=OWN).order_by().values("seat")),
            away=ArraySubquery(Absence.objects.filter(entry=OWN).order_by().values("seat")),
            granted=ArraySubquery(granted.order_by("decided_at", "pk").values(row=number)),
            answers=ArraySubquery(answered.order_by().values(row=answer)),
        )
        .order_by(*BY_CODE)
    )
    return entries


def _notes(entry: Any, counted: Mapping[int, Counted]) -> list[tuple[str, str]]:
    if entry.judged is None:
        return []
    return public_notes(entry.judged, counted[entry.report_id], entry.answers)


def _scores(categories: Iterable[Category]) -> tuple[SheetMarks, Begun]:
    """Return the marks of locked sheets, both stages of a member as one, and the sheets with marks but no lock."""
    marks: dict[tuple[int, int], dict[str, Decimal]] = defaultdict(dict)
    begun: Begun = set()
    rows = Score.objects.filter(sheet__entry__category__in=categories)
    found = rows.order_by("criterion__position", "criterion__code").values_list(
        "sheet__entry", "sheet__seat", "sheet__stage", "sheet__status", "criterion__code", "value"
    )
    for entry, seat, stage, status, criterion, value in found:
        if status == SheetStatus.LOCKED:
            marks[entry, seat][criterion] = value
        else:
            begun.add((entry, seat, stage))
    return marks, begun


def _grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    key_of = attrgetter(key)
    for row in rows:
        found[key_of(row)].append(row)
    return found
