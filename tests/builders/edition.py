"""An award year at each of its phases, brought there by the verbs of the desk."""

from __future__ import annotations

import datetime

from django.utils import timezone

from awards.choices import Phase, Position
from awards.editions.candidates import name_candidate, schedule, seat_member
from awards.editions.default_criteria import create_category
from awards.editions.phase_changes import advance
from awards.models import Category, Edition, Entry
from regencies.choices import Role
from regencies.models import Regency, User
from tests import factories
from tests.builders import panel
from tests.builders.declarations import declared

AWARD_YEAR = 2026  # assesses 2025


def later(days: int = 0, **more: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=days, **more)


def prepared(of=None, **fields) -> Edition:
    """Everything `pengisian` asks for, in a province of one regency."""
    edition = factories.edition(
        of,
        AWARD_YEAR,
        **{
            "phase": Phase.PREPARATION,
            "filling_deadline": later(20),
            "verification_deadline": later(40),
            "sk_date": datetime.date(2026, 1, 12),
            "quorum": 3,
        }
        | fields,
    )
    create_category(edition)
    factories.premium()
    if not edition.province.regencies.exists():
        factories.regency(of=edition.province)
    for place in edition.province.regencies.all():
        factories.workforce(place, 2024)
        factories.workforce(place, 2025)
    return edition


def reload(edition: Edition) -> Edition:
    return Edition.objects.select_related("province").get(pk=edition.pk)


def filling(admin: User, **fields) -> Edition:
    return advance(prepared(**fields), Phase.FILLING, by=admin)


def verification(admin: User, **fields) -> Edition:
    """Ketapang has sent and its report is verified."""
    edition = filling(admin, **fields)
    place = edition.province.regencies.first()
    factories.verified(place, 2025)
    return advance(edition, Phase.VERIFICATION, by=admin)


def entry_of(edition: Edition, code: str = "") -> Entry:
    """The entry of one region; without a code, of the only one."""
    entries = Entry.objects.filter(category__edition=edition)
    return entries.get(regency__kemendagri_code=code) if code else entries.get()


def like(category: Category) -> Category:
    """Another category of the edition, with the same criteria."""
    other = Category.objects.create(edition=category.edition, slug="kedua", name="Kategori kedua")
    for criterion in category.criteria.select_related("group"):
        group, _ = other.groups.get_or_create(code=criterion.group.code, name=criterion.group.name)
        criterion.pk, criterion.group = None, group
        criterion.save()
    return other


def candidates(admin: User, **fields) -> Edition:
    return advance(verification(admin, **fields), Phase.CANDIDATES, by=admin)


def ready_to_score(admin: User, **fields) -> Edition:
    edition = candidates(admin, **fields)
    for number in range(1, 10):
        position = Position.CHAIR if number == 1 else Position.MEMBER
        seat_member(
            edition, number, factories.user(f"Penilai {number}"), f"Unsur {number}", position, by=admin
        )
    entry = name_candidate(entry_of(edition), True, "Nilai seleksi tertinggi.", by=admin)
    schedule(entry, later(minutes=-30), by=admin)
    return reload(edition)


def scoring(admin: User, **fields) -> Edition:
    """Every member has declared no conflict of interest."""
    edition = advance(ready_to_score(admin, **fields), Phase.SCORING, by=admin)
    declared(edition)
    return edition


def scored(admin: User, **fields) -> Edition:
    """Every member has locked both sheets of the one candidate."""
    edition = scoring(admin, **fields)
    for seat in panel.by_seat(edition):
        panel.locked_both(seat, entry_of(edition))
    return edition


def plenary(admin: User, **fields) -> Edition:
    return advance(scored(admin, **fields), Phase.PLENARY, by=admin)


def provisional(admin: User, **fields) -> Edition:
    """Ready to be published, or for the time of objections."""
    return advance(plenary(admin, **{"objections_deadline": later(60)} | fields), Phase.PROVISIONAL, by=admin)


def elsewhere() -> tuple[User, Regency]:
    """The admin of another province, and a regency there."""
    other = factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    place = factories.regency("Kotawaringin Barat", "62.01", of=other)
    return factories.member(Role.ADMIN, other, "Admin Kalteng"), place
