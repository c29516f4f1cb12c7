"""Rows copied from last year, moved among each other, removed and put back."""

import pytest
from django.urls import reverse

from regencies.actions.entries import add_entry, add_regulation, answer, remove_entry, restore_entry
from regencies.actions.errors import Refused
from regencies.actions.evidence.attach import attach_evidence, remove_evidence
from regencies.actions.open_report import copy_rows
from regencies.actions.report_status import submit_report
from regencies.checks.build_snapshot import snapshot
from regencies.checks.registry import run_checks
from regencies.choices import Section
from regencies.models import BudgetLine, FundedGroup, Innovation, Regulation, ReportEntry
from regencies.presenters.audit_log import report_changes
from tests import factories
from tests.builders.browser_tab import browser, page, post

pytestmark = pytest.mark.django_db

SAVEPOINT = 2  # of ATOMIC_REQUESTS inside the transaction of the test


# Last year ------------------------------------------------------------------------------------------
@pytest.fixture
def last_year(ketapang, officer):
    report = factories.draft(ketapang, 2024, by=officer)
    factories.add_group(report, officer, persons=15_600)
    add_entry(
        report, Section.BUDGET, {"activity": "Iuran", "funding_source": "apbdes", "realised": 7}, by=officer
    )
    innovation = {
        "name": "Satu Desa",
        "problem": "Iuran.",
        "result": "100 orang.",
        "continuity": "Tiap tahun.",
    }
    add_entry(report, Section.INNOVATIONS, innovation, by=officer)
    return report


def offered(user, section):
    return browser(user).get(reverse("report_section", args=[2025, section])).context["copied"]


def copy(user, section, rows, status=302):
    return post(
        user, "report_rows_copy", 2025, section, data={"butir": [row.pk for row in rows]}, status=status
    )


def test_what_carries_over_is_copied_and_its_figures_stay_blank(last_year, draft, officer):
    for section in ("kelompok", "anggaran", "inovasi"):
        rows = offered(officer, section)
        assert str(rows[0].detail) in page(officer, "report_section", 2025, section)
        copy(officer, section, rows)
        assert offered(officer, section) == []
    group, line, innovation = (
        model.objects.get(entry__report=draft) for model in (FundedGroup, BudgetLine, Innovation)
    )
    assert (group.group, group.funding_source, group.persons, group.realised) == (
        "sawit",
        "dbh_sawit",
        None,
        None,
    )
    assert (line.activity, line.ceiling, line.realised) == ("Iuran", None, None)
    assert (innovation.problem, innovation.result, innovation.continuity) == ("Iuran.", "", "Tiap tahun.")
    assert group.entry.entered_by == officer


def test_copied_rows_stand_behind_those_of_this_year_in_last_years_order(last_year, draft, officer):
    factories.add_group(last_year, officer, group="nelayan")
    mine = factories.add_group(draft, officer, group="petani")
    copied = copy_rows(draft, Section.GROUPS, {row.pk for row in last_year.entries.all()}, by=officer)
    rows = [(row, row.position) for row in draft.entries.filter(section=Section.GROUPS)]
    assert rows == [(mine, 0), (copied[0], 1), (copied[1], 2)]
    assert [row.detail.group for row in copied] == ["sawit", "nelayan"]


def test_a_row_that_is_there_is_neither_offered_nor_touched(last_year, draft, officer):
    mine = factories.add_group(draft, officer, persons=1)
    assert offered(officer, "kelompok") == []
    rows = last_year.entries.filter(section=Section.GROUPS)
    refused = copy(officer, "kelompok", rows, status=409)
    assert "Tidak ada butir tahun lalu yang belum ada" in refused.content.decode()
    assert list(FundedGroup.objects.filter(entry__report=draft).values_list("pk", "persons")) == [
        (mine.pk, 1)
    ]


def test_only_what_was_shown_is_copied_and_nothing_of_another_report(last_year, draft, officer, elsewhere):
    other = ReportEntry.objects.exclude(report__regency=draft.regency).filter(section=Section.GROUPS).first()
    assert copy(officer, "kelompok", [other], status=409)
    assert not FundedGroup.objects.filter(entry__report=draft).exists()


def test_a_sent_report_takes_no_copies(last_year, complete, officer, head):
    submit_report(complete, by=head, statement=True)
    rows = {row.pk for row in last_year.entries.all()}
    with pytest.raises(Refused, match="sudah dikirim"):
        copy_rows(complete, Section.BUDGET, rows, by=officer)


