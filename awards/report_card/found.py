"""The report card of an entry of one's office, read from what was published, found and remarked. Writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Exists, OuterRef, QuerySet

from awards.choices import SheetStatus
from awards.contract.conform import conform
from awards.contract.schema import FullDocument
from awards.document.parse import parse
from awards.models import Absence, Entry, Publication, Recusal, Score, Substitution
from awards.models.entries import BY_CODE
from awards.models.seats import NINE
from awards.report_card.card import Card, Told, card_of
from awards.report_card.words import Words, words
from regencies.choices import ReviewState, Section
from regencies.models import ReportEntry, User

FEWEST = 3  # remarks on one criterion that are shown: of one or two it could be guessed whose they are


@dataclass(frozen=True, slots=True)
class VerifierNote:
    """What the verifier wrote about one entry of the report that was judged."""

    section: str
    about: str
    finding: str
    text: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """What members wrote beside their marks of one criterion, in an order that says nothing of who wrote what."""

    criterion: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportCard:
    """Everything the page of an entry's result shows, by the publication in force."""

    entry: Entry
    publication: Publication
    year_before: int | None  # the award year of the result it is held against
    card: Card
    words: Words
    notes: list[VerifierNote]
    remarks: list[Remarks]
    disclosed: bool


def published_entries(user: User) -> QuerySet[Entry]:
    """Return the entries of a user's office whose results are public, the latest year first."""
    published = Publication.objects.live().filter(category=OuterRef("category"))
    entries: QuerySet[Entry] = Entry.objects.of_office(user).filter(Exists(published))
    return entries.select_related("category__edition__province", "regency", "nominee").order_by(
        "-category__edition__award_year", "category__slug", *BY_CODE
    )


def report_card(entry: Entry) -> ReportCard | None:
    """Return the card of an entry, its category fetched; None where no publication holds it. Four queries."""
    now, before = _publications(entry)
    if now is None:
        return None
    told, earlier = _told(now), _told(before) if before else None
    if (card := card_of(told, entry.code, earlier=earlier)) is None:
        return None
    places = told.document["method"]["places"]
    return ReportCard(
        entry=entry,
        publication=now,
        year_before=before.category.edition.award_year if before and card.before else None,
        card=card,
        words=words(card, places=places, disclosed=told.disclosed),
        notes=list(_verifier_notes(entry)),
        remarks=_remarks(entry, now) if told.disclosed else [],
        disclosed=told.disclosed,
    )


def _publications(entry: Entry) -> tuple[Publication | None, Publication | None]:
    """Return the publication in force of the entry's category and the latest one before it. Two queries."""
    edition = entry.category.edition
    live = Publication.objects.live().select_related("category__edition")
    earlier = live.filter(
        category__slug=entry.category.slug,
        category__edition__province=edition.province_id,
        category__edition__award_year__lt=edition.award_year,
    )
    return (
        live.filter(category=entry.category_id).first(),
        earlier.order_by("-category__edition__award_year").first(),
    )


def _told(publication: Publication) -> Told:
    sealed = publication.sealed_document
    document = conform(parse(bytes(sealed or publication.document)), FullDocument)
    return Told(document, disclosed=sealed is None)


def _verifier_notes(entry: Entry) -> Iterable[VerifierNote]:
    """Yield the notes of the verifier on the judged report, in the order of its sections. One query."""
    rows = ReportEntry.objects.filter(report=entry.report_id).exclude(review=None).exclude(review__note="")
    sections = list(Section)
    found = list(rows.with_content().order_by("position", "pk"))
    for row in sorted(found, key=lambda row: sections.index(Section(row.section))):
        state = ReviewState(row.review.state)
        yield VerifierNote(Section(row.section).label, str(row.detail), state.label, row.review.note)


def _remarks(entry: Entry, publication: Publication) -> list[Remarks]:
    """Return the remarks of the sheets that count, where a criterion has FEWEST of different members. One query.

    Each criterion is in an order of its own, made from the texts: no place tells whose a remark is, and none on
    one criterion goes with one on another.
    """
    same = {"seat": OuterRef("sheet__seat"), "entry": OuterRef("sheet__entry")}
    rows = Score.objects.filter(sheet__entry=entry, sheet__status=SheetStatus.LOCKED).exclude(note="")
    for records in (Recusal.objects, Absence.objects):
        rows = rows.exclude(Exists(records.filter(**same)))
    substitutes = Substitution.objects.filter(**same)
    rows = rows.exclude(~Exists(substitutes), sheet__seat__number__gt=NINE)
    texts: dict[str, list[str]] = defaultdict(list)
    for row in rows.select_related("criterion").order_by("criterion__position", "criterion__code"):
        if text := row.note.strip():
            texts[str(row.criterion)].append(text)
    return [
        Remarks(criterion, tuple(sorted(found, key=lambda text: _shuffled(publication, criterion, text))))
        for criterion, found in texts.items()
        if len(found) >= FEWEST
    ]


def _shuffled(publication: Publication, criterion: str, text: str) -> str:
    return sha256(f"{publication.sha256} {criterion} {text}".encode()).hexdigest()
