"""A published result with everything a paper can tell of: ties, conflicts, absences, special awards, the plenary."""

from __future__ import annotations

import datetime

import pytest

from awards.ceremony.papers import Details
from awards.choices import PointKind, Position
from awards.models import (
    Category,
    Edition,
    PlenaryAttendance,
    PlenaryPoint,
    Seat,
    SpecialAward,
)
from regencies.models import User
from tests.builders import publication as world
from tests.once import once

TYPED = Details(
    number="100.3/1234/DISNAKER/2026",
    day=datetime.date(2026, 11, 30),
    place="Pontianak",
    signer="Drs. H. Contoh Nama, M.Si.",
    signer_title="Gubernur Kalimantan Barat",
    signer_nip="19700101 199001 1 001",
    addressee="Ketua Sekretariat Paritrana Award wilayah Kalimantan",
)


@once
def category() -> Category:
    """Of two candidates, with a chair, a secretary and a special award; its year is not announced yet."""
    made = world.category_with(["61.04", "61.02"], others=1)
    seats = list(made.edition.seats.order_by("number"))
    Seat.objects.filter(pk=seats[1].pk).update(position=Position.SECRETARY)
    Edition.objects.filter(pk=made.edition_id).update(
        sk_number="188.44/55/2026", sk_date=datetime.date(2026, 1, 12)
    )
    made.edition.refresh_from_db()
    by = seats[0].user
    PlenaryAttendance.objects.create(seat=seats[0], present=True, recorded_by=by)
    PlenaryAttendance.objects.create(seat=seats[1], present=False, recorded_by=by)
    PlenaryPoint.objects.create(
        category=made,
        kind=PointKind.values[0],
        entry=made.entries.filter(candidate=True).first(),
        decision="Nilai tetap.",
        reason="Selisihnya wajar.",
        recorded_by=by,
    )
    SpecialAward.objects.create(
        entry=made.entries.get(candidate=False), title="Inovasi Desa", citation="Melindungi petani sawit."
    )
    return made


@once
def announced(category: Category) -> Category:
    """The same, published."""
    world.published(category)
    category.edition.refresh_from_db()
    return category


@pytest.fixture
def admin(category: Category) -> User:
    return world.admin_of(category)
