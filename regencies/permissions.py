"""Who may do what with a report: each function answers one question with one bool.

A view fetches through `visible_to` first (404 for what a person may not know of) and then asks here (403).
"""

from __future__ import annotations

from regencies.choices import Role
from regencies.models import Evidence, FiguresFile, Regency, User, YearlyReport


def can_fill(user: User, report: YearlyReport) -> bool:
    """Whether the user may type figures, attach evidence and answer questions.

    The labour office itself; the report of a nominee also who may nominate in its region.
    """
    if report.nominee_id:
        return user.nominates_in(report.regency)
    return user.holds(Role.OFFICER, regency=report.regency_id) or user.holds(
        Role.HEAD, regency=report.regency_id
    )


def can_certify(user: User, report: YearlyReport) -> bool:
    """Whether the user may declare the report true and send it: the head of the office."""
    return user.holds(Role.HEAD, regency=report.regency_id)


def can_verify(user: User, report: YearlyReport) -> bool:
    """Whether the user may judge entries, return or verify: a verifier of the province who does not fill it in."""
    return user.holds(Role.VERIFIER, province=report.regency.province_id) and not can_fill(user, report)


def can_administer(user: User, province_id: int) -> bool:
    """Whether the user administers the province; an operator administers every one."""
    return user.is_superuser or user.holds(Role.ADMIN, province=province_id)


def can_nominate(user: User, regency: Regency) -> bool:
    """Whether the user may nominate somebody in the region and withdraw it: its office, its branch, its province."""
    return user.nominates_in(regency) or can_administer(user, regency.province_id)


def can_open_evidence(user: User, evidence: Evidence) -> bool:
    """Whether the user may open the file: the office itself, and provincial staff once the report was sent."""
    report = evidence.entry.report
    if can_fill(user, report):
        return True
    province = report.regency.province_id
    return report.version > 0 and (
        user.holds(Role.VERIFIER, province=province) or can_administer(user, province)
    )


def can_open_figures(user: User, file: FiguresFile) -> bool:
    """Whether the user may open a file of official figures, which names every region: provincial staff."""
    return user.holds(Role.VERIFIER, province=file.province_id) or can_administer(user, file.province_id)
