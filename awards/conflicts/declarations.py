"""What a member declares of every candidate before its files open: a conflict of interest, or none; all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from awards.choices import Conflict
from awards.conflicts.recusals import employed_at, why_locked, withdraw_from
from awards.models import Declaration, Entry, Recusal, Seat
from awards.models.entries import BY_CODE
from awards.panel.locks import hold_seat
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User


@dataclass(frozen=True, slots=True)
class Answer:
    """What a member says of one candidate: the kind of their conflict, "" for none, and its reason."""

    kind: str
    reason: str = ""


def asked_of(seat: Seat, also: Iterable[int] = ()) -> list[Entry]:
    """Return what the holder of a seat has yet to declare about, and of their candidates `also` these. One query.

    By category and code; `declared` and `recused` say which need not be asked, `employs` where the member works
    for the region.
    """
    judged = Entry.objects.of_seats_held_by(seat.user).filter(category__edition=seat.edition_id)
    undeclared = Entry.objects.undeclared_by(seat.user)
    recorded = Recusal.objects.filter(seat=seat, entry=OuterRef("pk"))
    works_there = Entry.objects.employing([seat.user]).filter(pk=OuterRef("pk"))
    return list(
        judged.filter(Q(pk__in=undeclared.values("pk")) | Q(pk__in=list(also)))
        .with_declaration_of(seat.user)
        .with_absence_of(seat.user)
        .annotate(employs=Exists(works_there), recused=Exists(recorded))
        .with_participant()
        .select_related("category__edition__province")
        .order_by("category_id", *BY_CODE)
    )


def declared_in(seat: Seat) -> QuerySet[Declaration]:
    """Return what has been declared in a seat, by code of the candidate."""
    found: QuerySet[Declaration] = seat.declarations.select_related("entry__regency", "entry__nominee")
    return found.order_by(*(f"entry__{code}" for code in BY_CODE))


@verb
def declare(seat: Seat, answers: Mapping[int, Answer], *, by: User, statement: bool) -> list[Declaration]:
    """Record what a member says of each candidate that is not declared about yet, all or none. Raises Refused.

    Who works for the region has that conflict whatever they say. A conflict takes the entry out of sight.
    """
    seat = hold_seat(seat)
    if seat.user_id != by.pk:
        raise Refused("Benturan kepentingan dinyatakan oleh anggota yang menduduki kursinya.")
    entries = asked_of(seat, also=answers)
    pending = [entry for entry in entries if not (entry.declared or entry.recused)]
    said = {entry.pk: _said(entry, answers.get(entry.pk)) for entry in pending}
    problems = [] if statement else ["Pernyataan belum dicentang. Centang pernyataan, lalu kirim lagi."]
    for entry in pending:
        problems += _why_not(seat, entry, said[entry.pk])
    problems += _changed(seat, [entry for entry in entries if entry not in pending], answers)
    if problems:
        raise Refused(problems)
    for entry in pending:
        if (answer := said[entry.pk]) and answer.kind:
            withdraw_from(seat, entry, answer.reason, answer.kind)
    return Declaration.objects.bulk_create(
        Declaration(seat=seat, entry=entry, kind=answer.kind)
        for entry in pending
        if (answer := said[entry.pk])
    )


def _said(entry: Entry, answer: Answer | None) -> Answer | None:
    if entry.employs:
        return Answer(Conflict.EMPLOYED, employed_at(entry))
    return answer and Answer(answer.kind, answer.reason.strip())


def _why_not(seat: Seat, entry: Entry, answer: Answer | None) -> list[str]:
    if answer is None:
        return [f"{entry} belum dinyatakan. Pilih “Tidak ada” atau “Ada”."]
    if not answer.kind:
        return []
    problems = []
    if answer.kind not in Conflict:
        problems.append(
            f"Pilih jenis benturan kepentingan dengan {entry}; bila tidak ada yang sesuai, “Lainnya”."
        )
    if not answer.reason:
        problems.append(
            f"Tuliskan alasan benturan kepentingan dengan {entry}; alasannya tercatat dalam riwayat."
        )
    return problems + why_locked(seat, entry)


def _changed(seat: Seat, known: list[Entry], answers: Mapping[int, Answer]) -> list[str]:
    """Return what is said otherwise than it has been declared before."""
    if not known:
        return []
    before = dict(seat.declarations.filter(entry__in=known).values_list("entry_id", "kind"))
    before |= dict(seat.recusals.filter(entry__in=known).values_list("entry_id", "kind"))
    return [
        f"Pernyataan tentang {entry} sudah tercatat dan tetap berlaku. Bila kini ada benturan kepentingan, nyatakan di "
        "bawah lembar nilainya."
        for entry in known
        if entry.pk in answers and answers[entry.pk].kind != before.get(entry.pk, answers[entry.pk].kind)
    ]
