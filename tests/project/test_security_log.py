"""The security log: one line for what was done or refused, as JSON and as a row, and nothing that was typed."""

import json
import logging
import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from awards.choices import Stage
from awards.models import Absence
from config.security.lines import noting
from regencies.actions.base import note_verb
from regencies.actions.evidence.attach import attach_evidence
from regencies.choices import Section
from regencies.models import Membership, SecurityLine, User
from tests import factories
from tests.builders import panel
from tests.builders.admin_pages import page
from tests.builders.panel import logged_in
from tests.project.test_two_steps import NEW, PASSWORD, activate, code_of, come_by_link, log_in

pytestmark = pytest.mark.django_db
Told = list[tuple[str, bool, str, str]]


@pytest.fixture
def user() -> User:
    person = User.objects.create_user("petugas@contoh.id", PASSWORD, full_name="Siti Rahmawati, S.Sos.")
    Membership.objects.create(user=person, role="officer", regency=factories.regency())
    return person


@pytest.fixture
def stream(caplog) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "security")
    return caplog


def rows() -> Told:
    """What the table says, oldest first."""
    told = SecurityLine.objects.order_by("pk").values_list("event", "done", "actor_name", "person_name")
    return list(told)


def events() -> list[tuple[str, bool, str]]:
    return list(SecurityLine.objects.order_by("pk").values_list("event", "done", "about"))


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(one.getMessage()) for one in caplog.records if one.name == "security"]


def test_a_log_in_a_failure_and_a_log_out_have_a_line_each(client, user):
    log_in(client, "salah")
    log_in(client)
    client.post("/akun/keluar/")
    name = str(user)
    assert rows() == [
        ("login_failed", False, "", name),
        ("login", True, name, name),
        ("logout", True, name, name),
    ]
    line = SecurityLine.objects.last()
    assert (line.address, line.provinces) == ("127.0.0.1", [factories.province().pk])


def test_whoever_is_locked_out_has_a_line_for_each_attempt(client, user):
    for _ in range(7):
        log_in(client, "salah")
    assert [event for event, *_ in rows()] == ["login_failed"] * 5 + ["locked_out"] * 2


@pytest.mark.django_db(transaction=True)
def test_the_second_step_and_the_new_password_have_lines(client, user, mailoutbox):
    come_by_link(client, mailoutbox)
    secret = activate(client)
    client.post("/akun/keluar/")
    log_in(client, NEW)
    wrong = "000000" if code_of(secret) != "000000" else "111111"
    client.post("/akun/verifikasi-langkah-dua/authenticate/", {"code": wrong})
    assert events() == [
        ("reset", True, "diminta"),
        ("password", True, "diganti melalui tautan"),
        ("login", True, ""),
        ("second_step_change", True, "aplikasi autentikator dipasang"),
        ("second_step_change", True, "kode cadangan dipasang"),
        ("logout", True, ""),
        ("second_step", False, "aplikasi autentikator"),
    ]


def test_an_address_without_an_account_is_told_by_nobody_and_typed_nowhere(client, stream):
    client.post("/akun/masuk/", {"login": "rahasia@contoh.id", "password": "kata-rahasia"})
    assert (rows(), [line["event"] for line in lines(stream)]) == ([], ["login_failed"])
    assert "rahasia" not in stream.text


def test_a_role_has_a_line_when_given_and_when_ended(desk, admin):
    person, regency = factories.verifier(), factories.regency()
    given = {"user": person.pk, "role": "officer", "regency": regency.pk, "since": "1 Januari 2026"}
    assert desk.post(page("regencies_membership_add"), given).status_code == 302
    office = person.memberships.get(role="officer")
    desk.post(
        page("regencies_membership_change", office.pk), {"since": "1 Januari 2026", "until": "2 Januari 2026"}
    )
    assert rows() == [("role", True, str(admin), str(person))] * 2
    assert [about for *_, about in events()] == [f"{office} dibuat", f"{office} diubah"]


def test_an_office_given_and_an_account_closed_on_its_page_have_lines(desk, admin):
    person = factories.officer(factories.regency())
    office = person.memberships.get()
    typed = {
        "full_name": person.full_name,
        "email": person.email,
        "nip": "",
        "phone": "",
        "memberships-TOTAL_FORMS": "2",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": office.pk,
        "memberships-0-user": person.pk,
        "memberships-0-role": office.role,
        "memberships-0-regency": office.regency_id,
        "memberships-0-since": "1 Januari 2024",
        "initial-memberships-0-since": "1 Januari 2024",
        "memberships-1-user": person.pk,
        "memberships-1-role": "head",
        "memberships-1-regency": office.regency_id,
        "memberships-1-since": "1 Januari 2026",
    }
    assert desk.post(page("regencies_user_change", person.pk), typed).status_code == 302
    assert [(event, about) for event, _, about in events()] == [
        ("role", "Kepala Dinas · Kabupaten Ketapang dibuat"),
        ("account", "diubah"),
    ]
    assert {(actor, whose) for _, _, actor, whose in rows()} == {(str(admin), str(person))}
    person.refresh_from_db()
    assert person.is_active is False


def test_a_seat_has_a_line(desk, admin):
    seat = factories.seats(factories.edition(phase="persiapan"), 1)[0]
    given = {"number": 1, "element": "APINDO", "position": seat.position, "user": seat.user_id}
    assert desk.post(page("awards_seat_change", seat.pk), given).status_code == 302
    assert rows() == [("panel_seat", True, str(admin), str(seat.user))]


