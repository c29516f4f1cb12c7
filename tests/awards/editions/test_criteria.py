"""The verb that makes the criteria of a category what somebody wants: what it refuses by itself, and whose it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from awards.choices import Phase, Stage
from awards.editions.criteria import set_criteria
from awards.editions.criteria_rows import (
    BandRow,
    Criteria,
    CriterionRow,
    GroupRow,
    differing,
    stored_criteria,
)
from awards.models import Category, Criterion, Edition
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import edition as world
from tests.racing import race

pytestmark = pytest.mark.django_db

Change = Callable[[CriterionRow], CriterionRow]


@pytest.fixture
def category(db) -> Category:
    return world.prepared().categories.get()


def changed(stored: Criteria, **rows: Change) -> Criteria:
    """These criteria, those of these codes changed."""
    return Criteria(
        stored.groups, [rows[row.code](row) if row.code in rows else row for row in stored.criteria]
    )


def weighing(weight: str) -> Change:
    return lambda row: replace(row, weight=Decimal(weight))


def refusal(category: Category, wanted: Criteria, by=None) -> list[str]:
    seen = stored_criteria(category).token
    with pytest.raises(Refused) as refused:
        set_criteria(category, wanted, seen=seen, by=by or factories.admin())
    return refused.value.reasons


def test_what_is_wanted_is_stored_and_wanted_again_changes_nothing(category):
    admin, stored = factories.admin(), stored_criteria(category)
    wanted = changed(stored, A1=weighing("17"), A2=weighing("11"))
    assert set_criteria(category, wanted, seen=stored.token, by=admin) is True
    now = stored_criteria(category)
    assert (now, now.token == stored.token) == (wanted, False)
    assert set_criteria(category, wanted, seen=stored.token, by=admin) is False


def test_everything_wrong_is_told_at_once(category):
    stored = stored_criteria(category)
    wanted = changed(
        stored,
        A1=weighing("20"),
        A2=lambda row: replace(row, full_mark=None),
        A3=lambda row: replace(row, stage=Stage.INTERVIEW),
        B2=lambda row: replace(row, bands=(BandRow(0, 99, "Semua"),)),
        E4=lambda row: replace(row, code="E3"),
    )
    assert refusal(category, wanted) == [
        "Kriteria E3 tertulis 2 kali. Beri setiap kriteria kode sendiri.",
        "A2: Sumbernya angka laporan. Pilih indikatornya dan isi angka untuk nilai 100.",
        "A3: Sumbernya angka laporan. Pilih tahap Penilaian berkas.",
        "B2: Nilai 100 tidak termasuk rentang mana pun. Perluas rentang di sebelahnya, atau tambah rentang.",
        "Jumlah bobot 102; jumlahnya harus tepat 100. Kurangi 2.",
    ]
    assert stored_criteria(category) == stored


def test_no_criteria_at_all_weigh_nothing(category):
    assert refusal(category, Criteria([], [])) == ["Jumlah bobot 0; jumlahnya harus tepat 100. Tambah 100."]


def test_criteria_are_those_of_the_own_admin_in_preparation(category):
    stored = stored_criteria(category)
    wanted = changed(stored, A1=weighing("17"), A2=weighing("11"))
    other, _ = world.elsewhere()
    assert refusal(category, wanted, by=other) == [
        "Hanya admin Kalimantan Barat yang dapat mengatur Paritrana Award 2026."
    ]
    for phase in [phase for phase in Phase if phase != Phase.PREPARATION]:
        Edition.objects.update(phase=phase)
        assert refusal(category, wanted) == [
            f"Kriteria diubah hanya pada tahap “Persiapan”; tahap sekarang “{phase.label}”."
        ]
    assert stored_criteria(category) == stored


def test_what_differs_is_named_in_the_words_of_the_boxes(category):
    stored = stored_criteria(category)
    mine = changed(
        stored,
        A1=lambda row: replace(row, full_mark=Decimal("90"), guidance=""),
        B2=lambda row: replace(row, bands=(BandRow(50, 100, "Baik"), BandRow(80, 80, "Tepat"))),
        C3=lambda row: replace(row, code="C9", name="Kepatuhan"),
        D1=lambda row: replace(row, group="C", stage=Stage.INTERVIEW),
    )
    mine = replace(mine, groups=[replace(group, on_one_screen=group.code == "B") for group in stored.groups])
    guidance = stored.criteria[0].guidance
    found = {what: (ours, theirs) for what, ours, theirs in differing(mine, stored)}
    assert found.pop("Urutan kriteria")[0].count("C9") == 1
    assert found == {
        "Kelompok B · Dinilai bersama pada satu layar": ("Ya", "Tidak"),
        "Kelompok D · Dinilai bersama pada satu layar": ("Tidak", "Ya"),
        "A1 · Angka untuk nilai 100": ("90", "100"),
        "A1 · Panduan menilai": ("–", guidance),
        "B2 · Rentang nilai": (
            "50–100 Baik; 80 Tepat",
            "86–100 Sangat Baik; 71–85 Baik; 56–70 Cukup; 0–55 Kurang",
        ),
        "Kriteria C3": ("–", "Kepatuhan pemberi kerja, kerja sama, dan sanksi, bobot 3"),
        "Kriteria C9": ("Kepatuhan, bobot 3", "–"),
        "D1 · Tahap": ("Paparan dan wawancara", "Penilaian berkas"),
        "D1 · Kelompok": ("C", "D"),
    }


def test_a_group_there_is_on_one_side_only_is_named_there(category):
    stored = stored_criteria(category)
    mine = replace(stored, groups=[*stored.groups, GroupRow(None, "F", "Kerja sama", on_one_screen=False)])
    assert differing(mine, stored) == [("Kelompok F", "Kerja sama", "–")]
    assert differing(stored, mine) == [("Kelompok F", "–", "Kerja sama")]


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_at_the_same_time_one_is_told_what_the_other_stored():
    category, admin = world.prepared().categories.get(), factories.admin()
    stored = stored_criteria(category)

    def weigh(first: str, second: str) -> bool:
        wanted = changed(stored, A1=weighing(first), A2=weighing(second))
        return set_criteria(category, wanted, seen=stored.token, by=admin)

    kept, refused = race(lambda: weigh("17", "11"), lambda: weigh("16", "12"))
    assert (kept, refused.rows) == (True, [("A1 · Bobot", "16", "17"), ("A2 · Bobot", "12", "11")])
    assert refused.version == 0
    assert Criterion.objects.get(code="A1").weight == 17