# Order ----------------------------------------------------------------------------------------------
def test_a_row_is_moved_for_every_reader_and_the_history_says_who_did_it(draft, officer):
    first, second, third = (factories.add_group(draft, officer, persons=persons) for persons in (1, 2, 3))
    answer = post(officer, "report_entry_move", 2025, third.pk, data={"arah": "naik"})
    assert answer.url == f"/laporan/2025/kelompok/#butir-{third.pk}"
    assert list(draft.entries.filter(section="kelompok")) == [first, third, second]
    post(officer, "report_entry_move", 2025, first.pk, data={"arah": "turun"})
    assert list(draft.entries.filter(section="kelompok")) == [third, first, second]
    assert list(draft.entries.filter(section="kelompok").values_list("position", flat=True)) == [0, 1, 2]
    moves = [change for change in report_changes(draft) if change.field.endswith("Urutan")]
    assert [(move.who, move.before, move.after) for move in moves if move.field.startswith(str(first.detail))]
    assert {move.who for move in moves} == {str(officer)}


def test_the_first_row_goes_no_further_up_and_a_move_makes_no_page_stale(draft, officer):
    first, second, third = (factories.add_group(draft, officer, persons=persons) for persons in (1, 2, 3))
    for row, way in ((first, "naik"), (third, "turun")):
        post(officer, "report_entry_move", 2025, row.pk, data={"arah": way})
        assert list(draft.entries.filter(section="kelompok")) == [first, second, third]
    post(officer, "report_entry_move", 2025, second.pk, data={"arah": "naik"})
    second.refresh_from_db()
    assert second.version == 0


def test_a_sent_report_keeps_its_order(complete, officer, head):
    factories.add_group(complete, officer, persons=1)
    row = factories.entry(complete, Section.GROUPS)
    submit_report(factories.complete(complete, officer), by=head, statement=True)
    refused = post(officer, "report_entry_move", 2025, row.pk, data={"arah": "turun"}, status=409)
    assert "sudah dikirim" in refused.content.decode()


# Removed and put back -------------------------------------------------------------------------------
def test_a_removed_row_comes_back_as_it_was_with_its_file_and_its_answer(draft, officer, head):
    row = factories.add_group(draft, officer, persons=100, realised=100 * 12 * 30_000)
    attach_evidence(row, factories.pdf("sk.pdf"), title="SK", page="3", by=officer)
    asked = next(f for f in run_checks(snapshot(draft)) if f.level == "soft" and f.entry == row.pk)
    answer(draft, asked.rule, row.pk, "Dengan JHT.", by=officer)
    remove_entry(row, expected_version=row.version, by=head)
    assert not ReportEntry.objects.filter(pk=row.pk).exists()
    assert f"/laporan/2025/butir/{row.pk}/kembalikan/" in page(officer, "report_section", 2025, "kelompok")
    back = post(officer, "report_entry_restore", 2025, row.pk)
    assert back.url == f"/laporan/2025/kelompok/#butir-{row.pk}"
    again = factories.entry(draft, Section.GROUPS)
    assert (again.pk, again.fundedgroup.persons, again.version) == (row.pk, 100, row.version + 1)
    assert [(file.title, file.page) for file in again.evidence.all()] == [("SK", "3")]
    assert draft.explanations.get().answer == "Dengan JHT."
    assert "kembalikan/" not in page(officer, "report_section", 2025, "kelompok")
    assert post(officer, "report_entry_restore", 2025, row.pk).url == back.url  # a second tap


def test_a_row_changed_and_removed_again_comes_back_as_it_was_last(draft, officer, head):
    row = factories.add_group(draft, officer, persons=1)
    remove_entry(row, expected_version=0, by=officer)
    post(officer, "report_entry_restore", 2025, row.pk)
    FundedGroup.objects.update(persons=2)
    remove_entry(ReportEntry.objects.get(pk=row.pk), expected_version=1, by=officer)
    post(officer, "report_entry_restore", 2025, row.pk)
    assert FundedGroup.objects.get().persons == 2
    remove_entry(ReportEntry.objects.get(pk=row.pk), expected_version=2, by=head)
    gone = browser(officer).get(reverse("report_entry", args=[2025, row.pk]))
    assert f"dihapus dari laporan oleh {head}" in gone.content.decode()  # who did it last


