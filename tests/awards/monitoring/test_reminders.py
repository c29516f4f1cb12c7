"""Reminding regions: the mail as it will go, one for each person, once a day, and who gets none and why."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from awards.models import Edition, Reminder
from awards.monitoring.reminders import remind
from awards.monitoring.watched import REGIONS
from regencies.actions.errors import Refused
from regencies.l10n.dates import format_moment
from regencies.models import Membership, OutgoingMail, Regency, SecurityLine, User
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text
from tests.racing import race

pytestmark = pytest.mark.django_db
NAMES = {"61.01": "Sambas", "61.02": "Mempawah", "61.04": "Ketapang"}


@pytest.fixture
def places(db) -> list[Regency]:
    return [factories.regency(name, code) for code, name in NAMES.items()]


@pytest.fixture
def edition(admin, places) -> Edition:
    return world.reload(world.filling(admin))


def chosen(*places: Regency) -> dict[str, list[int]]:
    return {"daerah": [place.pk for place in places]}


def send(desk: Client, edition: Edition, *places: Regency):
    return desk.post(page("awards_edition_remind", edition.pk), chosen(*places))


def look(desk: Client, edition: Edition, *places: Regency):
    return desk.get(page("awards_edition_remind", edition.pk), chosen(*places))


def test_the_page_shows_the_mails_that_then_go_one_for_each_person(desk, admin, edition, places, mailoutbox):
    sambas, mempawah, _ = places
    officer, head = factories.officer(sambas, "Nurul"), factories.head(sambas, "Zulkarnaen")
    Membership.objects.create(user=officer, role="officer", regency=mempawah, since=datetime.date(2024, 1, 1))
    factories.draft(mempawah, by=officer)
    edition.province.windows.update(deadline=edition.filling_deadline)
    plan = look(desk, edition, sambas, mempawah).context["plan"]()
    assert mailoutbox == []
    answer = send(desk, edition, sambas, mempawah)
    assert answer.url == page("awards_edition_monitoring", edition.pk)
    assert [(mail.to, mail.subject, mail.body) for mail in mailoutbox] == [
        ([letter.person.email], letter.subject, letter.text) for letter in plan.letters
    ]
    assert [(letter.person, [row.name for row in letter.places]) for letter in plan.letters] == [
        (officer, ["Kabupaten Sambas", "Kabupaten Mempawah"]),
        (head, ["Kabupaten Sambas"]),
    ]
    until = edition.filling_deadline.astimezone(edition.province.zone)
    assert mailoutbox[1].body.splitlines()[:9] == [
        "Yth. Zulkarnaen,",
        "",
        "Admin Provinsi mengingatkan laporan tahun penilaian 2025 untuk Paritrana Award 2026 Kalimantan Barat.",
        "",
        "Kabupaten Sambas",
        "Keadaan laporan: Belum mulai diisi",
        f"Batas waktu: {format_moment(until)}",
        "Yang perlu dilakukan:",
        "- Laporan belum mulai diisi.",
    ]
    assert "- Kepesertaan: 6 isian kosong" in mailoutbox[0].body.splitlines()
    assert list(
        Reminder.objects.order_by("regency__kemendagri_code").values_list("regency__name", "recipients")
    ) == [
        ("Sambas", f"{officer.email}, {head.email}"),
        ("Mempawah", officer.email),
    ]


def test_a_second_tap_sends_nothing_and_says_when_it_was(desk, admin, edition, places, mailoutbox):
    sambas, mempawah, _ = places
    factories.officer(sambas)
    factories.officer(mempawah)
    assert send(desk, edition, sambas).status_code == 302
    again = send(desk, edition, sambas)
    assert (again.status_code, len(mailoutbox), Reminder.objects.count()) == (409, 1, 1)
    at = format_moment(Reminder.objects.get().sent_at.astimezone(edition.province.zone))
    reason = f"Kabupaten Sambas sudah diingatkan oleh Admin Provinsi pada {at}. Ingatkan lagi besok."
    assert again.context["problems"] == [reason]
    shown = look(desk, edition, sambas, mempawah).context["plan"]()
    assert (shown.refused, [row.name for row in shown.places]) == ([reason], ["Kabupaten Mempawah"])
    Reminder.objects.update(day=timezone.localdate() - datetime.timedelta(days=1))  # the advice, followed
    assert send(desk, edition, sambas).status_code == 302
    assert len(mailoutbox) == 2


def test_who_has_nothing_to_do_or_cannot_is_told_of_by_name(desk, admin, edition, places, mailoutbox):
    sambas, mempawah, ketapang = places
    factories.verified(ketapang)
    factories.sent(mempawah)
    mailoutbox.clear()  # of sending and verifying
    refused = send(desk, edition, *places)
    assert (refused.status_code, refused.context["problems"]) == (
        409,
        [
            "Kabupaten Sambas belum memiliki petugas atau kepala dinas yang aktif. Tambahkan penugasannya.",
            "Laporan Kabupaten Mempawah sudah dikirim dan menunggu verifikasi; tidak ada yang perlu diingatkan.",
            "Laporan Kabupaten Ketapang sudah diverifikasi; tidak ada yang perlu diingatkan.",
        ],
    )
    factories.officer(sambas)  # the advice, followed
    edition.province.windows.update(deadline=timezone.now() - datetime.timedelta(days=1))
    assert send(desk, edition, sambas).context["problems"] == [
        "Masa pengisian Kabupaten Sambas tidak sedang dibuka. Beri perpanjangan lebih dahulu."
    ]
    assert (mailoutbox, Reminder.objects.count()) == ([], 0)


def test_nobody_chosen_and_nonsense_remind_nobody(desk, admin, edition, places, mailoutbox):
    url = page("awards_edition_remind", edition.pk)
    elsewhere = world.elsewhere()[1]
    assert REGIONS.nobody_chosen in text(desk.get(url, {"daerah": ["x", "²", "9" * 40, elsewhere.pk]}))
    refused = desk.post(url, {"daerah": ["x", "9" * 40, elsewhere.pk]})
    assert (refused.status_code, refused.context["problems"], mailoutbox) == (
        409,
        [REGIONS.nobody_chosen],
        [],
    )


def test_an_account_that_is_closed_or_left_the_office_gets_none(desk, admin, edition, places):
    sambas = places[0]
    closed, left, stays = factories.officer(sambas), factories.officer(sambas), factories.head(sambas)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    Membership.objects.filter(user=left).update(until=datetime.date(2024, 12, 31))
    plan = look(desk, edition, sambas).context["plan"]()
    assert [letter.person for letter in plan.letters] == [stays]


def test_it_goes_by_the_outbox_and_has_its_line_in_the_security_log(desk, admin, edition, places, settings):
    settings.EMAIL_BACKEND = "post_office.EmailBackend"
    officer = factories.officer(places[0])
    assert send(desk, edition, places[0]).status_code == 302
    assert [mail.to for mail in OutgoingMail.objects.all()] == [[officer.email]]
    assert SecurityLine.objects.filter(about="Mengirim pengingat", done=True).count() == 1
    shown = text(desk.get(page("awards_edition_monitoring", edition.pk)))
    at = format_moment(Reminder.objects.get().sent_at.astimezone(edition.province.zone))
    assert f"Diingatkan {at}" in shown


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_remind_at_the_same_moment_send_one_mail(mailoutbox):
    place = factories.regency()
    first, second = factories.admin(), factories.admin()
    edition = world.reload(world.filling(first))
    factories.officer(place)
    sent, refused = race(
        lambda: remind(edition, {place.pk}, by=first), lambda: remind(edition, {place.pk}, by=second)
    )
    assert [row.regency for row in sent.places] == [place]
    assert "sudah diingatkan oleh Admin Provinsi" in str(refused)
    assert (len(mailoutbox), Reminder.objects.count()) == (1, 1)


def test_the_admin_of_another_province_reminds_nobody_here(admin, edition, places):
    stranger = world.elsewhere()[0]
    with pytest.raises(Refused) as refusal:
        remind(edition, {places[0].pk}, by=stranger)
    assert refusal.value.reasons == ["Hanya admin Kalimantan Barat yang dapat mengingatkan daerah di sini."]


@pytest.mark.parametrize("odd", ["x", "²", "-1", "9" * 30, "9" * 5000])
def test_an_odd_choice_chooses_nobody(desk, edition, odd):
    for ask in (desk.get, desk.post):
        answer = ask(page("awards_edition_remind", edition.pk), {"daerah": odd})
        assert (answer.status_code, REGIONS.nobody_chosen in text(answer)) == (
            409 if ask == desk.post else 200,
            True,
        )
