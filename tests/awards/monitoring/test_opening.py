"""Telling who fills in that the filling of a year is open: once, also after a date was moved or a worker started."""

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError

from awards.choices import Phase
from awards.editions.default_criteria import create_category
from awards.editions.phase_changes import advance, postpone
from awards.models import Edition
from awards.monitoring.opening import tell_of_opening
from config import worker
from regencies.choices import Role
from regencies.models import Notice, Regency, User
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(admin) -> Edition:
    worker.LAST.clear()
    return world.reload(world.prepared())


@pytest.fixture
def place(edition) -> Regency:
    return factories.regency()


def told() -> list[tuple[str, str]]:
    return [(str(notice.person), notice.subject) for notice in Notice.objects.order_by("pk")]


def opened(edition: Edition, admin: User) -> Edition:
    return world.reload(advance(edition, Phase.FILLING, by=admin))


def test_the_office_is_told_in_the_turn_after_it_opened_what_to_do_and_until_when(edition, place, admin):
    factories.officer(place, "Siti"), factories.head(place, "Hadi")
    worker.tell_of_openings()
    assert told() == []
    edition = opened(edition, admin)
    worker.tell_of_openings()
    about = "Pengisian dibuka: Kabupaten Ketapang, tahun penilaian 2025"
    assert told() == [("Siti", about), ("Hadi", about)]
    until = edition.province.in_its_time(edition.filling_deadline)
    notice = Notice.objects.first()
    assert notice.text == (
        f"Pengisian laporan Kabupaten Ketapang tahun penilaian 2025 dibuka sampai {until}.\n\n"
        "Yang perlu dilakukan:\n"
        "- Petugas mengisi setiap bagian dan melampirkan buktinya. Isian tersimpan dengan sendirinya.\n"
        "- Kepala dinas membaca laporan, menyatakan kebenaran data, lalu mengirimnya.\n\n"
        "Bila ada yang belum jelas, hubungi admin provinsi."
    )
    assert notice.path == "/laporan/2025/daerah/6104/"
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        ([notice.person.email], f"Paritrana Award: {about}") for notice in Notice.objects.order_by("pk")
    ]


def test_nobody_is_told_twice_after_a_moved_date_a_new_start_or_a_second_opening(edition, place, admin):
    factories.officer(place)
    edition = opened(edition, admin)
    assert tell_of_opening(edition) == 1
    postpone(edition, "filling_deadline", world.later(30), by=admin, reason="Banjir.")
    worker.LAST.clear()  # the worker was started anew
    worker.tell_of_openings()
    advance(edition, Phase.PREPARATION, by=admin, reason="Bobot keliru.")
    assert tell_of_opening(opened(edition, admin)) == 0
    assert len(told()) == len(mail.outbox) == 1


def test_who_comes_to_the_office_later_is_told_within_the_hour(edition, place, admin):
    factories.officer(place, "Siti")
    opened(edition, admin)
    worker.tell_of_openings()
    factories.officer(place, "Rina")
    worker.tell_of_openings()
    assert [name for name, _ in told()] == ["Siti"]
    worker.LAST[f"opening {edition.pk}"] -= datetime.timedelta(hours=1)
    worker.tell_of_openings()
    assert [name for name, _ in told()] == ["Siti", "Rina"]


def test_who_nominates_is_told_of_the_kinds_there_are_and_until_when_each(edition, place, admin):
    branch = factories.member(Role.NOMINATOR, edition.province, "Cabang")
    neighbour = factories.member(
        Role.NOMINATOR, factories.province("62", "Kalteng", "kalteng"), "Cabang lain"
    )
    officer = factories.officer(place, "Siti")
    category = create_category(edition, "desa-kelurahan")
    category.filling_deadline = world.later(9)
    category.save()
    assert tell_of_opening(opened(edition, admin)) == 2
    until = edition.province.in_its_time(category.filling_deadline)
    line = f"- Usulkan calon desa/kelurahan, lalu isi laporannya, paling lambat {until}."
    assert line in officer.notices.get().text
    notice = branch.notices.get()
    assert (notice.subject, notice.path) == (
        "Pengisian dibuka: calon di Kalimantan Barat, tahun penilaian 2025",
        "/calon/",
    )
    assert line in notice.text
    assert "Petugas" not in notice.text
    assert not neighbour.notices.exists()


def test_nobody_is_told_of_what_is_over_or_sent(edition, place, admin):
    factories.officer(place)
    edition = opened(edition, admin)
    factories.officer(factories.regency("Sambas", "61.01"), "Nurul")
    factories.sent(place)
    before = Notice.objects.count()
    Edition.objects.filter(pk=edition.pk).update(filling_deadline=world.later(-1))
    assert tell_of_opening(world.reload(edition)) == 0
    Edition.objects.filter(pk=edition.pk).update(filling_deadline=world.later(1))
    assert tell_of_opening(world.reload(edition)) == 1
    assert [str(notice.person) for notice in Notice.objects.order_by("pk")[before:]] == ["Nurul"]


def test_who_wants_no_mail_of_it_finds_it_in_the_inbox(edition, place, admin):
    officer = factories.officer(place)
    User.objects.filter(pk=officer.pk).update(no_mail_of=["filling"])
    assert tell_of_opening(opened(edition, admin)) == 1
    assert (officer.notices.get().mailed_to, mail.outbox) == ("", [])


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_that_tell_at_once_one_does(admin):
    edition = world.reload(world.filling(admin))
    factories.officer(factories.regency())
    first, second = race(lambda: tell_of_opening(edition), lambda: tell_of_opening(edition))
    assert (first, type(second)) == (1, IntegrityError)
    assert Notice.objects.count() == 1


def test_the_admin_sees_the_words_before_they_go_and_who_was_told(
    desk, edition, place, admin, django_assert_num_queries
):
    officer = factories.officer(place, "Siti")
    factories.head(place, "Hadi")
    User.objects.filter(pk=officer.pk).update(phone="0812-5555-0100")
    address = page("awards_edition_letters", edition.pk)
    with django_assert_num_queries(10):
        assert "Untuk 2 orang." in text(desk.get(address))
    assert Notice.objects.count() == 0
    edition = opened(edition, admin)
    tell_of_opening(edition)
    factories.officer(place, "Rina")
    factories.officer(factories.regency("Sambas", "61.01"), "Nurul")
    with django_assert_num_queries(10):
        answer = desk.get(address)
    opening = answer.context["sending"]
    assert (opening.told, opening.people) == (2, 4)
    assert opening.texts[1].words == Notice.objects.first().text
    assert "https://wa.me/6281255550100?text=Yth.%20Siti" in answer.content.decode()
    assert "2 dari 4 orang sudah diberi tahu." in text(answer)


def test_the_admin_sees_what_the_next_reminder_of_a_deadline_says(
    desk, edition, place, admin, django_assert_num_queries
):
    address = f"{page('awards_edition_letters', edition.pk)}?perihal=due"
    assert "Surat ini dikirim pada tahap Pengisian dan Verifikasi." in text(desk.get(address))
    factories.officer(place, "Siti")
    edition = opened(edition, admin)
    with django_assert_num_queries(11):
        [reminder] = desk.get(address).context["sending"].texts
    assert "7 hari lagi" in reminder.words
    assert "- Laporan belum mulai diisi." in reminder.words
    for name, code in (("Sambas", "61.01"), ("Mempawah", "61.02")):
        other = factories.regency(name, code)
        factories.draft(other, by=factories.officer(other, name))
    with django_assert_num_queries(19):  # what is read of reports begun; as many for two as for one
        assert len(desk.get(address).context["sending"].texts) == 3
