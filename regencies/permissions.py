"""Who may do what with a report. Each function answers one question with one bool.

A view fetches through `visible_to` first (out of sight is 404) and then asks here (hands off is 403).
"""

from __future__ import annotations

from regencies.choices import Role
from regencies.models import Evidence, User, YearlyReport


def can_fill(user: User, report: YearlyReport) -> bool:
    """Type figures, attach evidence, answer questions: the labour office itself."""
    return user.holds(Role.OFFICER, regency=report.regency_id) or user.holds(
        Role.HEAD, regency=report.regency_id
    )


def can_certify(user: User, report: YearlyReport) -> bool:
    """Declare the report true and send it: the head of the office. See also transitions.submit_report."""
    return user.holds(Role.HEAD, regency=report.regency_id)


def can_verify(user: User, report: YearlyReport) -> bool:
    """Judge entries, return or verify the report: a verifier of the province who does not fill it in."""
    return user.holds(Role.VERIFIER, province=report.regency.province_id) and not can_fill(user, report)


def can_administer(user: User, province_id: int) -> bool:
    return user.is_superuser or user.holds(Role.ADMIN, province=province_id)


def can_read_evidence(user: User, evidence: Evidence) -> bool:
    """The office that uploaded it, and provincial staff once the report has been sent."""
    report = evidence.entry.report
    if can_fill(user, report):
        return True
    province = report.regency.province_id
    return report.version > 0 and (
        user.holds(Role.VERIFIER, province=province) or can_administer(user, province)
    )
