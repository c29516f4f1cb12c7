"""The table and package of one publication, the feed of all, and what search engines are told."""

import io
import json
import re
from xml.etree import ElementTree

import frictionless
import pandas
import pytest
from django.conf import settings

from awards.models import Entry, PublicationFile
from awards.open_data import package
from awards.publishing import files
from awards.publishing.delivery import serve
from tests.builders import publication as world

PUBLICATION = "/peringkat/kalimantan-barat/2025/kabupaten-kota/v{}/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def frame(client, number=1):
    return pandas.read_csv(io.BytesIO(client.get(f"{PUBLICATION.format(number)}data.csv").content))


@pytest.fixture
def corrected(published, category):
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.04"), 10)
    second = world.published(category, reason="Sanggahan Ketapang dikabulkan")
    serve.forget()
    return second


def test_its_package_is_valid_and_its_types_are_seen(published, client, tmp_path):
    for name in ("data.csv", "datapackage.json"):
        (tmp_path / name).write_bytes(client.get(PUBLICATION.format(1) + name).content)
    assert frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["message"]) == []
    told = json.loads((tmp_path / "datapackage.json").read_text())
    assert told["name"] == "paritrana-61-2025-kabupaten-kota-v1"
    assert published.sha256 in told["description"]
    described = frictionless.describe(str(tmp_path / "data.csv"))
    [resource] = told["resources"]
    assert {field.name: field.type for field in described.schema.fields} == {
        field["name"]: field["type"] for field in resource["schema"]["fields"]
    }


def test_it_says_everything_of_ketapang(published, client):
    rows = frame(client).query("kode == 'ID-61.04'").fillna("")
    found = {(row.ukuran, row.bagian): row.nilai for row in rows.itertuples()}
    [entrant] = [
        each for each in json.loads(bytes(published.document))["entrants"] if each["code"] == "61.04"
    ]
    assert found["peringkat", ""] == entrant["rank"]
    assert found["nilai_akhir", ""] == float(entrant["total"])
    assert found["kriteria", "A1"] == float(entrant["scores"]["A1"])
    assert found["kelompok", "B"] == float(entrant["groups"]["B"])
    assert found["peserta_sebelumnya", "wage_earners"] == 71_405
    assert (found["cakupan", ""], found["cakupan_sebelumnya", ""]) == (68.02, 55.69)
    assert ("peserta", "migrant_workers") not in found


def test_of_ranks_only_it_says_ranks_and_totals(category, client):
    category.disclosure = "ranks"
    category.save()
    world.published(category)
    assert set(frame(client).ukuran) == {
        "peringkat",
        "peringkat_terbaik",
        "peringkat_terburuk",
        "nilai_akhir",
    }


def test_what_was_replaced_keeps_its_table(published, corrected, client):
    before = frame(client, 1).query("kode == 'ID-61.04' and ukuran == 'nilai_akhir'").nilai.item()
    after = frame(client, 2).query("kode == 'ID-61.04' and ukuran == 'nilai_akhir'").nilai.item()
    assert before > after
    assert set(frame(client, 1).pengumuman) == {1}


def test_a_table_that_cannot_be_made_stops_no_announcement_and_comes_later(category, monkeypatch):
    monkeypatch.setattr("awards.publishing.render.comma_csv", lambda _: 1 / 0)
    made = world.published(category)
    assert not made.files.filter(name="data.csv").exists()
    monkeypatch.undo()
    assert files.make_outdated_files(category) == []
    assert made.files.get(name="data.csv").content


def test_the_files_there_were_are_what_they_were(published):
    head = bytes(PublicationFile.objects.get(name="peringkat.csv").content).split(b"\r\n")[0]
    assert head.startswith(
        b"\xef\xbb\xbfperingkat;kode_kemendagri;daerah;kandidat;nilai_akhir;peringkat_terbaik;"
    )


