"""The verbs of the presentation day: who is called before the panel, and for how long.

Each locks the award year, so that two people at two consoles act one after the other. None of them touches a mark.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Prefetch
from django.utils import timezone

from awards.choices import Phase, PresentationState, Stage
from awards.live.floor import forget
from awards.models import Band, Criterion, Edition, Entry, Presentation, RecordedFact
from awards.models.presentations import ON_THE_FLOOR, with_facts
from awards.panel.permissions import can_run_presentations
from awards.panel.progress import stages_asked
from awards.panel.timing import PRESENTATION, slot_end
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User

LONGEST_EXTENSION = 60  # minutes


def _hold(edition: Edition, by: User) -> Edition:
    """Return the award year, locked, for who runs its presentations while the panel scores. Raises Refused."""
    editions = Edition.living.select_for_update(of=("self",), no_key=True).select_related("province")
    held: Edition = editions.get(pk=edition.pk)
    if not can_run_presentations(by, held):
        raise Refused("Ruang paparan dijalankan oleh Ketua, Sekretaris, atau admin provinsi.")
    transaction.on_commit(lambda: forget(held.pk))
    if held.phase != Phase.SCORING:
        raise Refused(
            f"Tahap Paritrana Award {held.award_year} adalah “{held.get_phase_display()}”. Paparan dijalankan pada "
            f"tahap “{Phase.SCORING.label}”."
        )
    return held


@verb
def open_floor(edition: Edition, *, by: User) -> Edition:
    """Have the interviews wait for the call instead of the timetable. Raises Refused."""
    held = _hold(edition, by)
    held.live = True
    held.save(update_fields=["live"])
    return held


@verb
def close_floor(edition: Edition, *, by: User) -> Edition:
    """Let the timetable say again when an interview may be scored. Raises Refused while one is on the floor."""
    held = _hold(edition, by)
    if running := on_the_floor(held):
        raise Refused(f"Paparan {running.entry} belum diakhiri. Tekan “Akhiri”, lalu tutup ruang paparan.")
    held.live = False
    held.save(update_fields=["live"])
    return held


def on_the_floor(edition: Edition) -> Presentation | None:
    """Return the presentation that runs or is paused; None between two. One query."""
    found: Presentation | None = (
        Presentation.objects.filter(edition=edition, state__in=ON_THE_FLOOR)
        .select_related("entry__regency", "entry__nominee")
        .first()
    )
    return found


def hold_entry(entry: Entry, by: User) -> tuple[Edition, Entry, Presentation]:
    """Return (award year, locked; candidate with its next slot; its presentation, unsaved before the first call).

    Raises Refused for who does not present in an opened room.
    """
    edition = _hold(entry.category.edition, by)
    held = Entry.objects.with_next_slot().select_related("regency", "nominee", "category").get(pk=entry.pk)
    if not edition.live:
        raise Refused("Ruang paparan masih tertutup. Tekan “Buka ruang paparan”, lalu ulangi.")
    if not held.candidate or Stage.INTERVIEW not in stages_asked(held):
        raise Refused(f"{held} tidak berpapar: bukan kandidat, atau kategorinya tanpa wawancara.")
    known = Presentation.objects.filter(entry=held).first()
    found = known or Presentation(edition=edition, entry=held, state=PresentationState.SKIPPED)
    found.entry = held
    return edition, held, found


def _hold_running(entry: Entry, by: User, *states: PresentationState) -> Presentation:
    """Return the candidate's presentation, in one of these states. Raises Refused."""
    _, held, found = hold_entry(entry, by)
    if found.pk is None or found.state not in states:
        word = found.get_state_display() if found.pk else "Belum dimulai"
        raise Refused(f"Paparan {held}: keadaannya “{word}”. Muat ulang halaman dan pilih tombol yang ada.")
    return found


@verb
def call(entry: Entry, *, by: User) -> Presentation:
    """Begin a candidate's presentation, or call it again; for its planned time. Raises Refused."""
    edition, held, found = hold_entry(entry, by)
    if running := on_the_floor(edition):
        if running.entry_id == held.pk:
            raise Refused(f"Paparan {held} sudah dimulai.")
        raise Refused(f"Paparan {running.entry} belum diakhiri. Tekan “Akhiri”, lalu mulai paparan {held}.")
    now = timezone.now()
    found.state, found.left, found.reason = PresentationState.RUNNING, None, ""
    found.started_at = found.started_at or now
    found.ends_at = now + planned_length(held)
    found.save()
    return found


