"""Invitations: who invites, as what, which award year, until when; their state, their link, and once more."""

import datetime
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS

from awards.models import Seat
from config import worker
from regencies.actions.accounts import invitation_link, invite, read_invitation
from regencies.models import Invitation, Membership, OutgoingMail, SecurityLine, User
from tests import factories
from tests.builders.admin_pages import page, text
from tests.regencies.admin.test_people import new_account

pytestmark = pytest.mark.django_db
NEW = "Tujuh-Dermaga-10"


@pytest.fixture(autouse=True)
def outbox(settings) -> None:
    """Mail goes by the outbox, as it does on a site."""
    settings.EMAIL_BACKEND = "config.mail.Outbox"


@pytest.fixture
def person(admin) -> User:
    """An officer without a password."""
    made = factories.officer(factories.regency())
    made.set_unusable_password()
    made.save()
    return made


@pytest.fixture
def row(person, admin) -> Invitation:
    return invite(person, "Petugas", province=factories.province(), award_year=2026, by=admin)


def link_of(letter: str) -> str:
    return re.search(r"https?://[^/]+(/akun/undangan/\S+)", letter)[1]


def letters() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.order_by("pk"))


def state(row: Invitation) -> str:
    return Invitation.objects.get(pk=row.pk).state.label


def days_pass(row: Invitation, days: int) -> None:
    Invitation.objects.filter(pk=row.pk).update(until=row.until - datetime.timedelta(days))


def problem(address: str) -> tuple[int, str]:
    """Open a link: the status, and why it opens nothing."""
    answer = Client().get(address)
    return answer.status_code, answer.context.get("problem", "")


def test_each_link_opens_the_invitation_it_was_sent_with(row, admin):
    other = invite(
        factories.head(factories.regency()),
        "Kepala",
        province=factories.province(),
        award_year=2026,
        by=admin,
    )
    for sent in (row, other):
        assert read_invitation(invitation_link(sent).rstrip("/").rpartition("/")[2]) == (sent, "")


def test_a_new_account_is_invited_and_comes(desk, admin):
    factories.edition(award_year=2026)
    assert desk.post(page("regencies_user_add"), new_account()).status_code == 302
    invited = Invitation.objects.get()
    [letter] = letters()
    assert (letter.to, letter.subject) == (
        ["baru@contoh.id"],
        "Undangan Paritrana Award: Petugas · Kabupaten Ketapang",
    )
    for said in (str(admin), "Petugas · Kabupaten Ketapang", "Tahun penghargaan: 2026", "Berlaku sampai: "):
        assert said in letter.message
    assert state(invited) == "Menunggu dikirim"
    worker.send_mail()
    assert state(invited) == "Terkirim"
    browser = Client()
    assert "Terima undangan" in text(browser.get(link_of(letter.message)))
    form = browser.post(link_of(letter.message), follow=True)
    browser.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert state(invited) == "Diterima"
    answer = browser.post("/akun/masuk/", {"login": "baru@contoh.id", "password": NEW})
    assert answer.status_code == 302


def test_looking_at_an_invitation_accepts_nothing(row):
    for _ in range(2):
        assert problem(link_of(row.mail.message)) == (200, "")
    assert Invitation.objects.get().accepted_at is None


def test_whoever_has_a_password_accepts_with_a_button_and_keeps_it(row, person):
    person.set_password(NEW)
    person.save()
    answer = Client().post(link_of(row.mail.message))
    assert (answer.status_code, answer["Location"]) == (302, "/beranda/")
    assert state(row) == "Diterima"
    person.refresh_from_db()
    assert person.check_password(NEW)
    told = SecurityLine.objects.filter(event="invitation").values_list("actor_name", "about")
    assert list(told) == [(str(person), "diterima")]


def test_a_seat_is_invited_to_once_and_anew_when_somebody_else_takes_it(desk):
    edition = factories.edition(award_year=2027, phase="persiapan")
    given = {"edition": edition.pk, "number": 3, "element": "APINDO", "position": "member", "user": ""}
    new = {"new_email": "anggota@contoh.id", "new_name": "Dra. Maria Goreti"}
    assert desk.post(page("awards_seat_add"), given | new).status_code == 302
    seat = Seat.objects.get()
    told = Invitation.objects.values_list("user__email", "duty", "award_year")
    assert list(told) == [("anggota@contoh.id", "Anggota Tim Sembilan, kursi 3", 2027)]
    change = page("awards_seat_change", seat.pk)
    assert desk.post(change, given | {"user": seat.user_id, "element": "Kadin"}).status_code == 302
    assert len(letters()) == 1
    other = factories.verifier()
    assert desk.post(change, given | {"user": other.pk}).status_code == 302
    assert [letter.to for letter in letters()] == [["anggota@contoh.id"], [other.email]]


def test_an_office_more_is_an_invitation_more(desk, person):
    given = {"user": person.pk, "role": "head", "regency": factories.regency().pk, "since": "1 Januari 2026"}
    assert desk.post(page("regencies_membership_add"), given).status_code == 302
    assert list(Invitation.objects.values_list("duty", flat=True)) == [
        str(Membership.objects.get(user=person, role="head"))
    ]


