"""The verb that fills all nine seats of an award year at once, and what is proposed for them from last year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from awards.choices import Position
from awards.editions.phase_changes import lock_edition
from awards.editions.phases import SEATS_OPEN, require_phase
from awards.models import Category, Edition, Seat, SeatCategory
from awards.models.seats import NINE
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User

STALE = (
    "Susunan diubah sejak halaman ini dibuka; belum ada yang disimpan. Bandingkan isian dengan yang di "
    "bawah Sekarang, lalu simpan lagi."
)


@dataclass(frozen=True, slots=True)
class Member:
    """Who is to hold a seat, for whom, and of which categories as a judge."""

    number: int  # 1 to 9
    user: User
    element: str  # unsur
    position: Position
    judged: frozenset[int] | None = None  # keys of categories; None leaves a seat its own, an empty one all


@verb
def seat_panel(
    edition: Edition, members: Iterable[Member], *, seen: str, by: User, stale: str = STALE
) -> list[Seat]:
    """Seat these people and nobody else, all or none; returns the seats that have somebody new. Raises Refused.

    `seen` is the token of the seats whoever decided has seen: those changed meanwhile are not overwritten, and
    `stale` says so.
    """
    edition = lock_edition(edition, by)
    require_phase(edition, SEATS_OPEN, "Tim Sembilan disusun")
    wanted = {member.number: member for member in members}
    seats = edition.seats.nine().with_judged().select_related("user").select_for_update(of=("self",))
    held = {seat.number: seat for seat in seats}
    categories = {category.pk: category for category in edition.categories.all()}
    if {number: _holding(seat) for number, seat in held.items()} == {
        n: _as_wanted(m, held.get(n), categories) for n, m in wanted.items()
    }:
        return []  # as whoever pressed twice wished
    if seats_token(held.values(), categories) != seen:
        raise Refused(stale)
    given_up = _given_up(wanted, held.values())
    kept = [seat for seat in held.values() if seat not in given_up]
    if problems := [*why_not_seated(wanted.values(), held.values()), *_standing_in(edition, wanted)]:
        raise Refused(problems)
    for seat in given_up:  # a seat is a person's: what they declared in it is not the next one's
        seat.delete()
    for seat in sorted(
        kept, key=lambda seat: wanted[seat.number].position == Position.CHAIR
    ):  # one chair at a time
        member = wanted[seat.number]
        if (seat.element, seat.position) != (member.element, member.position):
            seat.element, seat.position = member.element, member.position
            seat.save()
    new = [member for number, member in wanted.items() if number not in {seat.number for seat in kept}]
    made = [
        Seat.objects.create(
            edition=edition, number=m.number, user=m.user, element=m.element, position=m.position
        )
        for m in new
    ]
    for seat in made:
        seat.judged = list(categories)
    for seat in [*kept, *made]:
        *_, judged = _as_wanted(wanted[seat.number], held.get(seat.number), categories)
        if judged != set(seat.judged):
            _name(seat, judged & categories.keys(), categories)
    return made


def why_not_seated(members: Iterable[Member], seats: Iterable[Seat]) -> list[str]:
    """Return why these people cannot hold the seats, now held as they are; their accounts may be yet to be made."""
    wanted, seats = {member.number: member for member in members}, list(seats)
    given_up = _given_up(wanted, seats)
    kept = [seat for seat in seats if seat not in given_up]
    return [*_twice(wanted.values()), *_bound(given_up), *_marked(kept, wanted)]


def _standing_in(edition: Edition, wanted: Mapping[int, Member]) -> list[str]:
    """Return one sentence for each who is to have a seat and has one as a substitute."""
    standing = set(edition.seats.filter(number__gt=NINE).order_by().values_list("user", flat=True))
    return [
        f"{member.user} sudah tercatat sebagai pengganti pada tahun ini. Pilih orang lain untuk kursi {number}."
        for number, member in wanted.items()
        if member.user.pk in standing
    ]


def _given_up(wanted: Mapping[int, Member], seats: Iterable[Seat]) -> list[Seat]:
    """Return the seats whose holder would be somebody else, or nobody."""
    return [seat for seat in seats if seat.number not in wanted or wanted[seat.number].user != seat.user]


Categories = Mapping[int, Category]


def _name(seat: Seat, judged: AbstractSet[int], categories: Categories) -> None:
    """Let a seat judge these categories: it names them, or none when they are all there are."""
    named = judged if judged < categories.keys() else frozenset()
    stored = set(seat.named.values_list("category", flat=True))
    seat.named.exclude(category__in=named).delete()
    # In one statement: between two, a seat that named none would judge the first alone.
    SeatCategory.objects.bulk_create(
        SeatCategory(seat=seat, category=categories[pk], edition_id=seat.edition_id)
        for pk in sorted(named - stored)
    )


Holding = tuple[User, str, str, AbstractSet[int]]


def _holding(seat: Seat) -> Holding:
    return seat.user, seat.element, seat.position, frozenset(seat.judged)


def _as_wanted(member: Member, held: Seat | None, categories: Categories) -> Holding:
    as_now = frozenset(held.judged if held else categories)
    return member.user, member.element, member.position, as_now if member.judged is None else member.judged


def seats_token(seats: Iterable[Seat], categories: Iterable[int]) -> str:
    """Return a text that is another one as soon as a seat is, or what there is to judge.

    The seats are read `with_judged`. Of a single category nothing is said: there is nothing to choose.
    """
    keys = sorted(categories)
    offered = ",".join(map(str, keys)) if len(keys) > 1 else ""
    held = [
        f"{seat.number}:{seat.user_id}:{seat.position}:{seat.element}:{sorted(seat.judged) if offered else ''}"
        for seat in sorted(seats, key=lambda seat: seat.number)
    ]
    return ";".join(filter(None, [offered, *held]))


def last_years_seats(edition: Edition) -> list[Seat]:
    """Return the seats of the latest award year before that has any, their categories too. Three queries at most."""
    before = Seat.objects.nine().filter(edition__in=Edition.objects.exclude(seats=None).before(edition))
    return list(before.select_related("user").prefetch_related("named__category"))


def judged_as_before(last: Seat, categories: Iterable[Category]) -> set[int]:
    """Return which of these categories a seat judges when it goes on as last year: by address, else by kind."""
    categories = list(categories)
    before = [row.category for row in last.named.all()]
    if not before:
        return {category.pk for category in categories}
    same = {category.slug: [category] for category in categories}
    like = [same.get(b.slug) or [c for c in categories if c.kind == b.kind] for b in before]
    return {category.pk for found in like for category in found}


def _twice(members: Iterable[Member]) -> list[str]:
    members = list(members)
    people = {member.user.email.lower(): member.user for member in members}
    times = Counter(member.user.email.lower() for member in members)
    problems = [
        f"{person} tertulis di {times[email]} kursi; setiap orang satu kursi."
        for email, person in people.items()
        if times[email] > 1
    ]
    chairs = [f"kursi {m.number}" for m in members if m.position == Position.CHAIR]
    if len(chairs) > 1:
        problems.append(f"Ketua tertulis di {' dan '.join(chairs)}; Tim Sembilan memiliki satu ketua.")
    return problems + [
        f"Akun {p} tidak aktif. Aktifkan akunnya lebih dahulu." for p in people.values() if not p.is_active
    ]


def judges_in_words(category: Category) -> str:
    """Return which seats judge a category, and whether they reach its quorum, for a person to read.

    One query; none for a new category.
    """
    seats = category.edition.seats.nine().with_judged().order_by("number") if category.pk else ()
    numbers = [seat.number for seat in seats if category.pk in seat.judged]
    if len(numbers) == len(seats):
        return "Semua kursi"
    found = f"{', '.join(map(str, numbers)) or 'Tidak ada'} ({len(numbers)} dari {len(seats)} kursi)"
    return f"{found}. Kurang dari kuorum {category.quorum}." if len(numbers) < category.quorum else found


def _marked(seats: Iterable[Seat], wanted: Mapping[int, Member]) -> Iterator[str]:
    """Yield one sentence for each category a seat would no longer judge although its sheets of it stand."""
    for seat in seats:
        judged = wanted[seat.number].judged
        left = set(seat.judged) - judged if judged is not None else set()
        marked = Category.objects.filter(pk__in=left, entries__sheets__seat=seat).distinct() if left else ()
        for category in marked:
            yield (
                f"Kursi {seat.number} sudah memiliki lembar nilai pada “{category.name}” dan tetap menilainya. Tandai "
                "kembali kategori itu."
            )


def _bound(seats: Iterable[Seat]) -> list[str]:
    """Return one sentence for each seat whose holder has already declared or was recorded as something."""
    return [
        f"{seat.user} di kursi {seat.number} sudah tercatat dalam benturan kepentingan atau tidak hadir, sehingga "
        "kursinya tidak dapat diganti di sini."
        for seat in seats
        if seat.recusals.exists() or seat.absences.exists() or seat.sheets.exists()
    ]
