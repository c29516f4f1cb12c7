"""The security log on the desk: lines of the own province only, read and never written."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regencies.choices import SecurityEvent
from regencies.models import SecurityLine, User
from tests import factories
from tests.builders.admin_pages import page, text
from tests.builders.panel import counted, logged_in

pytestmark = pytest.mark.django_db


def line(person: User, event: str = SecurityEvent.LOGIN, **fields) -> SecurityLine:
    return SecurityLine.objects.create(
        at=timezone.now(),
        event=event,
        done=True,
        actor=person.pk,
        actor_name=str(person),
        provinces=person.province_ids,
        address="192.0.2.7",
        **fields,
    )


@pytest.fixture
def far_admin(db) -> User:
    return factories.admin(factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"), "Admin Jauh")


def listed(browser: Client) -> list[int]:
    return [row.pk for row in browser.get(page("regencies_securityline_changelist")).context["cl"].queryset]


def test_each_admin_reads_the_lines_of_the_own_province(desk, admin, far_admin):
    here, there = line(admin), line(far_admin)
    assert (listed(desk), listed(logged_in(far_admin))) == ([here.pk], [there.pk])
    assert desk.get(page("regencies_securityline_change", there.pk)).status_code == 404
    found = desk.get(page("regencies_securityline_changelist"), {"q": "Admin Jauh"})
    assert list(found.context["cl"].queryset) == []


def test_an_operator_reads_all_and_the_lines_about_nobodys_province(desk, admin, far_admin):
    operator = User.objects.create_superuser("operator@contoh.id", "x", full_name="Operator")
    everything = [line(admin).pk, line(far_admin).pk, line(operator).pk]
    assert listed(logged_in(operator)) == everything[::-1]


def test_a_line_says_who_what_when_and_from_where(desk, admin):
    row = line(admin, SecurityEvent.EVIDENCE, about="Berkas nomor 7", request="ab12")
    shown = text(desk.get(page("regencies_securityline_change", row.pk)))
    for said in (str(admin), "Bukti dukung dibuka", "Terlaksana", "192.0.2.7", "Berkas nomor 7", "ab12"):
        assert said in shown


def test_refused_and_done_are_told_apart(desk, admin):
    row = line(admin)
    for value, found in (("1", [row.pk]), ("0", []), ("x", [row.pk])):
        answer = desk.get(page("regencies_securityline_changelist"), {"done": value})
        assert [one.pk for one in answer.context["cl"].queryset] == found


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_lines_as_for_one(desk, admin, rows):
    for _ in range(rows):
        line(admin)
    with CaptureQueriesContext(connection) as asked:
        desk.get(page("regencies_securityline_changelist"))
    assert counted(asked) == 6
