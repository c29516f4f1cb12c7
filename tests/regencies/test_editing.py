"""The verbs that change what a report states: who, when, what version, and what nobody may overwrite."""

import datetime

import pytest
from django.utils import timezone

from regencies.choices import (
    FundingSource,
    RegulationKind,
    RegulationStatus,
    ReviewState,
    Section,
    WindowState,
    WorkerGroup,
    WorkforceSegment,
)
from regencies.editing import (
    Change,
    add_entry,
    add_regulation,
    answer,
    attach_evidence,
    remove_entry,
    remove_evidence,
    save_entries,
    save_entry,
)
from regencies.history import changes
from regencies.models import Evidence, Extension, FillingWindow, Regulation, ReportEntry, YearlyReport
from regencies.refusals import Refused, Stale
from regencies.regulations import save_regulation
from regencies.transitions import return_report, review_entry, submit_report, withdraw_report
from tests import factories
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def ketapang():
    return factories.regency()


@pytest.fixture
def officer(ketapang):
    return factories.officer(ketapang, "Siti Aminah")


@pytest.fixture
def head(ketapang):
    return factories.head(ketapang)


@pytest.fixture
def report(ketapang, officer):
    return factories.draft(ketapang, by=officer)


@pytest.fixture
def target(report):
    return factories.entry(report, Section.TARGET)


def reread(entry):
    return ReportEntry.objects.with_details().get(pk=entry.pk)


def returned(report, *flagged, by):
    """Sent, and returned with these entries flagged."""
    for entry in flagged:
        review_entry(entry, state=ReviewState.NEEDS_WORK, note="Periksa lagi.", by=by)
    return return_report(report, by=by, reason="Satu butir perlu diperbaiki.")


# Saving ---------------------------------------------------------------------------------------------
def test_saving_stores_the_values_who_and_when(target, officer):
    saved = save_entry(target, {"target_pct": 70}, expected_version=0, by=officer)
    stored = reread(target)
    assert (stored.ucjtarget.target_pct, stored.version, stored.entered_by) == (70, 1, officer)
    assert stored.entered_at == saved.entered_at


def test_a_draft_saves_with_holes(target, officer):
    save_entry(target, {"target_pct": None, "document": ""}, expected_version=0, by=officer)
    assert reread(target).ucjtarget.target_pct is None


def test_saving_the_same_again_changes_nothing(target, officer):
    save_entry(target, {"target_pct": 70}, expected_version=0, by=officer)
    first = reread(target)
    save_entry(target, {"target_pct": 70}, expected_version=1, by=officer)
    assert (reread(target).version, reread(target).entered_at) == (1, first.entered_at)


def test_the_history_says_who_changed_what(target, officer):
    save_entry(target, {"target_pct": 70}, expected_version=0, by=officer)
    newest = changes(target.detail)[0]
    assert (newest.who, newest.field, newest.before, newest.after) == (
        "Siti Aminah",
        "Target UCJ daerah (%)",
        "–",
        "70",
    )


@pytest.mark.parametrize("who", ["neighbour", "verifier", "admin", "former"])
def test_only_the_office_itself_edits(target, who):
    place = target.report.regency
    person = {
        "neighbour": lambda: factories.officer(factories.regency("Mempawah", "61.02")),
        "verifier": lambda: factories.verifier(place.province),
        "admin": lambda: factories.admin(place.province),
        "former": lambda: factories.officer(place),
    }[who]()
    if who == "former":
        person.memberships.update(until=timezone.localdate() - datetime.timedelta(days=1))
    with pytest.raises(Refused, match="Hanya petugas atau kepala dinas daerah ini"):
        save_entry(target, {"target_pct": 70}, expected_version=0, by=person)
    assert reread(target).ucjtarget.target_pct is None


def test_all_entries_are_saved_or_none(report, officer):
    first, second = (factories.entry(report, Section.PARTICIPATION, place) for place in (0, 1))
    save_entry(second, {"registered": 5}, expected_version=0, by=officer)
    with pytest.raises(Stale):
        save_entries(
            report,
            [Change(first.pk, 0, {"registered": 1}), Change(second.pk, 0, {"registered": 2})],
            by=officer,
        )
    assert (reread(first).participation.registered, reread(second).participation.registered) == (None, 5)


def test_an_entry_of_another_report_is_not_touched(report, officer):
    elsewhere = factories.draft(factories.regency("Mempawah", "61.02"))
    foreign = factories.entry(elsewhere, Section.TARGET)
    with pytest.raises(Refused, match="sudah dihapus"):
        save_entries(report, [Change(foreign.pk, 0, {"target_pct": 1})], by=officer)
    assert reread(foreign).ucjtarget.target_pct is None


