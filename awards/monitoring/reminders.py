"""Reminding regions or nominees of their reports: who gets which mail, who gets none and why, and sending it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from awards.models import Edition, Reminder
from awards.monitoring.states import NOT_BEGUN, ReportState
from awards.monitoring.watched import REGIONS, Watched
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.choices import ReportStatus
from regencies.models import User
from regencies.notices.audience import people_of_each
from regencies.notices.whatsapp import prepared
from regencies.permissions import can_administer

DONE = {
    ReportStatus.SENT: "sudah dikirim dan menunggu verifikasi",
    ReportStatus.VERIFIED: "sudah diverifikasi",
    ReportStatus.LOCKED: "sudah terkunci",
}


@dataclass(slots=True)
class Letter:
    """The mail one person gets, about every chosen region or nominee they work for."""

    person: User
    places: list[ReportState]
    subject: str = ""
    text: str = ""

    @property
    def at_whatsapp(self) -> str:
        """The address that opens the same words as a text to the person."""
        return prepared(self.person, self.text)


@dataclass(slots=True)
class Plan:
    """What reminding these would do: the letters, whom they are about, and why others get none."""

    letters: list[Letter] = field(default_factory=list)
    places: list[ReportState] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    people: dict[int, list[User]] = field(default_factory=dict)  # who is told, by the key of whom it is about


def plan_reminders(edition: Edition, chosen: Collection[int], sender: User, whose: Watched = REGIONS) -> Plan:
    """Return what this sender's reminding these regions or nominees, by primary key, would do now."""
    rows = [row for row in whose.states(edition) if row.pk in chosen]
    if not rows:
        return Plan()
    people = _people(rows)
    today = {(row.regency_id, row.nominee_id): row for row in _reminders_of(edition, _today(edition))}
    plan = Plan(people=people)
    for row in rows:
        reminded = today.get((row.regency.pk, row.nominee.pk if row.nominee else None))
        if reason := _why_not(edition, row, people[row.pk], reminded):
            plan.refused.append(reason)
        else:
            plan.places.append(row)
    letters: dict[int, Letter] = {}
    for row in plan.places:
        for person in people[row.pk]:
            letters.setdefault(person.pk, Letter(person, [])).places.append(row)
    plan.letters = list(letters.values())
    for letter in plan.letters:
        _write(edition, letter, sender, whose)
    return plan


@verb
def remind(edition: Edition, chosen: Collection[int], *, by: User, whose: Watched = REGIONS) -> Plan:
    """Send the letters and note each as reminded today. Raises Refused with everyone who gets none."""
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if not can_administer(by, edition.province_id):
        raise Refused(f"Hanya admin {edition.province} yang dapat mengingatkan {whose.noun} di sini.")
    plan = plan_reminders(edition, chosen, by, whose)
    if plan.refused or not plan.letters:
        raise Refused(plan.refused or whose.nobody_chosen)
    for row in plan.places:
        addresses = [person.email for person in plan.people[row.pk]]
        Reminder.objects.create(
            edition=edition,
            regency=row.regency,
            nominee=row.nominee,
            day=_today(edition),
            sent_at=timezone.now(),
            sent_by=by,
            recipients=", ".join(addresses),
        )
    for letter in plan.letters:
        EmailMessage(letter.subject, letter.text, None, [letter.person.email]).send()
    return plan


def missing(row: ReportState) -> Iterator[str]:
    """Yield what a report has still to be given, one line each."""
    if row.status == NOT_BEGUN:
        yield "Laporan belum mulai diisi."
        return
    parts = [f"{part.section.label}: {part.remaining}" for part in row.sections if part.remaining]
    yield from parts
    if not parts:
        yield "Semua bagian lengkap. Kepala dinas tinggal menyatakan kebenaran data dan mengirim laporan."


def _today(edition: Edition) -> datetime.date:
    return timezone.now().astimezone(edition.province.zone).date()


def _reminders_of(edition: Edition, day: datetime.date) -> list[Reminder]:
    return list(Reminder.objects.filter(edition=edition, day=day).select_related("sent_by"))


def _people(rows: Sequence[ReportState]) -> dict[int, list[User]]:
    """Return who is told of each, by its key. One query."""
    found = people_of_each((row.regency, row.nominee) for row in rows)
    return {row.pk: [person for person, _ in people] for row, people in zip(rows, found, strict=True)}


def _why_not(edition: Edition, row: ReportState, people: list[User], reminded: Reminder | None) -> str:
    """Return why nobody is reminded of a report now; "" when somebody is."""
    if row.status in DONE:
        return f"Laporan {row.name} {DONE[ReportStatus(row.status)]}; tidak ada yang perlu diingatkan."
    if not row.is_open:
        return f"Masa pengisian {row.name} tidak sedang dibuka. Beri perpanjangan lebih dahulu."
    if reminded:
        at = edition.province.in_its_time(reminded.sent_at)
        return f"{row.name} sudah diingatkan oleh {reminded.sent_by} pada {at}. Ingatkan lagi besok."
    if not people:
        return f"{row.regency} belum memiliki petugas atau kepala dinas yang aktif. Tambahkan penugasannya."
    return ""


def _write(edition: Edition, letter: Letter, by: User, whose: Watched) -> None:
    places = [(row, until_of(edition, row), list(missing(row))) for row in letter.places]
    about = letter.places[0].name if len(places) == 1 else f"{len(places)} {whose.noun}"
    letter.subject = f"Paritrana Award {edition.award_year}: laporan {about} belum dikirim"
    path = reverse("nominee_index") if whose.of_nominees else f"/laporan/{edition.assessed_year}/"
    address = f"{settings.SITE_URL}{path}"
    context = {"person": letter.person, "by": by, "edition": edition, "places": places, "address": address}
    letter.text = render_to_string("admin/awards/reminder.txt", context)


def until_of(edition: Edition, row: ReportState) -> str:
    """Return until when a report can be sent, in the time of its province; "" where no date is ahead."""
    ahead = row.deadline is not None and row.deadline > timezone.now()
    return edition.province.in_its_time(row.deadline) if ahead and row.deadline else ""
