"""The outbox on the desk: mail to people of the own province, why it failed, and once more."""

import re

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from post_office.models import STATUS

from config import worker
from regencies.models import OutgoingMail, User
from regencies.presenters.mail_faults import AWAY, FAULTS, OTHER
from tests import factories
from tests.builders.admin_pages import page, text
from tests.builders.outbox import failed_to, sent_to
from tests.builders.panel import counted, logged_in

pytestmark = pytest.mark.django_db
LIST = "regencies_outgoingmail_changelist"


@pytest.fixture
def person(db) -> User:
    return factories.officer(factories.regency())


@pytest.fixture
def stranger(db) -> User:
    return factories.verifier(factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"))


def listed(browser: Client, **filters) -> list[int]:
    return [row.pk for row in browser.get(page(LIST), filters).context["cl"].queryset]


def cells(browser: Client) -> list[list[str]]:
    """The cells of each row, without their mark-up."""
    shown = text(browser.get(page(LIST)))
    rows = re.findall(r"<tr>(?:(?!</tr>).)*</tr>", shown[shown.index("<tbody>") :])
    return [
        [re.sub("<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


def test_each_admin_sees_the_mail_to_the_people_of_the_own_province(desk, person, stranger):
    here, there = sent_to(person), sent_to(stranger)
    assert (listed(desk), listed(logged_in(factories.admin(stranger.active_memberships[0].province)))) == (
        [here.pk],
        [there.pk],
    )
    assert [desk.get(page("regencies_outgoingmail_change", row.pk)).status_code for row in (here, there)] == [
        200,
        404,
    ]


def test_an_address_that_only_looks_alike_and_an_operators_mail_are_nobodys(desk, person, stranger):
    User.objects.filter(pk=stranger.pk).update(email=f"x{person.email}")
    stranger.refresh_from_db()
    operator = User.objects.create_superuser("operator@contoh.id", "x", full_name="Operator")
    theirs = [sent_to(stranger), sent_to(operator)]
    assert listed(desk) == []
    assert listed(logged_in(operator)) == [row.pk for row in theirs[::-1]]


def test_one_of_several_addresses_is_enough_whatever_its_case(desk, person):
    row = sent_to(person)
    OutgoingMail.objects.filter(pk=row.pk).update(to=f"dulu@contoh.id, {person.email.upper()}")
    assert listed(desk) == [row.pk]


def test_the_list_says_what_waits_was_sent_and_failed_and_why(desk, person):
    sent_to(person)
    sent_to(person, status=STATUS.queued)
    failed_to(person, "ConnectionRefusedError", STATUS.requeued)
    failed_to(person, "SMTPRecipientsRefused")
    failed_to(person, "KeyError")
    assert [(row[1], row[2]) for row in cells(desk)] == [
        ("Gagal", f"{OTHER} Setelah itu, kirim ulang."),
        ("Gagal", f"{FAULTS['SMTPRecipientsRefused']} Setelah itu, kirim ulang."),
        ("Menunggu", f"{AWAY} Surat dicoba lagi setiap lima menit selama sehari."),
        ("Menunggu", "–"),
        ("Terkirim", "–"),
    ]
    assert [len(listed(desk, state=state)) for state in ("waiting", "sent", "failed", "x")] == [2, 1, 2, 5]
    assert len(listed(desk, _facets="True")) == 5


def test_the_text_of_a_message_is_shown_to_nobody_and_found_by_no_guess(desk, person):
    row = sent_to(person, text="https://contoh.id/akun/kata-sandi/atur/1-kunci/")
    assert "kunci" not in text(desk.get(page("regencies_outgoingmail_change", row.pk)))
    for guess in (
        "message__contains",
        "html_message__contains",
        "context__isnull",
        "logs__message__contains",
    ):
        answer = desk.get(page(LIST), {guess: "kunci"})
        assert (guess, answer.status_code) == (guess, 400)
    assert listed(desk, q="kunci") == []


def again(desk: Client, row: OutgoingMail) -> tuple[int, str]:
    """Press "Kirim ulang"; the status, and the reasons of a refusal."""
    answer = desk.post(page("regencies_outgoingmail_again", row.pk))
    return answer.status_code, " ".join(answer.context["problems"]) if answer.context else ""


@pytest.mark.parametrize("status", [STATUS.failed, STATUS.requeued, STATUS.sent])
def test_what_failed_waits_for_later_or_was_sent_goes_once_more(desk, person, status):
    row = failed_to(person, "ConnectionRefusedError", status)
    assert again(desk, row) == (302, "")
    worker.send_mail()
    assert [message.to for message in mail.outbox] == [[person.email]]
    row.refresh_from_db()
    assert (row.status, row.number_of_retries) == (STATUS.sent, None)


def test_what_is_about_to_go_goes_once(desk, person):
    row = sent_to(person, status=STATUS.queued)
    assert again(desk, row) == (
        409,
        "Surat ini sudah menunggu dan segera dikirim. Muat ulang halaman ini sebentar lagi.",
    )


def test_a_link_that_opens_nothing_any_more_is_not_sent_and_the_advice_sends_one_that_does(
    desk, person, settings
):
    settings.EMAIL_BACKEND = "config.mail.Outbox"
    link = page("regencies_user_password_link", person.pk)
    desk.post(link)
    row = OutgoingMail.objects.get()
    worker.send_mail()
    assert again(desk, row)[0] == 302
    worker.send_mail()
    person.set_password("Tujuh-Dermaga-10")
    person.save()
    assert again(desk, row) == (
        409,
        "Tautan dalam surat ini tidak berlaku lagi. Kirim tautan baru dari halaman akun penerimanya.",
    )
    desk.post(link)
    assert OutgoingMail.objects.first().status == STATUS.queued


def test_all_that_failed_goes_once_more_in_the_own_province_and_what_does_not_is_named(
    desk, person, stranger
):
    here, sent, there = failed_to(person, "Refused"), sent_to(person), failed_to(stranger, "Refused")
    dead = failed_to(person, "Refused", text="https://contoh.id/akun/kata-sandi/atur/1-kunci/")
    everything = page("regencies_outgoingmail_all_again")
    assert "2 surat yang gagal dikirim sekali lagi kepada penerimanya." in text(desk.get(everything))
    told = [str(message) for message in get_messages(desk.post(everything).wsgi_request)]
    assert told == [
        f"Surat nomor {dead.pk}: Tautan dalam surat ini tidak berlaku lagi. Kirim tautan baru dari halaman akun "
        "penerimanya.",
        "1 surat menunggu dikirim lagi.",
    ]
    assert dict(OutgoingMail.objects.values_list("pk", "status")) == {
        here.pk: STATUS.queued,
        sent.pk: STATUS.sent,
        there.pk: STATUS.failed,
        dead.pk: STATUS.failed,
    }


def test_where_nothing_failed_the_page_says_so_and_a_late_tap_sends_nothing(desk, person):
    sent_to(person)
    everything = page("regencies_outgoingmail_all_again")
    shown, late = desk.get(everything), desk.post(everything)
    assert shown.context["closed"] == "Tidak ada surat yang gagal dikirim."
    assert (late.status_code, late.context["problems"]) == (409, ["Tidak ada surat yang gagal dikirim."])


def test_nobody_sends_the_mail_of_another_province(desk, stranger):
    row = failed_to(stranger, "TimeoutError")
    assert desk.post(page("regencies_outgoingmail_again", row.pk)).status_code == 404
    row.refresh_from_db()
    assert row.status == STATUS.failed


def test_a_name_that_looks_like_a_template_is_sent_as_it_is(settings):
    settings.EMAIL_BACKEND = "config.mail.Outbox"
    mail.send_mail("Yth. {{ x }}", "{% jahat %} & {{ y }}", None, ["petugas@contoh.id"])
    worker.send_mail()
    assert [(message.subject, message.body) for message in mail.outbox] == [
        ("Yth. {{ x }}", "{% jahat %} & {{ y }}")
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_messages_as_for_one(desk, person, rows):
    for _ in range(rows):
        failed_to(person, "TimeoutError")
    with CaptureQueriesContext(connection) as asked:
        desk.get(page(LIST))
    assert counted(asked) == 6
