"""The chair reads the provisional result and records the plenary's decision; nobody else of the panel does."""

import re

import pytest
from django.urls import reverse

from awards.choices import Phase, Position
from awards.models import Absence, Edition, Entry, PlenaryDecision, Recusal, Seat
from tests import factories
from tests.builders import publication as world
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in
from tests.once import once

pytestmark = pytest.mark.django_db

ORDER = "peringkat=1&place_1=61.02&place_2=61.04"


@once
def category():
    return world.tied_category(phase=Phase.PLENARY)


@pytest.fixture
def chair(category):
    return category.edition.seats.get(number=1).user


def pages(category):
    return [reverse(name, args=[category.pk]) for name in ("chair_result", "chair_plenary")]


def plain(response):
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def test_the_chair_goes_from_the_board_to_result_and_plenary(category, chair):
    client = logged_in(chair)
    result, plenary = pages(category)
    assert f'href="{result}"' in text(client.get(reverse("chair_edition", args=[category.edition_id])))
    shown = client.get(result)
    assert [row["name"] for row in shown.context["ranking"].data.data] == [
        "Kabupaten Mempawah",
        "Kabupaten Ketapang",
        "Kabupaten Pontianak",
    ]
    assert f'href="{plenary}?peringkat=1"' in text(shown)
    assert client.get(f"{plenary}?peringkat=1").status_code == 200


def test_a_decision_is_shown_before_it_is_stored_then_replaced_with_a_reason(category, chair):
    client, admin = logged_in(chair), logged_in(world.admin_of(category))
    result, plenary = pages(category)
    shown = client.get(f"{plenary}?{ORDER}")
    assert "Peringkat 1 Kabupaten Mempawah, peringkat 2 Kabupaten Ketapang." in plain(shown)
    assert not PlenaryDecision.objects.exists()
    answer = client.post(f"{plenary}?{ORDER}", {"reason": "Inovasi lebih luas", "replaces": "0"})
    assert (answer.status_code, answer.url) == (302, result)
    [first] = PlenaryDecision.objects.all()
    assert (first.order, first.reason, first.decided_by) == (["61.02", "61.04"], "Inovasi lebih luas", chair)
    looked = admin.get(page("awards_category_look", category.pk))
    assert "Ganti keputusan pleno" in plain(looked)
    other = f"{plenary}?peringkat=1&place_1=61.04&place_2=61.02"
    asked = admin.get(other)
    assert f"Keputusan {chair} digantikan dan tetap tercatat: peringkat 1 Kabupaten Mempawah" in plain(asked)
    [seen] = re.findall(r'name="replaces" value="(\d+)"', text(asked))
    assert admin.post(other, {"reason": "", "replaces": seen}).status_code == 409
    assert admin.post(other, {"reason": "Salah urut", "replaces": seen}).url == page(
        "awards_category_look", category.pk
    )
    assert [row.reason for row in PlenaryDecision.objects.order_by("pk")] == [
        "Inovasi lebih luas",
        "Salah urut",
    ]
    assert "Keputusan sebelumnya (1)" in plain(client.get(result))


def test_a_decision_on_a_page_made_before_another_is_refused_then_stored_by_one_more_press(category, chair):
    client, admin = logged_in(chair), logged_in(world.admin_of(category))
    _, plenary = pages(category)
    admin.post(f"{plenary}?{ORDER}", {"reason": "Inovasi lebih luas", "replaces": "0"})
    other = f"{plenary}?peringkat=1&place_1=61.04&place_2=61.02"
    refused = client.post(other, {"reason": "Cakupan naik", "replaces": "0"})
    assert refused.status_code == 409
    said = plain(refused)
    assert "Kabupaten Mempawah, Kabupaten Ketapang. Alasannya: Inovasi lebih luas" in said
    assert "belum tersimpan: Kabupaten Ketapang, Kabupaten Mempawah." in said
    assert "Cakupan naik" in text(refused)
    [seen] = re.findall(r'name="replaces" value="(\d+)"', text(refused))
    assert client.post(other, {"reason": "Cakupan naik", "replaces": seen}).status_code == 302
    assert [row.reason for row in PlenaryDecision.objects.order_by("pk")] == [
        "Inovasi lebih luas",
        "Cakupan naik",
    ]


@pytest.mark.parametrize(
    ("order", "complaint"),
    [
        ("place_1=61.02", "Pilih satu daerah untuk setiap urutan, atau tandai “Tetap berbagi peringkat”."),
        ("place_1=61.02&place_2=61.02", "Satu daerah dipilih dua kali. Pilih setiap daerah satu kali."),
    ],
)
def test_an_order_that_is_none_says_so_and_the_advice_passes(category, chair, order, complaint):
    client = logged_in(chair)
    _, plenary = pages(category)
    assert complaint in plain(client.get(f"{plenary}?{order}"))
    assert client.post(f"{plenary}?{order}", {"reason": "Mufakat"}).status_code == 409
    assert not PlenaryDecision.objects.exists()
    assert client.post(f"{plenary}?shared=on", {"reason": "Mufakat", "replaces": "0"}).status_code == 302
    assert PlenaryDecision.objects.get().shared is True


def test_members_are_refused_strangers_find_nothing(category):
    before = factories.edition(category.edition.province, category.edition.award_year - 1)
    last_year = factories.user("Ketua Lama")
    Seat.objects.create(edition=before, number=1, user=last_year, element="Sekda", position=Position.CHAIR)
    member = category.edition.seats.get(number=2).user
    officer = factories.officer(Entry.objects.first().regency)
    expected = {member: 403, last_year: 404, officer: 404}
    for person, status in expected.items():
        client = logged_in(person)
        assert [client.get(url).status_code for url in pages(category)] == [status, status]
        posted = client.post(f"{pages(category)[1]}?{ORDER}", {"reason": "Ingin", "replaces": "0"})
        assert posted.status_code == status
    assert not PlenaryDecision.objects.exists()


def test_a_chair_who_withdrew_gets_neither_until_the_result_is_public_and_one_who_is_absent_both(
    category, chair
):
    of = {"seat": category.edition.seats.get(number=1), "reason": "Dirawat"}
    of["entry"] = Entry.objects.get(regency__kemendagri_code="61.71")
    client = logged_in(chair)
    Absence.objects.create(**of, recorded_by=world.admin_of(category))
    assert [client.get(url).status_code for url in pages(category)] == [200, 200]
    Recusal.objects.create(**of)
    assert [client.get(url).status_code for url in pages(category)] == [403, 403]
    board = client.get(reverse("chair_edition", args=[category.edition_id]))
    assert pages(category)[0] not in text(board)
    Edition.objects.update(phase=Phase.ANNOUNCED)
    assert client.get(pages(category)[0]).status_code == 200


@pytest.mark.parametrize("phase", [Phase.CANDIDATES, Phase.SCORING, Phase.ARCHIVED])
def test_before_the_plenary_there_is_no_result_to_read(category, chair, phase):
    Edition.objects.update(phase=phase)
    assert [logged_in(chair).get(url).status_code for url in pages(category)] == [403, 403]
