"""The pages of rows: add, change, remove; villages, which a city does not have; regulations carried forward."""

import re

import pytest
from django.urls import reverse

from regencies.actions.entries import add_regulation, remove_entry
from regencies.actions.report_status import return_report, review_entry
from regencies.choices import RegulationKind, ReviewState, Section
from regencies.models import FundedGroup, Innovation, Regulation, YearlyReport
from tests import factories
from tests.builders.browser_tab import AUTOSAVE, Tab, browser, conflict, page, post

pytestmark = pytest.mark.django_db

SAVEPOINT = 2  # of ATOMIC_REQUESTS inside the transaction of the test
GROUP = {"group": "rentan_desa", "funding_source": "apbdes", "persons": "12.200", "realised": "4,3 miliar"}
PERBUP = {"kind": RegulationKind.PERKADA, "number": "83", "year": 2023, "title": "Perlindungan pekerja BPU"}


@pytest.fixture
def group(draft, officer):
    return factories.add_group(draft, officer)


def row_tab(user, entry):
    return Tab(user, "", reverse("report_entry", args=[2025, entry.pk]))


# Adding ---------------------------------------------------------------------------------------------
def test_a_row_is_added_with_holes_and_read_as_written(draft, officer):
    response = post(officer, "report_row_add", 2025, "kelompok", data=GROUP)
    row = FundedGroup.objects.get()
    assert response.url == f"/laporan/2025/kelompok/#butir-{row.pk}"
    assert (row.persons, row.realised, row.months_covered) == (12_200, 4_300_000_000, None)
    assert row.entry.entered_by == officer


def test_pressing_twice_adds_one_row(draft, officer):
    post(officer, "report_row_add", 2025, "kelompok", data=GROUP)
    response = post(officer, "report_row_add", 2025, "kelompok", data=GROUP, status=409)
    assert "sama persis sudah ada" in response.content.decode()
    assert FundedGroup.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"group": ""}, "group"),
        ({"months_covered": "13"}, "months_covered"),
        ({"realised": "4,3 M"}, "realised"),
        ({"persons": "34,400"}, "persons"),
        ({"villages": "99999"}, "villages"),
    ],
)
def test_a_wrong_row_is_not_added_and_stays_on_screen(draft, officer, typed, box):
    response = post(officer, "report_row_add", 2025, "kelompok", data=GROUP | typed, status=422)
    assert list(response.context["form"].errors) == [box]
    assert f'href="#id_{box}"' in response.content.decode()
    assert 'value="4,3 miliar"' in response.content.decode() or box == "realised"
    assert not FundedGroup.objects.exists()


@pytest.mark.parametrize("section", ["identitas", "kepesertaan", "target", "lain"])
def test_fixed_sections_take_no_rows(draft, officer, section):
    page(officer, "report_row_add", 2025, section, status=404)
    post(officer, "report_row_add", 2025, section, status=404)


def test_a_list_of_rows_takes_no_post(group, officer):
    post(officer, "report_section", 2025, "kelompok", status=405)


def test_a_returned_report_offers_no_form_that_would_be_refused(ketapang, officer):
    sent = factories.sent(ketapang)
    verifier = factories.verifier()
    group = factories.entry(sent, Section.GROUPS)
    review_entry(group, state=ReviewState.NEEDS_WORK, note="Lampirkan SK.", by=verifier)
    return_report(sent, by=verifier, reason="Satu butir.")
    shown = page(officer, "report_section", 2025, "kelompok")
    assert "perbaiki butir yang ditandai" in shown
    assert shown.count('name="persons"') == 1  # of the row that is flagged
    assert "/kelompok/tambah/" not in shown
    refused = post(officer, "report_row_add", 2025, "kelompok", data=GROUP, status=409)
    assert "hanya butir yang ditandai yang dapat diubah" in refused.content.decode()


# Changing and removing ------------------------------------------------------------------------------
def test_a_row_is_changed_and_compared_with_last_year(ketapang, officer, head):
    last_year = factories.draft(ketapang, 2024, by=officer)
    factories.add_group(last_year, officer, persons=15_600)
    draft = factories.draft(ketapang, by=officer)
    group = factories.add_group(draft, officer)
    tab = row_tab(officer, group)
    assert "15.600" in tab.html
    assert "+18.800 (+120,51%)" in tab.html
    said = tab.autosave(persons="15.600").json()["changes"]["persons"]
    assert said == {"delta": "0", "trend": "flat", "hint": ""}
    group.refresh_from_db()
    assert group.version == 1


def test_two_tabs_on_one_row_meet(group, officer, head):
    first, second = row_tab(officer, group), row_tab(head, group)
    first.save(persons="100")
    response = second.save(persons="200")
    assert response.status_code == 409
    assert conflict(response)[0] == {"jumlah orang": ("200", "100")}
    assert FundedGroup.objects.get().persons == 100