def test_reading_evidence_has_a_line_in_its_province(client):
    report = factories.draft(by=(officer := factories.officer(factories.regency())))
    row = factories.entry(report, Section.TARGET)
    evidence = attach_evidence(row, factories.pdf(), title="Surat", page="1", by=officer)
    reader = logged_in(officer)
    assert reader.get(reverse("evidence", args=[evidence.pk])).status_code == 200
    assert events() == [("evidence", True, f"Berkas nomor {evidence.pk}, laporan {report}")]
    line = SecurityLine.objects.get()
    assert (line.actor, line.provinces) == (officer.pk, [factories.province().pk])


def test_reading_marks_of_others_has_a_line_and_ones_own_none():
    seats = factories.seats(edition := panel.scoring_edition(), 2)
    entry = panel.candidate(edition)
    for seat in seats:
        panel.locked_both(seat, entry)
    reader = logged_in(seats[1].user)
    assert reader.get(reverse("panel_sheet", args=[entry.pk, Stage.DESK])).status_code == 200
    assert rows() == []
    assert reader.get(reverse("panel_scores", args=[entry.pk])).status_code == 200
    chair = logged_in(seats[0].user)
    assert chair.get(reverse("chair_entry", args=[entry.pk])).status_code == 200
    assert [(event, actor) for event, _, actor, _ in rows()] == [
        ("scores", str(seats[1].user)),
        ("scores", str(seats[0].user)),
    ]


def test_an_action_has_one_line_done_or_refused():
    seats = factories.seats(edition := panel.scoring_edition(), 3)
    entry = panel.candidate(edition)
    chair = logged_in(seats[0].user)
    address = reverse("chair_absent", args=[entry.pk, seats[1].pk])
    reasons = (
        "Sakit",
        "Sakit",
        "Dinas luar",
    )  # the second one is a second tap, of which there is nothing to tell
    assert [chair.post(address, {"reason": reason}).status_code for reason in reasons] == [302, 302, 409]
    assert (events(), Absence.objects.count()) == (
        [("action", True, "Mencatat anggota tidak hadir"), ("action", False, "Mencatat anggota tidak hadir")],
        1,
    )


def test_typing_has_no_line_and_a_page_none(client):
    officer = factories.officer(factories.regency())
    report = factories.draft(by=officer)
    browser = logged_in(officer)
    address = reverse("report_section", args=[report.year, Section.TARGET])
    with_number = browser.get(address)
    assert (with_number.status_code, re.fullmatch("[0-9a-f]{32}", with_number["X-Request-ID"]) is None) == (
        200,
        False,
    )
    assert rows() == []


def test_who_may_not_has_a_line_with_the_number_of_the_request(client):
    report = factories.sent()
    stranger = factories.verifier(factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"))
    answer = logged_in(stranger).get(reverse("verifier_report", args=[report.pk]))
    line = SecurityLine.objects.get()
    assert (answer.status_code, line.event, line.done) == (404, "refused", False)
    assert (line.request, line.about) == (answer["X-Request-ID"], f"GET /verifikator/{report.pk}/")
    assert line.provinces == list(stranger.province_ids)


def test_a_line_that_cannot_be_written_stops_nothing(client, user, caplog):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE regencies_securityline RENAME TO elsewhere")
    assert log_in(client) == 302
    assert client.get("/laporan/").status_code == 200
    told = [record.getMessage() for record in caplog.records if record.name == "config.security.log"]
    assert len(told) == 1
    assert re.fullmatch("The security log of request [0-9a-f]{32}: ProgrammingError", told[0])


def test_a_secret_in_an_address_is_in_no_line(user, stream):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/akun/kata-sandi/atur/1-rahasia/", {"password1": "x"}).status_code == 403
    assert [(line["event"], line["why"]) for line in lines(stream)] == [("refused", "csrf")]
    assert "rahasia" not in lines(stream)[0]["about"]


def test_an_invitation_in_an_address_is_in_no_line(stream):
    assert Client().get("/akun/undangan/1-1:rahasia/").status_code == 404
    assert [line["about"] for line in lines(stream)] == ["GET /akun/undangan/<str:token>/"]


def test_behind_a_proxy_the_line_names_the_address_the_proxy_saw(user, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    Client().post(
        "/akun/masuk/",
        {"login": user.email, "password": "salah"},
        headers={"X-Forwarded-For": "10.9.9.9, 192.0.2.44"},
    )
    assert SecurityLine.objects.get().address == "192.0.2.44"


def test_a_refused_verb_whose_row_is_gone_meanwhile_has_its_line_all_the_same():
    """The province is found by rows in between; one of them deleted must not turn the refusal into an error."""
    officer = factories.officer(factories.regency())
    row = factories.entry(report := factories.draft(by=officer), Section.TARGET)
    row = type(row).objects.get(pk=row.pk)
    row.report_id = 0
    with noting() as noted:
        note_verb({"entry": row, "by": officer}, "remove_entry", done=False)
    assert [(line.about, line.province, line.actor) for line in noted.lines] == [
        ("Menghapus butir laporan", None, officer)
    ]
    with noting() as noted:
        note_verb({"report": report, "by": officer}, "submit_report", done=True)
    assert noted.lines[0].province == factories.province().pk
