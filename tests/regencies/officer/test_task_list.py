"""The overview of a report: what is left by name, who changed a section last, how many days are left, all from data."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from regencies.actions.entry_edits import save_entry
from regencies.actions.evidence.attach import attach_evidence
from regencies.choices import Section
from regencies.models import FillingWindow, Province
from tests import factories
from tests.builders.browser_tab import browser, page

pytestmark = pytest.mark.django_db


def tasks(user):
    """{section: its row}."""
    response = browser(user).get(reverse("report_overview", args=[2025]))
    return {task["title"]: task for task in response.context["tasks"]}


def test_what_is_left_is_told_by_name_and_counted(draft, officer):
    shown = tasks(officer)
    assert shown["Identitas dinas"]["remaining"] == "3 isian kosong"
    assert shown["Identitas dinas"]["names"] == (
        "nama kepala dinas dengan gelar, nama petugas penghubung, nomor telepon petugas"
    )
    assert shown["Kepesertaan"]["names"] == (
        "Penerima Upah (PU): peserta aktif tahun penilaian, Penerima Upah (PU): peserta aktif tahun sebelumnya, "
        "Bukan Penerima Upah (BPU): peserta aktif tahun penilaian, "
        "Bukan Penerima Upah (BPU): peserta aktif tahun sebelumnya, dan 2 lainnya"
    )
    assert shown["Kelompok yang didanai"]["names"] == ""


def test_a_question_and_a_mistake_are_told_apart_and_by_name(complete, officer):
    segment = factories.entry(complete, Section.PARTICIPATION)
    save_entry(segment, {"registered": 170_000}, expected_version=segment.version, by=officer)
    found = tasks(officer)["Kepesertaan"]
    assert found["state_text"] == "Perlu dijelaskan"
    assert "Penerima Upah (PU): Peserta melonjak" in found["names"]
    group = complete.entries.get(section=Section.GROUPS)
    save_entry(group, {"villages": 254}, expected_version=group.version, by=officer)
    found = tasks(officer)["Kelompok yang didanai"]
    assert (found["state_text"], found["names"]) == ("Perlu diperbaiki", "Desa melebihi jumlah desa")
    address, _, box = found["gap_url"].partition("#")
    assert (address, box) == ("/laporan/2025/kelompok/", f"id_{group.pk}_villages")
    assert f'id="{box}"' in page(officer, "report_section", 2025, "kelompok")


def test_who_changed_a_section_last_is_told_and_what_was_only_carried_forward_is_nobodys(
    draft, officer, head
):
    assert {task["touched"] for task in tasks(officer).values()} == {""}
    target = factories.entry(draft, Section.TARGET)
    save_entry(target, {"target_pct": 70}, expected_version=0, by=officer)
    target.refresh_from_db()
    in_words = draft.regency.province.in_its_time(target.entered_at)
    assert tasks(officer)["Target UCJ dan pekerja rentan"]["touched"] == f"Siti Aminah, {in_words}"
    attach_evidence(target, factories.pdf(), title="", page=None, by=head)
    assert tasks(officer)["Target UCJ dan pekerja rentan"]["touched"].startswith("dr. H. Harisson, M.Kes, ")
    assert tasks(officer)["Identitas dinas"]["touched"] == ""


@pytest.mark.parametrize(
    ("zone", "words"),
    [("Asia/Pontianak", "besok"), ("Asia/Makassar", "2 hari lagi"), ("Asia/Jayapura", "2 hari lagi")],
)
def test_days_left_are_those_of_the_regions_calendar(draft, officer, monkeypatch, zone, words):
    Province.objects.update(time_zone=zone)
    now = datetime.datetime(2026, 3, 1, 10, 0, tzinfo=datetime.UTC)
    FillingWindow.objects.update(deadline=datetime.datetime(2026, 3, 2, 16, 30, tzinfo=datetime.UTC))
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert f"({words})" in page(officer, "report_overview", 2025)


def test_coverage_so_far_stands_beside_last_years_and_the_target_and_says_what_it_waits_for(
    complete, officer
):
    shown = page(officer, "report_overview", 2025)
    assert "Cakupan dibanding target UCJ 70,00%" in shown
    segment = factories.entry(complete, Section.PARTICIPATION)
    save_entry(segment, {"registered": None}, expected_version=segment.version, by=officer)
    assert "Terhitung setelah kedua tahun diisi: Penerima Upah (PU)" in page(officer, "report_overview", 2025)
