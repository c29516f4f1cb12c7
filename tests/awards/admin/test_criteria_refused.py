"""What the page of criteria refuses: each sentence says what to do, and doing it is enough."""

from __future__ import annotations

import pytest

from awards.models import Category, Criterion, CriterionGroup
from tests.builders import edition as world
from tests.builders.criteria_page import address, bands, boxes, prefix, told, weights

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(admin) -> Category:
    return world.prepared().categories.get()


WRONG: list[tuple[dict[str, str], list[str]]] = [
    ({"A1-weight": "delapan"}, ["Kriteria A1, Bobot: Tertulis “delapan”."]),
    ({"A1-weight": "17.555"}, ["Kriteria A1, Bobot: Tertulis “17.555”."]),
    ({"A1-weight": ""}, ["Kriteria A1, Bobot: Isian ini wajib diisi."]),
    (
        {"A1-name": "x" * 161},
        ["Kriteria A1, Nama kriteria: Isian ini berisi 161 karakter; paling banyak 160."],
    ),
    ({"A1-code": "A 1"}, ["Kriteria A 1, Kode: Tulis huruf dan angka tanpa spasi, misalnya B2."]),
    ({"A1-code": "A2"}, ["Kriteria A2 tertulis 2 kali. Beri setiap kriteria kode sendiri."]),
    ({"B2-bands-0-label": ""}, ["Kriteria B2, rentang nilai, Sebutan: Isian ini wajib diisi"]),
    (
        {"B2-bands-1-low": "70"},
        ["Kriteria B2, rentang nilai: Rentang 56–70 dan 70–85 bertumpang tindih."],
    ),
    (
        {f"B2-bands-3-{name}": "" for name in ("low", "high", "label")},
        ["Kriteria B2, rentang nilai: Nilai 0–55 tidak termasuk rentang mana pun."],
    ),
    ({"B2-bands-3-high": "101"}, ["Kriteria B2, rentang nilai, Sampai: Tertulis “101”."]),
]


@pytest.mark.parametrize(("changed", "said"), WRONG)
def test_what_is_wrong_is_told_by_its_name_and_nothing_is_stored(desk, category, changed, said):
    shown = desk.get(address(category))
    typed = {name.replace(name[:2], prefix(shown, name[:2]), 1): value for name, value in changed.items()}
    answer = desk.post(address(category), boxes(shown) | typed)
    assert (answer.status_code, len(told(answer))) == (409, len(said))
    assert {name: boxes(answer).get(name, "") for name in typed} == typed
    assert "maxlength" not in answer.text
    assert [one[: len(start)] for one, start in zip(told(answer), said, strict=True)] == said
    assert (
        desk.post(address(category), boxes(answer) | {n: boxes(shown)[n] for n in typed}).status_code == 302
    )
    assert (weights(category)["A1"], len(bands(category, "B2"))) == (18, 4)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"groups-TOTAL_FORMS": "x"}, "Isian tidak sampai seutuhnya. Muat ulang halaman, lalu isi lagi."),
        ({"groups-1-code": "A"}, "Kelompok A tertulis 2 kali. Beri setiap kelompok kode sendiri."),
        (
            {"criteria-1-key": "same", "criteria-1-name": "Lain"},
            "Ada isian yang terkirim dua kali. Muat ulang halaman, lalu isi lagi.",
        ),
        ({"criteria-0-group": "77"}, "Kriteria A1, Kelompok: "),
        ({"criteria-TOTAL_FORMS": "41"}, "Jumlahnya melebihi 40. Hapus yang tidak dipakai."),
    ],
)
def test_what_no_browser_sends_is_refused(desk, category, changed, said):
    shown = boxes(desk.get(address(category)))
    same = {name: shown["criteria-0-key"] for name, value in changed.items() if value == "same"}
    answer = desk.post(address(category), shown | changed | same)
    assert (answer.status_code, any(one.startswith(said) for one in told(answer))) == (409, True)


@pytest.mark.parametrize(
    "edit", ["", "add", "add 7", "add criteria x", "up", "up criteria-99", "down x y", "baru"]
)
def test_a_button_that_is_none_stores_nothing(desk, category, edit):
    answer = desk.post(address(category), boxes(desk.get(address(category))) | {"edit": edit, "reason": "\0"})
    assert (answer.status_code, weights(category)["A1"]) == (200, 18)


def test_a_criterion_of_another_category_is_not_reached(desk, category):
    other = world.like(category)
    theirs = other.criteria.get(code="A1")
    shown = desk.get(address(category))
    typed = boxes(shown) | {
        f"{prefix(shown, 'A1')}-key": str(theirs.pk),
        f"{prefix(shown, 'A1')}-name": "Lain",
    }
    desk.post(address(category), typed)
    theirs.refresh_from_db()
    assert (theirs.name, theirs.group.category) == ("Cakupan UCJ", other)


def test_what_another_admin_stored_meanwhile_stands_beside_what_is_typed(desk, category):
    shown = desk.get(address(category))
    mine = boxes(shown) | {f"{prefix(shown, 'A1')}-weight": "20", f"{prefix(shown, 'A2')}-weight": "8"}
    Criterion.objects.filter(group__category=category, code="A3").update(name="Capaian target")
    extra = CriterionGroup.objects.get(category=category, code="B")
    Criterion.objects.create(group=extra, code="B9", name="Baru", weight=1, source="panel", position=99)
    answer = desk.post(address(category), mine)
    assert (answer.status_code, told(answer)) == (
        409,
        [
            "Kriteria diubah sejak halaman ini dibuka; belum ada yang disimpan. Bandingkan keduanya, lalu simpan lagi "
            "atau pakai yang tersimpan."
        ],
    )
    codes = "A1, A2, A3, A4, B1, B2, B3, C1, C2, C3, D1, D2, D3, D4, E1, E2, E3, E4"
    assert answer.context["conflict"] == [
        ("A1 · Bobot", "20", "18"),
        ("A2 · Bobot", "8", "10"),
        ("A3 · Nama", "Capaian terhadap target UCJ daerah", "Capaian target"),
        ("Kriteria B9", "–", "Baru, bobot 1"),
        ("Urutan kriteria", codes, f"{codes}, B9"),
    ]
    assert weights(category)["A1"] == 18
    assert desk.post(address(category), boxes(answer)).status_code == 302  # as the sentence says
    assert weights(category)["A1"] == 20
    assert "B9" not in weights(category)


def test_a_second_tap_is_answered_as_the_first(desk, category):
    shown = desk.post(address(category), boxes(desk.get(address(category))) | {"edit": "add criteria 0"})
    new = next(row.prefix for row in shown.context["criteria"] if not row["key"].value())
    typed = boxes(shown) | {f"{new}-code": "A5", f"{new}-name": "Baru", f"{new}-weight": "1"}
    typed |= {f"{prefix(shown, 'A1')}-weight": "17"}
    assert [desk.post(address(category), typed).status_code for _ in range(2)] == [302, 302]
    assert category.criteria.filter(code="A5").count() == 1
    assert desk.post(address(category), typed | {f"{new}-name": "Lain"}).status_code == 409
