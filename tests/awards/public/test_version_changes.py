"""What a correction changed is told in numbers and ranks: on its page, on the list of versions, on the front page."""

import copy

import pytest

from awards.document.build import build
from awards.presenters.version_changes import version_changes
from awards.publishing.delivery import serve
from tests.builders import document as sample
from tests.builders import publication as world
from tests.builders.admin_pages import text

NAME = "Kabupaten Ketapang"


def two(**changes) -> tuple[dict, dict]:
    """A publication, and what a correction made of it: `changes` of the inputs."""
    entrants = [
        sample.entrant("61.04", NAME, figures=sample.ketapang(), sheets=sample.sheets(80)),
        sample.entrant("61.02", "Kabupaten Mempawah", figures=sample.ketapang(), sheets=sample.sheets(60)),
    ]
    before = sample.inputs(entrants=entrants)
    after = copy.deepcopy(before) | changes
    return before, after


def told(before, after) -> list[str]:
    return version_changes(build(before), build(after))


def test_the_first_publication_changed_nothing():
    before, _ = two()
    assert version_changes(None, build(before)) == []
    assert told(before, copy.deepcopy(before)) == []


def test_a_figure_moves_ranks_and_totals():
    before, after = two()
    after["entrants"][1]["figures"]["registered"]["wage_earners"] = 90_101
    was, now = (next(e for e in build(d)["entrants"] if e["code"] == "61.02") for d in (before, after))
    shown = [e["total"].replace(".", ",") for e in (was, now)]
    assert shown[0] != shown[1]
    assert told(before, after) == [
        f"Kabupaten Mempawah: peringkat 2 tetap, nilai akhir {shown[0]} → {shown[1]}.",
        "Kabupaten Mempawah: peserta wage earners 2024 80.101 → 90.101.",
    ]


def test_marks_change_ranks_and_who_gave_them_is_not_told():
    before, after = two()
    after["entrants"][0]["sheets"] = sample.sheets(40)
    lines = told(before, after)
    assert lines[0].startswith("Kabupaten Mempawah: peringkat 2 → 1")
    assert lines[1].startswith("Kabupaten Ketapang: peringkat 1 → 2, nilai akhir ")
    assert lines[2:] == ["Kabupaten Ketapang: nilai Tim Sembilan berubah."]


def test_panelists_named_anew_are_no_change():
    before, after = two()
    renamed = dict(zip(sample.PANEL, reversed(sample.PANEL), strict=True))
    for entrant in after["entrants"]:
        for sheet in entrant["sheets"]:
            sheet["panelist"] = renamed[sheet["panelist"]]
        entrant["sheets"].reverse()
    assert told(before, after) == []


def test_special_awards_and_rules_are_told():
    award = {"title": "Inovasi", "code": "61.04", "name": NAME, "citation": ""}
    before, after = two()
    after["special_awards"] = [*after["special_awards"], award]
    after["method"] = after["method"] | {"aggregate": "median"}
    lines = told(before, after)
    assert "Cara menghitung berubah." in lines
    assert lines[-1] == f"Penghargaan khusus ditambah: Inovasi ({NAME})."
    assert told(after, before)[-1] == f"Penghargaan khusus dihapus: Inovasi ({NAME})."


@pytest.mark.django_db
def test_it_stands_on_both_pages_and_on_the_front_page(client):
    category = world.category_with(["61.04"])
    world.published(category)
    entry = category.entries.get(candidate=True)
    world.rescore(entry, 95)
    world.published(category, reason="Sanggahan dikabulkan")
    serve.forget()
    ranking = f"/peringkat/kalimantan-barat/{category.edition.award_year}/kabupaten-kota/"
    line = f"{entry}: nilai Tim Sembilan berubah."
    first, second, home = (text(client.get(url)) for url in (f"{ranking}v1/", f"{ranking}v2/", "/"))
    assert second.count(line) == 2  # in its notice, and in the list of versions
    assert (first.count(line), home.count(line)) == (1, 1)
    assert "Pengumuman nomor 1 ini sudah tidak berlaku" in first
    assert "Alasan: Sanggahan dikabulkan" in home
