"""What everybody in the room sees: who presents, until when, who is next. No mark, no count, the same for all."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass
from hashlib import sha256

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from awards.choices import PresentationState, Source, Stage
from awards.models import Criterion, Edition, Entry, Presentation
from awards.models.presentations import ON_THE_FLOOR
from awards.panel.boards import UNSCHEDULED
from regencies.models import User

FRESH = 1.0  # seconds for which a process answers everybody without asking the database again
TONES: dict[str, str] = {
    PresentationState.RUNNING: "info",
    PresentationState.PAUSED: "warning",
    PresentationState.DONE: "success",
    PresentationState.ABSENT: "danger",
}
SIGNER = Signer(salt="awards.live")


@dataclass(frozen=True, slots=True)
class Slot:
    """A candidate that presents, and how far its presentation is; None before the first call."""

    entry: Entry
    presentation: Presentation | None

    @property
    def state(self) -> str:
        """A value of PresentationState, "" while it waits."""
        return self.presentation.state if self.presentation else ""

    @property
    def text(self) -> str:
        """The state in words."""
        return self.presentation.get_state_display() if self.presentation else "Menunggu"

    @property
    def tone(self) -> str:
        """The colour that repeats the state."""
        return TONES.get(self.state, "neutral")

    @property
    def left(self) -> str:
        """The time a paused presentation still has, as minutes and seconds: "12.40"."""
        seconds = int(self.presentation.time_left(timezone.now()).total_seconds()) if self.presentation else 0
        return f"{seconds // 60}.{seconds % 60:02}"

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be called."""
        return self.state in {"", PresentationState.SKIPPED}


@dataclass(frozen=True, slots=True)
class Floor:
    """The order of the day, the presentation on the floor, and who follows."""

    slots: list[Slot]

    @property
    def current(self) -> Slot | None:
        """The candidate before the panel, its clock running or paused."""
        return next((slot for slot in self.slots if slot.state in ON_THE_FLOOR), None)

    @property
    def is_idle(self) -> bool:
        """Whether nobody is before the panel."""
        return self.current is None

    @property
    def following(self) -> Slot | None:
        """The first that is still to be called."""
        return next((slot for slot in self.slots if slot.is_waiting), None)


def floor_of(edition: Edition) -> Floor:
    """Return the order of the day: by timetable, those skipped at the end. One query."""
    asks = Criterion.objects.filter(
        group__category=OuterRef("category"), source=Source.PANEL, stage=Stage.INTERVIEW
    )
    entries = Entry.objects.candidates().filter(Exists(asks), category__edition=edition)
    found = entries.select_related("regency", "nominee", "category", "presentation").order_by()
    slots = [Slot(entry, getattr(entry, "presentation", None)) for entry in found]
    slots.sort(key=_place)
    for slot in slots:
        if slot.presentation:
            slot.presentation.entry = slot.entry
    return Floor(slots)


def _place(slot: Slot) -> tuple[bool, datetime.datetime, str]:
    return slot.state == PresentationState.SKIPPED, slot.entry.presentation_at or UNSCHEDULED, slot.entry.code


def address_of(edition: Edition) -> str:
    """Return the secret part of the address under which the room is followed without logging in."""
    return SIGNER.sign(str(edition.pk)).replace(":", ".")


def edition_at(address: str) -> int | None:
    """Return the award year of such an address; None when nobody here made it."""
    try:
        return int(SIGNER.unsign(address.replace(".", ":")))
    except (BadSignature, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Shown:
    """The few lines everybody's page shows, and by what they are known to have changed."""

    content: bytes
    etag: str
    entry: int | None  # on the floor
    until: float  # of time.monotonic


_shown: dict[int, Shown] = {}


def forget(edition: int | None = None) -> None:
    """Have the next answer ask the database: after a change made by this process, and between tests."""
    if edition is None:
        _shown.clear()
    else:
        _shown.pop(edition, None)


def shown(edition: int) -> Shown:
    """Return what the room is shown, at most FRESH seconds old; two queries when older. Raises Edition.DoesNotExist."""
    now = time.monotonic()
    known = _shown.get(edition)
    if known and known.until > now:
        return known
    year = Edition.living.select_related("province").get(pk=edition)
    floor = floor_of(year)
    content = lines_of(year, floor)
    on = floor.current.entry.pk if floor.current else None
    made = Shown(content, etag_of(content), on, now + FRESH)
    _shown[edition] = made
    return made


def lines_of(edition: Edition, floor: Floor) -> bytes:
    """Return what everybody's page shows of the room, as HTML in the province's time."""
    with timezone.override(edition.province.zone):
        return render_to_string("live/_lines.html", {"edition": edition, "floor": floor}).encode()


def etag_of(lines: bytes) -> str:
    """Return what such lines are known by, as the header ETag has it."""
    return f'"{sha256(lines).hexdigest()[:16]}"'


@dataclass(frozen=True, slots=True)
class Banner:
    """What a member's page shows of the room, and which candidates are not theirs to judge."""

    address: str
    lines: str
    not_mine: list[int]
    is_mine: bool


def not_for(user: User, edition: Edition) -> set[int]:
    """Return the candidates a member does not judge: a conflict of interest, another category, a substitute's rest."""
    judged = Entry.objects.judged_by(user).filter(category__edition=edition)
    found = Entry.objects.candidates().filter(category__edition=edition).exclude(pk__in=judged.values("pk"))
    return set(found.order_by().values_list("pk", flat=True))


def banner_of(edition: Edition, user: User) -> Banner | None:
    """Return the banner of a member's page; None while the room is closed. At most three queries."""
    if not edition.room_is_open:
        return None
    now = shown(edition.pk)
    hidden = not_for(user, edition)
    return Banner(
        address_of(edition), SafeString(now.content.decode()), sorted(hidden), now.entry not in hidden
    )
