"""What the bands of a criterion must be to say of every mark what it means: no gap, no overlap, anchors beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations, groupby

HIGHEST = 100
Span = tuple[int, int]  # (low, high); of one mark it is an anchor, which may lie inside another


def problems_of(spans: Iterable[Span]) -> list[str]:
    """Return one sentence for each thing wrong with the bands of a criterion; none when they fit."""
    spans = sorted(spans)
    if not spans:
        return ["Belum ada rentang nilai. Tambah rentang yang bersama-sama memuat 0 sampai 100."]
    if wrong := [span for span in spans if not 0 <= span[0] <= span[1] <= HIGHEST]:
        return [
            f"Tertulis rentang {shown(span)}. Tulis angka 0 sampai 100, yang lebih kecil lebih dahulu."
            for span in wrong
        ]
    starts = Counter(low for low, _ in spans)
    problems = [
        f"Ada {times} rentang yang dimulai dari {low}. Ubah atau hapus salah satunya."
        for low, times in starts.items()
        if times > 1
    ]
    ranges = sorted({span for span in spans if span[0] < span[1]})
    problems += [
        f"Rentang {shown(one)} dan {shown(other)} bertumpang tindih. Ubah batas salah satunya."
        for one, other in combinations(ranges, 2)
        if other[0] <= one[1] and other[0] != one[0]
    ]
    problems += [
        f"Nilai {shown(gap)} tidak termasuk rentang mana pun. Perluas rentang di sebelahnya, atau tambah rentang."
        for gap in gaps(spans)
    ]
    return problems


def gaps(spans: Iterable[Span]) -> list[Span]:
    """Return the runs of marks from 0 to 100 that no band has."""
    covered = {mark for low, high in spans for mark in range(low, high + 1)}
    missing = [mark for mark in range(HIGHEST + 1) if mark not in covered]
    runs = groupby(enumerate(missing), key=lambda pair: pair[1] - pair[0])
    found = [[mark for _, mark in run] for _, run in runs]
    return [(run[0], run[-1]) for run in found]


def shown(span: Span) -> str:
    """Return "71–85", or "80" for one mark."""
    low, high = span
    return str(low) if low == high else f"{low}–{high}"
