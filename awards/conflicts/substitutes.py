"""Substitutes: who judges a candidate in the place of a member who withdrew or is absent; named with a reason."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from awards.choices import Phase, SheetStatus, Stage
from awards.models import Absence, Edition, Entry, Recusal, ScoreSheet, Seat, Substitution
from awards.models.entries import BY_CODE
from awards.models.seats import NINE
from awards.panel.locks import entry_of, hold_phase
from awards.panel.permissions import can_oversee
from awards.panel.timing import why_announced, why_not_now
from regencies.actions.accounts import tied_to
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.choices import NoticeKind
from regencies.models import User
from regencies.notices.tell import deliver_once, worded

logger = logging.getLogger(__name__)
ELEMENT = "Pengganti"


def substitutions_of(entry: Entry) -> list[Substitution]:
    """Return who stands in for whom for an entry, by the member replaced. One query."""
    found = Substitution.objects.filter(entry=entry).order_by("replaced__number")
    return list(found.select_related("seat__user", "replaced__user", "named_by"))


def substitutes_of_year(edition: Edition) -> list[Substitution]:
    """Return who stands in for whom in an award year, by candidate and member. One query."""
    rows = Substitution.objects.filter(seat__edition=edition)
    rows = rows.select_related("seat__user", "replaced__user", "named_by", "entry__regency", "entry__nominee")
    return list(rows.order_by(*(f"entry__{code}" for code in BY_CODE), "replaced__number"))


def known_people(edition: Edition) -> QuerySet[User]:
    """Return the accounts that have or had a duty in the edition's province, or were invited to one there."""
    tied = User.objects.filter(tied_to([edition.province_id])).order_by().values("pk")
    invited = Q(invitations__province=edition.province_id)
    found: QuerySet[User] = User.objects.filter(Q(pk__in=tied) | invited, is_superuser=False).distinct()
    return found


def _hold(seat: Seat, entry: int, by: User, reason: str) -> tuple[Seat, Entry, list[str]]:
    """Return (the member's seat, the entry, what is wrong so far), every seat of the year locked. Raises Refused."""
    hold_phase(seat.edition_id)
    panel = Seat.objects.filter(edition=seat.edition_id).select_for_update(of=("self",)).order_by("pk")
    held = {one.pk: one for one in panel.select_related("edition__province", "user")}[seat.pk]
    found, _ = entry_of(held, entry)
    if held.is_substitute or not (found.judged_here and found.candidate):
        raise Refused(f"{held.user} bukan anggota Tim Sembilan yang menilai {found}.")
    if not can_oversee(by, held, found):
        raise Refused(
            f"Pengganti {held.user} ditunjuk atau dicabut oleh {held.overseer_of(found)} tanpa benturan kepentingan "
            f"dengan {found}."
        )
    problems = (
        [] if reason.strip() else ["Alasan belum ditulis. Tuliskan alasannya; alasan tercatat dalam riwayat."]
    )
    if held.edition.phase != Phase.SCORING:
        problems += why_not_now(found, Stage.DESK, timezone.now())
    return held, found, problems + why_announced(found)


@verb
def name_substitute(seat: Seat, entry: Entry, email: str, *, by: User, reason: str) -> Substitution:
    """Let somebody judge an entry in the place of a member who withdrew or is absent; they are told. Raises Refused."""
    seat, entry, problems = _hold(seat, entry.pk, by, reason)
    problems += _why_no_substitute(seat, entry)
    person = known_people(seat.edition).filter(email__iexact=email.strip()).first()
    problems += _why_not_known(seat, email.strip()) if person is None else _why_not(person, entry, by)
    if problems or person is None:
        raise Refused(problems)
    made: Substitution = Substitution.objects.create(
        seat=_seat_of(person, seat.edition), replaced=seat, entry=entry, reason=reason.strip(), named_by=by
    )
    _tell(made, is_named=True)
    return made


@verb
def dismiss_substitute(substitution: Substitution, *, by: User, reason: str) -> None:
    """Take a substitute back who has locked no sheet; drafts stay stored and do not count. Raises Refused."""
    seat, entry, problems = _hold(substitution.replaced, substitution.entry_id, by, reason)
    held = (
        Substitution.objects.filter(pk=substitution.pk).select_related("seat__user", "replaced__user").first()
    )
    if held is None:
        raise Refused([*problems, f"Penunjukan pengganti {seat.user} untuk {entry} sudah dicabut."])
    locked = ScoreSheet.objects.filter(seat=held.seat, entry=entry, status=SheetStatus.LOCKED)
    if locked.exists():
        problems.append(
            f"{held.seat.user} sudah mengunci lembarnya untuk {entry}, jadi nilainya dihitung. Mintalah "
            f"{held.seat.overseer_of(entry)} membukanya kembali lebih dahulu."
        )
    if problems:
        raise Refused(problems)
    held.entry = entry
    _tell(held, is_named=False)
    Substitution.objects.filter(pk=held.pk).delete()


