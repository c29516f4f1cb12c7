"""Who is told what about a report, in the inbox and by mail, and that telling never takes down what it tells."""

import pytest
from django.db import connection, transaction
from django.urls import reverse

from awards.editions.phase_changes import grant_extension
from regencies.actions.report_status import (
    return_report,
    review_entry,
    start_verification,
    submit_report,
    withdraw_report,
)
from regencies.choices import NoticeKind, ReportStatus, ReviewState, Section
from regencies.models import Membership, Notice, User, YearlyReport
from regencies.notices.audience import people_of
from tests import factories
from tests.builders import edition as world
from tests.builders import nominees
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db) -> tuple[YearlyReport, User, User, User]:
    """A report ready to be sent, its officer, its head and the verifier of the province."""
    place = factories.regency()
    officer, head, verifier = (
        factories.officer(place, "Siti"),
        factories.head(place, "Hadi"),
        factories.verifier(),
    )
    report = factories.complete(factories.draft(place, by=officer), by=officer)
    return factories.answer_all(report, officer), officer, head, verifier


def told(kind: NoticeKind) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__full_name", flat=True))


def test_everybody_but_the_sender_is_told_that_a_report_was_sent_or_taken_back(office, mailoutbox):
    report, officer, head, verifier = office
    stranger = factories.verifier(factories.province("64", "Kalimantan Timur", "kalimantan-timur"), "Asing")
    gone = factories.officer(report.regency, "Pergi")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    submit_report(report, by=head, statement=True)
    assert told(NoticeKind.SENT) == {"Siti", "Verifikator"}
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([officer.email], "Paritrana Award: Laporan dikirim: Kabupaten Ketapang, tahun penilaian 2025"),
        ([verifier.email], "Paritrana Award: Laporan dikirim: Kabupaten Ketapang, tahun penilaian 2025"),
    ]
    own, theirs = Notice.objects.order_by("pk")
    assert own.text == (
        "Laporan Kabupaten Ketapang tahun penilaian 2025 dikirim Hadi sebagai versi 1.\n\nLaporannya menunggu "
        "pemeriksaan verifikator provinsi. Sampai verifikator membukanya, laporan masih dapat ditarik kembali."
    )
    assert theirs.text.endswith("Laporannya menunggu pemeriksaan Bapak/Ibu.")
    assert (own.path, theirs.path) == ("/laporan/2025/daerah/6104/", f"/verifikator/{report.pk}/")
    assert mailoutbox[0].body == (
        f"Yth. Siti,\n\n{own.text}\n\nSilakan buka di sini:\n\nhttp://localhost:8000{own.path}\n\nParitrana Award\n"
    )
    withdraw_report(report, by=officer)
    assert told(NoticeKind.WITHDRAWN) == {"Hadi", "Verifikator"}
    assert not stranger.notices.exists()


def test_what_is_returned_says_what_why_and_until_when(office):
    report, officer, head, verifier = office
    submit_report(report, by=head, statement=True)
    group = factories.entry(report, Section.GROUPS)
    start_verification(report, by=verifier)
    review_entry(group, state=ReviewState.NEEDS_WORK, by=verifier, note="Daftar nama belum ada.")
    return_report(report, by=verifier, reason="Lengkapi buktinya.")
    assert told(NoticeKind.OPENED) == told(NoticeKind.RETURNED) == {"Siti", "Hadi"}
    text = officer.notices.get(kind=NoticeKind.RETURNED).text
    assert "Pesan verifikator:\nLengkapi buktinya." in text
    assert f"Yang perlu diperbaiki:\n- {group.detail}: Daftar nama belum ada.\n" in text
    assert "mengirim laporannya lagi paling lambat " in text


def test_the_office_is_told_of_verification_and_of_more_time(admin):
    edition = world.reload(world.filling(admin))
    place = factories.regency()
    officer = factories.officer(place, "Siti")
    until = edition.filling_deadline.replace(year=edition.filling_deadline.year + 1)
    grant_extension(place, edition.assessed_year, until, "Jaringan terputus.", by=admin)
    notice = officer.notices.get()
    assert (notice.kind, notice.report) == (NoticeKind.EXTENDED, None)
    assert notice.text.endswith("Alasan: Jaringan terputus.")
    factories.verified(place)
    assert NoticeKind.VERIFIED in officer.notices.values_list("kind", flat=True)


def test_who_wants_no_mail_of_a_kind_finds_it_in_the_inbox_all_the_same(office, mailoutbox):
    report, officer, head, _ = office
    User.objects.filter(pk=officer.pk).update(no_mail_of=["sent"])
    submit_report(report, by=head, statement=True)
    assert officer.notices.get().mailed_to == ""
    assert [mail.to for mail in mailoutbox if officer.email in mail.to] == []


def test_who_nominated_is_told_too_while_their_time_there_lasts(office):
    branch = nominees.nominator(factories.province(), "Cabang")
    nominee = nominees.nominee(by=branch)

    def names() -> list[str]:
        return [str(person) for person, _ in people_of(nominee.regency, nominee)]

    assert names() == ["Siti", "Hadi", "Cabang"]
    Membership.objects.filter(user=branch).update(until="2025-01-01", since="2024-01-01")
    assert names() == ["Siti", "Hadi"]


@pytest.mark.parametrize("broken", ["regencies_notice", "regencies_membership"])
def test_a_report_is_sent_though_nobody_can_be_told(office, broken, caplog):
    """The table of notices is away: the report is sent, and the log says what nobody was told."""
    report, _, head, _ = office
    list(head.active_memberships)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {broken} RENAME TO away")
        submit_report(report, by=head, statement=True)
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE away RENAME TO {broken}")
    report.refresh_from_db()
    assert report.status == ReportStatus.SENT
    assert "Nobody was told that" in caplog.text


@pytest.mark.parametrize("away", [False, True])
def test_what_the_verifier_reads_of_telling_is_true(office, away, settings):
    """Nobody is told where the outbox is away, and the verifier is told to call instead."""
    report, _, head, verifier = office
    submit_report(report, by=head, statement=True)
    start_verification(report, by=verifier)
    review_entry(
        factories.entry(report, Section.TARGET), state=ReviewState.WRONG, note="Keliru.", by=verifier
    )
    settings.EMAIL_BACKEND = "nowhere.Backend" if away else settings.EMAIL_BACKEND
    browser = logged_in(verifier)
    answer = browser.post(reverse("verifier_return", args=[report.pk]), {"reason": ""}, follow=True)
    [said] = [str(message) for message in answer.context["messages"]]
    assert said == "Laporan Kabupaten Ketapang dikembalikan untuk perbaikan. " + (
        "Dinas belum diberi tahu; hubungi dinas secara langsung." if away else "Dinas diberi tahu."
    )
    assert told(NoticeKind.RETURNED) == (set() if away else {"Siti", "Hadi"})
    report.refresh_from_db()
    assert report.status == ReportStatus.RETURNED


def test_an_office_without_accounts_is_told_nothing_and_nothing_else_is_said(office):
    report, officer, head, verifier = office
    submit_report(report, by=head, statement=True)
    start_verification(report, by=verifier)
    for entry in report.entries.all():
        review_entry(entry, state=ReviewState.APPROVED, by=verifier)
    User.objects.filter(pk__in=[officer.pk, head.pk]).update(is_active=False)
    answer = logged_in(verifier).post(reverse("verifier_settle", args=[report.pk]), follow=True)
    [said] = [str(message) for message in answer.context["messages"]]
    assert said.endswith("dinyatakan terverifikasi. Dinas belum diberi tahu; hubungi dinas secara langsung.")