# Two tabs -------------------------------------------------------------------------------------------
def test_a_stale_tab_is_refused_with_both_values(target, officer, head):
    save_entry(target, {"target_pct": 70, "vulnerable_workers": 34_400}, expected_version=0, by=officer)
    with pytest.raises(Stale) as refused:
        save_entry(
            target,
            {"target_pct": 65, "vulnerable_workers": 34_400},
            expected_version=0,
            by=head,
        )
    assert refused.value.mine == {"target UCJ daerah (%)": "65"}
    assert refused.value.stored == {"target UCJ daerah (%)": "70"}
    assert (refused.value.version, refused.value.versions) == (1, {target.pk: 1})
    assert "Siti Aminah" in str(refused.value)
    assert reread(target).ucjtarget.target_pct == 70


def test_the_same_value_from_two_tabs_is_no_conflict(target, officer, head):
    save_entry(target, {"target_pct": 70}, expected_version=0, by=officer)
    save_entry(target, {"target_pct": 70}, expected_version=0, by=head)
    assert (reread(target).version, reread(target).entered_by) == (1, officer)


def test_every_stale_entry_of_a_form_is_shown_at_once(report, officer, head):
    rows = [factories.entry(report, Section.PARTICIPATION, place) for place in (0, 1)]
    save_entries(report, [Change(row.pk, 0, {"registered": 10}) for row in rows], by=officer)
    with pytest.raises(Stale) as refused:
        save_entries(report, [Change(row.pk, 0, {"registered": 20}) for row in rows], by=head)
    labels = [
        f"{segment}: peserta aktif tahun penilaian" for segment in ("Penerima Upah (PU)", rows[1].detail)
    ]
    assert refused.value.mine == dict.fromkeys(labels, "20")
    assert refused.value.stored == dict.fromkeys(labels, "10")


@pytest.mark.django_db(transaction=True)
def test_two_saves_at_the_same_moment_leave_one_and_refuse_the_other(target, officer, head):
    saved, refused = race(
        lambda: save_entry(target, {"target_pct": 70}, expected_version=0, by=officer),
        lambda: save_entry(target, {"target_pct": 65}, expected_version=0, by=head),
    )
    assert saved.version == 1
    assert isinstance(refused, Stale)
    assert reread(target).ucjtarget.target_pct == 70


# Who answers for an entry ---------------------------------------------------------------------------
def test_the_head_who_only_looks_does_not_become_the_author(target, officer, head):
    save_entry(target, {"target_pct": 70}, expected_version=0, by=officer)
    save_entry(target, {"target_pct": 70}, expected_version=1, by=head)
    assert reread(target).entered_by == officer


def test_the_officer_who_saves_what_the_head_typed_answers_for_it(target, officer, head):
    save_entry(target, {"target_pct": 70}, expected_version=0, by=head)
    assert reread(target).entered_by == head
    save_entry(target, {"target_pct": 70}, expected_version=1, by=officer)
    assert (reread(target).entered_by, reread(target).version) == (officer, 1)


def test_autosave_never_answers_for_what_somebody_else_typed(target, officer, head):
    save_entry(target, {"target_pct": 70}, expected_version=0, by=head)
    save_entry(target, {"target_pct": 70}, expected_version=1, by=officer, vouch=False)
    assert reread(target).entered_by == head


# The window -----------------------------------------------------------------------------------------
def close_yesterday(report, state=WindowState.OPEN):
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
def test_a_save_that_lands_after_the_submission_is_refused(ketapang, officer, head, report):
    """The save has passed every check it can make before the lock; the submission holds the lock."""
    report = factories.complete(report, officer)
    target = factories.entry(report, Section.TARGET)
    receipt, refused = race(
        lambda: submit_report(report, by=head, statement=True),
        lambda: save_entry(target, {"target_pct": 99}, expected_version=target.version, by=officer),
    )
    assert receipt.version == 1
    assert refused.reasons == [
        "Laporan sudah dikirim dan sedang menunggu verifikasi. Tarik kembali untuk mengubahnya."
    ]
    assert reread(target).ucjtarget.target_pct == 70