# Feed -----------------------------------------------------------------------------------------------
def test_the_feed_tells_of_each_publication_and_why_it_was_changed(published, corrected, client):
    files.make_open_data()
    response = client.get("/umpan.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)  # noqa: S314  our own
    entries = [
        [entry.findtext(f"a:{name}", namespaces=ATOM) for name in ("title", "id", "summary")]
        for entry in root.findall("a:entry", ATOM)
    ]
    where = "Paritrana Award 2025 Provinsi Kalimantan Barat"
    name = published.category.name
    sample = "Data contoh, bukan hasil resmi."
    assert entries == [
        [
            f"Perubahan nomor 2: {name}, {where}",
            f"{settings.SITE_URL}{PUBLICATION.format(2)}",
            f"Pengumuman ini berlaku. {sample} Alasan perubahan: Sanggahan Ketapang dikabulkan. Yang berubah: "
            "Kabupaten Sambas: peringkat 2 → 1. Kabupaten Pontianak: peringkat 3 → 2. "
            "Kabupaten Ketapang: peringkat 1 → 3, nilai akhir 83,28 → 38,28. "
            "Kabupaten Ketapang: nilai Tim Sembilan berubah.",
        ],
        [
            f"Pengumuman nomor 1: {name}, {where}",
            f"{settings.SITE_URL}{PUBLICATION.format(1)}",
            f"Pengumuman ini sudah digantikan. {sample}",
        ],
    ]
    moments = [entry.findtext("a:updated", namespaces=ATOM) for entry in root.findall("a:entry", ATOM)]
    assert root.findtext("a:updated", namespaces=ATOM) == moments[0]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00", moment) for moment in moments)


@pytest.mark.django_db
def test_before_the_first_publication_the_feed_is_empty(client):
    root = ElementTree.fromstring(client.get("/umpan.atom").content)  # noqa: S314  our own
    assert (root.findtext("a:title", namespaces=ATOM), root.findall("a:entry", ATOM)) == (
        "Pengumuman Paritrana Award",
        [],
    )


def test_every_public_page_names_the_feed(published, client):
    for path in ("/", "/data/", PUBLICATION.format(1), "/daerah/61.04/", "/hitung-ulang/"):
        head = client.get(path).content.decode().partition("</head>")[0]
        assert re.findall(r'type="application/atom\+xml"\s+title="[^"]+"\s+href="([^"]+)"', head) == [
            "/umpan.atom"
        ]


# Page -----------------------------------------------------------------------------------------------
def test_search_engines_are_told_what_there_is(published, client):
    page = client.get("/data/").content.decode()
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = json.loads(text)
    assert (told["@type"], told["url"]) == ("Dataset", f"{settings.SITE_URL}/data/")
    assert (told["temporalCoverage"], told["spatialCoverage"]) == (
        "2023/2024",
        ["Provinsi Kalimantan Barat, Indonesia"],
    )
    addresses = [each["contentUrl"].removeprefix(settings.SITE_URL) for each in told["distribution"]]
    assert len(addresses) == 20
    assert {client.get(path).status_code for path in addresses} == {200}


def test_the_page_leads_to_every_file_and_explains_every_column(published, client):
    page = client.get("/data/").content.decode()
    links = set(re.findall(r'href="(/data/[^"]+)"', page))
    assert len(links) == 41
    assert {client.get(path).status_code for path in links} == {200}
    told = json.loads(client.get("/data/datapackage.json").content)["resources"]
    columns = {field["name"] for one in told for field in one["schema"]["fields"]}
    assert set(re.findall("<code>(.*?)</code>", page)) == columns
    assert len(page.encode()) < 50_000


def test_what_somebody_named_ends_no_script():
    text = package.for_a_script({"name": "</script><script>alert(1)</script>&"})
    assert "<" not in text
    assert json.loads(text) == {"name": "</script><script>alert(1)</script>&"}


# Beside charts --------------------------------------------------------------------------------------
def captions(client, path) -> list[list[str]]:
    """Where CSV and JSON of each chart of a page lie, in order."""
    page = client.get(path).content.decode()
    figures = re.findall(r'<figure class="chart">.*?</figure>', page, re.DOTALL)
    return [re.findall(r'href="([^"]+)">(?:CSV|JSON)</a>', figure) for figure in figures]


def test_beside_every_chart_stand_its_numbers(published, client):
    compared = "/daerah/banding/?daerah=61.04&daerah=61.71"
    for path in (PUBLICATION.format(1), "/daerah/61.04/", "/cakupan/kalimantan-barat/2024/", compared):
        found = captions(client, path)
        assert found, path
        assert [len(links) for links in found] == [2] * len(found)
        assert {client.get(link).status_code for links in found for link in links} == {200}


def test_beside_the_chart_of_a_region_stand_its_years_and_no_other_region(published, client):
    page = client.get("/daerah/61.04/").content.decode()
    caption = re.search(r"<figcaption>(.*?)</figcaption>", page, re.DOTALL)[1]
    csv_path, json_path, _ = re.findall(r'href="([^"]+)"', caption)
    rows = pandas.read_csv(io.BytesIO(client.get(csv_path).content))
    assert rows[["kode_kemendagri", "tahun", "cakupan_persen"]].to_numpy().tolist() == [
        ["ID-61.04", 2023, 55.69],
        ["ID-61.04", 2024, 68.02],
    ]
    assert [row["peserta"] for row in client.get(json_path).json()["rows"]] == [101_052, 122_318]


def test_beside_the_chart_of_a_year_stand_its_regions_and_no_other_year(published, client):
    rows = client.get("/cakupan/kalimantan-barat/2024/cakupan.json").json()["rows"]
    assert {(row["daerah"], row["tahun"]) for row in rows} == {
        ("Kabupaten Ketapang", 2024),
        ("Kabupaten Pontianak", 2024),
        ("Kabupaten Sambas", 2024),
    }


def test_beside_the_chart_of_a_ranking_stand_its_table_and_document(published, client):
    assert captions(client, PUBLICATION.format(1))[0] == [
        PUBLICATION.format(1) + name for name in ("data.csv", "dokumen.json")
    ]


def test_a_region_that_was_never_published_has_no_rows(published, client):
    assert client.get("/daerah/61.90/cakupan.json").json()["rows"] == []
    assert client.get("/daerah/99.99/cakupan.json").status_code == 404


def test_search_engines_are_told_of_each_ranking(published, client):
    page = client.get(PUBLICATION.format(1)).content.decode()
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = json.loads(text)
    assert (told["version"], told["temporalCoverage"]) == ("1", "2024")
    assert told["name"] == (
        f"Peringkat Paritrana Award 2025 Provinsi Kalimantan Barat, {published.category.name}"
    )
    assert [each["contentUrl"] for each in told["distribution"]] == [
        settings.SITE_URL + PUBLICATION.format(1) + name for name in ("data.csv", "dokumen.json")
    ]
