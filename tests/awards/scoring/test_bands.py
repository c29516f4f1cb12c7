"""The bands of a criterion say of every mark from 0 to 100 what it means, and of none two things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.scoring.bands import gaps, problems_of

FOUR = [(86, 100), (71, 85), (56, 70), (0, 55)]


@pytest.mark.parametrize(
    "spans",
    [
        FOUR,
        [*FOUR, (100, 100), (80, 80), (60, 60)],  # anchors lie inside
        [(86, 100), (71, 85), (56, 70), (1, 55), (0, 0)],  # or fill what is left
        [(0, 100)],
    ],
)
def test_bands_that_fit(spans):
    assert problems_of(spans) == []


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ([], ["Belum ada rentang nilai. Tambah rentang yang bersama-sama memuat 0 sampai 100."]),
        ([(55, 0)], ["Tertulis rentang 55–0. Tulis angka 0 sampai 100, yang lebih kecil lebih dahulu."]),
        ([(0, 101)], ["Tertulis rentang 0–101. Tulis angka 0 sampai 100, yang lebih kecil lebih dahulu."]),
        (
            [(86, 100), (71, 85), (58, 70), (0, 55)],
            [
                "Nilai 56–57 tidak termasuk rentang mana pun. Perluas rentang di sebelahnya, atau tambah rentang."
            ],
        ),
        (
            [(86, 99), (71, 85), (56, 70), (0, 55)],
            [
                "Nilai 100 tidak termasuk rentang mana pun. Perluas rentang di sebelahnya, atau tambah rentang."
            ],
        ),
        (
            [(85, 100), (71, 85), (0, 70)],
            ["Rentang 71–85 dan 85–100 bertumpang tindih. Ubah batas salah satunya."],
        ),
        ([(0, 100), (20, 30)], ["Rentang 0–100 dan 20–30 bertumpang tindih. Ubah batas salah satunya."]),
        (
            [(0, 100), (20, 30), (40, 50)],
            [
                "Rentang 0–100 dan 20–30 bertumpang tindih. Ubah batas salah satunya.",
                "Rentang 0–100 dan 40–50 bertumpang tindih. Ubah batas salah satunya.",
            ],
        ),
        ([(0, 100), (0, 0)], ["Ada 2 rentang yang dimulai dari 0. Ubah atau hapus salah satunya."]),
        ([*FOUR, (80, 80), (80, 80)], ["Ada 2 rentang yang dimulai dari 80. Ubah atau hapus salah satunya."]),
    ],
)
def test_bands_that_do_not(spans, said):
    assert problems_of(spans) == said


@given(st.sets(st.integers(1, 100), max_size=6))
def test_a_whole_cut_anywhere_stays_whole_and_without_a_part_it_has_that_gap(cuts):
    starts = sorted({0, *cuts})
    spans = list(zip(starts, [*(start - 1 for start in starts[1:]), 100], strict=True))
    assert (problems_of(spans), gaps(spans)) == ([], [])
    assert gaps(spans[1:]) == [spans[0]]
