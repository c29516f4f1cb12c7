"""What a correction changed in a published result, in sentences. Pure; made from the two documents only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from awards.presenters.wording import decimal
from regencies.l10n.numbers import format_integer

Document = Mapping[str, Any]
Entrant = Mapping[str, Any]

MAPS = {
    "registered": ("peserta", 0),
    "registered_previous": ("peserta", 1),
    "workforce": ("tenaga kerja", 0),
    "workforce_previous": ("tenaga kerja", 1),
}
PARTS = {
    "method": "Cara menghitung",
    "criteria": "Kriteria atau bobot",
    "plenary": "Keputusan pleno",
    "disclosure": "Yang diumumkan",
}


def version_changes(before: Document | None, after: Document) -> list[str]:
    """Return what differs from the publication that was replaced: ranks first, then figures; empty for the first."""
    if before is None:
        return []
    known = {entrant["code"]: entrant for entrant in before["entrants"]}
    pairs = [
        (known.get(entrant["code"]), entrant)
        for entrant in sorted(after["entrants"], key=lambda e: (e["rank"] is None, e["rank"], e["code"]))
    ]
    places = after["method"]["places"]
    return [
        *filter(None, (_standing(old, new, places) for old, new in pairs)),
        *chain.from_iterable(_figures(old, new, after) for old, new in pairs if old),
        *(f"{new['name']}: nilai Tim Sembilan berubah." for old, new in pairs if old and _marks(old) != _marks(new)),
        *(f"{words} berubah." for part, words in PARTS.items() if before[part] != after[part]),
        *_awards(before, after),
    ]  # fmt: skip


def _standing(old: Entrant | None, new: Entrant, places: int) -> str:
    """Return how rank and total of an entrant moved; "" when they stayed."""
    was, now = (old or {}).get("rank"), new["rank"]
    had, has = (old or {}).get("total"), new["total"]
    if (was, had) == (now, has):
        return ""
    rank = f"peringkat {now or '–'} tetap" if was == now else f"peringkat {was or '–'} → {now or '–'}"
    total = "" if had == has else f", nilai akhir {decimal(had, places)} → {decimal(has, places)}"
    return f"{new['name']}: {rank}{total}."


def _figures(old: Entrant, new: Entrant, document: Document) -> Iterator[str]:
    """Yield each number of the report that changed; none where they are not disclosed."""
    if "figures" not in old or "figures" not in new:
        return
    year = document["edition"]["assessed_year"]
    segments: Mapping[str, str] = document.get("labels", {}).get("segments", {})
    for name, (what, back) in MAPS.items():
        was, now = old["figures"][name], new["figures"][name]
        for slug in dict.fromkeys([*was, *now]):
            if was.get(slug) != now.get(slug):
                label = segments.get(slug, slug.replace("_", " "))
                yield (
                    f"{new['name']}: {what} {label} {year - back} {format_integer(was.get(slug))} → "
                    f"{format_integer(now.get(slug))}."
                )
    if (target := old["figures"]["target_pct"]) != (aimed := new["figures"]["target_pct"]):
        yield f"{new['name']}: target cakupan {decimal(target)}% → {decimal(aimed)}%."


def _marks(entrant: Entrant) -> list[str]:
    """Return what the sheets of an entrant say, whoever gave them: panelists are named anew each time."""
    return sorted(
        repr((sheet["recused"], sorted(sheet["scores"].items()))) for sheet in entrant.get("sheets", [])
    )


def _awards(before: Document, after: Document) -> Iterator[str]:
    """Yield the special awards that were added and that fell away."""
    had, has = ([f"{a['title']} ({a['name']})" for a in d["special_awards"]] for d in (before, after))
    yield from (f"Penghargaan khusus ditambah: {award}." for award in has if award not in had)
    yield from (f"Penghargaan khusus dihapus: {award}." for award in had if award not in has)
