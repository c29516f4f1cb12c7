"""The receipt code of a locked sheet: made at every locking, computed again from what is stored, published."""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Exists, F, OuterRef, QuerySet

from awards.choices import SheetStatus
from awards.models import Absence, Category, Publication, Recusal, Score, ScoreSheet, SheetReceipt
from config.postgres.compiled import compiled
from regencies.seals.canonical import canonical

# Crockford's signs for those of base32: without I, L, O and U, which are misread
CLEAR = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
GROUPS, EACH = 5, 4


def receipt_code(salt: str, content: bytes) -> str:
    """Return five groups of four signs, the first hundred bits of SHA-256 over a salt and what was locked."""
    digest = b32encode(sha256(bytes.fromhex(salt) + content).digest()).decode().translate(CLEAR)
    return "-".join(digest[start : start + EACH] for start in range(0, GROUPS * EACH, EACH))


def content_of(sheet: ScoreSheet, version: int, scores: Iterable[Score]) -> bytes:
    """Return what a sheet holds as canonical JSON: whose it is, its version, marks to the second digit, notes."""
    marks = {str(score.criterion_id): [f"{score.value:.2f}", score.note] for score in scores}
    return canonical(
        {
            "seat": sheet.seat_id,
            "entry": sheet.entry_id,
            "stage": str(sheet.stage),
            "version": version,
            "marks": marks,
        }
    )


def issue(sheet: ScoreSheet) -> SheetReceipt:
    """Make the receipt of a sheet that was just locked, with a salt of its own. Two queries."""
    salt = secrets.token_hex(32)
    code = receipt_code(salt, content_of(sheet, sheet.version, _scores(sheet.pk)))
    return SheetReceipt.objects.create(sheet=sheet, version=sheet.version, salt=salt, code=code)


@compiled
def _scores(sheet: int) -> QuerySet[Score]:
    return Score.objects.filter(sheet=sheet).order_by()


@dataclass(frozen=True, slots=True)
class Receipts:
    """The receipts of a sheet as its member sees them."""

    current: SheetReceipt | None  # of the locking in force
    agrees: bool  # computed again from what is stored it is the same
    replaced: list[SheetReceipt]  # of earlier lockings
    published: Publication | None  # the announcement in force, if it lists the current one


def receipts_of(sheet: ScoreSheet, scores: Iterable[Score]) -> Receipts:
    """Return the receipts of a sheet with these stored scores. Two queries while it is locked, one otherwise."""
    made = list(sheet.receipts.all()) if sheet.pk else []
    current = next((one for one in made if sheet.is_locked and one.version == sheet.version), None)
    agrees = current is not None and current.code == receipt_code(
        current.salt, content_of(sheet, sheet.version, scores)
    )
    return Receipts(current, agrees, [one for one in made if one != current], _listing(sheet, current))


def _listing(sheet: ScoreSheet, receipt: SheetReceipt | None) -> Publication | None:
    if receipt is None:
        return None
    live = Publication.objects.live().filter(category__entries=sheet.entry_id)
    found: Publication | None = live.filter(receipt_codes__contains=[receipt.code]).only("number").first()
    return found


def counted_codes(category: Category) -> list[str]:
    """Return the codes of the sheets that count in a category, in the order of the codes. One query.

    Nothing tells which is whose: all have one length, and their order is that of chance.
    """
    same = {"seat": OuterRef("sheet__seat"), "entry": OuterRef("sheet__entry")}
    counted = SheetReceipt.objects.filter(
        sheet__status=SheetStatus.LOCKED,
        sheet__version=F("version"),
        sheet__entry__category=category,
        sheet__entry__candidate=True,
    )
    for records in (Recusal.objects, Absence.objects):
        counted = counted.exclude(Exists(records.filter(**same)))
    return sorted(counted.order_by().values_list("code", flat=True))
