"""What everybody may read: bytes rendered once, no query, one hash on page, header and document."""

import hashlib
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from awards.models import Category, Edition, Entry, Publication
from awards.publishing.names import CategoryAddress
from tests import factories
from tests.builders import publication as world
from tests.once import once

pytestmark = pytest.mark.django_db
RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"
FILES = ["", "dokumen.json", "peringkat.csv", "peringkat.xlsx", "peringkat.pdf"]
IMMUTABLE_ETAG = re.compile(r'"[0-9a-f]{64}"')


@once
def category() -> Category:
    return world.category_with(["61.04", "61.71"])


@pytest.fixture
def publication(category, django_capture_on_commit_callbacks) -> Publication:
    with django_capture_on_commit_callbacks(execute=True):
        return world.published(category)


@pytest.fixture
def warm(publication, client):
    """A server process that has served every file once."""
    for path in ("", *(f"v1/{name}" for name in FILES)):
        client.get(RANKING + path)
    return client


def corrected(publication, django_capture_on_commit_callbacks) -> Publication:
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.71"), 99)
    with django_capture_on_commit_callbacks(execute=True):
        return world.published(publication.category, reason="Sanggahan Kota Pontianak dikabulkan")


def text(response) -> str:
    """The page as a reader sees it: without tags, spaces run together."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# The document ---------------------------------------------------------------------------------------
def test_the_document_is_served_byte_for_byte_and_its_etag_is_its_hash(warm, publication):
    response = warm.get(f"{RANKING}v1/dokumen.json")
    assert response.content == bytes(publication.document)
    assert hashlib.sha256(response.content).hexdigest() == publication.sha256
    assert response["ETag"] == f'"{publication.sha256}"'
    assert response["Content-Type"] == "application/json"
    assert publication.sha256 in text(warm.get(RANKING))


def test_a_stranger_recomputes_what_is_served(warm, tmp_path):
    file = tmp_path / "d.json"
    file.write_bytes(warm.get(f"{RANKING}v1/dokumen.json").content)
    command = [sys.executable, "-m", "awards.verify", str(file)]
    ran = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    file.write_bytes(file.read_bytes().replace(b'"80101"', b'"80102"').replace(b"80101", b"80102"))
    assert subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, check=False).returncode == 1


# Speed ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["", *(f"v1/{name}" for name in FILES)])
def test_no_query_and_no_session_even_for_who_is_logged_in(warm, path, django_assert_num_queries):
    warm.force_login(world.admin_of(Publication.objects.get().category))
    with django_assert_num_queries(0):
        response = warm.get(RANKING + path)
    assert response.status_code == 200
    lasting = path.removeprefix("v1/") in {"dokumen.json", "peringkat.csv", "peringkat.xlsx", "peringkat.pdf"}
    assert response["Cache-Control"] == "public, max-age=" + ("31536000, immutable" if lasting else "60")
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("path", ["", *(f"v1/{name}" for name in FILES)])
def test_who_has_the_bytes_already_gets_none(warm, path):
    full = warm.get(RANKING + path)
    assert IMMUTABLE_ETAG.fullmatch(full["ETag"])
    assert full["ETag"] == f'"{hashlib.sha256(full.content).hexdigest()}"'
    again = warm.get(RANKING + path, headers={"If-None-Match": full["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (full["ETag"], full["Cache-Control"])
    assert warm.get(RANKING + path, headers={"If-None-Match": '"lain"'}).status_code == 200


@pytest.mark.parametrize("path", ["", "v1/dokumen.json"])
def test_head_says_what_get_would(warm, path):
    head, get = warm.head(RANKING + path), warm.get(RANKING + path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == get.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(get.content))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(warm, method):
    assert getattr(warm, method)(RANKING).status_code == 405


# The page -------------------------------------------------------------------------------------------
def test_the_page_needs_no_script_and_is_light(warm):
    content = warm.get(RANKING).content
    assert len(content) < 100_000
    inline = rb"<script(?! type=\"application/ld\+json\">)|<style|\sstyle=|\son\w+=|javascript:"
    assert re.findall(inline, content) == []


def test_the_page_shows_ranks_totals_and_where_the_orders_differ(warm):
    page = text(warm.get(RANKING))
    assert "Peringkat 1 Kabupaten Ketapang" in page
    assert "+12,33 poin persen" in page
    assert (
        "Kabupaten Pontianak , cakupan: 103,14% dari semesta pekerja; di dalam nilai dihitung 100%." in page
    )
    assert "Kabupaten Lain 0 Nilai berkas di bawah ambang kandidat" in page
    assert "python3 -I paritrana-verify.pyz dokumen.json" in page


def test_sample_data_is_marked(warm):
    assert "Data contoh — angka pada halaman ini bukan hasil resmi" in text(warm.get(RANKING))


def test_latest_and_permanent_page_are_the_same_bytes(warm):
    assert warm.get(RANKING).content == warm.get(f"{RANKING}v1/").content


# Corrections ----------------------------------------------------------------------------------------
def test_a_correction_replaces_the_latest_and_leaves_the_old_document(
    warm, publication, django_capture_on_commit_callbacks
):
    before = warm.get(f"{RANKING}v1/dokumen.json")
    second = corrected(publication, django_capture_on_commit_callbacks)
    assert second.sha256 in text(warm.get(RANKING))
    assert publication.sha256 not in text(warm.get(RANKING)).partition("Semua pengumuman")[0]
    assert warm.get(f"{RANKING}v1/dokumen.json").content == before.content
    assert warm.get(f"{RANKING}v2/dokumen.json").content == bytes(second.document)


def test_the_old_page_says_that_it_is_superseded_and_by_what(
    warm, publication, django_capture_on_commit_callbacks
):
    assert "sudah tidak berlaku" not in text(warm.get(f"{RANKING}v1/"))
    corrected(publication, django_capture_on_commit_callbacks)
    old, new = warm.get(f"{RANKING}v1/"), warm.get(f"{RANKING}v2/")
    assert "Pengumuman nomor 1 ini sudah tidak berlaku" in text(old)
    assert f'href="{RANKING}v2/"' in old.content.decode()
    assert "Perubahan atas pengumuman nomor 1 Alasan: Sanggahan Kota Pontianak dikabulkan" in text(new)
    assert "sudah tidak berlaku" not in text(new)


# What does not exist --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    [
        "/peringkat/kalimantan-barat/2025/kabupaten-kota/v2/",
        "/peringkat/kalimantan-barat/2025/kabupaten-kota/v0/",
        "/peringkat/kalimantan-barat/2025/kabupaten-kota/v2/dokumen.json",
        "/peringkat/kalimantan-barat/2025/kabupaten-kota/v1/index.html.gz",
        "/peringkat/kalimantan-barat/2025/desa/",
        "/peringkat/kalimantan-barat/2024/kabupaten-kota/",
        "/peringkat/jawa/2025/kabupaten-kota/",
        "/peringkat/../2025/kabupaten-kota/",
        "/kriteria/kalimantan-barat/1999/",
        "/kriteria/jawa/2025/",
        "/cakupan/kalimantan-barat/2025/",
        "/cakupan/kalimantan-barat/2025/cakupan.csv",
        "/cakupan/jawa/2024/",
        "/daerah/99.99/",
    ],
)
def test_unknown_places_years_and_numbers_are_not_found(warm, path):
    assert warm.get(path).status_code == 404


def test_an_edition_without_a_publication_has_no_ranking(client):
    category = world.category_with(["61.04"], others=0)
    assert client.get(reverse("ranking", args=CategoryAddress.of(category))).status_code == 404


# Ranks only -----------------------------------------------------------------------------------------
@once
def secretive() -> Category:
    category = world.category_with(["61.04", "61.71"], disclosure="ranks")
    world.mark_by_seat(Entry.objects.get(regency__kemendagri_code="61.04"))
    return category


@pytest.fixture
def ranks_only(secretive, django_capture_on_commit_callbacks) -> Publication:
    with django_capture_on_commit_callbacks(execute=True):
        return world.published(secretive)


SECRETS = ["80101", "80.101", "42217", "42.217", "179827", "179.827", "68,02", "68.0198", "103,14", "12,33"]


@pytest.mark.parametrize("name", ["", "dokumen.json", "peringkat.csv"])
def test_where_only_ranks_are_disclosed_nothing_else_is(ranks_only, client, name):
    content = client.get(f"{RANKING}v1/{name}").content.decode("utf-8-sig")
    assert "Ketapang" in content
    assert [secret for secret in SECRETS if secret in content] == []
    assert re.findall(r'"(?:sheets|figures|groups|scores)":|kelompok_|kriteria_[A-E]', content) == []


def test_the_sealed_document_is_kept_and_its_hash_is_public(ranks_only, client):
    sealed = bytes(ranks_only.sealed_document)
    document = client.get(f"{RANKING}v1/dokumen.json").json()
    assert document["sealed_sha256"] == hashlib.sha256(sealed).hexdigest()
    assert b"80101" in sealed
    assert document["sealed_sha256"] in text(client.get(RANKING))


@pytest.mark.parametrize("path", ["/cakupan/kalimantan-barat/2024/", "/daerah/61.04/", "/"])
def test_no_other_page_gives_the_sealed_figures_away(ranks_only, client, path):
    page = client.get(path).content.decode()
    assert [secret for secret in SECRETS if secret in page] == []


def test_the_coverage_csv_of_sealed_figures_has_no_rows(ranks_only, client):
    content = client.get("/cakupan/kalimantan-barat/2024/cakupan.csv").content.decode("utf-8-sig")
    assert len(content.splitlines()) == 1


# Front page and criteria ----------------------------------------------------------------------------
def test_the_front_page_says_so_when_there_is_nothing(client):
    assert "Belum ada tahun penghargaan yang dibuka" in text(client.get("/"))


def test_the_front_page_names_the_best_three_and_the_phase(warm):
    page = text(warm.get("/"))
    assert "Paritrana Award 2025" in page
    assert "Diumumkan" in page
    assert "Pengumuman" in page
    assert re.search(r"Peringkat 1 Kabupaten Ketapang \d\d,\d\d Peringkat 2", page)


def test_an_edition_in_preparation_is_nobodys_business(client):
    factories.edition(award_year=2027, phase="persiapan")
    assert "2027" not in text(client.get("/"))
    assert client.get("/kriteria/kalimantan-barat/2027/").status_code == 404


def test_earlier_years_are_links(warm):
    for year in (2026, 2027):
        factories.edition(award_year=year)
    page = warm.get("/").content.decode()
    assert "Tahun-tahun sebelumnya" in page
    assert (
        f'<a href="{RANKING}">Peringkat 2025, Provinsi Kalimantan Barat, Pemerintah Kabupaten/Kota</a>'
        in page
    )
    assert "podium" not in page
    assert "Paritrana Award 2025" not in page


@pytest.mark.parametrize("years", [1, 5])
def test_queries_of_the_front_page_do_not_grow(client, years, django_assert_num_queries):
    for year in range(2026, 2026 + years):
        factories.edition(award_year=year).categories.create(slug="kabupaten-kota", name="Kabupaten/kota")
    with django_assert_num_queries(5):
        client.get("/")


def test_criteria_weights_rubrics_and_tie_rules_are_public_before_anybody_fills_in(client):
    factories.edition(award_year=2026, phase="pengisian")
    world.create_category(Edition.objects.get())
    page = text(client.get("/kriteria/kalimantan-barat/2026/"))
    assert "A. Kinerja Bobot 40" in page
    assert "A2 Peningkatan cakupan Bobot 10 Dihitung dari angka: naik 10 poin persen" in page
    assert "100 Perda khusus" in page
    assert "nilai kelompok A Kinerja nilai kriteria A2 Peningkatan cakupan nilai kelompok B Kebijakan" in page
    assert "Jumlah bobot: 100" in page


def test_queries_of_the_criteria_do_not_grow(publication, client, django_assert_num_queries):
    with django_assert_num_queries(6):
        client.get("/kriteria/kalimantan-barat/2025/")
