"""Whom the queue lists by the queries that are made once, held against the query that is searched and sorted."""

import datetime

import pytest
from django.test import RequestFactory

from regencies.choices import REGENCY_KIND, ReportStatus
from regencies.models import Regency
from regencies.models.places import last_day
from regencies.tables.verifier.participants import known_of, listed, participants_with_report
from regencies.tables.verifier.queue import queue_of
from tests import factories
from tests.builders import nominees

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    place = factories.regency()
    factories.sent(place)
    factories.draft(factories.regency("Sambas", "61.01"), 2025)
    gone = factories.regency("Landak", "61.08")
    Regency.objects.filter(pk=gone.pk).update(until=datetime.date(2025, 6, 30))
    factories.regency("Melawi", "61.10")
    factories.regency("Lain", "64.01", of=factories.province("64", "Kalimantan Timur", "kalimantan-timur"))
    nominees.sent(place=place)
    nominees.nominee(place=place, name="Desa Baru")
    return place.province_id


@pytest.mark.parametrize("kind", [REGENCY_KIND, nominees.VILLAGE])
@pytest.mark.parametrize("year", [2024, 2025])
def test_what_is_known_of_a_participant_is_the_same_either_way(province, kind, year):
    whole = list(participants_with_report(kind, [province], year))
    of_year = [province], year, last_day(year)
    keys = listed(*of_year, kind=kind)
    assert keys == [row.pk for row in whole]
    known = {row.pk: vars(row) for row in known_of(keys, *of_year, kind=kind)}
    asked = ("report_pk", "status", "sent_at", "returned_at", "version", "deadline", "progress")
    assert [{name: known[row.pk][name] for name in asked} for row in whole] == [
        {name: getattr(row, name) for name in asked} for row in whole
    ]
    assert known_of(keys, [0], year, last_day(year), kind=kind) == []


@pytest.mark.parametrize("kind", [REGENCY_KIND, nominees.VILLAGE])
def test_the_page_is_the_same_whether_it_is_sorted_or_not(province, kind):
    def lines(**asked: str) -> list:
        request = RequestFactory().get("/", {"jenis": kind} | asked)
        _, table = queue_of(request, kind, [province], 2025)
        return [cells for _, cells in table.lines()]

    plain = lines()
    assert len(plain) == (3 if kind == REGENCY_KIND else 2)
    assert sorted(lines(sort="regency"), key=str) == sorted(plain, key=str)
    assert lines(cari="") == plain
    assert lines(status=ReportStatus.SENT) == [cells for cells in plain if 'data-state="sent"' in str(cells)]
