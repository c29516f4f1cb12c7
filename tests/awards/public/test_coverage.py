"""The statistical list and the region page: published figures, in an order of their own."""

import csv
import gzip
import hashlib
import io
import re
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.document.build import build
from awards.models import CoveragePage, Edition, Entry
from awards.presenters.coverage import province_total, regions
from awards.presenters.region import region_years
from awards.publishing import coverage_pages, files
from awards.publishing.delivery import serve
from regencies.l10n.numbers import format_percent
from tests import factories
from tests.builders import publication as world
from tests.builders.document import entrant, figures, inputs
from tests.once import once

LIST = "/cakupan/kalimantan-barat/2024/"


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# Pure -----------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def listed():
    return regions([build(inputs())])


def test_the_highest_coverage_comes_first_and_the_award_plays_no_part(listed):
    assert [(row.order, row.name, format_percent(row.coverage), row.award_rank) for row in listed] == [
        (1, "Kota Pontianak", "103,14%", 2),
        (2, "Kabupaten Ketapang", "68,02%", 1),
        (3, "Kabupaten Sekadau", "58,40%", 4),
        (4, "Kabupaten Mempawah", "57,78%", 3),
        (5, "Kabupaten Sambas", "23,04%", None),
        (6, "Kabupaten Melawi", "9,89%", None),
    ]


def test_equal_coverage_shares_the_place_and_missing_coverage_has_none():
    same = figures((50, None), workforce=(100, None))
    contents = inputs(
        entrants=[
            entrant("61.03", "C", figures=figures((10, None), workforce=(100, None))),
            entrant("61.02", "B", figures=same),
            entrant("61.01", "A", figures=same),
            entrant("61.04", "D"),
        ]
    )
    assert [(row.order, row.name) for row in regions([build(contents)])] == [
        (1, "A"),
        (1, "B"),
        (3, "C"),
        (None, "D"),
    ]


def test_the_total_counts_only_regions_with_both_years(listed):
    total = province_total(listed)
    whole = [row for row in listed if row.coverage_previous is not None]
    assert total.name == "Jumlah 5 daerah"
    assert (total.registered, total.workforce) == (
        sum(row.registered for row in whole),
        sum(row.workforce for row in whole),
    )
    assert total.coverage == Fraction(total.registered, total.workforce) * 100
    assert province_total([]) is None


# Pages ----------------------------------------------------------------------------------------------
@once
def category():
    return world.category_with(["61.04", "61.71", "61.02"])


@once
def published(category):
    return world.published(category)


def test_ketapang_shows_its_four_published_figures_on_the_list(published, client):
    row = re.search(r"2 Kabupaten Ketapang .*?3 Kabupaten Mempawah", text(client.get(LIST)))
    assert re.search(r"68,02% 55,69% \+12,33 poin persen 122\.318 \+21,04% 179\.827", row.group())


def test_ketapang_shows_them_on_its_own_page(published, client):
    page = text(client.get("/daerah/61.04/"))
    for shown in ("Cakupan 2024 68,02%", "55,69% pada 2023", "+12,33 poin persen", "+21,04%", "122.318"):
        assert shown in page
    assert "Peringkat 1 Paritrana Award 2025" in page


def test_the_list_has_an_order_of_its_own(published, client):
    page = text(client.get(LIST))
    assert re.findall(r"(\d) Kabupaten (Pontianak|Ketapang|Mempawah)", page) == [
        ("1", "Pontianak"),
        ("2", "Ketapang"),
        ("3", "Mempawah"),
    ]
    assert "bukan peringkat penghargaan" in page
    assert "Di atas 100%" in page


def test_the_charts_stand_beside_their_tables(published, client):
    for path, charts in ((LIST, 3), ("/daerah/61.04/", 2)):
        content = client.get(path).content.decode()
        assert content.count('<svg xmlns="http://www.w3.org/2000/svg"') == charts
        assert "<table" in content
        assert "68,02%" in content.partition("<svg xmlns")[2].partition("</svg>")[0]
        assert len(content) < 100_000
        assert re.findall(r"<script|<style|\sstyle=", content) == []


