"""What the rules are given of a report in the database."""

import datetime
from decimal import Decimal

import pytest

from regencies.checks.build_snapshot import snapshot
from regencies.models import MinimumPremium, YearlyReport
from tests import factories


@pytest.mark.django_db
def test_the_premium_is_that_of_the_last_day_of_the_year_and_none_before_the_first(ketapang):
    factories.premium()
    for since, amount in ((datetime.date(2024, 12, 31), 20_000), (datetime.date(2025, 1, 1), 25_000)):
        MinimumPremium.objects.create(since=since, amount=amount, source="Peraturan Pemerintah")
    reports = [YearlyReport.objects.create(regency=ketapang, year=year) for year in (2014, 2015, 2023, 2024)]
    assert [snapshot(report).premium for report in reports] == [
        Decimal(0),
        Decimal(16_800),
        Decimal(16_800),
        Decimal(20_000),
    ]
