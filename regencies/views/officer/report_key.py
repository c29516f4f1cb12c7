"""Which report an address names: a year of the own office, of one of several, or of a nominee."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from config.postgres.compiled import compiled
from regencies.actions.deadlines import with_window
from regencies.checks.build_snapshot import with_answers, with_premium
from regencies.figures.earlier_years import with_official
from regencies.models import Nominee, Regency, User, YearlyReport
from regencies.models.evidence import with_files
from regencies.models.nominees import area_keys
from regencies.permissions import can_fill


@dataclass(frozen=True, slots=True)
class ReportKey:
    """The part of an address behind /laporan/: "2025", "2025/daerah/6104" or "2025/calon/7"."""

    year: int
    nominee: int | None = None
    region: str = ""  # digits of the code, where a person works for several regions

    def __str__(self) -> str:
        if self.nominee is not None:
            return f"{self.year}/calon/{self.nominee}"
        return f"{self.year}/daerah/{self.region}" if self.region else str(self.year)

    def is_unsaid(self, user: User) -> bool:
        """Return whether it leaves open which of a person's regions it is about."""
        return self.nominee is None and not self.region and len(user.offices) > 1

    def office(self, user: User) -> Regency:
        """Return the region whose own report it names; 404 for who works for none, or for several unsaid which."""
        named = [office for office in user.offices if self.region in ("", office.digits)]
        if self.nominee is not None or len(named) != 1:
            raise Http404
        return named[0]

    def blank(self, user: User) -> YearlyReport:
        """Return a report not stored, about whom the address names; 404 for who does not fill in for them."""
        if self.nominee is None:
            return YearlyReport(regency=self.office(user), year=self.year)
        reached = Nominee.objects.filled_by(user).select_related("regency__province")
        nominee = get_object_or_404(reached, pk=self.nominee)
        return YearlyReport(regency=nominee.regency, nominee=nominee, year=self.year)

    def report(self, user: User, *, use: str) -> YearlyReport:
        """Return the report it names, for one of the uses below; 404 for who may not fill it in or certify it."""
        if self.nominee is None:
            found = _own.first(self.office(user).pk, self.year, use=use)
        else:
            found = _of_nominee.first(self.nominee, self.year, *area_keys(user), use=use)
        if found is None:
            raise Http404
        return found


HELD = "held"  # locked FOR UPDATE
READ = "read"  # with who certified it and the least premium
SHOWN = "shown"  # with window, answers, files and official figures too: nothing changes them while a page is shown


@compiled
def _own(regency: int, year: int, *, use: str) -> QuerySet[YearlyReport]:
    return _for(YearlyReport.objects.filter(regency=regency, year=year, nominee=None), use)


@compiled
def _of_nominee(
    nominee: int, year: int, regencies: list[int], provinces: list[int], *, use: str
) -> QuerySet[YearlyReport]:
    area = Q(nominee__regency__in=regencies) | Q(nominee__regency__province__in=provinces)
    return _for(YearlyReport.objects.filter(area, nominee=nominee, year=year), use)


def _for(reports: QuerySet[YearlyReport], use: str) -> QuerySet[YearlyReport]:
    found: QuerySet[YearlyReport] = reports.select_related("regency__province", "nominee").order_by()
    if use == HELD:
        return found.select_for_update(of=("self",))
    found = with_premium(found.select_related("certified_by"))
    return with_answers(with_files(with_official(with_window(found)))) if use == SHOWN else found


def key_of(report: YearlyReport, user: User) -> ReportKey:
    """Return the address of a report for somebody who works on it."""
    if report.nominee_id:
        return ReportKey(report.year, nominee=report.nominee_id)
    return ReportKey(report.year, region=region_part(report.regency, user))


def region_part(regency: Regency, user: User) -> str:
    """Return what tells a person's offices apart in an address; "" for who has one."""
    return regency.digits if len(user.offices) > 1 else ""


def set_place(request: HttpRequest, report: YearlyReport) -> None:
    """Tell the header where a page stands whose address names no report: under the office's reports, or the queue."""
    name = "nominee_index" if report.nominee_id else "report_index"
    own = can_fill(request.user, report)
    request.under = reverse(name if own else "verifier_queue")  # type: ignore[attr-defined]


class ReportConverter:
    """Reads and writes a ReportKey in an address; a bare year is one too."""

    regex = "[0-9]+(?:/calon/[0-9]+|/daerah/[0-9]{4})?"

    def to_python(self, value: str) -> ReportKey:
        year, _, rest = value.partition("/")
        word, _, which = rest.partition("/")
        if word == "calon":
            return ReportKey(int(year), nominee=int(which))
        return ReportKey(int(year), region=which)

    def to_url(self, value: ReportKey | int | str) -> str:
        return str(value)