def test_a_regulation_comes_back_with_its_row_unless_it_is_named_again(draft, officer):
    perbup = {"kind": "perkada", "number": "83", "year": 2023, "title": "BPU"}
    beside = add_regulation(draft, perbup | {"number": "1"}, {"still_in_force": True}, by=officer)
    row = add_regulation(draft, perbup, {"still_in_force": True}, by=officer)
    remove_entry(row, expected_version=0, by=officer)
    assert Regulation.objects.get() == beside.detail.regulation
    assert "Nomor 83 Tahun 2023" in page(officer, "report_section", 2025, "regulasi")
    post(officer, "report_entry_restore", 2025, row.pk)
    assert str(factories.entry(draft, Section.REGULATIONS, 1).detail).endswith("Nomor 83 Tahun 2023")
    remove_entry(ReportEntry.objects.get(pk=row.pk), expected_version=1, by=officer)
    add_regulation(draft, perbup, {"still_in_force": True}, by=officer)
    refused = post(officer, "report_entry_restore", 2025, row.pk, status=409)
    assert "sudah tercantum dalam laporan ini" in refused.content.decode()


def test_a_regulation_another_year_names_too_comes_back_among_others(ketapang, draft, officer):
    perbup, use = {"kind": "perkada", "number": "83", "year": 2023, "title": "BPU"}, {"still_in_force": True}
    add_regulation(factories.draft(ketapang, 2024, by=officer), perbup, use, by=officer)
    add_regulation(draft, perbup | {"number": "1"}, use, by=officer)
    row = add_regulation(draft, perbup, use, by=officer)
    remove_entry(row, expected_version=0, by=officer)
    assert restore_entry(draft, row.pk, by=officer) == row


def test_a_row_comes_back_with_what_went_out_with_it_and_with_nothing_that_went_before(draft, officer):
    row = factories.add_group(draft, officer)
    before = attach_evidence(row, factories.pdf("lama.pdf"), title="Lama", page=None, by=officer)
    remove_entry(row, expected_version=0, by=officer)
    restore_entry(draft, row.pk, by=officer)
    remove_evidence(before, by=officer)
    content = factories.PDF + b" "
    attach_evidence(row, factories.pdf("baru.pdf", content), title="Baru", page=None, by=officer)
    remove_entry(ReportEntry.objects.get(pk=row.pk), expected_version=1, by=officer)
    factories.add_group(draft, officer, persons=5)
    again = restore_entry(draft, row.pk, by=officer)
    assert [file.title for file in again.evidence.all()] == ["Baru"]


def test_a_row_that_is_written_anew_is_not_put_back_beside_it(draft, officer):
    row = factories.add_group(draft, officer)
    remove_entry(row, expected_version=0, by=officer)
    factories.add_group(draft, officer)
    with pytest.raises(Refused, match="isian yang sama persis sudah ada"):
        restore_entry(draft, row.pk, by=officer)


def test_a_row_that_never_was_is_not_put_back(draft, officer):
    post(officer, "report_entry_restore", 2025, 999, status=404)
    place = factories.regency("Sambas", "61.01")
    neighbour = factories.officer(place)
    theirs = factories.add_group(factories.draft(place, by=neighbour), neighbour)
    remove_entry(theirs, expected_version=0, by=neighbour)
    for key in (999, theirs.pk):
        with pytest.raises(Refused, match="tidak pernah ada dalam laporan ini"):
            restore_entry(draft, key, by=officer)


@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_offered_costs_a_constant_number_of_queries(
    last_year, draft, officer, rows, django_assert_num_queries
):
    for number in range(rows):
        gone = factories.add_group(draft, officer, persons=number)
        remove_entry(gone, expected_version=0, by=officer)
        add_regulation(
            draft, {"kind": "edaran", "number": str(number), "year": 2024, "title": "x"}, {}, by=officer
        )
        use = add_regulation(
            draft, {"kind": "perkada", "number": str(number), "year": 2024, "title": "x"}, {}, by=officer
        )
        remove_entry(use, expected_version=0, by=officer)
    client = browser(officer)
    for section, queries in {"kelompok": 9, "regulasi": 10}.items():
        with django_assert_num_queries(queries + SAVEPOINT):
            client.get(reverse("report_section", args=[2025, section]))
