"""A report card in words: what its page shows and its paper prints, all of it text. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from awards.presenters.wording import decimal
from awards.report_card.card import Card, Line, Way
from awards.report_card.gains import Gain
from regencies.l10n.numbers import format_decimal, format_exact, format_integer, format_percent
from regencies.l10n.rounding import round_half_up

BLANK = "–"
HIDDEN = "tidak diumumkan"
ARROW = " → "
SHORT = {  # of a segment, inside a sentence
    "wage_earners": "PU",
    "non_wage_earners": "BPU",
    "construction": "jasa konstruksi",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion as it is read."""

    name: str
    weight: str
    score: str
    median: str
    best: str
    place: str
    change: str
    short: str


@dataclass(frozen=True, slots=True)
class Words:
    """A card in words; `lead` is what came of it, one fact (name, value, note) each."""

    facts: list[tuple[str, str, str]]
    rows: list[Row]
    gains: list[str]
    way: list[str]
    per_year: list[tuple[str, str]]


def words(card: Card, *, places: int, disclosed: bool) -> Words:
    """Return a card in words; totals have so many `places`."""
    return Words(
        facts=list(_facts(card, places)),
        rows=[_row(line, disclosed) for line in card.lines],
        gains=[gain_in_words(gain, card, places) for gain in card.gains],
        way=list(_way(card.way)) if card.way else [],
        per_year=_per_year(card.way) if card.way else [],
    )


def gain_in_words(gain: Gain, card: Card, places: int) -> str:
    """Return one gain as a sentence: how many people, what rises by how many points of the total, and the rank."""
    people = f"Menambah {format_integer(gain.people)} peserta {_either(gain.segments)}"
    ordered = sorted(gain.points.items(), key=lambda item: -item[1])
    rises = [f"{code} {format_decimal(points)} poin" for code, points in ordered if round_half_up(points, 2)]
    what = _listed(rises) if rises else "nilai kurang dari 0,01 poin"
    sentence = f"{people} menaikkan {what}"
    if gain.total is None or card.entrant["rank"] is None:
        return f"{sentence}."
    rank = card.entrant["rank"]
    moved = f"peringkat {rank}{ARROW}{gain.rank}" if gain.rank != rank else f"peringkat tetap {rank}"
    return f"{sentence}; nilai akhir menjadi {decimal(str(gain.total), places)}, {moved}."


def _facts(card: Card, places: int) -> Iterator[tuple[str, str, str]]:
    own, before = card.entrant, card.before
    if own["rank"] is None:
        yield "Peringkat", "Tanpa peringkat", own["reason"] or ""
    else:
        was = f"tahun lalu {before['rank']} dari {card.ranked_before}" if before and before["rank"] else ""
        yield "Peringkat", f"{own['rank']} dari {card.ranked}", was
        was = f"tahun lalu {decimal(before['total'], places)}" if before and before["total"] else ""
        yield "Nilai akhir", decimal(own["total"], places), was


def _row(line: Line, disclosed: bool) -> Row:
    criterion = line.criterion
    blank = HIDDEN if line.applies and not disclosed and criterion["source"] == "panel" else BLANK
    return Row(
        name=f"{criterion['code']} {criterion['name']}",
        weight=_weight(line.weight) if line.applies else BLANK,
        score=_score(line.score, blank) if line.applies else "tidak berlaku",
        median=_score(line.median, BLANK),
        best=_score(line.best, BLANK),
        place=f"{line.place} dari {line.of}" if line.place else BLANK,
        change=_signed(line.change),
        short=format_decimal(line.short_of_best) if line.short_of_best is not None else BLANK,
    )


def _weight(weight: Fraction) -> str:
    """A weight is mostly whole: "18", and "16,67" where others handed theirs over."""
    return format_exact(round_half_up(weight, 2))


def _score(score: Fraction | None, blank: str) -> str:
    return blank if score is None else format_decimal(score)


def _signed(change: Fraction | None) -> str:
    if change is None:
        return BLANK
    rounded = round_half_up(change, 2)
    return f"+{format_decimal(rounded)}" if rounded > 0 else format_decimal(rounded)


def _way(way: Way) -> Iterator[str]:
    reached = f"Cakupan {format_percent(way.coverage)}; target daerah {format_exact(way.target)}%."
    if way.needed <= 0:
        yield f"{reached} Target sudah tercapai."
        return
    missing = format_integer(way.needed)
    yield f"{reached} Untuk mencapainya diperlukan {missing} peserta lagi, dengan semesta pekerja yang sama."
    if way.added is None:
        return
    if way.years is None:
        yield "Pada tahun penilaian ini jumlah peserta tidak bertambah."
        return
    yield (
        f"Tahun ini bertambah {format_integer(way.added)} peserta; dengan laju itu target tercapai dalam "
        f"{way.years} tahun."
    )


def _per_year(way: Way) -> list[tuple[str, str]]:
    return [(f"{years} tahun", format_integer(people)) for years, people in way.per_year]


def _either(segments: Sequence[str]) -> str:
    names = [name for slug, name in SHORT.items() if slug in segments]
    return (
        names[0] if len(names) == 1 else f"{', '.join(names[:-1])}{',' * (len(names) > 2)} atau {names[-1]}"
    )


def _listed(texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    return f"{', '.join(texts[:-1])}{',' * (len(texts) > 2)} dan {texts[-1]}"


def texts(card: Words) -> Mapping[str, Any]:
    """Return the same as plain JSON, for paper."""
    return {
        "facts": [list(fact) for fact in card.facts],
        "rows": [
            [row.name, row.weight, row.score, row.median, row.best, row.place, row.change, row.short]
            for row in card.rows
        ],
        "gains": card.gains,
        "way": card.way,
        "per_year": [list(pair) for pair in card.per_year],
    }
