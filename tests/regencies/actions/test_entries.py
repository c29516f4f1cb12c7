"""The verbs that change what a report states: who, what version, and what nobody may overwrite."""

import datetime

import pytest
from django.utils import timezone

from regencies.actions.entry_edits import Change, save_entries, save_entry
from regencies.actions.errors import Refused, Stale
from regencies.choices import (
    Section,
)
from regencies.models import ReportEntry
from regencies.presenters.audit_log import changes
from tests import factories
from tests.racing import race

pytestmark = pytest.mark.django_db


def reread(entry):
    return ReportEntry.objects.with_details().get(pk=entry.pk)


# Saving -------------------------------------------------------------------------------------------
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


def test_all_entries_are_saved_or_none(draft, officer):
    first, second = (factories.entry(draft, Section.PARTICIPATION, place) for place in (0, 1))
    save_entry(second, {"registered": 5}, expected_version=0, by=officer)
    with pytest.raises(Stale):
        save_entries(
            draft,
            [Change(first.pk, 0, {"registered": 1}), Change(second.pk, 0, {"registered": 2})],
            by=officer,
        )
    assert (reread(first).participation.registered, reread(second).participation.registered) == (None, 5)


def test_an_entry_of_another_report_is_not_touched(draft, officer):
    elsewhere = factories.draft(factories.regency("Mempawah", "61.02"))
    foreign = factories.entry(elsewhere, Section.TARGET)
    with pytest.raises(Refused, match="sudah dihapus"):
        save_entries(draft, [Change(foreign.pk, 0, {"target_pct": 1})], by=officer)
    assert reread(foreign).ucjtarget.target_pct is None


# Two tabs -----------------------------------------------------------------------------------------
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


def test_every_stale_entry_of_a_form_is_shown_at_once(draft, officer, head):
    rows = [factories.entry(draft, Section.PARTICIPATION, place) for place in (0, 1)]
    save_entries(draft, [Change(row.pk, 0, {"registered": 10}) for row in rows], by=officer)
    with pytest.raises(Stale) as refused:
        save_entries(draft, [Change(row.pk, 0, {"registered": 20}) for row in rows], by=head)
    labels = [
        f"{segment}: peserta aktif tahun penilaian" for segment in ("Penerima Upah (PU)", rows[1].detail)
    ]
    assert refused.value.reasons[0].startswith(f"“{rows[0].detail}” sudah diubah oleh Siti Aminah sejak")
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


# Who answers for an entry -------------------------------------------------------------------------
def test_the_head_who_only_looks_does_not_become_the_author(target, officer, head):
    save_entry(target, {"target_pct": 70}, expected_version=0, by=officer)
    save_entry(target, {"target_pct": 70}, expected_version=1, by=head)
    assert reread(target).entered_by == officer


def test_the_officer_who_saves_what_the_head_typed_answers_for_it(target, officer, head):
    save_entry(target, {"target_pct": 70}, expected_version=0, by=head)
    assert reread(target).entered_by == head
    save_entry(target, {"target_pct": 70}, expected_version=1, by=officer)
    assert (reread(target).entered_by, reread(target).version) == (officer, 1)


def test_the_officer_who_changes_what_the_head_typed_answers_for_all_of_it(target, officer, head):
    save_entry(target, {"target_pct": 70}, expected_version=0, by=head)
    save_entry(target, {"target_pct": 71}, expected_version=1, by=officer)
    assert (reread(target).entered_by, reread(target).version) == (officer, 2)


def test_autosave_of_one_box_does_not_answer_for_what_the_head_typed_beside_it(target, officer, head):
    save_entry(target, {"target_pct": 70}, expected_version=0, by=head)
    save_entry(target, {"document": "RPJMD"}, expected_version=1, by=officer, vouch=False)
    assert (reread(target).entered_by, reread(target).ucjtarget.document) == (head, "RPJMD")
    save_entry(target, {"document": "RPJMD"}, expected_version=2, by=officer)
    assert reread(target).entered_by == officer


def test_autosave_answers_for_what_a_colleague_typed_and_a_head_for_what_another_head_did(
    ketapang, target, officer, head
):
    colleague, deputy = factories.officer(ketapang, "Budi"), factories.head(ketapang, "Plt. Kepala")
    values = [{"target_pct": 70}, {"document": "RPJMD"}, {"target_pct": 71}, {"document": "RKPD"}]
    for version, (by, typed) in enumerate(zip((officer, colleague, head, deputy), values, strict=True)):
        save_entry(target, typed, expected_version=version, by=by, vouch=False)
        assert reread(target).entered_by == by


def test_saving_in_a_stale_tab_does_not_answer_for_what_it_does_not_show(target, officer, head):
    save_entry(target, {"target_pct": 70}, expected_version=0, by=head)
    saved = save_entry(
        target, {"target_pct": None}, expected_version=0, base={"target_pct": None}, by=officer
    )
    assert (saved.merged, reread(target).entered_by, reread(target).ucjtarget.target_pct) == (True, head, 70)


def test_autosave_never_answers_for_what_somebody_else_typed(target, officer, head):
    save_entry(target, {"target_pct": 70}, expected_version=0, by=head)
    save_entry(target, {"target_pct": 70}, expected_version=1, by=officer, vouch=False)
    assert reread(target).entered_by == head
