"""Every font lays a page out its own way: pages fit the window, targets can be hit, no bar covers what is reached."""

from __future__ import annotations

import pytest
from django.test import Client

from awards.publishing.files import make_open_data
from regencies.models import User
from tests import factories
from tests.builders import panel, publication
from tests.journeys.firefox import firefox
from tests.journeys.fonts import SETS
from tests.journeys.layout import WIDE, complaints, too_wide
from tests.once import once

HTML = "<!doctype html><html lang='id'><meta name='viewport' content='width=device-width'><title>Contoh</title>{}"


@pytest.mark.parametrize("family", SETS)
def test_a_browser_knows_the_fonts_of_its_set_only(launch, family):
    browser = launch(family)
    page = browser.new_page()
    page.set_content(HTML.format("<p style='font-family: Arial, system-ui, sans-serif'>Kalimantan Barat</p>"))
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "p"})["nodeId"]
    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    browser.close()
    assert [font["familyName"] for font in used] == [family]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("<main><a href='/x' style='display:block;height:24px'>Cukup</a></main>", []),
        (
            "<style>a{display:block;width:90px;height:20px}</style><a href='/x'>Kecil</a><a href='/y'>Rapat</a>",
            ["laptop: a “Kecil” is 90 × 20 px", "laptop: a “Rapat” is 90 × 20 px"],
        ),
        ("<main><p>Tautan <a href='/x'>dalam kalimat</a></p></main>", []),
        (
            "<style>body{margin:0}</style><main style='width:1300px'>Lebar</main>",
            ["laptop: the page is 1300 px wide"],
        ),
        (
            "<style>body{margin:0}button{display:block;height:40px}p{margin:0;height:680px}"
            "nav{position:fixed;inset:auto 0 0;height:50px}</style>"
            "<p>Atas</p><button>Simpan</button><p>Bawah</p><nav class='bilah'></nav>",
            [f"laptop: button “Simpan” lies 40 px under .bilah by {how}" for how in ("Tab", "Shift+Tab")],
        ),
        (
            "<div class='masthead-bar' style='margin-left:96px'></div><div class='shell'></div>",
            ["laptop: head and content begin apart"],
        ),
        (
            "<p style='width:1em;overflow-wrap:anywhere'><b>C2</b> Kepesertaan +1,5%</p>"
            "<p class='num' style='width:3em'>+1,5 poin persen</p><p style='width:3em'>+1,5 poin persen</p>",
            ["laptop: “C2” breaks", "laptop: “+1,5%” breaks", "laptop: “+1,5 poin persen” breaks"],
        ),
        (
            "<p style='width:3em'><a>Sanggau</a> <sup>1</sup></p>",
            ["laptop: the mark 1 stands below its word"],
        ),
    ],
    ids=["clean", "small", "in a sentence", "wide", "covered", "two edges", "broken", "mark below"],
)
def test_the_check_sees_what_it_looks_for(browser, monkeypatch, body, wrong):
    monkeypatch.setattr("tests.journeys.layout.WINDOWS", {"laptop": (1280, 720)})
    assert complaints(browser, {"/": HTML.format(body)}) == [f"/, {one}" for one in wrong]


@once
def everybody() -> list[tuple[User | None, list[str]]]:
    """Who opens which pages: a published award year, one being scored, a report being filled in and one sent."""
    published = publication.category_with(["61.04", "61.71"])
    publication.published(published)
    make_open_data()
    edition = panel.scoring_edition()
    seats = factories.seats(edition, 3)
    entry = panel.candidate(edition)
    panel.locked(seats[2], entry)
    place = factories.regency("Sambas", "61.01")
    officer, head = factories.officer(place), factories.head(place)
    draft = factories.draft(place, by=officer)
    factories.add_group(draft, officer)
    sent = factories.sent(factories.regency("Landak", "61.08"))
    public = [
        "/",
        "/cakupan/",
        "/cakupan/kalimantan-barat/2024/",
        "/data/",
        "/daerah/61.04/",
        "/daerah/",
        "/daerah/banding/?daerah=61.04&daerah=61.71",
        "/peringkat/kalimantan-barat/2025/",
        "/kriteria/",
        "/pustaka/produk-hukum/",
        "/pustaka/inovasi/?cari=desa",
        "/verifikasi/",
        "/akun/masuk/",
    ]
    ranking = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"
    judged = published.entries.get(regency__kemendagri_code="61.04")
    sections = ["", "identitas/", "kepesertaan/", "target/", "regulasi/", "kelompok/", "inovasi/"]
    desk = ["", f"awards/edition/{edition.pk}/change/", f"awards/category/{published.pk}/hitung/"]
    return [
        (None, [*public, ranking, "/kriteria/kalimantan-barat/2026/"]),
        (
            officer,
            ["/laporan/", "/laporan/2025/riwayat/", *(f"/laporan/2025/{section}" for section in sections)],
        ),
        (head, ["/laporan/2025/kirim/"]),
        (factories.head(judged.regency), ["/rapor/", f"/rapor/{judged.pk}/"]),
        (factories.verifier(place.province), ["/verifikator/", f"/verifikator/{sent.pk}/"]),
        (
            seats[1].user,
            ["/penilaian/", *(f"/penilaian/{entry.pk}/{part}/" for part in ("berkas", "laporan"))],
        ),
        (seats[0].user, ["/penilaian/ketua/", f"/penilaian/ketua/{entry.pk}/"]),
        (publication.admin_of(published), [f"/admin/{place}" for place in desk]),
    ]


@pytest.fixture
def pages(everybody) -> dict[str, str]:
    saved = {}
    for person, paths in everybody:
        client = panel.logged_in(person) if person else Client()
        for path in paths:
            response = client.get(path)
            assert response.status_code == 200, path
            saved[path] = response.content.decode()
    return saved


def test_the_walk_sees_what_is_wider_than_its_room(browser, monkeypatch):
    monkeypatch.setattr("tests.journeys.layout.WIDTHS", (320, 640))
    wide = "<style>body{margin:0}</style><main><div style='width:400px'>Lebar</div></main>"
    table = (
        "<style>body{margin:0}.table-room{overflow:auto}</style>"
        "<div class='table-room'><div style='width:400px'>Tabel</div></div>"
    )
    assert too_wide(browser, {"/": HTML.format(wide), "/tabel": HTML.format(table)}) == [
        "/, 320 px: the page is 400 px wide",
        "/, 320 px spaced: the page is 400 px wide",
        "/tabel, 320 px: “Tabel” is 400 px wide in 320",
    ]


@pytest.mark.parametrize("family", SETS)
@pytest.mark.django_db
def test_every_page_is_laid_out_well_in_any_font(launch, family, pages):
    browser = launch(family)
    found = complaints(browser, pages)
    browser.close()
    assert found == []


@pytest.mark.django_db
def test_every_page_fits_every_width_and_text_spaced_as_wcag_asks(browser, pages):
    assert too_wide(browser, pages) == []


@pytest.mark.django_db
def test_no_page_is_wider_than_a_window_of_firefox(gecko, pages, tmp_path):
    found = []
    with firefox(gecko, tmp_path) as browser:
        for path, html in pages.items():
            browser.open(path, html)
            for width in (360, 600, 800, 1024, 1280):
                browser.resize(width, 720)
                found += [f"{path}, {width} px: {one}" for one in browser.evaluate(WIDE)]
    assert found == []