def test_a_row_removed_meanwhile_is_said_to_be_gone(group, officer, head):
    tab = row_tab(head, group)
    assert "Hapus" in page(officer, "report_entry_remove", 2025, group.pk)
    post(officer, "report_entry_remove", 2025, group.pk, data={"version": group.version})
    assert tab.save(persons="1").status_code == 409
    assert page(head, "report_entry", 2025, group.pk, status=410)
    assert not FundedGroup.objects.exists()


@pytest.mark.parametrize("version", ["", "7", "x", "-1", "9" * 30])
def test_removing_what_was_not_looked_at_is_refused(group, officer, version):
    response = post(officer, "report_entry_remove", 2025, group.pk, data={"version": version}, status=409)
    assert "sudah diubah" in response.content.decode()
    assert FundedGroup.objects.exists()


def test_a_fixed_entry_has_its_boxes_on_its_section(target, officer):
    response = browser(officer).get(reverse("report_entry", args=[2025, target.pk]))
    assert response.url == f"/laporan/2025/target/#butir-{target.pk}"


def test_the_form_of_another_row_does_not_write_this_one(draft, officer):
    one, other = factories.add_group(draft, officer), factories.add_group(draft, officer, persons=7)
    tab = row_tab(officer, one)
    tab.path = reverse("report_entry", args=[2025, other.pk])
    assert tab.save(persons="99").status_code == 409
    assert sorted(FundedGroup.objects.values_list("persons", flat=True)) == [7, 34_400]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_row_costs_a_constant_number_of_queries(draft, officer, rows, django_assert_num_queries):
    for persons in range(rows):
        group = factories.add_group(draft, officer, persons=persons)
    client = browser(officer)
    pages = {
        reverse("report_section", args=[2025, "kelompok"]): 8,
        reverse("report_evidence", args=[2025, group.pk]): 6,
        reverse("report_entry_history", args=[2025, group.pk]): 8,
    }
    for path, queries in pages.items():
        with django_assert_num_queries(queries + SAVEPOINT):
            client.get(path)


# Villages -------------------------------------------------------------------------------------------
@pytest.fixture
def pontianak():
    return factories.regency("Pontianak", "61.71", kind="kota", villages=0)


def test_a_city_is_not_asked_about_villages(pontianak):
    officer = factories.officer(pontianak)
    factories.draft(pontianak, by=officer)
    shown = page(officer, "report_section", 2025, "kelompok").partition('id="tambah"')[2]
    for word in ("Jumlah desa", "Pekerja rentan desa", "Aparatur desa", "Lembaga desa", "APBDes"):
        assert word not in shown
    assert "Ketua RT/RW" in shown


def test_a_city_cannot_answer_about_villages_either(pontianak):
    officer = factories.officer(pontianak)
    factories.draft(pontianak, by=officer)
    post(officer, "report_row_add", 2025, "kelompok", data=GROUP, status=422)
    given = {"group": "rentan", "funding_source": "csr", "persons": "10", "villages": "5"}
    post(officer, "report_row_add", 2025, "kelompok", data=given)
    assert FundedGroup.objects.get().villages is None
    assert "desa" not in page(officer, "report_section", 2025, "kelompok").partition("<main")[2].lower()


# Regulations ----------------------------------------------------------------------------------------
def test_last_years_regulations_come_back_as_a_question(ketapang, officer):
    last_year = factories.draft(ketapang, 2024, by=officer)
    add_regulation(last_year, PERBUP, {"still_in_force": True, "covers": "BPU"}, by=officer)
    draft = factories.draft(ketapang, by=officer)
    entry = factories.entry(draft, Section.REGULATIONS)
    assert "Nomor 83 Tahun 2023" in page(officer, "report_section", 2025, "regulasi")
    tab = row_tab(officer, entry)
    assert (tab.boxes["still_in_force"], tab.boxes["covers"]) == ("", "")
    assert tab.save(still_in_force="tidak", status="dicabut").status_code == 302
    entry.refresh_from_db()
    assert entry.detail.still_in_force is False
    assert Regulation.objects.get().status == "dicabut"


def test_a_regulation_is_added_once_and_its_answer_may_wait(draft, officer):
    given = {name: str(value) for name, value in PERBUP.items()} | {"status": "berlaku", "still_in_force": ""}
    post(officer, "report_row_add", 2025, "regulasi", data=given)
    response = post(officer, "report_row_add", 2025, "regulasi", data=given, status=409)
    assert "sudah tercantum dalam laporan ini" in response.content.decode()
    assert YearlyReport.objects.get().entries.filter(section="regulasi").count() == 1


def test_the_official_workforce_is_shown_with_its_source_and_cannot_be_typed(draft, officer):
    shown = page(officer, "report_section", 2025, "semesta")
    assert "180.000" in shown
    assert "Data contoh, per 31 Desember 2025" in shown
    boxes = browser(officer).get(reverse("report_section", args=[2025, "semesta"])).context["new"]
    assert list(boxes.fields) == ["segment", "figure", "figure_previous", "reason"]
    given = {"segment": "formal", "figure": "179.827", "figure_previous": "181.454", "reason": "Sakernas"}
    post(officer, "report_row_add", 2025, "semesta", data=given)
    entry = factories.entry(draft, Section.WORKFORCE)
    assert "segment" not in row_tab(officer, entry).boxes
    assert "102,78%" not in page(officer, "report_section", 2025, "kepesertaan")


