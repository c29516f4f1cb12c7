"""The open data as it is served: what programs read in it, what is in it, and what never is."""

import csv
import io
import json
import re

import frictionless
import pandas
import pytest
from openpyxl import load_workbook

from awards.models import Entry, PublicationFile
from awards.open_data import reports
from awards.publishing import files
from awards.publishing.corrections import open_correction
from awards.publishing.delivery import serve
from regencies.choices import Section
from tests.builders import publication as world
from tests.builders.reported import HOSTILE

DATASETS = [
    *("cakupan", "kepesertaan", "indikator", "peringkat", "nilai", "pengumuman"),
    *("anggaran", "kelompok", "produk-hukum", "inovasi"),
]
KINDS = {"string": "OSU", "integer": "i", "number": "f", "boolean": "b"}  # what pandas calls them


def frame(get, name):
    return pandas.read_csv(io.BytesIO(get(f"{name}.csv").content))


def kind(series) -> str:
    return "O" if pandas.api.types.is_string_dtype(series.dtype) else series.dtype.kind


@pytest.fixture
def folder(published, get, tmp_path):
    """What somebody has on disk who took everything the data package names."""
    for name in ["datapackage.json", *(f"{name}.csv" for name in DATASETS)]:
        (tmp_path / name).write_bytes(get(name).content)
    return tmp_path


# As programs read it --------------------------------------------------------------------------------
def test_the_data_package_names_every_dataset_and_frictionless_finds_nothing_wrong(folder):
    package = frictionless.Package(str(folder / "datapackage.json"))
    assert [resource.name for resource in package.resources] == DATASETS
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert (report.valid, report.flatten(["message"])) == (True, [])
    assert package.licenses[0]["name"] == "CC-BY-4.0"


def test_frictionless_finds_a_wrong_value(folder):
    file = folder / "cakupan.csv"
    file.write_text(file.read_text().replace("122318", "banyak"))
    assert frictionless.validate(str(folder / "datapackage.json")).valid is False


@pytest.mark.parametrize("name", DATASETS)
def test_pandas_and_frictionless_see_every_type_without_being_told(folder, name):
    told = json.loads((folder / "datapackage.json").read_text())["resources"]
    [types] = [
        {field["name"]: field["type"] for field in one["schema"]["fields"]}
        for one in told
        if one["name"] == name
    ]
    read = pandas.read_csv(folder / f"{name}.csv")
    assert len(read) > 0
    assert {column: kind(read[column]) in KINDS[types[column]] for column in types} == dict.fromkeys(
        types, True
    )
    described = frictionless.describe(str(folder / f"{name}.csv"))
    assert {field.name: field.type for field in described.schema.fields} == types


def test_codes_stay_text_and_both_are_there(published, get):
    row = frame(get, "cakupan").query("kode_kemendagri == 'ID-61.04' and tahun == 2024").iloc[0]
    bps = Entry.objects.get(regency__kemendagri_code="61.04").regency.bps_code
    assert (row.kode_bps, row.kode_provinsi, row.provinsi) == (f"ID-{bps}", "ID-61", "Kalimantan Barat")


# What is in it --------------------------------------------------------------------------------------
def test_ketapang_stands_in_it_with_both_years(published, get):
    rows = frame(get, "cakupan").query("daerah == 'Kabupaten Ketapang'")
    columns = ["tahun", "tahun_laporan", "peserta", "semesta_pekerja", "cakupan_persen"]
    assert rows[columns].to_numpy().tolist() == [
        [2023, 2024, 101_052, 181_454, 55.69],
        [2024, 2024, 122_318, 179_827, 68.02],
    ]
    assert rows.data_contoh.tolist() == [True, True]


def test_segments_and_indicators_stand_one_a_row(published, get):
    segments = frame(get, "kepesertaan").query("daerah == 'Kabupaten Ketapang' and tahun == 2024")
    found = dict(zip(segments.ukuran + " " + segments.segmen, segments.orang, strict=True))
    assert (found["peserta wage_earners"], found["semesta_pekerja formal"]) == (80_101, 179_827)
    assert "peserta migrant_workers" not in found  # not reported is no row
    rows = frame(get, "indikator").query("daerah == 'Kabupaten Ketapang'")
    assert dict(zip(rows.indikator, rows.nilai, strict=True)) == {
        "peningkatan_cakupan": 12.33,
        "pertumbuhan_peserta": 21.04,
        "target_cakupan": 70.0,
        "capaian_target": 97.17,
    }


def test_ranks_and_scores_are_those_of_the_document(published, get):
    document = json.loads(bytes(published.document))
    entrants = {f"ID-{each['code']}": each for each in document["entrants"]}
    ranks = frame(get, "peringkat")
    assert {row.kode: (row.peringkat, row.nilai_akhir) for row in ranks.itertuples()} == {
        code: (each["rank"], float(each["total"])) for code, each in entrants.items() if each["rank"]
    }
    scores = frame(get, "nilai").query("kode == 'ID-61.04'")
    assert dict(zip(scores.kriteria, scores.nilai, strict=True)) == {
        code: float(score) for code, score in entrants["ID-61.04"]["scores"].items()
    }


