"""The datasets of regions over the years: coverage, participants and workforce by segment, growth and targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from awards.open_data.dataset import Column, Dataset, Row
from awards.open_data.datasets.columns import REGION_YEAR, REPORT_YEAR, SAMPLE
from awards.open_data.published import Published
from regencies.choices import Segment, WorkforceSegment
from regencies.figures.indicators import coverage, total
from regencies.figures.summary import headline
from regencies.l10n.rounding import round_half_up

PLACES = 2
NAMES: Mapping[str, str] = dict(Segment.choices) | dict(WorkforceSegment.choices)
PEOPLE = {"peserta": "registered", "semesta_pekerja": "workforce"}

COVERAGE = (
    *REGION_YEAR,
    REPORT_YEAR,
    Column(
        "peserta", "Peserta aktif", "integer", "Peserta aktif dari semua segmen pada akhir tahun.", "orang"
    ),
    Column("semesta_pekerja", "Semesta pekerja", "integer", "Pekerja yang dapat menjadi peserta.", "orang"),
    Column(
        "cakupan_persen",
        "Cakupan",
        "number",
        "Peserta aktif dibagi semesta pekerja, dua desimal. Dapat melebihi 100: peserta terdaftar di tempat "
        "bekerja, bukan di tempat mereka dihitung.",
        "persen",
    ),
    SAMPLE,
)
SEGMENTS = (
    *REGION_YEAR,
    REPORT_YEAR,
    Column("ukuran", "Ukuran", "string", "peserta atau semesta_pekerja."),
    Column("segmen", "Kode segmen", "string", "Segmen seperti pada dokumen pengumuman: wage_earners."),
    Column("nama_segmen", "Segmen", "string", "Nama segmen peserta atau pekerja."),
    Column("orang", "Jumlah orang", "integer", "Jumlah orang dalam segmen itu pada akhir tahun.", "orang"),
    SAMPLE,
)
INDICATORS = (
    *REGION_YEAR,
    Column(
        "indikator",
        "Indikator",
        "string",
        "peningkatan_cakupan, pertumbuhan_peserta, target_cakupan, atau capaian_target.",
    ),
    Column("satuan", "Satuan", "string", "poin persen (selisih dua cakupan) atau persen."),
    Column("nilai", "Nilai", "number", "Nilai indikator, dua desimal."),
    SAMPLE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What counts as said of a region and year: by which report, and people by segment."""

    by: Published
    entrant: Mapping[str, Any]
    year: int
    report_year: int
    registered: Mapping[str, int | None]
    workforce: Mapping[str, int | None]

    def row(self) -> dict[str, Any]:
        """Return what every row about it begins with."""
        common = self.by.common | {"tahun": self.year, "tahun_laporan": self.report_year}
        return self.by.place(self.entrant) | common


def datasets(published: Sequence[Published]) -> list[Dataset]:
    """Return the datasets of regions over the years; of what discloses only ranks they have no row."""
    found = stated(published)
    return [
        coverage_dataset(found),
        Dataset(
            "kepesertaan",
            "Peserta dan semesta pekerja menurut segmen",
            "Satu data untuk setiap daerah, tahun, ukuran, dan segmen.",
            SEGMENTS,
            ("kode_kemendagri", "tahun", "ukuran", "segmen"),
            list(_segments(found)),
        ),
        Dataset(
            "indikator",
            "Peningkatan, pertumbuhan, dan target",
            "Satu data untuk setiap daerah, tahun, dan indikator yang dapat dihitung dari laporan tahun itu.",
            INDICATORS,
            ("kode_kemendagri", "tahun", "indikator"),
            list(_indicators(found)),
        ),
    ]


def coverage_dataset(found: Sequence[Stated]) -> Dataset:
    """Return the coverage of each region and year: participants, workforce, and the one by the other."""
    return Dataset(
        "cakupan",
        "Cakupan daerah",
        "Satu data untuk setiap daerah dan tahun: peserta aktif, semesta pekerja, dan cakupannya.",
        COVERAGE,
        ("kode_kemendagri", "tahun"),
        list(_coverage(found)),
    )


def stated(published: Sequence[Published]) -> list[Stated]:
    """Return what is said of each region and year, by code and year: by that year's report, else by the next."""
    own: dict[tuple[str, int], Stated] = {}
    before: dict[tuple[str, int], Stated] = {}
    for one, entrant in _with_figures(published):
        figures, year = entrant["figures"], one.document["edition"]["assessed_year"]
        for into, at, suffix in ((own, year, ""), (before, year - 1, "_previous")):
            said = Stated(
                one, entrant, at, year, figures[f"registered{suffix}"], figures[f"workforce{suffix}"]
            )
            if total(said.registered.values()) is not None:
                into.setdefault((entrant["code"], at), said)
    found = before | own
    return [found[key] for key in sorted(found)]


def _with_figures(published: Iterable[Published]) -> Iterator[tuple[Published, Mapping[str, Any]]]:
    for one in published:
        for entrant in one.document["entrants"] if one.of_regions else ():
            if "figures" in entrant:
                yield one, entrant


def _coverage(found: Iterable[Stated]) -> Iterator[Row]:
    for said in found:
        registered, workforce = total(said.registered.values()), total(said.workforce.values())
        share = coverage(registered, workforce)
        if share is not None:
            yield said.row() | {
                "peserta": registered,
                "semesta_pekerja": workforce,
                "cakupan_persen": round_half_up(share, PLACES),
            }


def _segments(found: Iterable[Stated]) -> Iterator[Row]:
    for said in found:
        names = NAMES | said.by.document.get("labels", {}).get("segments", {})
        for measure, of in PEOPLE.items():
            for segment, people in sorted(getattr(said, of).items()):
                if people is not None:
                    yield said.row() | {
                        "ukuran": measure,
                        "segmen": segment,
                        "nama_segmen": names.get(segment, segment),
                        "orang": people,
                    }


def _indicators(found: Iterable[Stated]) -> Iterator[Row]:
    for said in found:
        if said.year != said.report_year:
            continue
        figures = said.entrant["figures"]
        values = headline(**figures)
        target = figures["target_pct"]
        rows: list[tuple[str, str, Fraction | Decimal | None]] = [
            ("peningkatan_cakupan", "poin persen", values.coverage_growth_pp),
            ("pertumbuhan_peserta", "persen", values.participant_growth_pct),
            ("target_cakupan", "persen", None if target is None else Decimal(target)),
            ("capaian_target", "persen", values.target_attainment),
        ]
        for indicator, unit, value in rows:
            if value is not None:
                yield said.row() | {
                    "indikator": indicator,
                    "satuan": unit,
                    "nilai": round_half_up(value, PLACES),
                }
