"""What a document says, in the words of the public page."""

import pytest

from awards.document.build import build
from awards.presenters import wording
from awards.presenters.ranking_page import page
from tests.builders.document import criterion, entrant, inputs, sheets, simple_inputs

NAMES = {"A": "Kinerja", "B": "Kebijakan"}
METHOD = {"aggregate": "trimmed_mean", "trim": 1, "quorum": 7, "places": 2, "tie_break": []}


@pytest.mark.parametrize(
    ("method", "words"),
    [
        (METHOD, "Rata-rata terpangkas: 1 nilai tertinggi dan 1 nilai terendah"),
        (METHOD | {"trim": 0}, "Rata-rata nilai semua anggota"),
        (METHOD | {"aggregate": "mean"}, "Rata-rata nilai semua anggota"),
        (METHOD | {"aggregate": "median"}, "Nilai tengah (median)"),
    ],
)
def test_aggregation(method, words):
    assert wording.aggregation(method).startswith(words)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (None, ""),
        ("group:A", "Nilai akhir sama dengan X; dipisahkan oleh nilai kelompok A Kinerja"),
        ("group:Z", "Nilai akhir sama dengan X; dipisahkan oleh nilai kelompok Z"),
        ("criterion:A2", "Nilai akhir sama dengan X; dipisahkan oleh nilai kriteria A2 Peningkatan cakupan"),
        ("plenary", "Nilai akhir sama dengan X; urutan diputuskan pleno"),
        ("shared", "Nilai akhir sama dengan X; peringkat dibagi bersama"),
    ],
)
def test_ties(step, words):
    assert wording.tie(step, ["X"], NAMES, inputs()["criteria"]) == words


@pytest.mark.parametrize(
    ("indicator", "full_mark", "words"),
    [
        ("coverage", "100", "cakupan 100% atau lebih bernilai 100"),
        (
            "coverage_growth_pp",
            "12.5",
            "naik 12,5 poin persen atau lebih bernilai 100; tidak naik bernilai 0",
        ),
        ("target_attainment", "100", "mencapai 100% dari target daerah atau lebih bernilai 100"),
        ("participant_growth_pct", "30", "tumbuh 30% atau lebih bernilai 100; tidak tumbuh bernilai 0"),
    ],
)
def test_figures_are_measured_by_a_rule(indicator, full_mark, words):
    measured = wording.measured(criterion("A1", indicator=indicator, full_mark=full_mark))
    assert measured == f"Dihitung dari angka: {words}"


def test_panel_criteria_name_their_stage():
    assert wording.measured(criterion("E1", stage="interview")) == (
        "Dinilai Tim Sembilan dari paparan dan wawancara, 0 sampai 100"
    )


@pytest.mark.parametrize(
    ("stability", "words"),
    [(None, "–"), ({"best": 2, "worst": 2}, "2"), ({"best": 1, "worst": 3}, "1–3")],
)
def test_stability(stability, words):
    assert wording.ranks(stability) == words


def test_a_shared_rank_names_everybody_who_shares_it():
    marks = sheets(80, ["B1"])
    contents = simple_inputs([entrant(f"61.0{n}", f"Kabupaten {n}", sheets=marks) for n in (1, 2, 3)])
    rows = page(build(contents), NAMES)["rows"]
    assert [row["rank"] for row in rows] == [1, 1, 1]
    assert rows[0]["tie"] == ("Nilai akhir sama dengan Kabupaten 2 dan Kabupaten 3; peringkat dibagi bersama")


def test_footnotes_are_numbered_in_the_order_of_the_table():
    told = page(build(inputs()), NAMES)
    assert [(note["number"], note["name"], note["text"]) for note in told["notes"]] == [
        (1, "Kota Pontianak", "103,14% dari semesta pekerja; di dalam nilai dihitung 100%."),
        (2, "Kota Pontianak", "Sebagian peserta bekerja di kota dan tinggal di kabupaten."),
    ]
    assert [row["notes"] for row in told["rows"]] == [[], [1, 2], [], []]


def test_the_comparison_says_where_each_stands_in_both_orders_and_what_sets_it_apart():
    rows = page(build(inputs()), NAMES)["comparison"]
    assert [(row["name"], row["rank"], row["order"]) for row in rows] == [
        ("Kabupaten Ketapang", 1, 2),
        ("Kota Pontianak", 2, 1),
        ("Kabupaten Mempawah", 3, 4),
        ("Kabupaten Sekadau", 4, 3),
    ]
    assert rows[2]["apart"] == "B Kebijakan +0,66; A Kinerja −4,12"
    assert [row["sentence"] for row in rows] == [
        "1 tingkat di atas urutan cakupannya di antara kandidat (2); terjauh dari rata-rata kandidat: "
        "A Kinerja +2,69 poin.",
        "1 tingkat di bawah urutan cakupannya di antara kandidat (1); terjauh dari rata-rata kandidat: "
        "B Kebijakan −0,14 poin.",
        "1 tingkat di atas urutan cakupannya di antara kandidat (4); terjauh dari rata-rata kandidat: "
        "B Kebijakan +0,66 poin.",
        "1 tingkat di bawah urutan cakupannya di antara kandidat (3); terjauh dari rata-rata kandidat: "
        "B Kebijakan −1,58 poin.",
    ]
