"""The same verb sent twice with the same words by the same person: one row, and the answer of the first time."""

import pytest

from regencies.actions.accounts import invite
from regencies.actions.errors import Refused
from regencies.actions.report_status import return_report, review_entry, verify_report, withdraw_report
from regencies.choices import ReportStatus, ReviewState
from regencies.models import YearlyReport
from tests import factories
from tests.builders.browser_tab import post
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return factories.sent()


@pytest.fixture
def verifier():
    return factories.verifier()


def judge(report, verifier, state=ReviewState.APPROVED, note=""):
    for entry in report.entries.all():
        review_entry(entry, state=state, by=verifier, note=note)


def events(report):
    return YearlyReport.pgh_event_model.objects.filter(pgh_obj_id=report.pk).count()


def test_verified_twice_is_verified_once(report, verifier):
    judge(report, verifier)
    for _ in range(2):
        answer = post(verifier, "verifier_settle", report.pk)
        assert (answer.status_code, answer.url) == (302, "/verifikator/")
    before = events(report)
    assert verify_report(report, by=verifier).status == ReportStatus.VERIFIED
    assert events(report) == before
    with pytest.raises(Refused, match="sudah berstatus “Diverifikasi”"):
        verify_report(report, by=factories.verifier(name="Verifikator kedua"))


@pytest.mark.django_db(transaction=True)
def test_two_taps_on_verify_at_the_same_moment_are_one(report, verifier):
    judge(report, verifier)
    before = events(report)
    first, second = race(
        lambda: verify_report(report, by=verifier), lambda: verify_report(report, by=verifier)
    )
    assert (second, second.verified_at, events(report)) == (first, first.verified_at, before + 1)


def test_returned_twice_is_returned_once_and_other_words_are_refused(report, verifier):
    judge(report, verifier, ReviewState.WRONG, "Angka tidak sesuai bukti.")
    first = return_report(report, by=verifier, reason="Mohon diperbaiki.")
    again = return_report(report, by=verifier, reason="Mohon diperbaiki.")
    assert (again, again.returned_at) == (first, first.returned_at)
    for by, reason in (
        (verifier, "Mohon dilengkapi."),
        (factories.verifier(name="Dua"), "Mohon diperbaiki."),
    ):
        with pytest.raises(Refused, match="sudah berstatus “Dikembalikan”"):
            return_report(report, by=by, reason=reason)


def test_a_tap_that_comes_after_somebody_undid_it_is_refused(report, verifier):
    judge(report, verifier)
    verify_report(report, by=verifier)
    other = factories.verifier(name="Verifikator kedua")
    review = report.entries.first()
    YearlyReport.objects.filter(pk=report.pk).update(status=ReportStatus.SENT)
    review_entry(review, state=ReviewState.WRONG, by=other, note="Keliru.")
    return_report(report, by=other)
    with pytest.raises(Refused, match="berstatus “Dikembalikan” dan tidak dapat menjadi “Diverifikasi”"):
        verify_report(report, by=verifier)


def test_taken_back_twice_is_taken_back_once(report):
    officer = factories.officer(report.regency, "Petugas kedua")
    first = withdraw_report(report, by=officer)
    assert withdraw_report(report, by=officer) == first
    with pytest.raises(Refused, match="sudah berstatus “Draf”"):
        withdraw_report(report, by=factories.officer(report.regency, "Petugas ketiga"))


@pytest.mark.django_db(transaction=True)
def test_two_who_invite_one_person_at_once_send_one_invitation_twice():
    place, person = factories.province(), factories.user()
    by = factories.admin(place)

    def send():
        return invite(person, "Anggota Tim Sembilan, kursi 3", province=place, award_year=2027, by=by)

    first, second = race(send, send)
    assert (second, second.number) == (first, 2)