# A returned report ----------------------------------------------------------------------------------
def test_in_a_returned_report_only_flagged_entries_change(ketapang):
    report = factories.sent(ketapang)
    officer, verifier = factories.officer(ketapang), factories.verifier()
    target, identity = (factories.entry(report, section) for section in (Section.TARGET, Section.IDENTITY))
    returned(report, target, by=verifier)

    assert save_entry(target, {"target_pct": 71}, expected_version=target.version, by=officer)
    with pytest.raises(Refused, match="tidak ditandai verifikator"):
        save_entry(identity, {"head_name": "Lain"}, expected_version=identity.version, by=officer)
    with pytest.raises(Refused, match="tidak ditandai verifikator"):
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


# Rows -----------------------------------------------------------------------------------------------
def test_rows_are_added_and_removed(report, officer):
    row = factories.add_group(report, officer)
    attach_evidence(row, factories.pdf(), title="SK", page=None, by=officer)
    remove_entry(row, expected_version=0, by=officer)
    assert not report.entries.filter(section=Section.GROUPS).exists()
    assert not Evidence.objects.exists()


def test_two_presses_of_one_button_make_one_row(report, officer):
    factories.add_group(report, officer)
    with pytest.raises(Refused, match="sama persis"):
        factories.add_group(report, officer)
    factories.add_group(report, officer, persons=100)
    assert report.entries.filter(section=Section.GROUPS).count() == 2


def test_one_segment_of_the_workforce_has_one_proposal(report, officer):
    values = {"segment": WorkforceSegment.FORMAL, "figure": 179_827, "reason": "Sakernas"}
    add_entry(report, Section.WORKFORCE, values, by=officer)
    with pytest.raises(Refused, match="Usulan semesta pekerja formal sudah ada"):
        add_entry(report, Section.WORKFORCE, values | {"figure": 1}, by=officer)
    assert add_entry(report, Section.WORKFORCE, values | {"segment": WorkforceSegment.INFORMAL}, by=officer)


def test_a_fixed_entry_is_neither_added_nor_removed(report, target, officer):
    with pytest.raises(Refused, match="tidak memiliki baris tambahan"):
        add_entry(report, Section.TARGET, {}, by=officer)
    with pytest.raises(Refused, match="tidak dapat dihapus; kosongkan isiannya"):
        remove_entry(target, expected_version=0, by=officer)


def test_a_row_changed_meanwhile_is_not_removed(report, officer):
    row = factories.add_group(report, officer)
    save_entry(row, {"persons": 5}, expected_version=0, by=officer)
    with pytest.raises(Refused, match="sudah diubah oleh Siti Aminah"):
        remove_entry(row, expected_version=0, by=officer)
    remove_entry(row, expected_version=1, by=officer)
    with pytest.raises(Refused, match="sudah dihapus"):
        save_entry(row, {"persons": 6}, expected_version=1, by=officer)


# Regulations ----------------------------------------------------------------------------------------
PERBUP = {
    "kind": RegulationKind.PERKADA,
    "number": "83",
    "year": 2023,
    "title": "Perlindungan pekerja BPU",
    "status": RegulationStatus.IN_FORCE,
}
USE = {"still_in_force": True, "covers": ""}


def test_a_regulation_belongs_to_the_regency_and_is_stated_once(report, officer):
    row = add_regulation(report, PERBUP, USE, by=officer)
    assert row.detail.regulation.regency == report.regency
    with pytest.raises(Refused, match="sudah tercantum dalam laporan ini"):
        add_regulation(report, PERBUP, USE, by=officer)


def test_two_regencies_may_both_have_a_perbup_83(report, officer):
    mempawah = factories.regency("Mempawah", "61.02")
    neighbour = factories.officer(mempawah)
    add_regulation(report, PERBUP, USE, by=officer)
    add_regulation(factories.draft(mempawah, by=neighbour), PERBUP, USE, by=neighbour)
    assert Regulation.objects.filter(number="83").count() == 2


def test_a_regulation_is_corrected_where_it_is_stated(report, officer):
    row = add_regulation(report, PERBUP, USE, by=officer)
    save_regulation(row, PERBUP | {"number": "38"}, USE, expected_version=0, by=officer)
    assert Regulation.objects.get().number == "38"
    with pytest.raises(Stale) as refused:
        save_regulation(row, PERBUP | {"number": "83"}, USE, expected_version=0, by=officer)
    assert (refused.value.mine, refused.value.stored) == ({"nomor": "83"}, {"nomor": "38"})


