"""What is held about one person, told and taken out, by the commands an operator types."""

import datetime
import json
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from post_office.models import Email

from awards.choices import Phase
from awards.models import Edition, Reminder, Seat
from regencies.choices import NoticeKind, SecurityEvent
from regencies.models import Identity, Membership, Notice, ReportEntry, SecurityLine, User
from regencies.personal_data.export import LINK
from regencies.seals.seal import seal_history
from regencies.seals.verify import differences
from tests import factories
from tests.builders.outbox import sent_to
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db
NAME, NIP, PHONE = "Siti Aminah, S.E.", "198001012005012003", "0812-5555-0100"
ADDRESS, FORMER = "siti@contoh.go.id", "lama@contoh.go.id"
SECOND_STEP = "rahasia-langkah-dua"


@pytest.fixture
def operator() -> User:
    return User.objects.create_superuser("akar@contoh.id", "rahasia", full_name="Pengelola")


@pytest.fixture
def siti() -> User:
    """Somebody whose office is over, with one of everything that is held about a person."""
    person = factories.officer(factories.regency(), NAME)
    for address in (FORMER, ADDRESS):
        person.email, person.nip, person.phone = address, NIP, PHONE
        person.save()
    factories.add_group(factories.draft(factories.regency(), by=person), person)
    Membership.objects.filter(user=person).update(until=timezone.localdate() - datetime.timedelta(days=1))
    EmailAddress.objects.create(user=person, email=ADDRESS, primary=True)
    Authenticator.objects.create(user=person, type="totp", data={"secret": SECOND_STEP})
    logged_in(person)
    sent_to(person, text="https://contoh.id/akun/undangan/kunci/")
    sent_to(User(email=FORMER), text="Yth. Siti")
    Notice.objects.create(
        person=person, kind=NoticeKind.values[0], subject="Judul", text="Isi", path="/", mailed_to=ADDRESS
    )
    SecurityLine.objects.create(
        at=timezone.now(),
        event=SecurityEvent.values[0],
        done=True,
        actor=person.pk,
        actor_name=NAME,
        provinces=[],
        address="192.0.2.7",
    )
    return person


def command(*words: str) -> str:
    out = StringIO()
    call_command("personal_data", *words, stdout=out)
    return out.getvalue()


def erase(person: User, operator: User, reason: str = "Permohonan tercatat nomor 12") -> str:
    return command("erase", person.email, "--by", operator.email, "--reason", reason)


def refusal(person: User, operator: User, reason: str = "Permohonan") -> str:
    before = User.objects.values().get(pk=person.pk)
    with pytest.raises(CommandError) as refused:
        erase(person, operator, reason)
    assert User.objects.values().get(pk=person.pk) == before
    return str(refused.value)


# Told -----------------------------------------------------------------------------------------------
def test_everything_held_is_told_and_no_secret(siti):
    told = command("export", "SITI@contoh.go.id")
    held = json.loads(told)
    assert {name: held["account"][name] for name in ("full_name", "email", "nip", "phone")} == {
        "full_name": NAME,
        "email": ADDRESS,
        "nip": NIP,
        "phone": PHONE,
    }
    assert {label: len(rows) for label, rows in held["rows"].items()} == {
        "account.EmailAddress": 1,
        "mfa.Authenticator": 1,
        "regencies.Membership": 1,
        "regencies.Notice": 1,
    }
    typed = ReportEntry.objects.get(entered_by=siti)
    assert held["did"] == {"regencies.ReportEntry.entered_by": [typed.pk]}
    former = [row["email"] for row in held["history"]["regencies.UserEvent"]]
    assert former[-2:] == [FORMER, ADDRESS]
    assert [line["address"] for line in held["security_lines"]] == ["192.0.2.7"]
    assert [mail["message"] for mail in held["mail"]] == [LINK, "Yth. Siti"]
    assert len(held["sessions"]) == 1
    assert held["changes_made"]["regencies.YearlyReportEvent"] == 1
    secrets = [siti.password, SECOND_STEP, "undangan/kunci", Session.objects.get().session_key]
    assert [secret for secret in secrets if secret in told] == []


def test_the_same_words_in_a_report_are_told_where_they_stand(siti):
    identity = Identity.objects.get()
    identity.head_name, identity.contact_phone = NAME, PHONE
    identity.save()
    assert json.loads(command("export", ADDRESS))["same_text_elsewhere"] == {
        "account.EmailAddress.email": [EmailAddress.objects.get().pk],
        "regencies.Notice.mailed_to": [Notice.objects.get().pk],
        "regencies.Identity.head_name": [identity.pk],
        "regencies.Identity.contact_phone": [identity.pk],
    }


def test_a_members_records_of_the_panel_are_told(db):
    edition = factories.edition()
    seat = factories.seats(edition)[0]
    seat.named.create(
        category=edition.categories.create(slug="kabkota", name="Kabupaten/Kota"), edition=edition
    )
    held = json.loads(command("export", seat.user.email))["rows"]
    assert [row["number"] for row in held["awards.Seat"]] == [seat.number]
    assert [row["seat_id"] for row in held["awards.SeatCategory.seat"]] == [seat.pk]


def test_an_unknown_address_is_said(db):
    with pytest.raises(CommandError, match=r"No account has the address x@contoh\.id\."):
        command("export", "x@contoh.id")


