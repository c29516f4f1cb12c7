"""Two hundred offices that send their report in the last minutes before the deadline, to the production server.

Run by `make faults`. What was acknowledged is stored with its receipt; nobody else's report is touched.
"""

from __future__ import annotations

import datetime
import re
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from regencies.choices import ReportStatus, Role
from regencies.models import Membership, Receipt, Regency, User, YearlyReport
from tests import factories
from tests.builders.copies import copy_entries
from tests.served import TOKEN, asked, here, serving, session_of

pytestmark = pytest.mark.django_db(transaction=True)
OFFICES, AT_ONCE, YEAR = 200, 16, 2025


def offices() -> list[User]:
    """As many heads, each with a report that is complete and not sent."""
    first = factories.regency("Tempat 000", "61.04")
    typist = factories.officer(first)
    whole = factories.complete(factories.draft(first, YEAR, by=typist), typist)
    places = [factories.regency(f"Tempat {n:03}", f"{70 + n // 100}.{n % 100:02}") for n in range(1, OFFICES)]
    for place in places:
        factories.workforce(place, YEAR)
        factories.workforce(place, YEAR - 1)
    reports = YearlyReport.objects.bulk_create(
        YearlyReport(regency=place, year=YEAR, status=ReportStatus.DRAFT) for place in places
    )
    copy_entries(whole, reports)
    return [factories.head(place) for place in Regency.objects.order_by("kemendagri_code")]


def test_two_hundred_offices_send_in_the_last_minutes(tmp_path, tell):
    heads = offices()
    sessions = {head.pk: session_of(head) for head in heads}
    window = factories.window(year=YEAR, days=0)
    window.deadline += datetime.timedelta(minutes=5)
    window.save()

    def send(port: int, head: User) -> tuple[int, float]:
        begun = time.monotonic()
        path, session = f"/laporan/{YEAR}/kirim/", sessions[head.pk]
        status, page = asked(port, path, session=session)
        shown = re.search('name="shown" value="([^"]+)"', page)
        assert shown, (status, page[:500])
        said = {"csrfmiddlewaretoken": TOKEN, "statement": "on", "shown": shown[1]}
        status, _ = asked(port, path, urlencode(said), session)
        return status, time.monotonic() - begun

    with serving(here(tmp_path) | {"DEBUG": "0"}, workers=2) as port, ThreadPoolExecutor(AT_ONCE) as pool:
        begun = time.monotonic()
        answers = list(pool.map(lambda head: send(port, head), heads))
        took = time.monotonic() - begun
    assert [status for status, _ in answers] == [302] * OFFICES
    assert Receipt.objects.count() == OFFICES
    assert set(YearlyReport.objects.values_list("status", "version")) == {(ReportStatus.SENT, 1)}
    signed = Receipt.objects.values_list("report__regency", "certified_by")
    own = Membership.objects.filter(role=Role.HEAD).values_list("regency", "user")
    assert set(signed) == set(own)
    slowest = max(seconds for _, seconds in answers)
    note = f"{AT_ONCE} at a time, {took:.0f} s in all"
    tell("200 offices at once", times=1, acknowledged=OFFICES, seconds=slowest, note=note)
