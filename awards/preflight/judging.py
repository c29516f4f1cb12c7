"""What must be right before the panel scores and before the plenary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.urls import reverse

from awards.choices import Position, Stage
from awards.contract.schema import Indicator
from awards.models import Criterion, Edition, Entry, Seat
from awards.models.entries import BY_CODE
from awards.panel.progress import (
    Judging,
    Pair,
    asked_of,
    declared,
    employed,
    judging_of,
    not_judging,
    withdrawn_or_absent,
)
from awards.preflight.item import SHOWN, Item, listed
from awards.preflight.reports import SETTLED
from awards.preflight.setup import of_edition
from awards.scoring.scores import indicator_values
from config.postgres.compiled import compiled
from regencies.figures.counted import figures_for

SEATS = 9


def _page(edition: Edition, name: str) -> str:
    return reverse(f"admin:awards_edition_{name}", args=[edition.pk])


@compiled
def _judges(edition: int) -> QuerySet[Seat]:
    return Seat.objects.filter(edition=edition).seated().with_judged().select_related("user")


class _Candidate(NamedTuple):
    """A candidate as far as its sheets are counted, and what its category says of a quorum."""

    pk: int
    category_id: int
    category: str
    quorum: int


@compiled
def _candidates(edition: int) -> QuerySet[Entry, tuple[int, int, str, int]]:
    entries = Entry.objects.candidates().filter(category__edition=edition)
    return entries.values_list("pk", "category", "category__name", "category__quorum")


def _named(entries: list[int]) -> dict[int, Entry]:
    """Return entries by key with what they are called, in their order. One query, none of none."""
    return {entry.pk: entry for entry in _of(entries)} if entries else {}


@compiled
def _of(entries: list[int]) -> QuerySet[Entry]:
    return Entry.objects.filter(pk__in=entries).with_participant()


# The panel ------------------------------------------------------------------------------------------
def panel(edition: Edition) -> Iterator[Item]:
    """Yield whether the decree, nine seats and a quorum of members who judge are there. Four queries."""
    yield _decree(edition)
    judges = _judges(edition.pk)
    seats = [seat for seat in judges if not seat.is_substitute]
    url = f"{reverse('admin:awards_seat_changelist')}?edition__id__exact={edition.pk}"
    chairs = sum(seat.position == Position.CHAIR for seat in seats)
    if len(seats) != SEATS or chairs != 1:
        yield Item(
            False,
            f"Tim Sembilan terisi {len(seats)} kursi dengan {chairs} ketua; harus sembilan kursi dengan satu "
            "ketua. Lengkapi susunannya.",
            url,
        )
    else:
        yield Item(True, "Sembilan kursi Tim Sembilan terisi dengan satu ketua.", url)
    away = not_judging(edition, judges)
    entered = Entry.objects.filter(category=OuterRef("pk")).order_by().values("pk")
    for row in edition.categories.annotate(entered=ArraySubquery(entered)):
        judging = [seat for seat in seats if row.pk in seat.judged]
        left = min(
            (
                sum(seat.judges(entry, row.pk) and (seat.pk, entry) not in away for seat in judges)
                for entry in row.entered
            ),
            default=len(judging),
        )
        if len(judging) < row.quorum and len(judging) < len(seats):
            yield Item(
                False,
                f"Kuorum “{row.name}” {row.quorum}, sedangkan kursi yang menilainya {len(judging)} dari {len(seats)}. "
                "Tambah kursinya di Susun Tim Sembilan atau turunkan kuorum.",
                _page(edition, "seats"),
            )
        elif left < row.quorum:
            yield Item(
                False,
                f"Kuorum “{row.name}” {row.quorum}, sedangkan anggota yang menilai satu kandidat hanya {left}. "
                "Ganti anggota, lengkapi kursi, atau turunkan kuorum.",
                reverse("admin:awards_category_change", args=[row.pk]),
            )


def _decree(edition: Edition) -> Item:
    if edition.sk_number and edition.sk_date:
        return Item(True, f"SK Tim Sembilan nomor {edition.sk_number}.", of_edition(edition))
    missing = [
        name for name, value in [("nomor", edition.sk_number), ("tanggal", edition.sk_date)] if not value
    ]
    return Item(
        False,
        f"{' dan '.join(missing).capitalize()} SK Tim Sembilan belum diisi; penilaian tanpa SK tidak sah. Isi "
        "dari SK Gubernur.",
        of_edition(edition),
    )


# Candidates -----------------------------------------------------------------------------------------
def candidates(edition: Edition) -> Iterator[Item]:
    """Yield whether all are decided with reasons, with settled report, slot and figures. Four queries."""
    found = Entry.objects.filter(category__edition=edition).select_related(
        "regency", "nominee", "report", "category"
    )
    entries = list(found.with_set_aside().order_by(*BY_CODE))
    url = _page(edition, "candidates")
    named = [entry for entry in entries if entry.candidate]
    undecided = [entry for entry in entries if entry.candidate is None]
    if undecided:
        yield Item(
            False,
            f"{listed(undecided)} belum ditetapkan sebagai kandidat atau bukan; setiap calon diputus dengan "
            "alasan. Tetapkan di halaman kandidat.",
            url,
        )
    if unexplained := [entry for entry in entries if entry.candidate is not None and not entry.reason]:
        yield Item(False, f"Alasan keputusan atas {listed(unexplained)} belum ditulis.", url)
    for category in {entry.category_id: entry.category for entry in entries}.values():
        if not any(entry.candidate and entry.category_id == category.pk for entry in entries):
            yield Item(False, f"Belum ada kandidat untuk “{category.name}”. Tetapkan sedikitnya satu.", url)
    if not entries:
        yield Item(False, "Belum ada yang dinilai: tidak ada daerah atau calon di tahun ini.", url)
    if named and not undecided:
        yield Item(True, f"{len(named)} kandidat ditetapkan dari {len(entries)} yang dinilai.", url)
    if withdrawn := [entry for entry in named if entry.is_withdrawn]:
        yield Item(
            False,
            f"Usulan kandidat {listed(withdrawn)} sudah ditarik. Tetapkan bukan kandidat, atau usulkan kembali di "
            "halaman calonnya.",
            url,
        )
    if unsettled := [e for e in named if e.report is None or e.report.status not in SETTLED]:
        yield Item(
            False,
            f"Laporan kandidat {listed(unsettled)} tidak lagi terverifikasi. Kembali ke tahap verifikasi untuk "
            "menyelesaikannya.",
            url,
        )
    criteria = list(Criterion.objects.filter(group__category__edition=edition).select_related("group"))
    yield from _slots(edition, named, criteria)
    yield from _figures(named, criteria, url)


def _slots(edition: Edition, named: list[Entry], criteria: list[Criterion]) -> Iterator[Item]:
    url = _page(edition, "slots")
    interviewed = {
        criterion.group.category_id for criterion in criteria if criterion.stage == Stage.INTERVIEW
    }
    due = [entry for entry in named if entry.category_id in interviewed]
    if unset := [entry for entry in due if entry.presentation_at is None]:
        yield Item(
            False,
            f"Jadwal paparan {listed(unset)} belum ditetapkan; wawancara hanya dapat dinilai setelah paparan "
            "dimulai. Tetapkan jadwalnya.",
            url,
        )
    elif due:
        yield Item(True, f"Jadwal paparan {len(due)} kandidat ditetapkan.", url)


def _figures(named: list[Entry], criteria: list[Criterion], url: str) -> Iterator[Item]:
    """Yield figures nobody reported, without which a criterion has no score, while it can still be set aside."""
    judged = [(entry, entry.judged) for entry in named if entry.judged]
    if not judged:
        return
    figures = figures_for([report for _, report in judged])
    complete = True
    for entry, report in judged:
        values = indicator_values(figures[report.pk])
        for criterion in criteria:
            set_aside = criterion.code in entry.set_aside
            asked = criterion.group.category_id == entry.category_id and not set_aside
            if criterion.indicator and asked and values[cast(Indicator, criterion.indicator)] is None:
                complete = False
                yield Item(
                    False,
                    f"{entry}: {criterion} tidak dapat dihitung karena angkanya belum lengkap. Lengkapi semesta "
                    "pekerja, atau tandai kriteria itu tidak berlaku dengan alasan.",
                    url,
                )
    if complete:
        yield Item(True, "Angka setiap kandidat lengkap untuk kriteria yang dihitung.", url)


# Sheets ---------------------------------------------------------------------------------------------
def sheets(edition: Edition) -> Iterator[Item]:
    """Yield whether every member who judges has locked every sheet, and the quorum. Eight queries."""
    seats = _judges(edition.pk)
    entries = [_Candidate(*row) for row in _candidates(edition.pk)]
    working = employed(edition, seats)
    found = judging_of(seats, entries, asked_of(entries), {*working, *withdrawn_or_absent(edition.pk)})
    yield from _unlocked(seats, Counter(seat for one in found.values() for seat in one.still_open))
    if not entries:
        yield Item(True, "Tidak ada kandidat yang dinilai.")
    yield from _quorums(entries, found)
    if of_candidates := {pair for pair in working if pair[1] in found}:
        yield from _unrecorded(edition, seats, of_candidates - declared(edition))


def _quorums(entries: Iterable[_Candidate], found: Mapping[int, Judging]) -> Iterator[Item]:
    short: dict[tuple[int, str, int], list[int]] = {}
    for entry in entries:
        lacking = short.setdefault((entry.category_id, entry.category, entry.quorum), [])
        judging = found[entry.pk]
        if len(judging.seats.difference(judging.still_open)) < entry.quorum:
            lacking.append(entry.pk)
    named = _named([pk for lacking in short.values() for pk in lacking[:SHOWN]])
    for (_, name, quorum), lacking in short.items():
        if lacking:
            names = listed([*map(named.get, lacking[:SHOWN]), *lacking[SHOWN:]])
            yield Item(
                False,
                f"{names} belum mencapai kuorum {quorum} lembar nilai terkunci. Ketua dapat menunjuk pengganti "
                "atau mencabut catatan tidak hadir yang keliru.",
            )
        else:
            yield Item(True, f"Setiap kandidat “{name}” mencapai kuorum {quorum}.")


def _unlocked(seats: list[Seat], still_open: Counter[int]) -> Iterator[Item]:
    late = [f"{seat.user} ({still_open[seat.pk]})" for seat in seats if still_open[seat.pk]]
    if late:
        yield Item(
            False,
            f"Lembar nilai belum dikunci oleh {', '.join(late)}. Minta mereka mengunci; Ketua mencatat yang "
            "tidak hadir.",
        )
    elif seats:
        yield Item(True, "Semua lembar nilai terkunci.")


def _unrecorded(edition: Edition, seats: list[Seat], missing: set[Pair]) -> Iterator[Item]:
    """Yield members who work for a candidate's region without a recorded withdrawal."""
    named = _named([entry for _, entry in missing])
    silent = [
        f"{seat.user} bertugas di {entry}"
        for seat in seats
        for entry in named.values()
        if (seat.pk, entry.pk) in missing
    ]
    if silent:
        yield Item(
            False,
            f"{listed(silent)} tetapi benturan kepentingannya belum dicatat. Catat lebih dahulu.",
            _page(edition, "conflicts"),
        )
