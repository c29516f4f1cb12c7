"""The seats a person holds, where the public record names them, and addresses that were written to."""

from __future__ import annotations

from django.db.models import Value
from django.db.models.functions import Replace

from awards.choices import Phase
from awards.models import Reminder, Seat
from regencies.models import User
from regencies.personal_data.erase import Record


def seats_held(person: User) -> list[str]:
    """Return a sentence for each seat of an award year, or rehearsal, that is not over."""
    running = Seat.objects.filter(user=person).exclude(edition__phase=Phase.ARCHIVED)
    return [
        f"Kursi {seat.number} Tim Sembilan {seat.edition} masih dipegang. Tunggu sampai tahun itu diarsipkan."
        for seat in running.select_related("edition__province")
    ]


def is_of_a_panel(person: User) -> bool:
    """Return whether the page of an award year names the person: its panel was appointed by decree."""
    return Seat.objects.nine().filter(user=person, edition__rehearsal=False).exists()


def forget_address(before: str, after: str) -> None:
    """Put another address in the place of one that reminders went to."""
    went = Reminder.objects.filter(recipients__contains=before)
    went.update(recipients=Replace("recipients", Value(before), Value(after)))


AWARDS = Record(seats_held, is_of_a_panel, forget_address)
