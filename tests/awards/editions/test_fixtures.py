"""The default data equals the domain's tables, and loading it again changes nothing that somebody edited."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from awards.choices import Phase, Source, Stage
from awards.editions.default_criteria import create_category, default_words, published_figures
from awards.models import Band, Category, Edition
from awards.models.editions import by_kind
from regencies.choices import REGENCY_KIND
from regencies.figures.indicators import coverage, coverage_growth_pp, participant_growth_pct
from regencies.kinds.registry import KINDS
from regencies.l10n.rounding import round_half_up
from regencies.models import MinimumPremium, Province, Regency
from regencies.places.reference_data import load_places, read_fixture

pytestmark = pytest.mark.django_db

REGIONS = {  # Kemendagri: BPS, name, capital, kecamatan, kelurahan, desa
    "61.01": ("6101", "Kabupaten Sambas", "Sambas", 19, 0, 195),
    "61.02": ("6104", "Kabupaten Mempawah", "Mempawah", 9, 7, 60),
    "61.03": ("6105", "Kabupaten Sanggau", "Sanggau", 15, 6, 163),
    "61.04": ("6106", "Kabupaten Ketapang", "Ketapang", 20, 9, 253),
    "61.05": ("6107", "Kabupaten Sintang", "Sintang", 14, 16, 390),
    "61.06": ("6108", "Kabupaten Kapuas Hulu", "Putussibau", 23, 4, 278),
    "61.07": ("6102", "Kabupaten Bengkayang", "Bengkayang", 17, 2, 122),
    "61.08": ("6103", "Kabupaten Landak", "Ngabang", 13, 0, 156),
    "61.09": ("6109", "Kabupaten Sekadau", "Sekadau", 7, 0, 94),
    "61.10": ("6110", "Kabupaten Melawi", "Nanga Pinoh", 11, 0, 169),
    "61.11": ("6111", "Kabupaten Kayong Utara", "Sukadana", 6, 0, 43),
    "61.12": ("6112", "Kabupaten Kubu Raya", "Sungai Raya", 9, 0, 123),
    "61.71": ("6171", "Kota Pontianak", "Pontianak", 6, 29, 0),
    "61.72": ("6172", "Kota Singkawang", "Singkawang", 5, 26, 0),
}
WEIGHTS = {
    **{"A1": 18, "A2": 10, "A3": 6, "A4": 6},
    **{"B1": 8, "B2": 8, "B3": 4},
    **{"C1": 8, "C2": 4, "C3": 3},
    **{"D1": 3, "D2": 3, "D3": Decimal("2.5"), "D4": Decimal("1.5")},
    **{"E1": 4, "E2": 5, "E3": 3, "E4": 3},
}

INNOVATION = {  # part of D → its bands from 86, 71, 56 and 0
    "D1": [
        "Belum ada di daerah lain",
        "Cara daerah lain, diperbaiki",
        "Mengikuti daerah lain",
        "Tidak baru atau tidak ada",
    ],
    "D2": ["Besar dan terukur", "Nyata, sebagian terukur", "Terbatas", "Belum terlihat"],
    "D3": [
        "Berlanjut, dipakai daerah lain",
        "Berlanjut, ada aturan dan dana",
        "Baru ada aturan atau dana",
        "Berjalan satu kali saja",
    ],
    "D4": [
        "Lengkap dan sesuai",
        "Belum lengkap",
        "Sebagian kecil",
        "Hampir tidak ada",
    ],
}


@pytest.fixture
def category():
    load_places()
    edition = Edition.objects.create(
        province=Province.objects.get(code="61"), award_year=2025, assessed_year=2024
    )
    return create_category(edition)


def test_the_fourteen_regions_are_those_of_the_ministry():
    load_places()
    assert {
        r.kemendagri_code: (r.bps_code, str(r), r.capital, r.districts, r.urban_villages, r.villages)
        for r in Regency.objects.all()
    } == REGIONS
    assert set(Regency.objects.values_list("province__code", flat=True)) == {"61"}


def test_there_are_thirty_eight_provinces_in_three_time_zones():
    load_places()
    assert Province.objects.count() == 38
    zones = dict(Province.objects.values_list("slug", "time_zone"))
    assert zones["kalimantan-barat"] == "Asia/Pontianak"
    assert zones["bali"] == "Asia/Makassar"
    assert zones["papua-barat-daya"] == "Asia/Jayapura"
    assert zones["aceh"] == "Asia/Jakarta"
    for province in Province.objects.all():
        province.full_clean()


def test_loading_twice_keeps_what_was_edited():
    load_places()
    Regency.objects.filter(kemendagri_code="61.04").update(office_name="Disnakertrans Ketapang")
    load_places()
    assert Regency.objects.count() == 14
    assert Regency.objects.get(kemendagri_code="61.04").office_name == "Disnakertrans Ketapang"
    assert [(p.amount, p.since.year) for p in MinimumPremium.objects.all()] == [(16_800, 2015)]


def test_default_weights_are_the_domains_and_sum_to_exactly_one_hundred(category):
    weights = dict(category.criteria.values_list("code", "weight"))
    assert weights == WEIGHTS
    assert sum(weights.values()) == Decimal(100)
    groups = dict(category.groups.annotate(weight=Sum("criteria__weight")).values_list("name", "weight"))
    assert groups == {"Kinerja": 40, "Kebijakan": 20, "Penerapan": 15, "Inovasi": 10, "Wawancara": 15}


def test_criteria_come_from_the_source_the_domain_names(category):
    figures = category.criteria.filter(source=Source.FIGURES).values_list("code", "indicator", "full_mark")
    assert list(figures) == [
        ("A1", "coverage", 100),
        ("A2", "coverage_growth_pp", 10),
        ("A3", "target_attainment", 100),
        ("A4", "participant_growth_pct", 30),
    ]
    interview = category.criteria.filter(stage=Stage.INTERVIEW).values_list("code", flat=True)
    assert list(interview) == ["E1", "E2", "E3", "E4"]
    for criterion in category.criteria.all():
        criterion.full_clean()


def test_every_mark_of_a_panel_criterion_falls_in_a_band_and_no_other_criterion_has_any(category):
    for criterion in category.criteria.prefetch_related("bands"):
        ranges = [band for band in criterion.bands.all() if band.low < band.high]
        covered = {mark for band in criterion.bands.all() for mark in range(band.low, band.high + 1)}
        if criterion.source == Source.FIGURES:
            assert covered == set()
        else:
            assert covered == set(range(101)), criterion
            labels = INNOVATION.get(criterion.code, ["Sangat Baik", "Baik", "Cukup", "Kurang"])
            assert [band.label for band in ranges] == labels


def test_anchors_are_bands_of_one_score(category):
    def anchors(code):
        bands = Band.objects.filter(criterion__group__category=category, criterion__code=code).order_by(
            "-low"
        )
        return [(band.low, band.label) for band in bands if band.low == band.high]

    assert anchors("B1") == [
        (100, "Perda khusus"),
        (80, "Perkada khusus"),
        (60, "Keputusan"),
        (40, "Instruksi atau surat edaran"),
        (30, "Hanya MoU atau PKS"),
        (0, "Tidak ada"),
    ]
    assert anchors("E1") == [
        (100, "Kepala daerah"),
        (80, "Wakil kepala daerah"),
        (60, "Sekretaris daerah"),
        (40, "Kepala dinas"),
    ]
    assert anchors("B2") == []


def test_a_category_that_exists_is_left_alone(category):
    category.criteria.filter(code="A1").update(weight=17)
    assert create_category(category.edition) == category
    assert Category.objects.count() == 1
    assert category.criteria.get(code="A1").weight == 17
    assert category.edition.phase == Phase.PREPARATION


def test_ketapangs_published_figures_reproduce_its_published_rates():
    ketapang = published_figures()["regions"]["61.04"]
    now, before = (sum(ketapang[key].values()) for key in ("registered", "registered_previous"))
    rate = coverage(now, ketapang["workforce_total"])
    rate_before = coverage(before, ketapang["workforce_total_previous"])
    assert str(round_half_up(rate, 2)) == ketapang["published"]["coverage_pct"] == "68.02"
    assert str(round_half_up(rate_before, 2)) == ketapang["published"]["coverage_previous_pct"] == "55.69"
    assert str(round_half_up(coverage_growth_pp(rate, rate_before), 2)) == "12.33"
    assert str(round_half_up(participant_growth_pct(now, before), 2)) == "21.04"
    assert "iturunkan" in ketapang["workforce_source"]


def test_what_the_desk_promises_of_the_default_criteria_is_what_is_made(category):
    made, groups = category.criteria, category.groups
    weight = int(made.aggregate(weight=Sum("weight"))["weight"])
    assert default_words() == (
        f"Kategori {category.name} dibuat dengan {made.count()} kriteria dalam {groups.count()} kelompok, "
        f"berbobot {weight}."
    )


PROPOSED = {  # kind → weight of each group
    "desa-kelurahan": {"A": 40, "B": 20, "C": 15, "D": 10, "E": 15},
    "badan-usaha": {"A": 40, "B": 25, "C": 10, "D": 10, "E": 15},
    "usaha-kecil-mikro": {"A": 55, "B": 25, "D": 20},
}


def test_every_kind_of_participant_has_criteria_to_start_from():
    assert set(KINDS) == {REGENCY_KIND, *PROPOSED}


@pytest.mark.parametrize("kind", PROPOSED)
def test_a_category_of_nominees_starts_with_proposed_criteria(category, kind):
    made = create_category(category.edition, kind)
    made.full_clean()
    weights = made.groups.annotate(weight=Sum("criteria__weight")).values_list("code", "weight")
    assert (made.kind, dict(weights)) == (kind, PROPOSED[kind])
    figures = list(
        made.criteria.filter(source=Source.FIGURES).order_by("code").values_list("indicator", flat=True)
    )
    assert figures == ["coverage", "coverage_growth_pp", "target_attainment", "participant_growth_pct"]
    for criterion in made.criteria.filter(source=Source.PANEL):
        marks = {mark for band in criterion.bands.all() for mark in range(band.low, band.high + 1)}
        assert marks == set(range(101)), criterion
    assert read_fixture(f"criteria_{kind.replace('-', '_')}.json")["proposal"]


@pytest.mark.parametrize("kind", KINDS)
def test_innovation_is_scored_by_four_parts_of_every_kind(category, kind):
    made = create_category(category.edition, kind)
    parts = made.criteria.filter(group__code="D").order_by("position")
    assert [group.code for group in made.groups.filter(on_one_screen=True)] == ["D"]
    whole = parts.aggregate(weight=Sum("weight"))["weight"]
    assert {part.name: part.weight * 100 / whole for part in parts} == {
        "Kebaruan": 30,
        "Manfaat": 30,
        "Keberlanjutan dan replikasi": 25,
        "Bukti": 15,
    }
    assert [part.code for part in parts if part.source == Source.PANEL and part.guidance] == [*INNOVATION]
    ranges = {part.code: {(b.low, b.high) for b in part.bands.all()} for part in parts}
    assert ranges == {code: {(86, 100), (71, 85), (56, 70), (0, 55)} for code in INNOVATION}


def test_categories_stand_in_the_order_of_the_kinds(category):
    for kind in PROPOSED:
        create_category(category.edition, kind)
    other = Category.objects.create(
        edition=category.edition, slug="a-kedua", name="Kedua", kind="badan-usaha"
    )
    stored = list(category.edition.categories.all())
    assert [row.slug for row in by_kind(reversed(stored))] == [
        *("kabupaten-kota", "desa-kelurahan", other.slug, "badan-usaha", "usaha-kecil-mikro")
    ]
