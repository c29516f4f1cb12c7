"""Which report an address names: a year of the own office, of one of several, or of a nominee."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from regencies.models import Nominee, Regency, User, YearlyReport
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

    def reports(self, user: User) -> QuerySet[YearlyReport]:
        """Return the one report it names, of those this person may fill in or certify; none where there is none."""
        found = YearlyReport.objects.with_participant().filter(year=self.year)
        if self.nominee is None:
            return found.filter(regency=self.office(user), nominee=None)
        return found.filter(YearlyReport.filled_by(user), nominee=self.nominee)


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