def _why_no_substitute(seat: Seat, entry: Entry) -> Iterator[str]:
    """Yield why the member needs none: still judging, or replaced already."""
    of_member = {"seat": seat, "entry": entry}
    if not (Recusal.objects.filter(**of_member).exists() or Absence.objects.filter(**of_member).exists()):
        yield (
            f"{seat.user} masih menilai {entry}: benturan kepentingan atau tidak hadir belum tercatat. Catat lebih "
            "dahulu, lalu tunjuk penggantinya."
        )
    named = Substitution.objects.filter(replaced=seat, entry=entry).select_related("seat__user").first()
    if named:
        yield (
            f"{seat.user} sudah digantikan {named.seat.user} untuk {entry}. Cabut penunjukannya lebih dahulu, lalu "
            "tunjuk pengganti lain."
        )


def _why_not_known(seat: Seat, email: str) -> Iterator[str]:
    if not email:
        yield "Alamat e-mail pengganti belum diisi. Isi alamatnya."
        return
    yield (
        f"Tidak ada akun {seat.edition.province} dengan alamat {email}. Mintalah admin provinsi mengundang calon "
        "penggantinya di halaman Tim Sembilan, lalu tunjuk lagi."
    )


def _why_not(person: User, entry: Entry, by: User) -> Iterator[str]:
    """Yield why this person cannot stand in for a member."""
    own = Seat.objects.filter(user=person, edition=entry.category.edition_id).first()
    if not person.is_active:
        yield f"Akun {person} tidak aktif. Mintalah admin provinsi mengaktifkannya, lalu tunjuk lagi."
    if person == by:
        yield "Bapak/Ibu tidak dapat menunjuk diri sendiri. Tunjuk orang lain."
    elif own and not own.is_substitute:
        yield f"{person} anggota Tim Sembilan di kursi {own.number}. Tunjuk orang di luar kesembilan anggota."
    if Entry.objects.filter(pk=entry.pk).employing([person]).exists():
        yield f"{person} bertugas di {entry.regency} dan tidak dapat menilai {entry}. Tunjuk orang lain."
    if own and own.is_substitute:
        yield from _why_not_again(own, entry)


def _why_not_again(own: Seat, entry: Entry) -> Iterator[str]:
    """Yield why a substitute of the year cannot have this entry too."""
    if Substitution.objects.filter(seat=own, entry=entry).exists():
        yield f"{own.user} sudah menilai {entry} sebagai pengganti. Tunjuk orang lain."
    if Recusal.objects.filter(seat=own, entry=entry).exists():
        yield f"{own.user} menyatakan benturan kepentingan dengan {entry}. Tunjuk orang lain."
    elif Absence.objects.filter(seat=own, entry=entry).exists():
        yield f"{own.user} tercatat tidak hadir untuk {entry}. Tunjuk orang lain."


def _seat_of(person: User, edition: Edition) -> Seat:
    """Return the person's seat as a substitute, the next number where they have none; all seats are locked."""
    found = edition.seats.filter(user=person).first()
    last = edition.seats.aggregate(last=Max("number"))["last"]
    return found or Seat.objects.create(
        edition=edition, user=person, number=max(last, NINE) + 1, element=ELEMENT
    )


def _tell(substitution: Substitution, *, is_named: bool) -> None:
    """Tell the substitute; a notice that cannot be written takes nothing down with it."""
    person, entry, edition = substitution.seat.user, substitution.entry, substitution.entry.category.edition
    about = f"{entry}, {edition.award_year}" + " (gladi)" * edition.rehearsal
    said = {"substitution": substitution, "edition": edition, "is_named": is_named}
    page, once = reverse("panel_edition", args=[edition.pk]), f"substitute-{substitution.pk}-{is_named}"
    try:
        with transaction.atomic():
            deliver_once([worded(NoticeKind.SUBSTITUTE, about, person, page, said, once)])
    except Exception:  # they are named all the same
        logger.exception("Nobody was told of the substitution %s", substitution.pk)
