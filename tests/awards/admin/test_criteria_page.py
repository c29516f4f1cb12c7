"""The criteria of a category on one page: groups, weights, bands, stored together or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from awards.choices import Phase
from awards.models import Band, Category, Criterion, Edition
from tests.builders import edition as world
from tests.builders.admin_pages import page, text
from tests.builders.criteria_page import address, bands, boxes, history, prefix, told, weights
from tests.builders.panel import INNOVATION, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(admin) -> Category:
    return world.prepared().categories.get()


def to_group(shown, place: str) -> dict[str, str]:
    """The parts of D, moved to the group in this place."""
    return {f"{prefix(shown, code)}-group": place for code in INNOVATION}


def test_the_way_there_is_on_the_category_and_in_the_list_of_the_phase(desk, category):
    assert address(category) in text(desk.get(page("awards_category_change", category.pk)))
    Criterion.objects.filter(code="A1").update(weight=17)
    Band.objects.filter(criterion__code="B2", low=56).update(low=58)
    opening = desk.get(page("awards_edition_advance", category.edition_id, "pengisian"))
    assert [(item.text, item.url) for item in opening.context["preflight"].data.data if not item.ok] == [
        (
            f"Bobot kriteria “{category.name}” berjumlah 99; jumlahnya harus tepat 100. Sesuaikan bobotnya.",
            address(category),
        ),
        (
            "Rentang nilai kriteria B2: Nilai 56–57 tidak termasuk rentang mana pun. Perluas rentang di sebelahnya, "
            "atau tambah rentang.",
            address(category),
        ),
    ]


def test_what_is_sent_back_unchanged_changes_nothing(desk, category):
    before = Criterion.pgh_event_model.objects.count()
    answer = desk.post(address(category), boxes(desk.get(address(category))), follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Tidak ada yang diubah."]
    assert Criterion.pgh_event_model.objects.count() == before


def test_weights_are_stored_together_with_the_reason_and_only_what_changed(desk, category, admin):
    shown = desk.get(address(category))
    assert shown.context["weight"] == "Jumlah bobot tepat 100."
    one, other = prefix(shown, "A1"), prefix(shown, "A2")
    over = desk.post(address(category), boxes(shown) | {f"{one}-weight": "20,5"})
    assert (over.status_code, told(over)) == (
        409,
        ["Jumlah bobot 102,5; jumlahnya harus tepat 100. Kurangi 2,5."],
    )
    assert over.context["weight"] == "Jumlah bobot 102,5; jumlahnya harus tepat 100. Kurangi 2,5."
    assert weights(category)["A1"] == 18
    before = Criterion.pgh_event_model.objects.count()
    mended = boxes(over) | {f"{other}-weight": "7,5", "reason": "Keputusan rapat 12 Januari."}
    answer = desk.post(address(category), mended, follow=True)
    assert [str(m) for m in answer.context["messages"]] == ["Kriteria tersimpan; jumlah bobotnya tepat 100."]
    assert (weights(category)["A1"], weights(category)["A2"]) == (Decimal("20.5"), Decimal("7.5"))
    assert Criterion.pgh_event_model.objects.count() == before + 2
    why = "Keputusan rapat 12 Januari."
    assert [(c.who, c.field, c.before, c.after, c.reason) for c in history(desk, category) if c.reason] == [
        (str(admin), "Kriteria A2 · Bobot", "10", "7,5", why),
        (str(admin), "Kriteria A1 · Bobot", "18", "20,5", why),
    ]


def test_a_criterion_is_added_named_weighed_and_given_its_bands_in_one_save(desk, category):
    shown = desk.get(address(category))
    place = [group["code"].value() for group in shown.context["groups"]].index("B")
    more = desk.post(address(category), boxes(shown) | {"edit": f"add criteria {place}"})
    assert (more.status_code, category.criteria.count()) == (200, 18)
    [new] = [row for row in more.context["criteria"] if not row["key"].value()]
    assert [[box.value() for box in band] for band in new.bands] == [
        ["86", "100", "Sangat Baik"],
        ["71", "85", "Baik"],
        ["56", "70", "Cukup"],
        ["0", "55", "Kurang"],
    ]
    assert "autofocus" in str(new["code"])
    typed = boxes(more) | {
        f"{new.prefix}-{name}": t for name, t in {"code": "b4", "name": "Sosialisasi"}.items()
    }
    lighter = {f"{prefix(more, 'B1')}-weight": "6", f"{new.prefix}-weight": "2"}
    again = desk.post(address(category), typed | lighter | {"edit": f"add {new.prefix}-bands"})
    band = f"{new.prefix}-bands-4"
    anchor = {f"{band}-low": "80", f"{band}-high": "80", f"{band}-label": "Setiap kecamatan"}
    assert desk.post(address(category), boxes(again) | anchor).status_code == 302
    made = category.criteria.get(code="B4")
    assert (made.group.code, made.weight, made.source) == ("B", 2, "panel")
    assert bands(category, "B4") == [
        (86, 100, "Sangat Baik"),
        (80, 80, "Setiap kecamatan"),
        (71, 85, "Baik"),
        (56, 70, "Cukup"),
        (0, 55, "Kurang"),
    ]
    assert list(weights(category))[4:8] == ["B1", "B2", "B3", "B4"]


def test_a_row_that_was_added_and_left_blank_is_none(desk, category):
    shown = desk.post(address(category), boxes(desk.get(address(category))) | {"edit": "add criteria 0"})
    more = desk.post(address(category), boxes(shown) | {"edit": "add groups"})
    assert desk.post(address(category), boxes(more)).status_code == 302
    assert (category.criteria.count(), category.groups.count()) == (18, 5)


def test_a_criterion_goes_up_and_down_within_its_group(desk, category):
    shown = desk.get(address(category))
    moved = desk.post(address(category), boxes(shown) | {"edit": f"up {prefix(shown, 'B3')}"})
    assert [row["code"].value() for row, _ in moved.context["sections"][1].criteria] == ["B1", "B3", "B2"]
    top = desk.post(address(category), boxes(moved) | {"edit": f"up {prefix(moved, 'A1')}"})
    assert desk.post(address(category), boxes(top)).status_code == 302
    assert list(weights(category))[:7] == ["A1", "A2", "A3", "A4", "B1", "B3", "B2"]


def test_a_group_is_added_for_criteria_of_another_and_an_empty_one_is_refused(desk, category):
    shown = desk.post(address(category), boxes(desk.get(address(category))) | {"edit": "add groups"})
    typed = boxes(shown) | {"groups-5-code": "F", "groups-5-name": "Kerja sama"}
    empty = desk.post(address(category), typed)
    assert told(empty) == [
        "Kelompok F tidak berisi kriteria. Hapus kelompoknya, atau pilih kelompok itu pada suatu kriteria."
    ]
    assert (
        desk.post(address(category), boxes(empty) | {f"{prefix(empty, 'C3')}-group": "5"}).status_code == 302
    )
    assert category.criteria.get(code="C3").group.name == "Kerja sama"
    assert list(weights(category))[-1] == "C3"


def test_which_groups_are_given_on_one_screen_is_ticked_where_the_group_is_named(desk, category, admin):
    shown = desk.get(address(category))
    ticked = [group["on_one_screen"].value() for group in shown.context["groups"]]
    assert ticked == [False, False, False, True, False]
    assert text(shown).count("Dinilai bersama pada satu layar") == 5
    typed = boxes(shown) | {"groups-1-on_one_screen": "on", "reason": "Regulasi dinilai sekaligus."}
    del typed["groups-3-on_one_screen"]
    kept = desk.post(address(category), typed | {"edit": "add groups"})
    ticked = [bool(group["on_one_screen"].value()) for group in kept.context["groups"]]
    assert ticked == [False, True, False, False, False, False]
    assert desk.post(address(category), typed).status_code == 302
    assert [group.code for group in category.groups.filter(on_one_screen=True)] == ["B"]
    lines = [(c.who, c.field, c.before, c.after) for c in history(desk, category) if c.reason]
    assert sorted(lines) == [
        (str(admin), "Kelompok B · Dinilai bersama pada satu layar", "Tidak", "Ya"),
        (str(admin), "Kelompok D · Dinilai bersama pada satu layar", "Ya", "Tidak"),
    ]


def test_names_copied_from_a_document_are_stored_as_they_are_read(desk, category):
    shown = desk.get(address(category))
    copied = {
        f"{prefix(shown, 'A1')}-name": "Cakupan\u00a0UCJ \u200bdaerah",
        "groups-0-name": "\u00adKinerja\u00a0",
    }
    assert desk.post(address(category), boxes(shown) | copied).status_code == 302
    assert category.criteria.get(code="A1").name == "Cakupan UCJ daerah"
    assert category.groups.get(code="A").name == "Kinerja"


def test_a_group_goes_with_its_criteria_or_after_they_went_elsewhere(desk, category):
    shown = desk.get(address(category))
    typed = boxes(shown) | {"groups-3-DELETE": "on"}
    refused = desk.post(address(category), typed)
    assert told(refused) == [
        f"Kriteria {code}: kelompoknya dihapus atau kosong. Pilih kelompok lain, atau hapus juga kriterianya."
        for code in INNOVATION
    ]
    assert desk.post(address(category), boxes(refused) | to_group(shown, "2")).status_code == 302
    assert list(category.groups.values_list("code", flat=True)) == ["A", "B", "C", "E"]
    assert {c.group.code for c in category.criteria.filter(code__in=INNOVATION)} == {"C"}


def test_a_criterion_is_deleted_with_its_bands_once_another_takes_its_weight(desk, category):
    shown = desk.get(address(category))
    gone = {f"{prefix(shown, 'C3')}-DELETE": "on"}
    short = desk.post(address(category), boxes(shown) | gone)
    assert told(short) == ["Jumlah bobot 97; jumlahnya harus tepat 100. Tambah 3."]
    typed = boxes(short) | {f"{prefix(short, 'C2')}-weight": "7"}
    assert desk.post(address(category), typed).status_code == 302
    assert (category.criteria.filter(code="C3").exists(), weights(category)["C2"]) == (False, 7)
    gone_lines = [c.field for c in history(desk, category) if c.after == "dihapus"]
    assert ("Kriteria C3 · Bobot" in gone_lines, "Kriteria yang dihapus, 86–100 · Sebutan" in gone_lines) == (
        True,
        True,
    )


def test_codes_may_change_places_and_the_tie_break_follows_them(desk, category):
    Category.objects.filter(pk=category.pk).update(tie_break=["criterion:A2", "group:B", "criterion:D1"])
    shown = desk.get(address(category))
    kept = dict(category.criteria.values_list("code", "pk"))
    swapped = {f"{prefix(shown, 'A1')}-code": "A2", f"{prefix(shown, 'A2')}-code": "A1"}
    typed = boxes(shown) | swapped | {"groups-1-code": "C", "groups-2-code": "B"}
    assert desk.post(address(category), typed).status_code == 302
    assert dict(category.criteria.values_list("code", "pk")) == kept | {"A1": kept["A2"], "A2": kept["A1"]}
    category.refresh_from_db()
    assert category.tie_break == ["criterion:A1", "group:C", "criterion:D1"]
    assert category.groups.get(code="C").name == "Kebijakan"


def test_the_code_of_a_deleted_group_goes_to_another(desk, category):
    shown = desk.get(address(category))
    typed = boxes(shown) | {"groups-3-DELETE": "on", "groups-2-code": "D"} | to_group(shown, "2")
    assert desk.post(address(category), typed).status_code == 302
    assert list(category.groups.values_list("code", "name")) == [
        ("A", "Kinerja"),
        ("B", "Kebijakan"),
        ("D", "Penerapan"),
        ("E", "Wawancara"),
    ]


def test_a_criterion_changes_its_source_and_keeps_only_what_that_uses(desk, category):
    shown = desk.get(address(category))
    one = prefix(shown, "B2")
    typed = boxes(shown) | {f"{one}-source": "figures"}
    refused = desk.post(address(category), typed)
    assert told(refused) == ["B2: Sumbernya angka laporan. Pilih indikatornya dan isi angka untuk nilai 100."]
    mended = boxes(refused) | {f"{one}-indicator": "coverage", f"{one}-full_mark": "80"}
    assert desk.post(address(category), mended).status_code == 302
    made = category.criteria.get(code="B2")
    assert (made.source, made.indicator, made.full_mark, bands(category, "B2")) == (
        "figures",
        "coverage",
        80,
        [],
    )
    back = boxes(desk.get(address(category))) | {f"{one}-source": "panel"}
    assert told(desk.post(address(category), back)) == [
        "Kriteria B2, rentang nilai: Belum ada rentang nilai. Tambah rentang yang bersama-sama memuat 0 sampai 100."
    ]


def test_criteria_stay_once_they_are_public(desk, category):
    shown = desk.get(address(category))
    Edition.objects.update(phase=Phase.FILLING)
    answer = desk.post(address(category), boxes(shown) | {f"{prefix(shown, 'A1')}-name": "Lain"})
    assert (answer.status_code, told(answer)) == (
        409,
        ["Kriteria diubah hanya pada tahap “Persiapan”; tahap sekarang “Pengisian”."],
    )
    only_read = desk.get(address(category))
    assert "Simpan kriteria" not in text(only_read)
    assert [word for word in ("Tambah", "Hapus", "Coba bobot lain") if word in text(only_read)] == []
    every = [*only_read.context["groups"], *only_read.context["criteria"]]
    assert {field.disabled for form in every for field in form.fields.values()} == {True}


def test_another_provinces_admin_sees_none_of_it(category):
    other, _ = world.elsewhere()
    desk = logged_in(other)
    assert [desk.get(address(category)).status_code, desk.post(address(category), {}).status_code] == [
        404,
        404,
    ]


def test_a_category_added_by_mistake_goes_with_its_criteria(desk, category):
    other = world.like(category)
    url = page("awards_category_delete", other.pk)
    assert desk.get(url).status_code == 200
    assert desk.post(url, {"post": "yes"}).status_code == 302
    assert list(Category.objects.all()) == [category]


def test_the_page_takes_as_many_queries_with_one_criterion_as_with_eighteen(
    desk, category, django_assert_num_queries
):
    desk.get(address(category))
    with django_assert_num_queries(10):
        desk.get(address(category))
    Criterion.objects.exclude(code="A1").delete()
    with django_assert_num_queries(10):
        desk.get(address(category))