def test_the_csv_holds_the_same_numbers(published, client):
    response = client.get(f"{LIST}cakupan.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert response["Content-Disposition"] == 'attachment; filename="cakupan-kalimantan-barat-2024.csv"'
    assert rows[0][:4] == ["urutan", "kode_kemendagri", "daerah", "peserta_2024"]
    assert rows[2] == [
        *("2", "61.04", "Kabupaten Ketapang", "122318", "101052", "179827", "181454"),
        *("68,02", "55,69", "12,33", "21,04", "1"),
    ]


def test_nothing_is_shown_before_it_is_published(category, client):
    """Verified, scored, even agreed: the public sees figures only as published."""
    assert client.get(LIST).status_code == 404
    page = text(client.get("/daerah/61.04/"))
    assert "Belum ada hasil yang diumumkan" in page
    assert "80.101" not in page
    assert "Belum ada daftar cakupan" in text(client.get("/cakupan/"))


def test_a_figure_changed_after_publication_is_not_shown_until_it_is_published(published, client):
    factories.OfficialWorkforce.objects.filter(regency__kemendagri_code="61.04").update(figure=1)
    assert "68,02%" in text(client.get(LIST))


def test_a_correction_changes_both_pages(published, category, client):
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.04"), 10)
    world.published(category, reason="Sanggahan dikabulkan")
    assert "Peringkat 3 Paritrana Award 2025" in text(client.get("/daerah/61.04/"))


def test_the_index_leads_to_every_year(published, client):
    response = client.get("/cakupan/")
    assert f'href="{LIST}"' in response.content.decode()


def test_who_has_the_page_already_gets_none(published, client):
    etag = client.get(LIST)["ETag"]
    assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("codes", [["61.04"], ["61.04", "61.02", "61.71"]], ids=["one", "three"])
@pytest.mark.parametrize(
    ("path", "queries"),
    [(LIST, 2), (f"{LIST}cakupan.csv", 2), ("/daerah/61.04/", 2), ("/cakupan/", 1)],
)
def test_queries_do_not_grow_with_regions(codes, path, queries, client, django_assert_num_queries, db):
    world.published(world.category_with(codes, others=len(codes)))
    with django_assert_num_queries(queries):
        client.get(path)


# Bytes made at publication --------------------------------------------------------------------------
ADDRESSES = [LIST, f"{LIST}?sort=-growth_pp", f"{LIST}cakupan.csv", "/daerah/61.04/", "/daerah/61.02/"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_warm_process_answers_without_a_query_and_like_the_ranking(
    published, path, client, django_assert_num_queries
):
    first = client.get(path)
    with django_assert_num_queries(0):
        again = client.get(path)
    assert (again.status_code, again.content) == (200, first.content)
    ranking = client.get("/peringkat/kalimantan-barat/2025/kabupaten-kota/")
    assert again["Cache-Control"] == ranking["Cache-Control"] == "public, max-age=60"
    assert again["ETag"] == f'"{hashlib.sha256(again.content).hexdigest()}"'
    if not path.endswith(".csv"):
        packed = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert (packed["Vary"], packed["Content-Encoding"]) == (ranking["Vary"], "gzip")
        assert gzip.decompress(packed.content) == first.content
        assert packed["ETag"] != again["ETag"]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Ketapang", "Mempawah", "Pontianak"]),
        ("-name", ["Pontianak", "Mempawah", "Ketapang"]),
        ("coverage", ["Mempawah", "Ketapang", "Pontianak"]),
        ("award_rank", ["Pontianak", "Ketapang", "Mempawah"]),  # no order of this list
        ("%s'", ["Pontianak", "Ketapang", "Mempawah"]),
    ],
)
def test_every_order_is_a_page_and_an_unknown_one_is_the_list_itself(published, client, sort, names):
    page = text(client.get(LIST, {"sort": sort}))
    assert re.findall(r"Urutan \d Kabupaten (Pontianak|Ketapang|Mempawah)", page) == names


def test_a_page_that_cannot_be_made_keeps_its_bytes_and_stops_nothing(
    published, category, client, monkeypatch
):
    before = client.get("/daerah/61.04/").content
    monkeypatch.setattr(coverage_pages, "trend", lambda *_: 1 / 0)
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.04"), 10)
    second = world.published(category, reason="Sanggahan dikabulkan")
    assert (second.number, second.live) == (2, True)
    serve.forget()
    assert client.get("/daerah/61.04/").content == before


def test_pages_follow_a_new_version_of_the_code_and_old_addresses_go(published, client):
    province = published.category.edition.province
    CoveragePage.objects.filter(path=LIST).update(content=b"old", sha256="0" * 64, made_by="older")
    CoveragePage.objects.create(province=province, path=f"{LIST}?page=9", content=b"old", made_by="older")
    assert client.get(LIST).content == b"old"
    assert files.make_outdated_pages(province) == []
    serve.forget()
    assert "68,02%" in text(client.get(LIST))
    assert not CoveragePage.objects.filter(made_by="older").exists()
    assert files.make_outdated_pages(province) == []


def test_the_front_page_reads_no_document(published, client, django_assert_num_queries):
    with CaptureQueriesContext(connection) as log:
        page = text(client.get("/"))
    assert "Peringkat 1 Kabupaten Ketapang" in page
    assert [query["sql"] for query in log if '"document"' in query["sql"]] == []
    published.files.filter(name="ringkasan.json").delete()  # as right after an update
    assert f"Peringkat {published.category.name}" in text(client.get("/"))


def test_a_year_published_and_stated_otherwise_a_year_later_says_both(published):
    """The chart has a year's own publication, the table what the next report says: where they differ, it is said."""
    [(edition, document)] = coverage_pages.live_documents(published.category.edition.province)
    [row] = [row for row in document["entrants"] if row["code"] == "61.04"]
    later = Edition(province=edition.province, award_year=2026, assessed_year=2025)
    figures = row["figures"]
    restated = figures["registered"] | {"wage_earners": 60_101}
    next_year = figures | {"registered_previous": restated, "workforce_previous": figures["workforce"]}
    documents = [(later, document | {"entrants": [row | {"figures": next_year}]}), (edition, document)]
    first, second = region_years(documents)["61.04"]
    assert second["restated"] == ""
    assert first["restated"] == (
        "Angka 2024 berbeda dari yang diumumkan untuk tahun itu: peserta aktif 122.318 menjadi 102.318; "
        "cakupan 68,02% menjadi 56,90%."
    )
    same = figures | {
        "registered_previous": figures["registered"],
        "workforce_previous": figures["workforce"],
    }
    documents[0] = (later, document | {"entrants": [row | {"figures": same}]})
    assert region_years(documents)["61.04"][0]["restated"] == ""
