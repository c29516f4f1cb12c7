"""Telling people about a report: a notice in the inbox and, unless they want none of its kind, the same as mail.

Told in the transaction of what it tells, but a notice that cannot be written takes nothing down with it.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from regencies.choices import NoticeKind, Role
from regencies.models import Notice, User, YearlyReport
from regencies.notices.audience import EVERYBODY, OFFICE, people_of

logger = logging.getLogger(__name__)

TOLD: dict[NoticeKind, Collection[Role]] = {
    NoticeKind.SENT: EVERYBODY,
    NoticeKind.WITHDRAWN: EVERYBODY,
    NoticeKind.OPENED: OFFICE,
    NoticeKind.RETURNED: OFFICE,
    NoticeKind.VERIFIED: OFFICE,
    NoticeKind.EXTENDED: OFFICE,
    NoticeKind.ASKED: OFFICE,
    NoticeKind.REPLIED: {Role.VERIFIER},
    NoticeKind.COMMENTED: OFFICE,
    NoticeKind.CLAIMED: {Role.VERIFIER},
}


def tell(kind: NoticeKind, report: YearlyReport, *, by: User, **said: Any) -> None:
    """Tell everybody concerned but `by` what happened to a report; `said` goes into the words of the kind."""
    try:
        with transaction.atomic():
            people = people_of(report.regency, report.nominee, TOLD[kind])
            _deliver(
                [_notice(kind, report, person, role, by, said) for person, role in people if person != by]
            )
    except Exception:  # the report has moved all the same
        logger.exception("Nobody was told that %s is %s", report, kind)


def _notice(
    kind: NoticeKind, report: YearlyReport, person: User, role: Role, by: User, said: dict[str, Any]
) -> Notice:
    is_verifier = role == Role.VERIFIER
    own = reverse("verifier_report", args=[report.pk]) if is_verifier else page_of_office(report)
    page = said.get("page") or own
    return written(kind, report, person, page, {"by": by, "is_verifier": is_verifier, **said})


def page_of_office(report: YearlyReport) -> str:
    """Return the address of a report for who fills it in, also for who does so for several regions."""
    which = f"calon/{report.nominee_id}" if report.nominee_id else f"daerah/{report.regency.digits}"
    return reverse("report_overview", args=[f"{report.year}/{which}"])


def written(
    kind: NoticeKind, report: YearlyReport, person: User, page: str, said: dict[str, Any], once: str = ""
) -> Notice:
    """Return the notice of a kind about a report, begun or not, to a person; unsaved."""
    said = {"report": report, "participant": report.participant, **said}
    about = f"{report.participant}, tahun penilaian {report.year}"
    return worded(kind, about, person, page, said, once, report if report.pk else None)


def worded(
    kind: NoticeKind,
    about: str,
    person: User,
    page: str,
    said: dict[str, Any],
    once: str = "",
    report: YearlyReport | None = None,
) -> Notice:
    """Return the notice of a kind to a person in the words of its template; `about` ends its subject. Unsaved."""
    return Notice(
        person=person,
        kind=kind,
        report=report,
        subject=" ".join(f"{kind.label}: {about}".split())[:250],
        text=render_to_string(f"notices/{kind}.txt", said).strip(),
        path=page,
        once=once,
        mailed_to="" if kind in person.no_mail_of else person.email,
    )


def _deliver(notices: Sequence[Notice]) -> None:
    """Store the notices, and let those that are mailed wait in the outbox."""
    Notice.objects.bulk_create(notices)
    mails = [
        EmailMessage(f"Paritrana Award: {notice.subject}", mail_text(notice), None, [notice.mailed_to])
        for notice in notices
        if notice.mailed_to
    ]
    get_connection().send_messages(mails)


def deliver_once(notices: Sequence[Notice]) -> int:
    """Deliver those whose `once` their person has not been told yet; return how many. One worker at a time."""
    with transaction.atomic():
        told = Notice.objects.filter(once__in={notice.once for notice in notices})
        known = set(told.values_list("person", "once"))
        new = [notice for notice in notices if (notice.person_id, notice.once) not in known]
        _deliver(new)
    return len(new)


def mail_text(notice: Notice) -> str:
    """Return a notice as a mail says it: greeting, words, address of the page."""
    address = f"{settings.SITE_URL}{notice.path}"
    return (
        f"Yth. {notice.person},\n\n{notice.text}\n\nSilakan buka di sini:\n\n{address}\n\nParitrana Award\n"
    )
