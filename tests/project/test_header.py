"""The years in the head of a page are those the page is about, never those of another award."""

import re

import pytest
from django.urls import reverse

from awards.choices import Phase
from awards.editions.default_criteria import create_category
from tests import factories
from tests.builders import panel
from tests.builders.publication import category_with
from tests.once import once

pytestmark = pytest.mark.django_db

HUGE = "9" * 40


def years(client, url) -> tuple[int, str]:
    """The status of a page and the years its head shows, "2026/2025"."""
    response = client.get(url)
    found = re.search(
        r"Tahun penghargaan <b>(\d+)</b> · Tahun penilaian <b>(\d+)</b>", response.content.decode()
    )
    return response.status_code, "/".join(found.groups()) if found else ""


@once
def past():
    """Award year 2025 with a candidate and nine seats; its reports are of 2024. Award year 2026 is being filled in."""
    category = category_with(["61.04"])
    factories.edition(category.edition.province, 2026, phase=Phase.FILLING)
    return category


@pytest.fixture
def entry(past):
    return past.entries.get(candidate=True)


def test_an_officer_reads_the_years_of_the_report(client, entry):
    client.force_login(factories.officer(entry.regency))
    factories.draft(entry.regency, 2025)
    factories.draft(entry.regency, 2019)
    assert years(client, reverse("report_overview", args=[2024])) == (200, "2025/2024")
    assert years(client, reverse("report_overview", args=[2025])) == (200, "2026/2025")
    assert years(client, reverse("report_index")) == (200, "2026/2025")
    assert years(client, reverse("report_overview", args=[2019])) == (200, "")
    assert years(client, f"/laporan/{HUGE}/")[0] == 404


def test_a_verifier_reads_the_years_of_the_report(client, entry):
    client.force_login(factories.verifier(entry.regency.province))
    assert years(client, reverse("verifier_report", args=[entry.report_id])) == (200, "2025/2024")
    assert years(client, reverse("verifier_queue")) == (200, "2026/2025")
    assert years(client, f"/verifikator/{HUGE}/") == (404, "")


def test_pages_about_one_entry_or_file_stand_under_its_report_and_its_year(client, entry):
    found = entry.report.entries.first()
    address = reverse("entry_thread", args=[found.pk])
    for person, under in (
        (factories.officer(entry.regency), "/laporan/"),
        (factories.verifier(entry.regency.province), "/verifikator/"),
    ):
        client.force_login(person)
        assert years(client, address) == (200, "2025/2024")
        assert re.search(rf'href="{under}"[^>]*aria-current="page"', client.get(address).content.decode())


def test_a_member_of_two_panels_reads_the_years_of_the_candidate(client, past, entry):
    seat = past.edition.seats.get(number=2)
    newer = past.edition.province.editions.get(award_year=2026)
    newer.seats.create(number=5, user=seat.user, element="Akademisi")
    client.force_login(seat.user)
    assert years(client, reverse("panel_dossier", args=[entry.pk])) == (200, "2025/2024")
    assert years(client, reverse("panel_edition", args=[past.edition_id])) == (200, "2025/2024")
    assert years(client, reverse("panel_index")) == (200, "2026/2025")
    assert years(client, reverse("panel_dossier", args=[HUGE])) == (404, "2026/2025")


@pytest.mark.parametrize(
    ("page", "of"),
    [
        ("edition_change", "edition"),
        ("edition_candidates", "edition"),
        ("category_look", "category"),
        ("category_change", "category"),
        ("entry_change", "entry"),
        ("seat_change", "seat"),
        ("scoresheet_change", "sheet"),
        ("edition_history", "edition"),
    ],
)
def test_an_admin_reads_the_years_of_the_row(client, past, entry, page, of):
    client.force_login(factories.admin(past.edition.province))
    rows = {
        "edition": past.edition,
        "category": past,
        "entry": entry,
        "seat": past.edition.seats.first(),
        "sheet": entry.sheets.first(),
    }
    assert years(client, reverse(f"admin:awards_{page}", args=[rows[of].pk])) == (200, "2025/2024")
    assert years(client, reverse("admin:index")) == (200, "2026/2025")


@pytest.mark.parametrize("key", [HUGE, "x", "1_0", "١"])
def test_a_page_that_does_not_exist_is_not_found_whatever_its_key(client, past, key):
    client.force_login(factories.admin(past.edition.province))
    for model in ("edition", "category", "scoresheet"):
        assert years(client, f"/admin/awards/{model}/{key}/change/")[0] == 404


def test_a_key_that_only_python_reads_as_a_number_is_not_found(client, past):
    client.force_login(factories.admin(past.edition.province))
    past.edition.province.editions.create(pk=7010, award_year=2031, assessed_year=2030)
    pages = [f"/admin/awards/edition/{key}/change/" for key in ("7010", "7_010", "٧٠١٠")]
    assert [years(client, page)[0] for page in pages] == [200, 404, 404]


def test_the_chair_reads_the_years_of_a_sheet(client, past, entry):
    client.force_login(past.edition.seats.get(number=1).user)
    sheet = panel.by_seat(past.edition)[2].sheets.get(stage="desk")
    assert years(client, reverse("chair_history", args=[sheet.pk])) == (200, "2025/2024")


@pytest.fixture
def prepared(past):
    """Award year 2027, which the province is still preparing."""
    return factories.edition(past.edition.province, 2027, phase=Phase.PREPARATION)


def test_a_year_in_preparation_heads_its_own_pages_of_the_desk_only(client, past, entry, prepared):
    place, province = entry.regency, past.edition.province
    pages = {
        factories.officer(place): ["report_index", "home"],
        factories.head(place): ["report_index"],
        factories.verifier(province): ["verifier_queue"],
    }
    for person, names in pages.items():
        client.force_login(person)
        assert [years(client, reverse(name)) for name in names] == [(200, "2026/2025")] * len(names)
    client.force_login(factories.admin(province))
    assert years(client, reverse("admin:index")) == (200, "2026/2025")
    assert years(client, reverse("admin:awards_edition_change", args=[prepared.pk])) == (200, "2027/2026")


def test_a_member_of_a_panel_in_preparation_starts_at_the_year_that_runs(client, past, prepared):
    chair = past.edition.seats.get(number=1)
    prepared.seats.create(number=1, user=chair.user, element="Akademisi", position="chair")
    client.force_login(chair.user)
    for page in ("panel_index", "chair_index"):
        assert years(client, reverse(page)) == (200, "2025/2024")
    assert years(client, reverse("panel_edition", args=[prepared.pk])) == (200, "2027/2026")


@pytest.mark.parametrize("phase", Phase)
def test_the_criteria_an_officer_is_led_to_can_be_read(client, phase):
    edition = factories.edition(factories.regency().province, 2026, phase=phase)
    create_category(edition)
    draft = factories.draft(factories.regency(), edition.assessed_year)
    client.force_login(factories.officer(draft.regency))
    for page in (reverse("report_index"), reverse("report_overview", args=[draft.year])):
        links = re.findall(r'href="(/kriteria/[^"]+)"', client.get(page).content.decode())
        assert (page, len(links)) == (page, int(phase != Phase.PREPARATION))
        assert [client.get(link).status_code for link in links] == [200] * len(links)
