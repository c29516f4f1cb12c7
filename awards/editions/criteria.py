"""The verb that sets the criteria of a whole category at once: groups, weights, bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import count
from typing import TypeVar

from django.db.models import ProtectedError

from awards.choices import Source, Stage
from awards.editions.criteria_rows import Criteria, CriterionRow, differing, stored_criteria
from awards.editions.phase_changes import lock_edition
from awards.editions.phases import CRITERIA_OPEN, require_phase
from awards.models import Band, Category, Criterion, CriterionGroup
from awards.preflight.setup import WHOLE
from awards.scoring.bands import problems_of
from regencies.actions.base import verb
from regencies.actions.errors import Refused, Stale
from regencies.l10n.numbers import format_exact
from regencies.models import User

Coded = TypeVar("Coded", CriterionGroup, Criterion)


@verb
def set_criteria(category: Category, wanted: Criteria, *, seen: str, by: User, reason: str = "") -> bool:
    """Make the criteria of a category these and no others, all or none; returns whether anything changed.

    `seen` is the token of the criteria whoever decided has seen: those changed meanwhile are not overwritten. A
    step of the tie-break follows the code it names. Raises Refused with everything wrong, Stale with both.
    """
    edition = lock_edition(category.edition, by)
    require_phase(edition, CRITERIA_OPEN, "Kriteria diubah")
    stored = stored_criteria(category)
    if stored.anew() == wanted.anew():
        return False  # as whoever pressed twice wished
    if stored.token != seen:
        raise _stale(wanted, stored)
    if problems := list(_problems(wanted)):
        raise Refused(problems)
    _store(category, wanted)
    return True


def _stale(wanted: Criteria, stored: Criteria) -> Stale:
    rows = differing(wanted, stored)
    return Stale(
        "Kriteria diubah sejak halaman ini dibuka; belum ada yang disimpan. Bandingkan keduanya, lalu simpan lagi atau "
        "pakai yang tersimpan.",
        mine={what: mine for what, mine, _ in rows},
        stored={what: kept for what, _, kept in rows},
        version=0,
    )


def _problems(wanted: Criteria) -> Iterator[str]:
    """Yield what these criteria lack or have too much of."""
    yield from _codes("Kelompok", (group.code for group in wanted.groups))
    yield from _codes("Kriteria", (criterion.code for criterion in wanted.criteria))
    of_groups, of_criteria = (
        [row.key for row in rows if row.key] for rows in (wanted.groups, wanted.criteria)
    )
    if any(len(set(keys)) < len(keys) for keys in (of_groups, of_criteria)):
        yield "Ada isian yang terkirim dua kali. Muat ulang halaman, lalu isi lagi."
    used = {criterion.group for criterion in wanted.criteria}
    for code in (group.code for group in wanted.groups if group.code not in used):
        yield f"Kelompok {code} tidak berisi kriteria. Hapus kelompoknya, atau pilih kelompok itu pada suatu kriteria."
    for criterion in wanted.criteria:
        yield from (f"{criterion.code}: {problem}" for problem in _fits(criterion))
    if problem := why_not_whole(criterion.weight for criterion in wanted.criteria):
        yield problem


def _codes(kind: str, codes: Iterable[str]) -> Iterator[str]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield f"{kind} {code} tertulis {times} kali. Beri setiap {kind.lower()} kode sendiri."


def _fits(criterion: CriterionRow) -> Iterator[str]:
    """Yield what a criterion lacks for its source: indicator and full mark, or bands."""
    if criterion.source == Source.PANEL:
        yield from problems_of((band.low, band.high) for band in criterion.bands)
    elif not criterion.indicator or not criterion.full_mark:
        yield "Sumbernya angka laporan. Pilih indikatornya dan isi angka untuk nilai 100."
    elif criterion.stage != Stage.DESK:
        yield "Sumbernya angka laporan. Pilih tahap Penilaian berkas."


def why_not_whole(weights: Iterable[Decimal]) -> str:
    """Return why these weights are not those of a category; "" when they make exactly 100."""
    found = sum(weights, Decimal(0))
    if found == WHOLE:
        return ""
    over = found > WHOLE
    by = format_exact(abs(found - WHOLE).normalize())
    return (
        f"Jumlah bobot {format_exact(found.normalize())}; jumlahnya harus tepat 100. "
        f"{'Kurangi' if over else 'Tambah'} {by}."
    )


# Storing ----------------------------------------------------------------------------------------------
def _store(category: Category, wanted: Criteria) -> None:
    kept = {criterion.key for criterion in wanted.criteria}
    stored = category.criteria.select_related("group").prefetch_related("bands")
    criteria: dict[int | None, Criterion] = {row.pk: row for row in stored}
    for key in criteria.keys() - kept:
        _delete(criteria.pop(key))
    groups: dict[int | None, CriterionGroup] = {row.pk: row for row in category.groups.all()}
    gone = groups.keys() - {group.key for group in wanted.groups}
    codes = {group.code for group in wanted.groups}
    aside = {key: f"~{place}" for place, key in enumerate(gone) if groups[key].code in codes}
    was = _steps(groups.values(), criteria.values())
    _recode(groups, {g.key: g.code for g in wanted.groups if g.key in groups} | aside)
    by_code = {}
    for group in wanted.groups:
        row = groups.get(group.key) or CriterionGroup(category=category, code=group.code)
        _write(row, name=group.name, on_one_screen=group.on_one_screen)
        by_code[group.code] = row
    _recode(criteria, {c.key: c.code for c in wanted.criteria if c.key in criteria})
    for position, each in enumerate(wanted.criteria, start=1):
        criterion = criteria.get(each.key) or Criterion()
        _write(criterion, group=by_code[each.group], position=position, **each.fields)
        _store_bands(criterion, each)
    for key in gone:
        groups[key].delete()
    _rename_steps(category, was, _steps(groups.values(), criteria.values()))


def _delete(criterion: Criterion) -> None:
    try:
        criterion.delete()
    except ProtectedError as judged:
        raise Refused(
            f"Kriteria {criterion.code} sudah dipakai dalam penilaian. Pertahankan kriterianya, atau ubah bobotnya."
        ) from judged


def _write(row: CriterionGroup | Criterion | Band, **values: object) -> None:
    """Store a row where one of these values is another, so that the history has no line of what stayed."""
    if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def _store_bands(criterion: Criterion, wanted: CriterionRow) -> None:
    stored = {band.low: band for band in criterion.bands.all()}
    bands = {band.low: band for band in wanted.bands}
    for low in stored.keys() - bands.keys():
        stored[low].delete()
    for low, band in bands.items():
        _write(stored.get(low) or Band(criterion=criterion, low=low), high=band.high, label=band.label)


def _recode(rows: Mapping[int | None, Coded], codes: Mapping[int | None, str]) -> None:
    """Give rows their codes, one at a time where it is free; two that swap theirs pass by a code nobody has."""
    taken = {row.code for row in rows.values()}
    waiting = [row for row in rows.values() if codes.get(row.pk, row.code) != row.code]
    while waiting:
        free = next((row for row in waiting if codes[row.pk] not in taken), None)
        row = free or waiting[0]
        taken.discard(row.code)
        row.code = codes[row.pk] if free else next(c for n in count() if (c := f"·{n}") not in taken)
        taken.add(row.code)
        row.save(update_fields=["code"])
        if free:
            waiting.remove(row)


def _steps(groups: Iterable[CriterionGroup], criteria: Iterable[Criterion]) -> dict[tuple[str, int], str]:
    """Return the step of the tie-break that names each group and criterion."""
    return {("group", row.pk): f"group:{row.code}" for row in groups} | {
        ("criterion", row.pk): f"criterion:{row.code}" for row in criteria
    }


def _rename_steps(
    category: Category, was: Mapping[tuple[str, int], str], now: Mapping[tuple[str, int], str]
) -> None:
    renamed = {step: now[key] for key, step in was.items() if key in now}
    category.refresh_from_db(fields=["tie_break"])
    steps = list(dict.fromkeys(renamed.get(step, step) for step in category.tie_break))
    if steps != category.tie_break:
        category.tie_break = steps
        category.save(update_fields=["tie_break"])
