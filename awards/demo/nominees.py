"""The nominees of the demo and the reports about them, filled in by the offices of their regions."""

from __future__ import annotations

import datetime
from typing import Any

from awards.demo.desk import Desk
from awards.demo.people import Cast
from regencies.actions.entries import add_regulation
from regencies.actions.entry_edits import Change, save_entries
from regencies.actions.nominees import nominate
from regencies.choices import FundingSource, RegulationKind, Section, Segment, WorkerGroup
from regencies.models import Nominee, Province, ReportEntry, User
from regencies.places.reference_data import read_fixture

PREMIUM = 16_800
VILLAGES = "desa-kelurahan"  # nominated by their office, companies by the branch of BPJS
OTHER_FIELDS = ("kind", "region", "people", "quality", "target")


def sample_nominees() -> dict[str, dict[str, Any]]:
    """Return the invented nominees of fixtures/sample_nominees.json, by code."""
    return {row["code"]: row for row in read_fixture("sample_nominees.json")["nominees"]}


def propose(province: Province, row: dict[str, Any], *, by: User) -> Nominee:
    """Nominate one of the sample in its region; one that is nominated already is returned as it is."""
    found: Nominee | None = Nominee.objects.filter(kind=row["kind"], code=row["code"]).first()
    if found:
        return found
    values = {name: value for name, value in row.items() if name not in OTHER_FIELDS}
    contact = {"contact_name": "Penghubung Contoh", "contact_phone": "0812-5555-0200"}
    regency = province.regencies.get(kemendagri_code=row["region"])
    return nominate(regency, row["kind"], values | contact | {"address": "Jalan Contoh 1"}, by=by)


class NomineeDesk(Desk):
    """The office of a nominee's region with the report about it; later years have more workers and participants."""

    def __init__(self, province: Province, cast: Cast, code: str, year: int) -> None:
        self.row = sample_nominees()[code]
        region = self.row["region"]
        company = self.row["kind"] != VILLAGES
        filled_by = cast.nominator if company else cast.officers[region]
        nominee = propose(province, self.row, by=filled_by)
        super().__init__(nominee.regency, year, filled_by, cast.heads[region], nominee)
        grown = year - 2024
        now_all, now, all_before, before = self.row["people"]
        self.workers, self.registered = now_all + grown, now + grown
        self.workers_before, self.registered_before = (now_all, now) if grown else (all_before, before)

    def fill_all(self) -> None:
        """Fill in every section its kind has, with evidence, and answer every question."""
        entries = self.report.entries.with_details()
        changes = [Change(entry.pk, entry.version, self._values(entry)) for entry in entries]
        save_entries(self.report, changes, by=self.officer)
        sections = self.report.kind.sections
        if Section.GROUPS in sections:
            self._add(Section.GROUPS, **self._group())
        if Section.BUDGET in sections:
            money = self._group()["realised"]
            ceiling = -(-money // 1_000_000) * 1_000_000
            line = {"activity": "Iuran pekerja rentan", "funding_source": FundingSource.VILLAGE}
            self._add(Section.BUDGET, ceiling=ceiling, realised=money, **line)
        if Section.REGULATIONS in sections and self.report.year == 2024:
            rule = {
                "kind": RegulationKind.VILLAGE,
                "number": "3",
                "year": 2023,
                "title": "Perlindungan pekerja rentan desa",
                "status": "berlaku",
            }
            use = {"still_in_force": True, "is_special": True, "covers": "Pekerja rentan dan perangkat desa"}
            self._attach(add_regulation(self.report, rule, use, by=self.officer), "peraturan-desa.pdf")
        self._attach(self._add(Section.INNOVATIONS, **self._innovation()), "inovasi.pdf")
        for entry in self.report.entries.filter(section__in=self.report.kind.supported).with_details():
            self._attach(entry, f"{entry.section}.pdf")
        self.answer_questions()

    def _values(self, entry: ReportEntry) -> dict[str, Any]:
        if entry.section == Section.PARTICIPATION:
            return self._participation(entry.participation.segment)
        if entry.section == Section.REGULATIONS:
            return {"still_in_force": True, "is_special": True}
        people = self.registered
        values: dict[str, dict[str, Any]] = {
            Section.PROFILE: {"chief_name": "Pimpinan Contoh", "chief_title": self.report.kind.chief},
            Section.HEADCOUNT: {
                "workers": self.workers,
                "workers_previous": self.workers_before,
                "target_pct": self.row["target"],
                "source": "Pendataan sendiri, data contoh",
            },
            Section.PROGRAMMES: {"jkk": people, "jkm": people, "jht": people, "jp": people // 2, "jkp": 0},
            Section.WAGES: {
                "wages_paid": self.workers * 3_200_000,
                "wages_reported": people * 3_200_000,
                "arrears": 0,
                "arrears_months": 0,
            },
            Section.COMPLIANCE: {
                "registers_all": people == self.workers,
                "pays_on_time": True,
                "binds_contractors": True,
                "was_sanctioned": False,
            },
            Section.STATEMENT: {
                "signed_by": "Pimpinan Contoh",
                "signed_as": self.report.kind.chief,
                "signed_on": datetime.date(self.report.year + 1, 2, 12),
            },
        }
        return values.get(entry.section, {})

    def _participation(self, segment: str) -> dict[str, Any]:
        """Return a segment's people: of two segments an eighth works for a wage in a village, all but one elsewhere."""
        now, before = self.registered, self.registered_before
        if len(self.report.kind.segments) == 1:
            return {"registered": now, "registered_previous": before}
        is_village = self.report.kind.code is not None and self.report.kind.code.begins_with_region
        paid, paid_before = (now // 8, before // 8) if is_village else (now - 1, before - 1)
        if segment == Segment.WAGE_EARNERS:
            return {"registered": paid, "registered_previous": paid_before}
        return {"registered": now - paid, "registered_previous": before - paid_before}

    def _group(self) -> dict[str, Any]:
        persons = max(10, self.registered // 5)
        is_village = Section.BUDGET in self.report.kind.sections
        return {
            "group": WorkerGroup.VILLAGE_VULNERABLE if is_village else WorkerGroup.FARMERS,
            "funding_source": FundingSource.VILLAGE if is_village else FundingSource.COMPANY,
            "persons": persons,
            "months_covered": 12,
            "realised": persons * 12 * PREMIUM,
        }

    def _innovation(self) -> dict[str, Any]:
        return {
            "name": f"Pekerja Terlindungi {self.report.nominee}",
            "since_year": 2023,
            "problem": "Sebagian pekerja belum menjadi peserta karena iuran dirasa memberatkan.",
            "method": "Iuran dibayar bersama, dan pendaftaran dibantu petugas.",
            "result": f"{self.registered - self.registered_before} peserta baru dalam setahun.",
            "continuity": "Dianggarkan setiap tahun.",
        }
