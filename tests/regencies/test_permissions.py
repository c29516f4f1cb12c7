"""Who may do what with a report: every question asked of everybody, the refused beside the allowed."""

import datetime

import pytest

from regencies.choices import Role, Section
from regencies.models import Evidence, FiguresFile, Membership, User
from regencies.permissions import (
    can_administer,
    can_certify,
    can_fill,
    can_nominate,
    can_open_evidence,
    can_open_figures,
    can_verify,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """Name → person: of Ketapang and its province, of the neighbour, of another province, and of none."""
    place, neighbour = factories.regency(), factories.regency("Landak", "61.08")
    away = factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    both = factories.verifier(name="Verifikator yang juga petugas")
    Membership.objects.create(user=both, role=Role.OFFICER, regency=place, since=datetime.date(2024, 1, 1))
    return {
        "officer": factories.officer(place),
        "head": factories.head(place),
        "neighbour": factories.officer(neighbour),
        "verifier": factories.verifier(),
        "both": both,
        "far verifier": factories.verifier(away),
        "admin": factories.admin(),
        "far admin": factories.admin(away),
        "operator": User.objects.create_superuser("operator@contoh.id", "x", full_name="Operator"),
        "nobody": factories.user("Warga"),
    }


def allowed(people, question, of):
    return {name for name, person in people.items() if question(User.objects.get(pk=person.pk), of)}


def test_a_report_is_for_its_office_its_head_and_the_verifiers_of_its_province(people):
    report = factories.draft(factories.regency())
    assert allowed(people, can_fill, report) == {"officer", "head", "both"}
    assert allowed(people, can_certify, report) == {"head"}
    assert allowed(people, can_verify, report) == {"verifier"}
    province = report.regency.province_id
    assert allowed(people, can_administer, province) == {"admin", "operator"}


def test_a_region_nominates_by_its_office_and_the_province_reads_its_figures(people):
    place = factories.regency()
    assert allowed(people, can_nominate, place) == {"officer", "head", "both", "admin", "operator"}
    file = FiguresFile(province=place.province)
    assert allowed(people, can_open_figures, file) == {"verifier", "both", "admin", "operator"}


def test_evidence_is_the_offices_until_the_report_was_sent(people):
    report = factories.draft(factories.regency())
    evidence = Evidence(entry=factories.entry(report, Section.TARGET))
    assert allowed(people, can_open_evidence, evidence) == {"officer", "head", "both"}
    report.version = 1
    evidence.entry.report = report
    assert allowed(people, can_open_evidence, evidence) == {
        *("officer", "head", "both"),
        *("verifier", "admin", "operator"),
    }
