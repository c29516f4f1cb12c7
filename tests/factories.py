"""The world of the tests: plain functions that build places, people, reports and an award year.

Rows are written directly where a test is not about how they came to be; `complete`, `sent` and `verified`
go through the verbs, so that a report in a test is one the system could really hold.
"""

from __future__ import annotations

import datetime
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from awards.choices import Phase, Position
from awards.models import Category, Edition, Entry, Seat
from regencies.actions.entries import add_entry, answer
from regencies.actions.entry_edits import Change, save_entries
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.open_report import open_report
from regencies.actions.report_status import start_verification, submit_report, verify_report
from regencies.checks.build_snapshot import snapshot
from regencies.checks.registry import run_checks
from regencies.choices import (
    REGENCY_KIND,
    FundingSource,
    RegencyKind,
    ReportStatus,
    ReviewState,
    Role,
    Section,
    WindowState,
    WorkerGroup,
    WorkforceSegment,
)
from regencies.models import (
    BranchFigure,
    FillingWindow,
    Membership,
    MinimumPremium,
    OfficialWorkforce,
    Province,
    Regency,
    ReportEntry,
    Review,
    User,
    YearlyReport,
)
from tests.builders.declarations import declared

PASSWORD = "rahasia-untuk-tes"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_numbers = count(1)


# Places ---------------------------------------------------------------------------------------------
def province(code: str = "61", name: str = "Kalimantan Barat", slug: str = "kalimantan-barat") -> Province:
    return Province.objects.get_or_create(
        code=code, defaults={"name": name, "slug": slug, "time_zone": "Asia/Pontianak"}
    )[0]


def regency(
    name: str = "Ketapang",
    code: str = "61.04",
    *,
    of: Province | None = None,
    kind: str = RegencyKind.REGENCY,
    villages: int = 253,
) -> Regency:
    return Regency.objects.get_or_create(
        kemendagri_code=code,
        defaults={
            "province": of or province(),
            "kind": kind,
            "name": name,
            "bps_code": f"{next(_numbers):04d}",
            "capital": name,
            "districts": 20,
            "urban_villages": 9,
            "villages": villages,
            "reference_year": 2024,
            "office_name": f"Dinas Tenaga Kerja {name}",
        },
    )[0]


def workforce(place: Regency, year: int, figure: int = 180_000) -> None:
    """One official figure per segment: `figure` formal workers, none informal or in construction."""
    for segment in WorkforceSegment.values:
        OfficialWorkforce.objects.get_or_create(
            regency=place,
            year=year,
            segment=segment,
            defaults={
                "figure": figure if segment == WorkforceSegment.FORMAL else 0,
                "source": "Data contoh",
                "as_of": datetime.date(year, 12, 31),
            },
        )


def branch_figures(
    place: Regency, year: int, source: str = "Surat BPJS B/12/2025", **by_segment: int
) -> None:
    """What the BPJS branch counts in a year, segment by segment."""
    common = {"regency": place, "year": year, "source": source, "as_of": datetime.date(year, 12, 31)}
    for segment, figure in by_segment.items():
        BranchFigure.objects.create(segment=segment, figure=figure, **common)


def premium() -> MinimumPremium:
    return MinimumPremium.objects.get_or_create(
        since=datetime.date(2015, 7, 1), defaults={"amount": 16_800, "source": "PP 44/2015"}
    )[0]


def window(
    of: Province | None = None, year: int = 2025, state: str = WindowState.OPEN, days: int = 30
) -> FillingWindow:
    return FillingWindow.objects.update_or_create(
        province=of or province(),
        year=year,
        kind=REGENCY_KIND,
        defaults={"state": state, "deadline": timezone.now() + datetime.timedelta(days=days)},
    )[0]


# People ---------------------------------------------------------------------------------------------
def user(name: str = "", email: str = "") -> User:
    number = next(_numbers)
    return User.objects.create_user(
        email or f"orang{number}@contoh.id", PASSWORD, full_name=name or f"Orang ke-{number}"
    )


def member(role: Role, place: Regency | Province, name: str = "") -> User:
    person = user(name)
    where = {"regency": place} if isinstance(place, Regency) else {"province": place}
    Membership.objects.create(user=person, role=role, since=datetime.date(2024, 1, 1), **where)
    return person


def officer(place: Regency, name: str = "Petugas") -> User:
    return member(Role.OFFICER, place, name)


def head(place: Regency, name: str = "Kepala Dinas") -> User:
    return member(Role.HEAD, place, name)


def verifier(of: Province | None = None, name: str = "Verifikator") -> User:
    return member(Role.VERIFIER, of or province(), name)


def admin(of: Province | None = None, name: str = "Admin Provinsi") -> User:
    return member(Role.ADMIN, of or province(), name)


# Reports --------------------------------------------------------------------------------------------
def draft(place: Regency | None = None, year: int = 2025, by: User | None = None) -> YearlyReport:
    """An open window, official workforce for both years, and the report just opened."""
    place = place or regency()
    premium()
    window(place.province, year)
    workforce(place, year)
    workforce(place, year - 1)
    return open_report(place, year, by=by or officer(place))


def entry(report: YearlyReport, section: Section, place: int = 0) -> ReportEntry:
    return list(report.entries.filter(section=section).with_details())[place]


