"""The running award years for the desk: phase, dates, and what the next phase asks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse

from awards.choices import Phase
from awards.editions.phase_changes import date_in_words
from awards.editions.phases import FORWARD, WINDOWS, is_after
from awards.models import Category, Edition, Entry
from awards.models.editions import by_kind
from awards.models.rules import DATES
from awards.preflight.item import Item
from awards.preflight.run import preflight
from awards.tables.preflight import PreflightTable
from regencies.l10n.field_text import label
from regencies.models import User


@dataclass(frozen=True, slots=True)
class Step:
    """One phase in the bar; `state` is one of those of includes/phase_bar.html."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class RunningEdition:
    """An award year that is not archived, and what its next phase asks for."""

    edition: Edition
    steps: list[Step]
    dates: list[tuple[str, str]]  # label, moment in words; "–" where none is set
    next_phase: Phase | None
    items: list[Item] | None  # what the next phase asks for; None where it was not asked

    @property
    def preflight(self) -> PreflightTable:
        return PreflightTable(self.items or ())

    @property
    def open_items(self) -> list[Item]:
        """What keeps the next phase closed."""
        return [item for item in self.items or () if not item.ok]

    @property
    def is_watched(self) -> bool:
        """Whether offices fill in their reports now, so that monitoring has something to tell."""
        return self.edition.phase in WINDOWS

    @property
    def next_url(self) -> str:
        """The address where the next phase is opened; "" after the last."""
        return phase_url(self.edition, self.next_phase) if self.next_phase else ""


def phase_url(edition: Edition, phase: Phase) -> str:
    """Return the address where a phase of the award year is opened."""
    return reverse("admin:awards_edition_advance", args=[edition.pk, phase.value])


def running_editions(user: User) -> list[RunningEdition]:
    """Return the running award years of the provinces a user administers, the newest first. One query.

    What the next phase asks for is left to its own page: that list reads every report and sheet.
    """
    editions = list(
        Edition.objects.administered_by(user)
        .exclude(phase=Phase.ARCHIVED)
        .select_related("province")
        .with_corrected()
    )
    remember_phases(user, {edition.phase for edition in editions})
    return [_running(edition, next_phase(edition), None) for edition in editions]


def running_award_year(province: int) -> int | None:
    """Return the newest award year of a province, given its key, that is not in the archive; None of none."""
    running = Edition.objects.filter(province=province).exclude(phase=Phase.ARCHIVED)
    found: int | None = running.aggregate(year=Max("award_year"))["year"]
    return found


def running_edition(edition: Edition) -> RunningEdition:
    """Return one award year with its steps, its dates and what its next phase asks for."""
    upcoming = next_phase(edition)
    return _running(edition, upcoming, next_phase_items(edition, upcoming) if upcoming else None)


def _running(edition: Edition, upcoming: Phase | None, items: list[Item] | None) -> RunningEdition:
    return RunningEdition(edition, phase_steps(edition), dates_of(edition), upcoming, items)


def next_phase_items(edition: Edition, upcoming: Phase) -> list[Item]:
    """Return what the next phase asks for; results are left to their own page."""
    if upcoming != Phase.PROVISIONAL:
        return preflight(edition, upcoming)
    return [
        Item(True, f"Periksa hasil “{category.name}” di Hitung dan lihat.", preview_url(category), note=True)
        for category in by_kind(edition.categories.all())
    ]


def preview_url(category: Category) -> str:
    """Return the address of a category's preview."""
    return reverse("admin:awards_category_look", args=[category.pk])


def next_phase(edition: Edition) -> Phase | None:
    """Return the next phase in order, or None; the time for objections may be skipped from its page."""
    following = FORWARD[Phase(edition.phase)]
    return next((phase for phase in Phase if phase in following), None)


def own_phases(user: User) -> set[str]:
    """Return the phases of the running award years a user administers; asked once per request."""
    if not hasattr(user, "_own_phases"):
        running = Edition.objects.administered_by(user).exclude(phase=Phase.ARCHIVED)
        remember_phases(user, set(running.values_list("phase", flat=True).distinct()))
    found: set[str] = user._own_phases  # type: ignore[attr-defined]
    return found


def remember_phases(user: User, phases: set[str]) -> None:
    """Have `own_phases` answer with these, which are known already."""
    user._own_phases = phases  # type: ignore[attr-defined]


def is_kept_out(edition: Edition, user: User) -> bool:
    """Return whether results are kept from the user until they are public, for a conflict of interest."""
    conflicts = Entry.objects.candidates().in_conflict_for(user).filter(category__edition=edition)
    return edition.phase != Phase.ANNOUNCED and conflicts.exists()


def phase_steps(edition: Edition) -> list[Step]:
    """Return every phase as done, current or next."""
    now = Phase(edition.phase)
    return [
        Step(str(phase.label), "current" if phase == now else "next" if is_after(phase, now) else "done")
        for phase in Phase
    ]


def dates_of(edition: Edition) -> list[tuple[str, str]]:
    """Return (label, date in words) of every date of the award year."""
    return [(label(edition, name).capitalize(), shown_date(edition, name)) for name in DATES]


def shown_date(edition: Edition, name: str) -> str:
    """Return a date of the award year in words, in its own zone; "–" where none is set."""
    return date_in_words(edition, getattr(edition, name))
