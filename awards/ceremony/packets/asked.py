"""The verb that has the files of a winner packed, and which winner a packet is of."""

from __future__ import annotations

from django.utils import timezone

from awards.ceremony.papers import Paper
from awards.ceremony.records import NOT_THERE, hold_paper
from awards.ceremony.result import Result
from awards.choices import PacketState, ResultPaperKind
from awards.models import Category, Entry, NominationPacket
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import Nominee, User


@verb
def ask_packet(category: Category, key: str, *, by: User) -> NominationPacket:
    """Have the files of the winner of a certificate packed, anew if they were before. Raises Refused.

    One that waits or is being packed is returned as it is.
    """
    live, _, paper = hold_paper(category, key, by)
    if (entry := entry_of(category, paper)) is None:
        raise Refused(NOT_THERE)
    packet = NominationPacket.objects.filter(publication=live, entry=entry).first()
    packet = packet or NominationPacket(publication=live, entry=entry)
    if packet.pk and packet.is_unfinished:
        return packet
    packet.state, packet.done, packet.total = PacketState.WAITING, 0, 0
    packet.asked_by, packet.asked_at = by, timezone.now()
    packet.save()
    return packet


def entry_of(category: Category, paper: Paper) -> Entry | None:
    """Return the entry a winner's certificate is of; None for every other paper. Two queries at most."""
    if paper.kind != ResultPaperKind.CERTIFICATE or paper.about is None:
        return None
    return entries_by_code(category).get(paper.about["code"])


def entries_by_code(category: Category) -> dict[str, Entry]:
    """Return the entries of a category by any code they ever had: a document keeps the one of its day. Two queries."""
    entries = list(category.entries.select_related("regency", "nominee"))
    by_nominee = {each.nominee_id: each for each in entries if each.nominee_id}
    earlier = Nominee.pgh_event_model.objects.filter(pgh_obj__in=by_nominee) if by_nominee else None  # type: ignore[attr-defined]
    rows = earlier.values_list("code", "pgh_obj").distinct().order_by() if earlier is not None else ()
    return {code: by_nominee[nominee] for code, nominee in rows} | {each.code: each for each in entries}


def packets_of(result: Result) -> dict[str, NominationPacket]:
    """Return the packets of a publication by the code of their winner in its document. Three queries at most."""
    if result.publication is None:
        return {}
    rows = result.publication.packets.select_related("entry__regency", "entry__nominee", "asked_by")
    known = {row.entry_id: row for row in rows}
    if not known:
        return {}
    found = entries_by_code(result.category)
    return {code: known[entry.pk] for code, entry in found.items() if entry.pk in known}
