"""Whose province a row is in, by its own relations."""

import pytest

from regencies.actions.base import province_of
from regencies.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_row_is_in_its_own_province_or_in_that_of_the_row_above():
    place = factories.regency()
    report = factories.draft(place)
    offices = [Membership.objects.get(user=user) for user in (factories.officer(place), factories.verifier())]
    rows = [place.province, place, report, report.entries.first(), *offices]
    assert [province_of(row) for row in rows] == [place.province_id] * 6
    assert [office.own_province for office in offices] == [place.province] * 2
    assert [province_of(nothing) for nothing in (None, "61", factories.user())] == [None] * 3