# Taken out ------------------------------------------------------------------------------------------
def test_an_account_becomes_nobodys_and_what_was_done_stays(siti, operator):
    other = sent_to(factories.user())
    said = erase(siti, operator)
    siti.refresh_from_db()
    nobody = f"dihapus-{siti.pk}@dihapus.invalid"
    assert (siti.full_name, siti.email, siti.nip, siti.phone) == (f"Akun dihapus #{siti.pk}", nobody, "", "")
    assert (siti.is_active, siti.has_usable_password(), siti.last_login) == (False, False, None)
    assert [EmailAddress.objects.count(), Authenticator.objects.count(), Session.objects.count()] == [0, 0, 0]
    assert [mail.pk for mail in Email.objects.all()] == [other.pk]
    assert Notice.objects.get().mailed_to == nobody
    assert ReportEntry.objects.filter(entered_by=siti).count() == 1
    assert siti.memberships.count() == 1
    history = User.pgh_event_model.objects.filter(pgh_obj_id=siti.pk).order_by("pgh_id")
    done = history.last()
    assert (
        done.full_name,
        done.pgh_context["user"],
        done.pgh_context["verb"],
        done.pgh_context["reason"],
    ) == (
        siti.full_name,
        operator.pk,
        "erase_person",
        "Permohonan tercatat nomor 12",
    )
    assert {NAME, ADDRESS} <= {value for row in history for value in (row.full_name, row.email)}
    assert said.splitlines() == [
        f"Account {siti.pk} is closed and nobody's: Akun dihapus #{siti.pk}, {nobody}.",
        "Gone: NIP, telephone, password, second steps, sessions, mail in the outbox.",
        "These stay, for nobody can change or delete them (docs/privacy.md says why):",
        f"{history.count():6} rows of the history of the account, with the name, address, NIP and telephone of "
        "their time",
        "     1 lines of the security log, with names and IP addresses",
        "     1 notices of the inbox, with the words of their time",
    ]


@pytest.mark.django_db(transaction=True)
def test_nothing_that_was_sealed_is_touched(siti, operator):
    seal = seal_history()
    erase(siti, operator)
    assert json.loads(bytes(seal.content))["tables"]["regencies_userevent"]
    assert list(differences()) == []


def test_an_erased_account_is_erased_once(siti, operator):
    erase(siti, operator)
    siti.refresh_from_db()
    assert refusal(siti, operator) == "Data pribadi akun ini sudah dihapus."


def test_who_has_an_office_today_or_from_tomorrow_is_not_erased_until_it_ends(siti, operator):
    office = siti.memberships.get()
    today = timezone.localdate()
    for since, until in [(today, None), (today, today), (today + datetime.timedelta(days=1), None)]:
        Membership.objects.filter(pk=office.pk).update(since=since, until=until)
        assert (
            refusal(siti, operator)
            == f"Penugasan “{office}” belum berakhir. Akhiri penugasan itu lebih dahulu."
        )
    Membership.objects.update(
        since=today - datetime.timedelta(days=2), until=today - datetime.timedelta(days=1)
    )
    assert "is closed" in erase(siti, operator)


def test_a_seat_is_held_until_its_year_is_archived_and_the_name_of_one_of_the_nine_stays(operator):
    seat = factories.seats(factories.edition())[0]
    name = seat.user.full_name
    assert refusal(seat.user, operator).startswith(
        f"Kursi {seat.number} Tim Sembilan {seat.edition} masih dipegang."
    )
    Edition.objects.update(phase=Phase.ARCHIVED)
    assert "The name stays: the public record of an award year names this person." in erase(
        seat.user, operator
    )
    kept = Seat.objects.get(pk=seat.pk).user
    assert (kept.full_name, kept.email, kept.is_active) == (name, f"dihapus-{kept.pk}@dihapus.invalid", False)


def test_reminders_say_no_longer_where_they_went(siti, operator):
    edition = factories.edition()
    reminder = Reminder.objects.create(
        edition=edition,
        regency=factories.regency(),
        day=timezone.localdate(),
        sent_at=timezone.now(),
        sent_by=operator,
        recipients=f"{ADDRESS}, lain@contoh.id",
    )
    erase(siti, operator)
    reminder.refresh_from_db()
    assert reminder.recipients == f"dihapus-{siti.pk}@dihapus.invalid, lain@contoh.id"


def test_only_another_operator_erases_and_says_why(siti, operator):
    admin = factories.admin()
    assert refusal(siti, admin) == "Hanya pengelola sistem yang dapat menghapus data pribadi suatu akun."
    assert refusal(siti, operator, " ").startswith("Alasan belum ditulis.")
    assert refusal(operator, operator).startswith("Akun sendiri tidak dapat dihapus.")


def test_an_address_that_is_anothers_today_is_left_alone(siti, operator):
    heir = factories.user("Budi", FORMER)
    theirs = Email.objects.get(message="Yth. Siti")
    erase(siti, operator)
    assert [mail.pk for mail in Email.objects.all()] == [theirs.pk]
    heir.refresh_from_db()
    assert heir.is_active


def test_the_address_of_a_notice_is_erased_and_never_otherwise_changed(siti):
    with pytest.raises(DatabaseError), transaction.atomic():
        Notice.objects.update(mailed_to="lain@contoh.id")
    assert Notice.objects.update(mailed_to="dihapus-1@dihapus.invalid") == 1