# A row that is gone ---------------------------------------------------------------------------------
def test_a_save_of_a_removed_row_says_who_removed_it_and_keeps_what_was_typed(draft, group, officer, head):
    tab = row_tab(officer, group)
    remove_entry(group, expected_version=0, by=head)
    add = reverse("report_row_add", args=[2025, "kelompok"])
    for answer in (tab.autosave(persons="7.040"), tab.save(persons="7.040")):
        assert answer.status_code == 409
        gone, advice = answer.context["problems"]
        assert gone["text"].startswith(f"Butir ini sudah dihapus dari laporan oleh {head}, ")
        assert advice == {
            "text": "Isian Bapak/Ibu belum tersimpan. Muat ulang dan kembalikan butirnya, atau tambahkan butir baru.",
            "url": "#tambah",
        }
    shown = answer.content.decode()
    assert f'action="{add}"' in shown
    assert answer.context["form"]["persons"].value() == "7.040"
    typed = {box.html_name: box.value() for box in answer.context["form"] if box.value()}
    assert tab.client.post(add, typed).status_code == 302
    assert FundedGroup.objects.get().persons == 7_040


def test_a_row_that_never_was_is_not_found(draft, group, officer):
    tab = row_tab(officer, group)
    for method in ("get", "post"):
        answer = getattr(tab.client, method)(reverse("report_entry", args=[2025, 999]), tab.boxes)
        assert answer.status_code == 404


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_end_counts_as_one_character(draft, officer, end):
    """3,990 characters with 159 line ends are 3,990 however the browser sends them."""
    text = end.join(["x" * 24] * 159 + ["x" * 15])
    whole = len(text.replace("\r\n", "\n"))
    typed = {"name": "Gerakan", "problem": text, "result": "x" * 4_001}
    response = post(officer, "report_row_add", 2025, "inovasi", data=typed, status=422)
    assert (whole, list(response.context["form"].errors)) == (3_990, ["result"])
    post(officer, "report_row_add", 2025, "inovasi", data=typed | {"result": ""})
    assert len(Innovation.objects.get().problem) == 3_990


def test_a_row_being_added_saves_itself_whole_and_is_told_where_it_goes_on(draft, officer):
    add = reverse("report_row_add", args=[2025, "kelompok"])
    client = browser(officer)
    partial = client.post(add, GROUP | {"group": ""}, headers=AUTOSAVE)
    assert (partial.status_code, list(partial.json())) == (422, ["errors"])
    assert not FundedGroup.objects.exists()
    told = client.post(add, GROUP, headers=AUTOSAVE).json()
    row = FundedGroup.objects.get()
    assert (told["url"], told["version"], told["boxes"]["realised"]) == (
        reverse("report_entry", args=[2025, row.entry_id]),
        f"{row.entry_id}-0",
        "4,3 miliar",
    )
    shown = GROUP | {f"initial-{name}": text for name, text in told["boxes"].items()}
    saved = client.post(told["url"], shown | {"version": told["version"], "persons": "7"}, headers=AUTOSAVE)
    assert (saved.status_code, FundedGroup.objects.get().persons) == (200, 7)


@pytest.mark.django_db
def test_back_to_a_removed_row_says_who_removed_it_and_leads_to_the_others(client):
    report = factories.draft()
    officer = factories.officer(report.regency)
    row = factories.add_group(report, officer)
    remove_entry(row, expected_version=row.version, by=officer)
    client.force_login(officer)
    for name in ("report_entry", "report_entry_remove", "report_evidence", "report_entry_history"):
        answer = client.get(reverse(name, args=[report.year, row.pk]))
        shown = answer.content.decode()
        assert answer.status_code == 410
        assert f"Butir ini sudah dihapus dari laporan oleh {officer}, " in shown
        assert f'href="/laporan/{report.year}/kelompok/"' in shown
        assert client.get(reverse(name, args=[report.year, row.pk + 999])).status_code == 404


def test_two_rows_of_one_name_are_told_apart_in_the_titles_of_their_pages(draft, officer, group):
    second = factories.add_group(draft, officer, persons=34_401)
    pages = ("report_entry_remove", "report_evidence", "report_entry_history")
    for row, name in ((group, str(group.detail)), (second, f"{second.detail} (2)")):
        shown = [browser(officer).get(reverse(page, args=[2025, row.pk])).content.decode() for page in pages]
        titles = [
            " ".join(re.search(r"<title>(.*?) · Laporan", html, re.DOTALL)[1].split()) for html in shown
        ]
        assert titles == [f"Hapus {name}", f"Bukti dukung {name}", f"Riwayat {name}"]
