"""Nominees of every kind, whoever nominates them, and their reports filled in on the pages."""

from __future__ import annotations

import datetime
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from awards.models import Category, Entry
from regencies.actions.entries import add_entry, add_regulation
from regencies.actions.entry_edits import save_entries
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.nominees import nominate
from regencies.actions.open_report import open_report
from regencies.actions.report_status import submit_report
from regencies.checks.build_snapshot import snapshot
from regencies.checks.registry import run_checks
from regencies.choices import (
    CompanySize,
    FundingSource,
    ReportStatus,
    Role,
    Section,
    Sector,
    WindowState,
)
from regencies.forms.participation import ParticipationForm
from regencies.forms.sections import FORMS
from regencies.forms.version_token import token_of
from regencies.models import FillingWindow, Nominee, Province, Regency, ReportEntry, User, YearlyReport
from tests import factories
from tests.builders.browser_tab import Tab, browser
from tests.builders.declarations import declared

VILLAGE, COMPANY, SMALL = "desa-kelurahan", "badan-usaha", "usaha-kecil-mikro"
KINDS = (VILLAGE, COMPANY, SMALL)
_numbers = count(1)


def nominator(place: Regency | Province, name: str = "Pengusul") -> User:
    return factories.member(Role.NOMINATOR, place, name)


def values_of(kind: str, place: Regency, **given: Any) -> dict[str, Any]:
    """What the form of a kind asks for; the code is another one each time."""
    number = next(_numbers)
    known = {
        VILLAGE: {"name": f"Desa Contoh {number}", "code": f"{place.digits}{number:06d}"},
        COMPANY: {"name": f"PT Contoh {number}", "size": CompanySize.LARGE},
        SMALL: {"name": f"Warung Contoh {number}", "size": CompanySize.MICRO},
    }.get(kind, {"name": f"Calon {number}", "code": f"{place.digits}{number:06d}"})
    code = {} if "code" in known else {"code": f"9120001{number:06d}", "sector": Sector.TRADE}
    contact = {"address": "Jalan Contoh 1", "contact_name": "Budi", "contact_phone": "0812-5555-0100"}
    return contact | code | known | given


def nominee(
    kind: str = VILLAGE, place: Regency | None = None, by: User | None = None, **given: Any
) -> Nominee:
    place = place or factories.regency()
    return nominate(place, kind, values_of(kind, place, **given), by=by or nominator(place))


def window(
    kind: str, of: Province | None = None, year: int = 2025, state: str = WindowState.OPEN
) -> FillingWindow:
    return FillingWindow.objects.update_or_create(
        province=of or factories.province(),
        year=year,
        kind=kind,
        defaults={"state": state, "deadline": timezone.now() + datetime.timedelta(days=30)},
    )[0]


def draft(of: Nominee, by: User, year: int = 2025) -> YearlyReport:
    factories.premium()
    window(of.kind, of.regency.province, year)
    return open_report(of.regency, year, by=by, nominee=of)


# Filling in, by the pages and as people type ----------------------------------------------------------
TYPED: dict[Section, dict[str, str]] = {
    Section.PROFILE: {
        "chief_name": "Drs. Budi, M.Si.",
        "chief_title": "Pimpinan",
        "address": "Jalan Contoh 1",
        "contact_name": "Siti",
        "contact_phone": "0812-5555-0100",
    },
    Section.HEADCOUNT: {
        "workers": "1.200",
        "workers_previous": "1.100",
        "source": "Daftar pekerja per 31 Desember",
        "target_pct": "80",
    },
    Section.PROGRAMMES: {"jkk": "400", "jkm": "400", "jht": "300", "jp": "200", "jkp": "0"},
    Section.WAGES: {
        "wages_paid": "4,3 miliar",
        "wages_reported": "4,2 miliar",
        "arrears": "0",
        "arrears_months": "0",
    },
    Section.COMPLIANCE: {
        "registers_all": "True",
        "pays_on_time": "True",
        "binds_contractors": "False",
        "was_sanctioned": "False",
    },
    Section.STATEMENT: {
        "signed_by": "Drs. Budi, M.Si.",
        "signed_as": "Pimpinan",
        "signed_on": "12 Februari 2026",
    },
    Section.BUDGET: {"activity": "Iuran pekerja rentan", "ceiling": "50 juta", "realised": "48 juta"},
    Section.REGULATIONS: {
        "number": "7",
        "year": "2024",
        "title": "Perlindungan Pekerja Rentan",
        "status": "berlaku",
        "still_in_force": "ya",
        "is_special": "ya",
    },
    Section.INNOVATIONS: {
        "name": "Iuran dari hasil panen",
        "since_year": "2024",
        "problem": "Pekerja belum terlindungi.",
        "method": "Iuran dari hasil panen.",
        "result": "400 pekerja terlindungi.",
    },
}


