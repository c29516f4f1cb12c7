"""When a report may be changed: the deadline, an extension, a submission that came first, a returned report."""

import datetime

import pytest
from django.utils import timezone

from regencies.actions.deadlines import reasons_closed, shown_deadline
from regencies.actions.entries import remove_entry
from regencies.actions.entry_edits import save_entry
from regencies.actions.errors import Refused
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.report_status import return_report, review_entry, submit_report
from regencies.choices import (
    ReviewState,
    Section,
    WindowState,
)
from regencies.models import Extension, FillingWindow, ReportEntry
from tests import factories
from tests.racing import race

pytestmark = pytest.mark.django_db


def reread(entry):
    return ReportEntry.objects.with_details().get(pk=entry.pk)


def returned(draft, *flagged, by):
    """Sent, and returned with these entries flagged."""
    for entry in flagged:
        review_entry(entry, state=ReviewState.NEEDS_WORK, note="Periksa lagi.", by=by)
    return return_report(draft, by=by, reason="Satu butir perlu diperbaiki.")


# The window ---------------------------------------------------------------------------------------
def close_yesterday(draft, state=WindowState.OPEN):
    FillingWindow.objects.update(state=state, deadline=timezone.now() - datetime.timedelta(days=1))


def test_after_the_deadline_nothing_is_saved_and_the_reason_names_it(target, officer):
    close_yesterday(target.report)
    with pytest.raises(Refused, match=r"Batas waktu pengisian, .* WIB, sudah lewat"):
        save_entry(target, {"target_pct": 70}, expected_version=0, by=officer)
    assert reread(target).ucjtarget.target_pct is None


def test_an_extension_opens_only_the_regency_it_names(target, officer):
    neighbour = factories.officer(factories.regency("Mempawah", "61.02"))
    theirs = factories.entry(
        factories.draft(factories.regency("Mempawah", "61.02"), by=neighbour), Section.TARGET
    )
    close_yesterday(target.report)
    Extension.objects.create(
        regency=target.report.regency,
        year=2025,
        until=timezone.now() + datetime.timedelta(days=2),
        reason="Listrik padam sejak Senin.",
        granted_by=factories.admin(),
    )
    assert save_entry(target, {"target_pct": 70}, expected_version=0, by=officer).version == 1
    with pytest.raises(Refused, match="sudah lewat"):
        save_entry(theirs, {"target_pct": 70}, expected_version=0, by=neighbour)


def test_an_extension_that_has_passed_opens_nothing(target, officer):
    close_yesterday(target.report)
    Extension.objects.create(
        regency=target.report.regency,
        year=2025,
        until=timezone.now() - datetime.timedelta(minutes=1),
        reason="Listrik padam sejak Senin.",
        granted_by=factories.admin(),
    )
    with pytest.raises(Refused, match="sudah lewat"):
        save_entry(target, {"target_pct": 70}, expected_version=0, by=officer)


def test_another_years_window_and_extension_open_nothing_here(target, officer):
    close_yesterday(target.report)
    window = FillingWindow.objects.get()
    later = timezone.now() + datetime.timedelta(days=2)
    for year in (2024, 2026):
        FillingWindow.objects.create(
            province=window.province, year=year, state=WindowState.OPEN, deadline=later
        )
        Extension.objects.create(
            regency=target.report.regency, year=year, until=later, reason="x", granted_by=factories.admin()
        )
    with pytest.raises(Refused, match="sudah lewat"):
        save_entry(target, {"target_pct": 70}, expected_version=0, by=officer)


@pytest.mark.parametrize("state", WindowState)
def test_the_last_moment_of_window_and_extension_is_still_open(draft, state):
    last = timezone.now()
    window = FillingWindow(state=state, deadline=last)
    extension = Extension(until=last)
    before, after = last - datetime.timedelta(days=1), last + datetime.timedelta(microseconds=1)
    earlier = FillingWindow(state=state, deadline=before)
    open_at = [
        (name, now == last)
        for name, held in (("window", (window, None)), ("extension", (earlier, extension)))
        for now in (last, after)
        if not reasons_closed(draft, now, *held)
    ]
    by_window = [("window", True)] if state == WindowState.OPEN else []
    assert open_at == [*by_window, ("extension", True)]


