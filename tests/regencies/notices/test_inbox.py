"""A person's inbox: what is new, what was read, which kinds come as mail too; and the words for WhatsApp."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from regencies.choices import NoticeKind
from regencies.models import Notice, User
from regencies.notices.whatsapp import number_of, prepared
from tests import factories
from tests.builders.admin_pages import text
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db
INBOX, MAIL = "/pemberitahuan/", "/pemberitahuan/surat/"


def notice(person: User, number: int = 1, **given: Any) -> Notice:
    return Notice.objects.create(
        person=person,
        kind=NoticeKind.SENT,
        subject=f"Laporan dikirim: contoh {number}",
        text="Baris <satu>\n\nBaris dua",
        path="/laporan/2025/",
        **given,
    )


@pytest.fixture
def officer(db) -> User:
    return factories.officer(factories.regency(), "Siti")


def test_the_header_counts_what_is_new_until_it_is_read(officer, django_assert_num_queries):
    first, second = notice(officer), notice(officer, 2)
    browser = logged_in(officer)
    shown = text(browser.get(INBOX))
    assert "Pemberitahuan (2 baru)" in shown
    assert "2 belum dibaca." in shown
    assert "<p>Baris &lt;satu&gt;</p>" in shown
    opened = browser.post(INBOX, {"opened": str(first.pk)})
    assert (opened.status_code, opened.url) == (302, "/laporan/2025/")
    assert "Pemberitahuan (1 baru)" in text(browser.get(INBOX))
    assert browser.post(INBOX).url == INBOX
    second.refresh_from_db()
    assert second.read_at is not None
    assert "Semua sudah dibaca." in text(browser.get(INBOX))
    for number in range(60):
        notice(officer, number)
    with django_assert_num_queries(9):
        browser.get(INBOX)


def test_what_was_told_stays_as_it_was_told(officer):
    told = notice(officer)
    for change in (
        lambda: Notice.objects.update(text="Lain"),
        lambda: Notice.objects.update(mailed_to="lain@contoh.id"),
        lambda: Notice.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Notice.objects.get().text == told.text


@pytest.mark.parametrize("odd", ["0", "x", "²", "99999999999999999999", "-1"])
def test_an_odd_choice_reads_nothing(officer, odd):
    mine, theirs = notice(officer), notice(factories.verifier())
    for chosen in (odd, str(theirs.pk)):
        answer = logged_in(officer).post(INBOX, {"opened": chosen})
        assert (answer.status_code, answer.url) == (302, INBOX)
    assert Notice.objects.filter(read_at=None).count() == 2
    assert mine.read_at is None


def test_mail_is_chosen_by_its_owner_and_the_history_says_so(officer):
    browser = logged_in(officer)
    assert text(browser.get(MAIL)).count("checked") == len(NoticeKind)
    assert browser.post(MAIL, {"wanted": ["returned", "due"]}).status_code == 302
    officer.refresh_from_db()
    assert officer.no_mail_of == [
        "filling",
        "sent",
        "withdrawn",
        "opened",
        "verified",
        "extended",
        "asked",
        "replied",
        "commented",
        "claimed",
        "paper",
        "sheets",
        "substitute",
    ]
    assert (
        User.pgh_event_model.objects.filter(pgh_obj=officer).latest("pgh_id").pgh_context["user"]
        == officer.pk
    )
    assert browser.post(MAIL, {"wanted": ["lain"]}).status_code == 422


def test_the_verifier_sees_who_was_told_and_did_read(officer):
    report = factories.sent(officer.offices[0])
    notice(officer, report=report)
    verifier = logged_in(factories.verifier())
    shown = text(verifier.get(reverse("verifier_told", args=[report.pk])))
    assert "Siti" in shown
    assert "https://wa.me/?text=Yth.%20Siti%2C%0A%0ABaris%20%3Csatu%3E" in shown


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("0812-5555-0100", "6281255550100"),
        ("+62 561 123456", "62561123456"),
        ("(0561) 123456 ext 12", "62561123456"),
        ("0812 5555 0100 / 0813 1111 2222", "6281255550100"),
        ("", ""),
    ],
)
def test_the_first_number_is_the_one_at_whatsapp(phone, number):
    person = User(full_name="Siti", phone=phone)
    assert number_of(person) == number
    assert prepared(person, "Salam & hormat\n") == f"https://wa.me/{number}?text=Salam%20%26%20hormat"