def test_a_regulation_of_an_earlier_report_keeps_its_number(report, officer, ketapang):
    factories.window(year=2024)
    earlier = factories.draft(ketapang, 2024, by=officer)
    add_regulation(earlier, PERBUP, USE, by=officer)
    row = add_regulation(report, PERBUP, USE, by=officer)
    with pytest.raises(Refused, match="juga tercantum dalam laporan tahun 2024"):
        save_regulation(row, PERBUP | {"number": "38"}, USE, expected_version=0, by=officer)
    save_regulation(row, {"status": RegulationStatus.AMENDED}, USE, expected_version=0, by=officer)
    assert (Regulation.objects.get().number, Regulation.objects.get().status) == ("83", "diubah")


def test_a_regulation_cannot_take_the_name_of_another(report, officer):
    add_regulation(report, PERBUP, USE, by=officer)
    row = add_regulation(report, PERBUP | {"number": "4", "year": 2020}, USE, by=officer)
    with pytest.raises(Refused, match="sudah tercatat untuk daerah ini"):
        save_regulation(row, {"number": "83", "year": 2023}, USE, expected_version=0, by=officer)


def test_a_regulation_entered_by_mistake_leaves_with_its_row(report, officer, ketapang):
    row = add_regulation(report, PERBUP, USE, by=officer)
    remove_entry(row, expected_version=0, by=officer)
    assert not Regulation.objects.exists()
    earlier = factories.draft(ketapang, 2024, by=officer)
    add_regulation(earlier, PERBUP, USE, by=officer)
    remove_entry(add_regulation(report, PERBUP, USE, by=officer), expected_version=0, by=officer)
    assert Regulation.objects.get().number == "83"


# Answers --------------------------------------------------------------------------------------------
@pytest.fixture
def asked(report, officer):
    """A report that is asked why coverage is above 100%."""
    row = factories.entry(report, Section.PARTICIPATION)
    save_entry(row, {"registered": 200_000, "registered_previous": 199_000}, expected_version=0, by=officer)
    return report


def test_a_question_is_answered_changed_and_withdrawn(asked, officer):
    answer(asked, "coverage_over_100", None, " Peserta dari luar daerah. ", by=officer)
    assert asked.explanations.get().answer == "Peserta dari luar daerah."
    answer(asked, "coverage_over_100", None, "Perkebunan lintas daerah.", by=officer)
    assert asked.explanations.get().answer == "Perkebunan lintas daerah."
    assert answer(asked, "coverage_over_100", None, "  ", by=officer) is None
    assert not asked.explanations.exists()


@pytest.mark.parametrize("rule", ["coverage_fall", "missing", "bukan_aturan"])
def test_only_what_is_asked_can_be_answered(asked, officer, rule):
    with pytest.raises(Refused, match="tidak berlaku lagi"):
        answer(asked, rule, None, "Begini.", by=officer)


def test_a_question_about_another_report_is_not_answered_here(asked, officer):
    elsewhere = factories.draft(factories.regency("Mempawah", "61.02"))
    foreign = factories.entry(elsewhere, Section.TARGET)
    with pytest.raises(Refused, match="tidak berlaku lagi"):
        answer(asked, "coverage_over_100", foreign.pk, "Begini.", by=officer)


def test_an_answer_in_a_stale_tab_does_not_overwrite(asked, officer, head):
    answer(asked, "coverage_over_100", None, "Peserta dari luar daerah.", by=officer, seen="")
    with pytest.raises(Stale) as refused:
        answer(asked, "coverage_over_100", None, "Lain.", by=head, seen="")
    assert refused.value.stored == {"Penjelasan": "Peserta dari luar daerah."}
    answer(asked, "coverage_over_100", None, "Lain.", by=head, seen="Peserta dari luar daerah.")
    assert asked.explanations.get().answer == "Lain."


# Evidence -------------------------------------------------------------------------------------------
def test_evidence_of_a_sent_report_stays(ketapang, officer, report, head):
    report = factories.complete(report, officer)
    evidence = attach_evidence(
        factories.entry(report, Section.TARGET), factories.pdf(), title="", page=None, by=officer
    )
    submit_report(report, by=head, statement=True)
    with pytest.raises(Refused, match="sudah dikirim"):
        remove_evidence(evidence, by=officer)
    withdraw_report(report, by=officer)
    remove_evidence(evidence, by=officer)
    assert not Evidence.objects.exists()


def test_the_groups_of_the_cast_are_what_the_rules_expect(report, officer):
    """The world of the tests is one the system would accept."""
    complete = factories.complete(report, officer)
    group = factories.entry(complete, Section.GROUPS).detail
    assert (group.group, group.funding_source) == (WorkerGroup.PALM_OIL, FundingSource.PALM_OIL)
    assert YearlyReport.objects.get().entries.count() == 7
