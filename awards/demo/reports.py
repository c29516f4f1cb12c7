"""Yearly reports of the demo, filled in and moved through the verbs as an office would."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.text import slugify

from awards.demo.desk import Desk
from regencies.actions.entries import add_regulation
from regencies.actions.entry_edits import Change, save_entries
from regencies.choices import (
    NO_CEILING,
    FundingSource,
    RegulationKind,
    Section,
    Segment,
    WorkerGroup,
    WorkforceSegment,
)
from regencies.models import (
    BranchFigure,
    OfficialWorkforce,
    Province,
    Regency,
    ReportEntry,
    User,
    YearlyReport,
)
from regencies.places.reference_data import read_fixture

PREMIUM = 16_800
APART = ("61.09", Segment.NON_WAGE_EARNERS)  # of a report that waits for its verifier
OF_THE_TEXT = (  # of the first regulation, the second, …
    {"is_special": True, "articles": "3–5, 12", "pages": "4–7"},
    {"is_special": True, "articles": "2–9", "pages": "3–6"},
    {"is_special": False, "articles": "6", "pages": "2"},
)


def sample_figures() -> dict[str, Any]:
    """Return the invented figures of fixtures/sample_figures.json."""
    figures: dict[str, Any] = read_fixture("sample_figures.json")
    return figures


def load_workforce(province: Province) -> None:
    """Store the official denominators of every year; of what was published only the sum is known, in one segment."""
    figures = sample_figures()
    for regency in province.regencies.all():
        row = figures["regions"][regency.kemendagri_code]
        for place, year in enumerate(figures["years"]):
            published = regency.kemendagri_code == "61.04" and year < 2025
            whole = {WorkforceSegment.FORMAL: row["workforce"][place]}
            source = "Diturunkan dari cakupan yang dipublikasikan; jumlah semua segmen"
            for segment, figure in (whole if published else _split(row, place)).items():
                OfficialWorkforce.objects.get_or_create(
                    regency=regency,
                    year=year,
                    segment=segment,
                    defaults={
                        "figure": figure,
                        "source": source if published else "Data contoh",
                        "as_of": datetime.date(year, 12, 31),
                    },
                )


def load_branch_figures(province: Province) -> None:
    """Store what the branch counts: what the offices will state, but for one segment of one region, a tenth less."""
    figures = sample_figures()
    regencies = {regency.kemendagri_code: regency for regency in province.regencies.all()}
    BranchFigure.objects.bulk_create(
        BranchFigure(
            regency=regencies[code],
            year=year,
            segment=segment,
            figure=row[segment][place] * (9 if (code, segment) == APART else 10) // 10,
            source="Data contoh",
            as_of=datetime.date(year, 12, 31),
        )
        for code, row in figures["regions"].items()
        for place, year in enumerate(figures["years"])
        for segment in (Segment.WAGE_EARNERS, Segment.NON_WAGE_EARNERS, Segment.CONSTRUCTION)
    )


def _split(row: dict[str, Any], place: int) -> dict[WorkforceSegment, int]:
    """Return an invented split of a region's workers: the formal ones are covered a quarter better than all."""
    paid, whole = row[Segment.WAGE_EARNERS][place], row["workforce"][place]
    formal = max(paid, 4 * paid * whole // (5 * (paid + row[Segment.NON_WAGE_EARNERS][place])))
    return {WorkforceSegment.FORMAL: formal, WorkforceSegment.INFORMAL: whole - formal}


class Office(Desk):
    """One labour office that fills in the report of one year."""

    def __init__(self, regency: Regency, year: int, officer: User, head: User) -> None:
        figures = sample_figures()
        super().__init__(regency, year, officer, head)
        self.row = figures["regions"][regency.kemendagri_code]
        self.now = figures["years"].index(year)

    def fill_all(self) -> YearlyReport:
        """Fill in every section and answer every question; return the report."""
        self.fill_fixed()
        self.add_rows()
        self.answer_questions()
        return self.report

    # Sections ----------------------------------------------------------------------------------------
    def fill_fixed(self, *, participation: bool = True) -> None:
        """Fill in identity, participation and target, in one save."""
        changes = []
        for entry in self.report.entries.with_details():
            values = self._values(entry, participation=participation)
            if values:
                changes.append(Change(entry.pk, entry.version, values))
        save_entries(self.report, changes, by=self.officer)

    def _values(self, entry: ReportEntry, *, participation: bool) -> dict[str, Any]:
        if entry.section == Section.IDENTITY:
            return {
                "office_name": self.regency.office_name,
                "address": f"Jalan Jenderal Sudirman 1, {self.regency.capital}",
                "head_name": self.head.full_name,
                "contact_name": self.officer.full_name,
                "contact_phone": "0812-5555-0100",
            }
        if entry.section == Section.PARTICIPATION and participation:
            segment = entry.participation.segment
            if segment == Segment.MIGRANT_WORKERS:
                return {}
            return {
                "registered": self.row[segment][self.now],
                "registered_previous": self.row[segment][self.now - 1],
            }
        if entry.section == Section.TARGET:
            return {
                "target_pct": self.row["target"],
                "document": f"RPJMD {self.regency}",
                "vulnerable_workers": self.row["vulnerable"][self.now - 1],
            }
        if entry.section == Section.PUBLIC_WORKERS:
            return self._public_workers()
        if entry.section == Section.EMPLOYERS:
            return self._employers()
        if entry.section == Section.REGULATIONS:
            return {"still_in_force": True, "is_special": entry.regulationuse.is_special is not False}
        return {}

    def _public_workers(self) -> dict[str, Any]:
        persons, villages = self.row["vulnerable"][self.now - 1], self.regency.villages
        of_villages = {"village_officials": villages * 9, "village_bodies": villages * 7}
        counted = {"non_civil_servants": persons // 8, "neighbourhood_heads": persons // 6}
        source = {"source": "Data contoh BKPSDM dan Dinas PMD, 31 Desember"}
        return counted | (of_villages if self.regency.has_villages else {}) | source

    def _employers(self) -> dict[str, Any]:
        employers = self.row[Segment.WAGE_EARNERS][self.now] // 30
        return {
            "employers": employers,
            "employers_registered": employers * 88 // 100,
            "employers_noncompliant": employers * 14 // 100,
            "with_prosecutor": True,
            "with_inspection": self.row["quality"] > 65,
            "cooperation": "Surat kuasa khusus kepada kejaksaan negeri dan pemeriksaan bersama triwulanan.",
            "employers_sanctioned": 18,
            "services_withheld": 4,
            "sanctions": "Teguran tertulis dan penundaan pelayanan perizinan menurut PP 86/2013.",
        }

    def add_rows(self) -> None:
        """Add groups, budget, regulations and an innovation, with evidence."""
        for group in self._groups():
            self._add(Section.GROUPS, **group)
            name = group.get("group_name") or WorkerGroup(group["group"]).label
            ceiling = -(-group["realised"] // 100_000_000) * 100_000_000
            self._add(
                Section.BUDGET,
                activity=f"Iuran {name.lower()}",
                funding_source=group["funding_source"],
                ceiling=None if group["funding_source"] in NO_CEILING else ceiling,
                realised=group["realised"],
            )
        for number, (regulation, covers) in enumerate(self._regulations()):
            if self._is_new(regulation):
                use = {"still_in_force": True, "covers": covers} | OF_THE_TEXT[number % len(OF_THE_TEXT)]
                entry = add_regulation(self.report, regulation, use, by=self.officer)
                self._attach(entry, f"peraturan-{number + 1}.pdf")
        innovation = self._add(Section.INNOVATIONS, **self._innovation())
        self._attach(innovation, "inovasi.pdf")
        for entry in self.report.entries.filter(section=Section.EMPLOYERS):
            self._attach(entry, "kerja-sama-kejaksaan.pdf")
        segments = self.report.entries.filter(section=Section.PARTICIPATION).select_related("participation")
        for entry in segments[:3]:
            self._attach(entry, f"rekap-{slugify(entry.participation.get_segment_display())}.pdf")

    def _is_new(self, regulation: dict[str, Any]) -> bool:
        key = {name: regulation[name] for name in ("kind", "number", "year")}
        return not self.regency.regulations.filter(**key).exists()

    def _groups(self) -> list[dict[str, Any]]:
        persons = self.row["vulnerable"][self.now - 1]
        if self.regency.kemendagri_code == "61.04" and self.year == 2024:
            # Published: Rp4,3 miliar, 34.400 people; 41,4 % and 40,4 % of BPU, which sum to 34.534.
            return [
                self._group(WorkerGroup.VILLAGE_VULNERABLE, FundingSource.VILLAGE, 17_478, 2_176_000_000),
                self._group(WorkerGroup.PALM_OIL, FundingSource.PALM_OIL, 17_056, 2_124_000_000),
            ]
        if self.regency.kemendagri_code == "61.07" and self.year == 2024:
            villages = {"villages": 122}
            return [
                self._group(WorkerGroup.VILLAGE_VULNERABLE, FundingSource.VILLAGE, 12_200, **villages),
                self._group(WorkerGroup.PALM_OIL, FundingSource.PALM_OIL, 2_100),
            ]
        if self.regency.has_villages:
            reached = {"villages": min(self.regency.villages, persons // 150)}
            first = self._group(
                WorkerGroup.VILLAGE_VULNERABLE, FundingSource.VILLAGE, persons - persons // 4, **reached
            )
        else:
            first = self._group(WorkerGroup.VULNERABLE, FundingSource.REGENCY, persons - persons // 4)
        by_companies = persons // 20  # a group that no list names, without a ceiling
        riders = self._group(WorkerGroup.OTHER, FundingSource.CSR, by_companies, group_name="Pengemudi ojek")
        heads = self._group(WorkerGroup.NEIGHBOURHOOD, FundingSource.REGENCY, persons // 10)
        rest = persons // 4 - by_companies - persons // 10
        return [first, self._group(WorkerGroup.RELIGIOUS, FundingSource.REGENCY, rest), heads, riders]

    def _group(
        self, group: WorkerGroup, source: FundingSource, persons: int, realised: int = 0, **more: Any
    ) -> dict[str, Any]:
        return {
            "group": group,
            "funding_source": source,
            "persons": persons,
            "months_covered": 12,
            "realised": realised or persons * 12 * PREMIUM,
        } | more

    def _regulations(self) -> list[tuple[dict[str, Any], str]]:
        if self.regency.kemendagri_code == "61.04":
            return [
                (regulation("perkada", "4", 2020, "Pelaksanaan Program Jaminan Sosial"), "Semua pekerja"),
                (
                    regulation("perkada", "83", 2023, "Perlindungan Pekerja Bukan Penerima Upah"),
                    "Pekerja BPU",
                ),
                (regulation("mou", "119/NK", 2024, "Pekerja rentan dengan DBH Sawit"), "Pekerja sawit"),
                (regulation("edaran", "500/SE", 2024, "Pengurus koperasi"), "Pengurus koperasi"),
            ]
        kind = RegulationKind.PERKADA if self.row["quality"] > 65 else RegulationKind.CIRCULAR
        number = str(10 + self.regency.pk % 80)
        return [(regulation(kind, number, 2023, "Jaminan sosial ketenagakerjaan"), "Pekerja rentan")]

    def _innovation(self) -> dict[str, Any]:
        persons = f"{self.row['vulnerable'][self.now - 1]:,}".replace(",", ".")
        named = {"61.07": "Satu Desa 100 Pekerja Rentan", "61.04": "DBH Sawit untuk Pekerja Rentan"}
        return {
            "name": named.get(
                self.regency.kemendagri_code, f"Gerakan Pekerja Terlindungi {self.regency.name}"
            ),
            "since_year": 2024,
            "problem": "Pekerja rentan di desa belum terlindungi dan iuran dirasa memberatkan.",
            "method": "Iuran dianggarkan bersama desa; pendataan dilakukan perangkat desa.",
            "result": f"{persons} pekerja rentan terlindungi.",
            "funding_source": FundingSource.VILLAGE if self.regency.has_villages else FundingSource.REGENCY,
            "continuity": "Dianggarkan setiap tahun.",
        }


def regulation(kind: str, number: str, year: int, title: str) -> dict[str, Any]:
    """Return the fields that name a regulation."""
    return {"kind": kind, "number": number, "year": year, "title": title}