def test_sent_again_it_says_so_and_the_former_link_opens_nothing(desk, row):
    former = link_of(row.mail.message)
    assert desk.post(page("regencies_invitation_again", row.pk)).status_code == 302
    first, second = letters()
    assert "tautan di dalamnya tidak berlaku lagi" not in first.message
    assert "tautan di dalamnya tidak berlaku lagi" in second.message
    assert problem(former) == (
        410,
        "Undangan ini sudah diganti. Bukalah tautan dalam surat undangan yang terakhir.",
    )
    assert Client().post(former).status_code == 410
    assert problem(link_of(second.message)) == (200, "")


def test_what_is_out_of_date_says_what_to_do_and_that_helps(desk, row):
    days_pass(row, 15)
    assert state(row) == "Kedaluwarsa"
    assert problem(link_of(row.mail.message)) == (
        410,
        "Undangan ini sudah lewat waktunya. Mintalah admin provinsi mengirim undangan baru.",
    )
    desk.post(page("regencies_invitation_again", row.pk))
    assert state(row) == "Menunggu dikirim"
    assert problem(link_of(letters()[-1].message)) == (200, "")


def test_it_is_good_until_the_moment_the_mail_says(row):
    days_pass(row, 13)
    assert problem(link_of(row.mail.message))[0] == 200


def test_what_was_accepted_is_not_sent_again(desk, row):
    Invitation.objects.update(accepted_at=timezone.now())
    answer = desk.post(page("regencies_invitation_again", row.pk))
    assert (answer.status_code, answer.context["problems"]) == (
        409,
        [
            "Undangan ini sudah diterima. Bila kata sandinya hilang, pilih Kirim tautan kata sandi di halaman "
            "akunnya."
        ],
    )
    assert problem(link_of(row.mail.message)) == (
        410,
        "Undangan ini sudah diterima. Silakan masuk dengan kata sandi Bapak/Ibu.",
    )


@pytest.mark.parametrize("token", ["1-1", "x", "1-1:abc", "1-1:" + "a" * 43])
def test_a_link_that_is_none_of_ours_is_not_found(row, token):
    assert Client().get(f"/akun/undangan/{token}/").status_code == 404


def test_an_account_that_is_closed_is_not_opened_by_an_invitation(row, person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert problem(link_of(row.mail.message)) == (410, "Akun ini tidak aktif. Hubungi admin provinsi.")


def test_the_admin_reads_the_link_and_the_log_says_so(desk, admin, row, person):
    person.full_name = "Rina, S.T."
    person.save()
    shown = text(desk.get(page("regencies_invitation_link", row.pk)))
    assert invitation_link(row) in shown
    assert "sampaikan hanya kepada Rina, S.T.<" in shown
    assert re.findall(r'href="([^"]*)"\s*>Kembali<', shown) == [page("regencies_invitation_change", row.pk)]
    assert list(SecurityLine.objects.values_list("event", "actor_name", "person_name", "about")) == [
        ("invitation", str(admin), str(person), "tautan ditampilkan")
    ]


def test_the_link_of_somebody_who_works_elsewhere_too_goes_by_mail_only(desk, row, person):
    far = factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    Membership.objects.create(user=person, role="verifier", province=far)
    answer = desk.get(page("regencies_invitation_link", row.pk))
    assert answer.status_code == 403
    assert invitation_link(row) not in answer.content.decode()


def test_the_desk_says_who_was_never_invited_and_where_an_invitation_is(desk, row):
    never = factories.officer(factories.regency(), "Belum Diundang")
    change, other = (page("regencies_user_change", person) for person in (row.user_id, never.pk))
    assert ["Belum dikirim" in text(desk.get(url)) for url in (change, other)] == [False, True]
    OutgoingMail.objects.update(status=STATUS.failed)
    assert "Gagal dikirim" in text(desk.get(change))
    assert desk.post(page("regencies_user_invite", never.pk)).status_code == 302
    assert "Menunggu dikirim" in text(desk.get(other))


def test_who_holds_no_office_is_invited_from_the_seat_as_the_refusal_says(desk):
    seat = factories.seats(factories.edition(phase="persiapan"), 1)[0]
    refused = desk.post(page("regencies_user_invite", seat.user_id))
    assert (refused.status_code, refused.context["problems"]) == (
        409,
        [
            "Akun ini tidak memiliki penugasan yang berlaku. Undangan Tim Sembilan dikirim dari halaman kursinya."
        ],
    )
    assert desk.post(page("awards_seat_invite", seat.pk)).status_code == 302
    assert "Menunggu dikirim" in text(desk.get(page("awards_seat_change", seat.pk)))


def test_an_invitation_that_was_replaced_is_not_sent_from_the_outbox(desk, row):
    worker.send_mail()
    desk.post(page("regencies_invitation_again", row.pk))
    first = letters()[0]
    answer = desk.post(page("regencies_outgoingmail_again", first.pk))
    assert (answer.status_code, OutgoingMail.objects.get(pk=first.pk).status) == (409, STATUS.sent)
    worker.send_mail()
    assert len(mail.outbox) == 2