def pdf(name: str = "bukti.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


IDENTITY = {
    "office_name": "Dinas Tenaga Kerja",
    "head_name": "dr. H. Harisson, M.Kes",
    "contact_name": "Siti Aminah",
    "contact_phone": "0812-5555-1234",
}
REGISTERED = {  # segment: (assessed year, year before)
    "wage_earners": (80_101, 71_405),
    "non_wage_earners": (42_217, 29_647),
    "construction": (0, 0),
    "migrant_workers": (None, None),
}


def complete(
    report: YearlyReport, by: User, *, registered: dict[str, tuple[int | None, int | None]] | None = None
) -> YearlyReport:
    """Fill in everything that is required, and answer every question the checks ask."""
    figures = REGISTERED | (registered or {})
    values: dict[int, dict] = {}
    for item in report.entries.with_details():
        if item.section == Section.IDENTITY:
            values[item.pk] = IDENTITY
        elif item.section == Section.PARTICIPATION:
            now, before = figures[item.participation.segment]
            values[item.pk] = {"registered": now, "registered_previous": before}
        elif item.section == Section.TARGET:
            values[item.pk] = {"target_pct": 70, "vulnerable_workers": 34_400}
        elif item.section == Section.REGULATIONS:
            values[item.pk] = {"still_in_force": True, "is_special": True}
    versions = dict(report.entries.values_list("pk", "version"))
    save_entries(report, [Change(pk, versions[pk], new) for pk, new in values.items()], by=by)
    if not report.entries.filter(section=Section.GROUPS).exists():
        add_group(report, by)
    return answer_all(report, by)


def add_group(report: YearlyReport, by: User, **values) -> ReportEntry:
    given = {
        "group": WorkerGroup.PALM_OIL,
        "funding_source": FundingSource.PALM_OIL,
        "persons": 34_400,
        "months_covered": 12,
        "realised": 34_400 * 12 * 16_800,
    }
    return add_entry(report, Section.GROUPS, given | values, by=by)


def propose_workforce(report: YearlyReport, by: User, **values) -> ReportEntry:
    """Another number of formal workers, with its reason and a file that supports it."""
    given = {"segment": WorkforceSegment.FORMAL, "figure": 179_827, "figure_previous": 181_454}
    row = add_entry(report, Section.WORKFORCE, given | {"reason": "Sakernas"} | values, by=by)
    attach_evidence(row, pdf("sakernas.pdf"), title="Sakernas", page=None, by=by)
    return row


def answer_all(report: YearlyReport, by: User) -> YearlyReport:
    report = YearlyReport.objects.get(pk=report.pk)
    for finding in run_checks(snapshot(report)):
        if finding.level == "soft" and finding.blocks:
            answer(report, finding.rule, finding.entry, "Sudah diperiksa bersama BPJS.", by=by)
    return YearlyReport.objects.get(pk=report.pk)


def sent(place: Regency | None = None, year: int = 2025, **figures) -> YearlyReport:
    """A report filled in by an officer and sent by the head."""
    place = place or regency()
    typist = officer(place)
    report = complete(draft(place, year, by=typist), typist, **figures)
    submit_report(report, by=head(place), statement=True)
    return YearlyReport.objects.get(pk=report.pk)


def verified(
    place: Regency | None = None, year: int = 2025, by: User | None = None, **figures
) -> YearlyReport:
    """A report in which the verifier found every entry right."""
    report = sent(place, year, **figures)
    return all_right(report, by or verifier(report.regency.province))


def all_right(report: YearlyReport, by: User) -> YearlyReport:
    """The sent report, every entry of which this verifier found right; the findings are written in one query."""
    start_verification(report, by=by)
    Review.objects.bulk_create(
        Review(entry=item, state=ReviewState.APPROVED, reviewed_by=by) for item in report.entries.all()
    )
    return verify_report(report, by=by)


# The award year -------------------------------------------------------------------------------------
def edition(of: Province | None = None, award_year: int = 2026, **fields) -> Edition:
    fields = {"phase": Phase.SCORING, "sk_number": "100/DISNAKERTRANS/2026", "quorum": 7} | fields
    return Edition.objects.create(
        province=of or province(), award_year=award_year, assessed_year=award_year - 1, **fields
    )


def seats(of: Edition, number: int = 9) -> list[Seat]:
    """The panel, every member of which has declared no conflict of interest: the first is the chair."""
    positions = [Position.CHAIR] + [Position.MEMBER] * (number - 1)
    made = [
        Seat.objects.create(
            edition=of, number=n, user=user(f"Penilai {n}"), element=f"Unsur {n}", position=position
        )
        for n, position in enumerate(positions, 1)
    ]
    declared(of)
    return made


def candidate(category: Category, place: Regency | None = None, **fields) -> Entry:
    """A candidate with a verified report of the assessed year, locked for scoring."""
    place = place or regency()
    year = category.edition.assessed_year
    report = YearlyReport.objects.filter(regency=place, year=year).first() or verified(place, year)
    YearlyReport.objects.filter(pk=report.pk, status=ReportStatus.VERIFIED).update(status=ReportStatus.LOCKED)
    fields = {"candidate": True, "report": report, "report_version": report.version} | fields
    entry = Entry.objects.create(category=category, regency=place, **fields)
    declared(category.edition)
    return entry