def planned_length(entry: Entry) -> datetime.timedelta:
    """Return how long a candidate read `with_next_slot` presents: an hour, or less when the next slot is nearer."""
    start = entry.presentation_at
    return slot_end(start, entry.next_slot) - start if start else PRESENTATION


def recordable(entry: Entry) -> list[Criterion]:
    """Return the criteria of the interview with two anchors or more, which are its `bands` here. Two queries.

    They say what is seen, not weighed: who came.
    """
    anchors = Prefetch("bands", Band.objects.filter(low=F("high")))
    asked = with_facts(entry.asked().filter(stage=Stage.INTERVIEW), entry.pk).prefetch_related(anchors)
    return [one for one in asked.order_by("position", "code") if len(one.bands.all()) > 1]


@verb
def record_facts(entry: Entry, seen: Mapping[str, int], *, by: User) -> list[RecordedFact]:
    """Record what everybody saw, criterion code → key of its anchor; it fills in that mark for all. Raises Refused."""
    _, held, found = hold_entry(entry, by)
    if found.started_at is None:
        raise Refused(f"Paparan {held} belum dimulai. Tekan “Mulai”, lalu catat siapa yang hadir.")
    anchors = {c.code: {band.pk: band for band in c.bands.all()} for c in recordable(held)}
    if any(seen[code] not in anchors.get(code, {}) for code in seen):
        raise Refused("Pilihan ini sudah tidak ada. Muat ulang halaman dan pilih lagi.")
    recorded = []
    for code, key in seen.items():
        band = anchors[code][key]
        known = RecordedFact.objects.filter(entry=held, criterion=band.criterion_id).first()
        fact = known or RecordedFact(entry=held, criterion_id=band.criterion_id)
        if known is None or known.band_id != key:
            fact.band, fact.recorded_by = band, by
            fact.save()
        recorded.append(fact)
    return recorded


@verb
def pause(entry: Entry, *, by: User) -> Presentation:
    """Stop the clock of the running presentation. Raises Refused."""
    found = _hold_running(entry, by, PresentationState.RUNNING)
    found.left = found.time_left(timezone.now())
    found.state, found.ends_at = PresentationState.PAUSED, None
    found.save()
    return found


@verb
def resume(entry: Entry, *, by: User) -> Presentation:
    """Let the clock of a paused presentation go on. Raises Refused."""
    found = _hold_running(entry, by, PresentationState.PAUSED)
    found.ends_at = timezone.now() + found.time_left(timezone.now())
    found.state, found.left = PresentationState.RUNNING, None
    found.save()
    return found


@verb
def extend(entry: Entry, minutes: int, *, by: User) -> Presentation:
    """Give the presentation on the floor 1 to 60 minutes more, from now if its time is over. Raises Refused."""
    found = _hold_running(entry, by, PresentationState.RUNNING, PresentationState.PAUSED)
    if not 1 <= minutes <= LONGEST_EXTENSION:
        raise Refused(f"Tambahan waktu {minutes} menit: isi 1 sampai {LONGEST_EXTENSION} menit.")
    now = timezone.now()
    left = found.time_left(now) + datetime.timedelta(minutes=minutes)
    if found.state == PresentationState.PAUSED:
        found.left = left
    else:
        found.ends_at = now + left
    found.save()
    return found


@verb
def finish(entry: Entry, *, by: User) -> Presentation:
    """End the presentation on the floor. Raises Refused."""
    found = _hold_running(entry, by, PresentationState.RUNNING, PresentationState.PAUSED)
    found.state, found.ends_at, found.left = PresentationState.DONE, None, None
    found.save()
    return found


@verb
def skip(entry: Entry, *, by: User) -> Presentation:
    """Put a candidate that is not there yet at the end of the day. Raises Refused for one that was called."""
    _, held, found = hold_entry(entry, by)
    if found.has_begun:
        raise Refused(f"Paparan {held}: keadaannya “{found.get_state_display()}”, tidak dapat dilewati lagi.")
    found.state = PresentationState.SKIPPED
    found.save()
    return found


@verb
def record_no_show(entry: Entry, *, by: User, reason: str) -> Presentation:
    """Record that nobody came, with the reason; the panel scores the interview by that. Raises Refused."""
    _, held, found = hold_entry(entry, by)
    problems = (
        [] if reason.strip() else ["Alasan belum ditulis. Tuliskan alasannya; alasan tercatat dalam riwayat."]
    )
    if found.started_at:
        problems.append(
            f"Paparan {held} sudah dimulai, jadi kandidat ini hadir. Tekan “Akhiri” bila sudah selesai."
        )
    if problems:
        raise Refused(problems)
    found.state, found.reason = PresentationState.ABSENT, reason.strip()
    found.save()
    return found
