"""Reminding regions of their reports: who gets which mail, which region gets none and why, and sending it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from awards.models import Edition, Reminder
from awards.monitoring.regions import NOT_BEGUN, RegionState, region_states
from awards.preflight.setup import shown_moment
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.choices import ReportStatus, Role
from regencies.models import Membership, User
from regencies.permissions import can_administer

NOBODY_CHOSEN = "Belum ada daerah yang dipilih. Centang sedikitnya satu daerah di halaman Pemantauan."
DONE = {
    ReportStatus.SENT: "sudah dikirim dan menunggu verifikasi",
    ReportStatus.VERIFIED: "sudah diverifikasi",
    ReportStatus.LOCKED: "sudah terkunci",
}


@dataclass(slots=True)
class Letter:
    """The mail one person gets, about every chosen region they work for."""

    person: User
    places: list[RegionState]
    subject: str = ""
    text: str = ""


@dataclass(slots=True)
class Plan:
    """What reminding these regions would do: the letters, the regions they are about, and why others get none."""

    letters: list[Letter] = field(default_factory=list)
    places: list[RegionState] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    people: dict[int, list[User]] = field(
        default_factory=dict
    )  # whom a region is reminded through, by its key


def plan_reminders(edition: Edition, chosen: Collection[int], sender: User) -> Plan:
    """Return what this sender's reminding these regions, by primary key, would do now."""
    rows = [row for row in region_states(edition) if row.regency.pk in chosen]
    if not rows:
        return Plan()
    people = _people(rows)
    today = {row.regency_id: row for row in _reminders_of(edition, _today(edition))}
    plan = Plan(people=people)
    for row in rows:
        if reason := _why_not(edition, row, people[row.regency.pk], today.get(row.regency.pk)):
            plan.refused.append(reason)
        else:
            plan.places.append(row)
    letters: dict[int, Letter] = {}
    for row in plan.places:
        for person in people[row.regency.pk]:
            letters.setdefault(person.pk, Letter(person, [])).places.append(row)
    plan.letters = list(letters.values())
    for letter in plan.letters:
        _write(edition, letter, sender)
    return plan


@verb
def remind(edition: Edition, chosen: Collection[int], *, by: User) -> Plan:
    """Send the letters and note each region as reminded today. Raises Refused with every region that gets none."""
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if not can_administer(by, edition.province_id):
        raise Refused(f"Hanya admin {edition.province} yang dapat mengingatkan daerahnya.")
    plan = plan_reminders(edition, chosen, by)
    if plan.refused or not plan.letters:
        raise Refused(plan.refused or NOBODY_CHOSEN)
    for row in plan.places:
        addresses = [person.email for person in plan.people[row.regency.pk]]
        Reminder.objects.create(
            edition=edition,
            regency=row.regency,
            day=_today(edition),
            sent_at=timezone.now(),
            sent_by=by,
            recipients=", ".join(addresses),
        )
    for letter in plan.letters:
        EmailMessage(letter.subject, letter.text, None, [letter.person.email]).send()
    return plan


def missing(row: RegionState) -> Iterator[str]:
    """Yield what a region has still to do, one line each."""
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


def _people(rows: Sequence[RegionState]) -> dict[int, list[User]]:
    """Return the active officers and heads of each region, each once, by the region's primary key. One query."""
    found: dict[int, list[User]] = {row.regency.pk: [] for row in rows}
    offices = Membership.objects.active().filter(
        regency__in=list(found), role__in=[Role.OFFICER, Role.HEAD], user__is_active=True
    )
    for office in offices.select_related("user").order_by("pk"):
        if office.user not in found[office.regency_id]:
            found[office.regency_id].append(office.user)
    return found


def _why_not(edition: Edition, row: RegionState, people: list[User], reminded: Reminder | None) -> str:
    """Return why a region is not reminded now; "" when it is."""
    if row.status in DONE:
        return f"Laporan {row.name} {DONE[ReportStatus(row.status)]}; tidak ada yang perlu diingatkan."
    if not row.is_open:
        return f"Masa pengisian {row.name} tidak sedang dibuka. Beri perpanjangan lebih dahulu."
    if reminded:
        at = shown_moment(edition, reminded.sent_at)
        return f"{row.name} sudah diingatkan oleh {reminded.sent_by} pada {at}. Ingatkan lagi besok."
    if not people:
        return f"{row.name} belum memiliki petugas atau kepala dinas yang aktif. Tambahkan penugasannya."
    return ""


def _write(edition: Edition, letter: Letter, by: User) -> None:
    places = [(row, _until(edition, row), list(missing(row))) for row in letter.places]
    whose = letter.places[0].name if len(places) == 1 else f"{len(places)} daerah"
    letter.subject = f"Paritrana Award {edition.award_year}: laporan {whose} belum dikirim"
    address = f"{settings.SITE_URL}/laporan/{edition.assessed_year}/"
    context = {"person": letter.person, "by": by, "edition": edition, "places": places, "address": address}
    letter.text = render_to_string("admin/awards/reminder.txt", context)


def _until(edition: Edition, row: RegionState) -> str:
    """Return until when a region can send, in the time of its province; "" where no date is ahead."""
    ahead = row.deadline is not None and row.deadline > timezone.now()
    return shown_moment(edition, row.deadline) if ahead and row.deadline else ""
