"""An edition being scored: the default criteria, nine seats, and candidates with verified reports."""

from __future__ import annotations

import datetime
import hashlib
from decimal import Decimal

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.choices import Source, Stage
from awards.conflicts.substitutes import name_substitute
from awards.editions.default_criteria import create_category
from awards.models import Category, Criterion, Edition, Entry, ScoreSheet, Seat, SeatCategory, Substitution
from awards.panel.boards import Board, BoardRow
from awards.panel.sheets import lock_sheet, save_scores
from regencies.actions.accounts import invite
from regencies.choices import Section
from regencies.models import Evidence, SecurityLine, User
from tests import factories
from tests.builders.declarations import declared
from tests.database import triggers_off

INNOVATION = ["D1", "D2", "D3", "D4"]  # the parts of D
DESK = {
    **{"B1": "80", "B2": "72.5", "B3": "0", "C1": "64", "C2": "55.25", "C3": "90"},
    **dict.fromkeys(INNOVATION, "100"),
}
INTERVIEW = {"E1": "100", "E2": "81", "E3": "77", "E4": "68"}


def scoring_edition(**fields) -> Edition:
    edition = factories.edition(**fields)
    create_category(edition)
    return edition


def seated_edition(seats: int) -> Edition:
    """A year in its scoring phase with so many seats, the first of which is the chair's."""
    edition = scoring_edition()
    factories.seats(edition, seats)
    return edition


def category_of(edition: Edition) -> Category:
    return edition.categories.get()


def candidate(edition: Edition, name: str = "Ketapang", code: str = "61.04", **fields) -> Entry:
    """A candidate that presents in half an hour: the desk marks can be given, the interview waits."""
    place = factories.regency(name, code, of=edition.province)
    return factories.candidate(category_of(edition), place, **{"presentation_at": half_an_hour(1)} | fields)


def presented(entry: Entry) -> Entry:
    """The same candidate half an hour into its presentation."""
    return presents(entry, half_an_hour(-1))


def half_an_hour(times: int) -> datetime.datetime:
    return timezone.now() + times * datetime.timedelta(minutes=30)


def presents(entry: Entry, at: datetime.datetime) -> Entry:
    entry.presentation_at = at
    Entry.objects.filter(pk=entry.pk).update(presentation_at=at)
    return entry


def in_time(entry: Entry, stage: Stage) -> Entry:
    """The candidate at a moment at which this stage is scored; one in an opened room is left alone."""
    if not entry.category.edition.live:
        presents(entry, half_an_hour(1 if stage == Stage.DESK else -1))
    return entry


def values(marks: dict[str, str | None]) -> dict[str, Decimal | None]:
    return {code: None if mark is None else Decimal(mark) for code, mark in marks.items()}


def asked(entry: Entry, stage: Stage) -> list[Criterion]:
    return list(entry.category.criteria.filter(source=Source.PANEL, stage=stage))


def begin(seat: Seat, entry: Entry, stage: Stage, *, by: User) -> ScoreSheet:
    """A sheet with no mark yet; the one there is, when it has been begun. Its member has declared."""
    declared(entry.category.edition)
    return save_scores(ScoreSheet(seat=seat, entry=entry, stage=stage), {}, expected_version=0, by=by)


def draft(seat: Seat, entry: Entry, stage: Stage = Stage.DESK, **marks: str) -> ScoreSheet:
    """A sheet with these marks; without any, with a complete set."""
    sheet = begin(seat, in_time(entry, stage), stage, by=seat.user)
    given = marks or (DESK if stage == Stage.DESK else INTERVIEW)
    return save_scores(sheet, values(given), expected_version=sheet.version, by=seat.user)


def locked(seat: Seat, entry: Entry, stage: Stage = Stage.DESK, **marks: str) -> ScoreSheet:
    return lock_sheet(draft(seat, entry, stage, **marks), by=seat.user, statement=True)


def hand_in(seat: Seat, entry: Entry, stage: Stage) -> ScoreSheet:
    """A locked sheet with the same mark everywhere, higher by one from seat to seat."""
    marks = {criterion.code: Decimal(80 + seat.number) for criterion in asked(entry, stage)}
    sheet = begin(seat, in_time(entry, stage), stage, by=seat.user)
    sheet = save_scores(sheet, marks, expected_version=sheet.version, by=seat.user)
    return lock_sheet(sheet, by=seat.user, statement=True)


def locked_both(seat: Seat, entry: Entry) -> list[ScoreSheet]:
    return [locked(seat, entry, stage) for stage in Stage]


def by_seat(edition: Edition) -> list[Seat]:
    return list(edition.seats.select_related("user", "edition__province"))


def judges_only(seat: Seat, *categories: Category) -> Seat:
    """The seat, which judges these categories from now on and no others."""
    seat.named.all().delete()
    SeatCategory.objects.bulk_create(
        SeatCategory(seat=seat, category=category, edition=category.edition) for category in categories
    )
    return seat


def logged_in(user: AbstractBaseUser) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sheet_url(entry: Entry, stage: Stage = Stage.DESK, name: str = "panel_sheet") -> str:
    return reverse(name, args=[entry.pk, stage])


def rows_of(board: Board) -> list[BoardRow]:
    """Every row of a board, whatever page is shown."""
    return board.rows_of(board.entries)


def queries(client: Client, url: str) -> int:
    """What one GET asks the database for; the savepoint around a request is the test's doing."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return counted(asked)


def counted(asked: CaptureQueriesContext) -> int:
    """What a page asked for; its line in the security log is written when it was answered."""
    apart = ("SAVEPOINT", f'INTO "{SecurityLine._meta.db_table}"')
    return sum(not any(words in query["sql"] for words in apart) for query in asked.captured_queries)


def typed(marks: dict[str, str]) -> dict[str, str]:
    """Marks as people type them."""
    return {code: mark.replace(".", ",") for code, mark in marks.items()}


def evidence_of(entry: Entry, name: str = "perbup.pdf") -> Evidence:
    item = factories.entry(entry.report, Section.PARTICIPATION)
    evidence = Evidence(
        entry=item,
        title="Perbup 4/2020",
        name=name,
        content_type="application/pdf",
        size=len(factories.PDF),
        sha256=hashlib.sha256(factories.PDF).hexdigest(),
        uploaded_by=item.entered_by,
    )
    with triggers_off():  # attached before the report was locked
        evidence.file.save(name, factories.pdf(), save=True)
    return evidence


def invited_person(edition: Edition, name: str = "Pengganti", *, by: User) -> User:
    """Somebody without any duty whom the province has invited."""
    person = factories.user(name)
    invite(person, "Calon pengganti", province=edition.province, award_year=edition.award_year, by=by)
    return person


def stands_in(seat: Seat, entry: Entry, *, by: User, name: str = "Pengganti") -> Substitution:
    """A newly invited person named for a member who is out; they have declared no conflict of interest."""
    edition = entry.category.edition
    person = invited_person(edition, name, by=by)
    made = name_substitute(seat, entry, person.email, by=by, reason="Agar kuorum tercapai")
    declared(edition)
    return made
