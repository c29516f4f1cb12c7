"""The pages a report is filled in on: boxes, autosave, two tabs, number traps, questions, villages."""

import re

import pytest
from django.urls import reverse

from regencies.choices import Section
from tests import factories
from tests.builders.browser_tab import Tab, browser

pytestmark = pytest.mark.django_db

SAVEPOINT = 2  # of ATOMIC_REQUESTS inside the transaction of the test


def registered(draft, place=0):
    return factories.entry(draft, Section.PARTICIPATION, place).participation.registered


def errors(response):
    return {name: [str(text) for text in texts] for name, texts in response.context["form"].errors.items()}


# Saving ---------------------------------------------------------------------------------------------
def test_a_section_saves_with_holes_and_says_when(draft, officer):
    response = Tab(officer, "kepesertaan").save(wage_earners_registered="80.101")
    assert (response.status_code, response.url) == (302, "/laporan/2025/kepesertaan/")
    assert (registered(draft), registered(draft, 1)) == (80_101, None)
    tab = Tab(officer, "kepesertaan")
    assert tab.boxes["wage_earners_registered"] == "80.101"
    assert "Terbaca: 80.101 (delapan puluh ribu seratus satu)" in tab.html
    assert re.search(r"Disimpan \d+ \w+ \d{4} \d\d\.\d\d WIB", tab.html)


def test_autosave_answers_with_the_time_the_version_and_what_it_read(draft, officer):
    tab = Tab(officer, "kepesertaan")
    answer = tab.autosave(wage_earners_registered="80.101", wage_earners_registered_previous="71.405").json()
    assert re.fullmatch(r"\d\d\.\d\d WIB", answer["saved_at"])
    assert answer["version"] == Tab(officer, "kepesertaan").boxes["version"] != tab.boxes["version"]
    assert answer["echo"]["wage_earners_registered"] == "80.101 (delapan puluh ribu seratus satu)"
    assert answer["changes"]["wage_earners_registered"] == {
        "delta": "+8.696 (+12,18%)",
        "trend": "up",
        "hint": "",
    }


def test_one_wrong_figure_saves_nothing_and_loses_nothing(draft, officer):
    response = Tab(officer, "kepesertaan").save(
        wage_earners_registered="80.101", non_wage_earners_registered="-5"
    )
    assert response.status_code == 422
    assert registered(draft) is None
    shown = response.content.decode()
    assert 'value="80.101"' in shown
    assert 'value="-5"' in shown
    assert '<a href="#id_non_wage_earners_registered">' in shown


def test_autosave_refuses_a_wrong_figure_beside_its_box(draft, officer):
    response = Tab(officer, "kepesertaan").autosave(non_wage_earners_registered="-5")
    assert response.status_code == 422
    assert response.json()["errors"] == {
        "non_wage_earners_registered": ["Tertulis “-5”. Angka tidak boleh di bawah 0. Periksa angkanya."]
    }


@pytest.mark.parametrize(("typed", "stored"), [("68.125", 68_125), ("80 101", 80_101), ("0", 0), ("", None)])
def test_people_are_read_as_they_are_written(draft, officer, typed, stored):
    assert Tab(officer, "kepesertaan").save(wage_earners_registered=typed).status_code == 302
    assert registered(draft) == stored


@pytest.mark.parametrize("typed", ["80,101", "-5", "١٢", "80.10", "8e4", "nihil", "80.101 orang", "9" * 12])
def test_people_that_have_two_readings_or_none_are_refused(draft, officer, typed):
    response = Tab(officer, "kepesertaan").save(wage_earners_registered=typed)
    assert response.status_code == 422
    assert list(errors(response)) == ["wage_earners_registered"]
    assert registered(draft) is None


@pytest.mark.parametrize(("typed", "stored"), [("68,02", "68.020"), ("68,02%", "68.020"), ("70", "70.000")])
def test_a_percentage_is_read_as_it_is_written(draft, officer, typed, stored):
    assert Tab(officer, "target").save(target_pct=typed).status_code == 302
    assert str(factories.entry(draft, Section.TARGET).ucjtarget.target_pct) == stored


@pytest.mark.parametrize("typed", ["68.125", "68.02", "-1", "1.000.000"])
def test_a_percentage_with_two_readings_is_refused(draft, officer, typed):
    response = Tab(officer, "target").save(target_pct=typed)
    assert response.status_code == 422
    assert list(errors(response)) == ["target_pct"]


def test_too_much_text_is_refused_and_kept(draft, officer):
    response = Tab(officer, "identitas").save(office_name="x" * 161)
    assert response.status_code == 422
    assert f'value="{"x" * 161}"' in response.content.decode()
    assert 'maxlength="' not in Tab(officer, "identitas").html


def test_a_box_that_did_not_arrive_leaves_its_figure_alone(draft, officer):
    tab = Tab(officer, "kepesertaan")
    tab.save(wage_earners_registered="80.101")
    tab = Tab(officer, "kepesertaan")
    tab.client.post(tab.path, {"version": tab.boxes["version"], "construction_registered": "7"})
    assert (registered(draft), registered(draft, 2)) == (80_101, 7)


@pytest.mark.parametrize("version", ["", "x", "1-1-1", "-1", "9" * 40])
def test_a_page_without_its_version_saves_nothing(draft, officer, version):
    response = Tab(officer, "kepesertaan").save(version=version, wage_earners_registered="1")
    assert response.status_code == 422
    assert registered(draft) is None


# What a page costs ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("section", "queries"),
    [
        ("identitas", 7),
        ("kepesertaan", 8),
        ("target", 8),
        ("kelompok", 8),
        ("aparatur", 7),
        ("pengawasan", 7),
        ("semesta", 8),
        ("inovasi", 8),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_section_costs_a_constant_number_of_queries(
    draft, officer, section, queries, rows, django_assert_num_queries
):
    for persons in range(rows):
        factories.add_group(draft, officer, persons=persons)
    client = browser(officer)
    with django_assert_num_queries(queries + SAVEPOINT):
        client.get(reverse("report_section", args=[2025, section]))


def test_an_autosave_of_one_figure_is_cheap(draft, officer, django_assert_num_queries):
    tab = Tab(officer, "kepesertaan")
    with django_assert_num_queries(9 + 2 * SAVEPOINT):
        tab.autosave(wage_earners_registered="80.101")
