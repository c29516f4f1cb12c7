"""Reports: who sees which of them, what a nominee's says of its region, and what a section asks of its rows."""

import pytest

from regencies.choices import (
    FundingSource,
    ReportStatus,
    Role,
    Segment,
    WorkerGroup,
)
from regencies.models import (
    BudgetLine,
    FundedGroup,
    Identity,
    Nominee,
    Participation,
    Regency,
    ReportEntry,
    User,
    YearlyReport,
)
from tests import factories
from tests.builders import nominees
from tests.builders.nominees import VILLAGE


@pytest.mark.django_db
def test_who_fills_in_sees_drafts_and_the_province_what_was_ever_sent():
    away = factories.regency("Kotawaringin Barat", "62.01", of=factories.province("62", "Kalteng", "kalteng"))
    sent, draft = factories.sent(), factories.draft(factories.regency("Landak", "61.08"))
    far = factories.sent(away)
    village = nominees.nominee(VILLAGE, draft.regency)
    nominated = nominees.draft(village, village.nominated_by)
    people = {
        "officer": factories.officer(draft.regency),
        "nominator": village.nominated_by,
        "branch": factories.member(Role.NOMINATOR, sent.regency.province),
        "verifier": factories.verifier(),
        "admin": factories.admin(),
        "far": factories.verifier(away.province),
        "operator": User.objects.create_superuser("operator@contoh.id", "x", full_name="Operator"),
    }

    def found(question):
        return {name: {row.pk for row in question(person)} for name, person in people.items()}

    assert found(YearlyReport.objects.visible_to) == {
        "officer": {draft.pk, nominated.pk},
        "nominator": {nominated.pk},
        "branch": {nominated.pk},
        "verifier": {sent.pk},
        "admin": {sent.pk},
        "far": {far.pk},
        "operator": {sent.pk, draft.pk, far.pk, nominated.pk},
    }
    assert found(YearlyReport.objects.for_verifier) == {name: set() for name in people} | {
        "verifier": {sent.pk},
        "far": {far.pk},
    }
    assert set(YearlyReport.objects.of_regions()) == {sent, draft, far}


@pytest.mark.django_db
def test_verified_reports_are_settled_whether_locked_or_not():
    factories.sent(factories.regency("Landak", "61.08"))
    verified, locked = factories.verified(), factories.verified(factories.regency("Sambas", "61.01"))
    YearlyReport.objects.filter(pk=locked.pk).update(status=ReportStatus.LOCKED)
    assert set(YearlyReport.objects.settled()) == {verified, locked}


def test_a_report_is_about_its_nominee_or_else_about_the_region():
    place = Regency(kind="kabupaten", name="Ketapang", villages=253)
    of_region = YearlyReport(regency=place, year=2025)
    of_nominee = YearlyReport(regency=place, year=2025, nominee=Nominee(pk=1, kind=VILLAGE, name="Desa Satu"))
    assert [(str(each), each.place, each.has_villages) for each in (of_region, of_nominee)] == [
        ("Kabupaten Ketapang 2025", "", True),
        ("Desa Satu 2025", "Desa/kelurahan · Kabupaten Ketapang", False),
    ]
    assert YearlyReport(regency=Regency(villages=0)).has_villages is False


def test_what_is_asked_of_a_group_goes_by_whether_the_list_has_it():
    named, other, kept = (
        FundedGroup(group=group, group_name=name, funding_source=FundingSource.CSR)
        for group, name in (
            (WorkerGroup.FISHERS, ""),
            (WorkerGroup.OTHER, "Pengemudi ojek"),
            (WorkerGroup.FISHERS, "Nelayan kecil"),
        )
    )
    figures = ("persons", "months_covered", "realised")
    assert [(str(row), row.own_name, row.REQUIRED, row.not_asked) for row in (named, other, kept)] == [
        ("Nelayan (CSR/non-anggaran)", "", figures, {"group_name"}),
        ("Pengemudi ojek (CSR/non-anggaran)", "Pengemudi ojek", ("group_name", *figures), set()),
        ("Nelayan (CSR/non-anggaran)", "", figures, set()),
    ]
    assert str(FundedGroup(group=WorkerGroup.OTHER, funding_source=FundingSource.CSR)).startswith(
        "Kelompok lain"
    )


def test_what_is_asked_of_a_line_of_the_budget_goes_by_whose_money_it_is():
    lines = [
        BudgetLine(funding_source=source, ceiling=ceiling)
        for source, ceiling in (
            (FundingSource.PROVINCE, None),
            (FundingSource.CSR, None),
            (FundingSource.CSR, 0),
        )
    ]
    assert [(line.has_ceiling, line.REQUIRED, line.not_asked) for line in lines] == [
        (True, ("ceiling", "realised"), set()),
        (False, ("realised",), {"ceiling"}),
        (False, ("realised",), set()),
    ]


def test_only_migrant_workers_may_be_left_out():
    figures = ("registered", "registered_previous")
    rows = [Participation(segment=segment) for segment in (Segment.CONSTRUCTION, Segment.MIGRANT_WORKERS)]
    assert [(row.REQUIRED, row.OPTIONAL) for row in rows] == [(figures, ()), ((), figures)]


def test_a_row_applies_whole_and_was_not_merged_unless_something_says_so():
    assert Identity().not_asked == set()
    assert ReportEntry().merged is False