def test_the_deadline_is_shown_until_it_is_there(draft, monkeypatch):
    deadline = FillingWindow.objects.get().deadline
    until = draft.regency.province.in_its_time(deadline)
    moments = {deadline - datetime.timedelta(microseconds=1): until, deadline: ""}
    for moment, shown in moments.items():
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        assert shown_deadline(draft) == shown
    FillingWindow.objects.all().delete()
    assert shown_deadline(draft) == ""


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (WindowState.CLOSED, "tidak sedang dibuka"),
        (WindowState.CORRECTIONS, "hanya laporan yang dikembalikan"),
    ],
)
def test_a_window_that_is_not_open_says_why(target, officer, state, reason):
    FillingWindow.objects.update(state=state)
    with pytest.raises(Refused, match=reason):
        save_entry(target, {"target_pct": 70}, expected_version=0, by=officer)


@pytest.mark.django_db(transaction=True)
def test_a_save_that_lands_after_the_submission_is_refused(ketapang, officer, head, draft):
    """The save has passed every check it can make before the lock; the submission holds the lock."""
    factories.complete(draft, officer)
    target = factories.entry(draft, Section.TARGET)
    receipt, refused = race(
        lambda: submit_report(draft, by=head, statement=True),
        lambda: save_entry(target, {"target_pct": 99}, expected_version=target.version, by=officer),
    )
    assert receipt.version == 1
    assert refused.reasons == [
        "Laporan sudah dikirim dan sedang menunggu verifikasi. Tarik kembali untuk mengubahnya."
    ]
    assert reread(target).ucjtarget.target_pct == 70


# A returned report --------------------------------------------------------------------------------
def test_in_a_returned_report_only_flagged_entries_change(ketapang):
    report = factories.sent(ketapang)
    officer, verifier = factories.officer(ketapang), factories.verifier()
    target, identity = (factories.entry(report, section) for section in (Section.TARGET, Section.IDENTITY))
    returned(report, target, by=verifier)

    assert save_entry(target, {"target_pct": 71}, expected_version=target.version, by=officer)
    with pytest.raises(Refused, match="terkunci karena tidak ditandai"):
        save_entry(identity, {"head_name": "Lain"}, expected_version=identity.version, by=officer)
    with pytest.raises(Refused, match="terkunci karena tidak ditandai"):
        attach_evidence(identity, factories.pdf(), title="", page=None, by=officer)
    with pytest.raises(Refused, match="hanya butir yang ditandai"):
        factories.add_group(report, officer)
    assert attach_evidence(target, factories.pdf(), title="", page=None, by=officer)
    assert reread(identity).identity.head_name == "dr. H. Harisson, M.Kes"


def test_a_flagged_row_is_corrected_not_removed(ketapang):
    report = factories.sent(ketapang)
    officer = factories.officer(ketapang)
    group = factories.entry(report, Section.GROUPS)
    returned(report, group, by=factories.verifier())
    with pytest.raises(Refused, match="Perbaiki isinya; tidak dihapus"):
        remove_entry(group, expected_version=group.version, by=officer)
    assert save_entry(group, {"persons": 30_000}, expected_version=group.version, by=officer)


def test_a_returned_report_is_corrected_after_the_filling_window(ketapang):
    report = factories.sent(ketapang)
    officer = factories.officer(ketapang)
    target = factories.entry(report, Section.TARGET)
    returned(report, target, by=factories.verifier())
    close_yesterday(report, WindowState.CORRECTIONS)
    assert save_entry(target, {"target_pct": 71}, expected_version=target.version, by=officer)
    FillingWindow.objects.update(state=WindowState.CLOSED)
    with pytest.raises(Refused, match="tidak sedang dibuka"):
        save_entry(target, {"target_pct": 72}, expected_version=target.version + 1, by=officer)