def typed(section: Section, report: YearlyReport) -> dict[str, str]:
    """What is typed into the boxes of a section, choices of the kind included."""
    kind = report.kind
    source = FundingSource.VILLAGE if FundingSource.VILLAGE in kind.sources else kind.sources[0]
    if section == Section.PARTICIPATION:
        return {
            f"{s}_{name}": n
            for s in kind.segments
            for name, n in (("registered", "400"), ("registered_previous", "380"))
        }
    if section == Section.GROUPS:
        return {
            "group": kind.groups[0],
            "funding_source": source,
            "persons": "100",
            "months_covered": "12",
            "realised": "20.160.000",
        }
    choices = {Section.BUDGET: {"funding_source": source}, Section.REGULATIONS: {"kind": kind.regulations[0]}}
    return TYPED[section] | choices.get(section, {})


def fill(report: YearlyReport, by: User, *, autosave: bool = False) -> None:
    """Fill in every section on its page, attach what must be attached, answer every question."""
    key = f"{report.year}/calon/{report.nominee_id}"
    client = browser(by)
    for section in report.kind.ordered_sections:
        values = typed(section, report)
        if section.is_fixed:
            tab = Tab(by, section, reverse("report_section", args=[key, section]))
            answer = (tab.autosave if autosave else tab.save)(**values)
            assert answer.status_code == (200 if autosave else 302), (section, answer.content.decode())
        elif not report.entries.filter(section=section).exists():
            answer = client.post(reverse("report_row_add", args=[key, section]), values)
            assert answer.status_code == 302, (section, answer.content.decode())
        for entry in report.entries.filter(section=section, evidence=None):
            upload = {"file": upload_of(entry), "title": f"Bukti {section} {entry.pk}"}
            attached = client.post(reverse("report_evidence", args=[key, entry.pk]), upload)
            assert attached.status_code == 302, (section, attached.content.decode())
    answer_all(report, by)


def store(report: YearlyReport, by: User) -> None:
    """Leave the report as `fill` does, by the forms and actions of its pages without the pages."""
    for section in report.kind.ordered_sections:
        values, entries = typed(section, report), list(report.entries.filter(section=section).with_details())
        if section == Section.PARTICIPATION:
            form = ParticipationForm(values | seen(entries), entries=entries, year=report.year)
        else:
            of = entries[0] if entries else None
            form = FORMS[section](values | (seen(entries) if of else {}), entry=of, report=report)
        assert form.is_valid(), (section, form.errors)
        if section == Section.PARTICIPATION:
            save_entries(report, form.changes(), by=by)
        elif entries:
            save_entries(report, [form.change], by=by)
        elif section == Section.REGULATIONS:
            add_regulation(report, form.regulation, form.use, by=by)
        else:
            add_entry(report, section, form.values, by=by)
        for entry in report.entries.filter(section=section, evidence=None):
            attach_evidence(entry, upload_of(entry), title=f"Bukti {section} {entry.pk}", page=None, by=by)
    factories.answer_all(report, by)


def seen(entries: list[ReportEntry]) -> dict[str, str]:
    return {"version": token_of(entries)}


def upload_of(entry: ReportEntry) -> SimpleUploadedFile:
    return factories.pdf(f"{entry.section}-{entry.pk}.pdf", factories.PDF + b"%%%d" % entry.pk)


def answer_all(report: YearlyReport, by: User) -> None:
    """Answer every question the checks still ask, on the page of its section."""
    key, client = f"{report.year}/calon/{report.nominee_id}", browser(by)
    for finding in run_checks(snapshot(YearlyReport.objects.get(pk=report.pk))):
        if finding.level == "soft" and finding.blocks:
            asked = {
                "rule": finding.rule,
                "entry": finding.entry or "",
                "token": finding.token,
                "answer": "Benar.",
            }
            answer = client.post(reverse("report_answer", args=[key, finding.section]), asked)
            assert answer.status_code == 302, finding


def filled(kind: str = VILLAGE, place: Regency | None = None, year: int = 2025, **given: Any) -> YearlyReport:
    """A report of a new nominee, filled in by whoever nominated it and ready to be sent."""
    place = place or factories.regency()
    by = nominator(place)
    report = draft(nominee(kind, place, by, **given), by, year)
    store(report, by)
    return YearlyReport.objects.get(pk=report.pk)


def sent(kind: str = VILLAGE, place: Regency | None = None, year: int = 2025, **given: Any) -> YearlyReport:
    report = filled(kind, place, year, **given)
    submit_report(report, by=factories.head(report.regency), statement=True)
    return YearlyReport.objects.get(pk=report.pk)


def verified(
    kind: str = VILLAGE, place: Regency | None = None, year: int = 2025, **given: Any
) -> YearlyReport:
    report = sent(kind, place, year, **given)
    return factories.all_right(report, factories.verifier(report.regency.province))


def candidate(category: Category, name: str, place: Regency | None = None) -> Entry:
    """A candidate with a verified report of the assessed year, locked for scoring."""
    report = verified(category.kind, place, category.edition.assessed_year, name=name)
    YearlyReport.objects.filter(pk=report.pk).update(status=ReportStatus.LOCKED)
    judged = {"report": report, "report_version": report.version, "candidate": True}
    entry = Entry.objects.create(category=category, regency=report.regency, nominee=report.nominee, **judged)
    declared(category.edition)
    return entry