def test_the_judged_report_is_told_by_line_and_amount(published, get):
    budget = frame(get, "anggaran")[["butir", "sumber_dana", "ukuran", "rupiah"]].to_numpy().tolist()
    assert budget == [
        [1, "APBD kabupaten/kota", "pagu", 900],
        [1, "APBD kabupaten/kota", "realisasi", 800],
        [2, "CSR/non-anggaran", "realisasi", 50],
    ]
    groups = frame(get, "kelompok").query("daerah == 'Kabupaten Sambas'")
    assert dict(zip(groups.ukuran, groups.nilai, strict=True)) == {
        "orang": 34_400,
        "bulan": 12,
        "realisasi": 34_400 * 12 * 16_800,
    }
    rules = frame(get, "produk-hukum").iloc[0]
    assert (rules.produk_hukum, rules.tahun_produk_hukum, rules.khusus, rules.masih_berlaku) == (
        "Peraturan Bupati/Wali Kota Nomor 4 Tahun 2020",
        2020,
        "ya",
        "ya",
    )
    assert frame(get, "inovasi")[["inovasi", "sejak_tahun", "sumber_dana"]].to_numpy().tolist() == [
        ["Satu Desa 100 Pekerja Rentan", 2024, "tidak dijawab"]
    ]


def test_the_publication_itself_is_named_by_its_hash(published, get):
    row = frame(get, "pengumuman").iloc[0]
    assert (row.kode_keaslian, row.pengumuman, row.pembukaan) == (published.sha256, 1, "penuh")
    assert row.alamat.endswith("/peringkat/kalimantan-barat/2025/kabupaten-kota/v1/")


def test_the_four_forms_say_the_same(published, get):
    plain = list(csv.reader(io.StringIO(get("cakupan.csv").content.decode())))
    excel = get("cakupan.id.csv").content
    assert excel.startswith(b"\xef\xbb\xbfkode_kemendagri;")
    indonesian = list(csv.reader(io.StringIO(excel.decode("utf-8-sig")), delimiter=";"))
    assert indonesian[0] == plain[0]
    at = plain[0].index("cakupan_persen")
    assert [row[at].replace(",", ".") for row in indonesian] == [row[at] for row in plain]
    assert (plain[1][-1], indonesian[1][-1]) == ("true", "ya")
    told = json.loads(get("cakupan.json").content)
    assert told["rows"][0]["cakupan_persen"] == float(plain[1][at])
    assert told["rows"][0]["data_contoh"] is True
    [sheet] = load_workbook(io.BytesIO(get("cakupan.xlsx").content)).worksheets
    assert [cell.value for cell in sheet[1]][-3:] == [
        "Semesta pekerja (orang)",
        "Cakupan (persen)",
        "Data contoh",
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:K{len(plain)}")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.cell(2, at + 1).value == float(plain[1][at])


def test_text_that_would_run_runs_in_no_form(published, get):
    for name, separator, encoding in (("csv", ",", "utf-8"), ("id.csv", ";", "utf-8-sig")):
        text = get(f"anggaran.{name}").content.decode(encoding)
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))
        assert rows[0]["kegiatan"] == f"'{HOSTILE}"
    [sheet] = load_workbook(io.BytesIO(get("anggaran.xlsx").content)).worksheets
    cell = next(cell for cell in sheet[2] if str(cell.value).endswith("baris"))
    assert (cell.value, cell.data_type) == (HOSTILE, "s")


# What never is --------------------------------------------------------------------------------------
def test_nothing_is_there_before_it_is_published(category, get, client):
    assert get("cakupan.csv").status_code == 404
    assert get("datapackage.json").status_code == 404
    page = client.get("/data/").content.decode()
    assert "Belum ada data yang diumumkan" in page
    assert "Ketapang" not in page


def test_a_new_server_says_that_there_is_nothing_yet(db, get, client):
    assert files.make_open_data() == []
    assert "Belum ada data yang diumumkan" in client.get("/data/").content.decode()
    assert get("pengumuman.csv").content.decode().startswith("kode_provinsi,provinsi,")
    assert get("pengumuman.json").json()["rows"] == []


def test_of_ranks_only_there_are_ranks_and_nothing_else(category, get):
    category.disclosure = "ranks"
    category.save()
    world.published(category)
    files.make_open_data()
    assert {name: len(frame(get, name)) for name in DATASETS} == dict.fromkeys(DATASETS, 0) | {
        "peringkat": 3,
        "pengumuman": 1,
    }
    assert not PublicationFile.objects.filter(name="laporan.json").exists()


def test_reports_are_read_at_publication_and_never_again(published, get, monkeypatch):
    before = get("anggaran.csv").content
    monkeypatch.setitem(reports.SAYS, Section.BUDGET, lambda _: {"kegiatan": "Diganti kemudian"})
    assert files.make_outdated_files(published.category, every=True) == []
    files.make_open_data()
    serve.forget()
    assert get("anggaran.csv").content == before


def test_a_publication_from_before_gets_them_at_the_next_update_unless_it_is_being_corrected(published):
    kept = PublicationFile.objects.filter(name="laporan.json")
    before = bytes(kept.get().content)
    kept.delete()
    open_correction(published.category, "Sanggahan", by=world.admin_of(published.category))
    files.make_outdated_files(published.category)
    assert not kept.exists()
    published.correction.delete()
    files.make_outdated_files(published.category)
    assert bytes(kept.get().content) == before


def test_nobody_and_no_file_is_named(published, get):
    whole = b"".join(get(f"{name}.json").content for name in DATASETS).decode()
    assert re.findall("Siti Aminah|Harisson|0812|bukti.pdf|Orang ke-|Penilai", whole) == []
