"""The chair sees how many members are left to judge each candidate, and is warned before that is too few."""

import pytest
from django.urls import reverse

from awards.choices import Phase
from awards.conflicts.recusals import recuse, withdraw_recusal
from awards.models import Category, Edition, Recusal
from awards.panel.absences import record_absence
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(panel, edition):
    Category.objects.filter(edition=edition).update(quorum=2)
    return world.logged_in(panel[0].user)


def shown(client, edition):
    """What stands in the column of each candidate, and the warning above the lists."""
    page = client.get(reverse("chair_edition", args=[edition.pk]))
    table = page.context["candidates"]
    rows = [row for row in world.rows_of(page.context["board"]) if not row.hidden]
    return [str(table.render_quorum(row)) for row in rows], page.context["shown"].short


def test_the_chair_is_warned_before_the_quorum_is_missed_and_told_what_to_do_then(
    chair, panel, entry, edition
):
    assert shown(chair, edition) == (["3 anggota menilai, kuorum 2"], [])
    recusal = recuse(panel[1], entry, by=panel[1].user, reason="Kerabat")
    [cell], told = shown(chair, edition)
    assert cell.startswith("2 anggota menilai, kuorum 2<br>")
    assert "Tepat kuorum" in cell
    assert told == [
        "Tepat kuorum: Kabupaten Ketapang. Bila satu anggota lagi berhalangan, kuorumnya tidak tercapai."
    ]
    record_absence(panel[2], entry, by=panel[0].user, reason="Sakit")
    [cell], told = shown(chair, edition)
    assert "Kurang dari kuorum" in cell
    assert told == [
        "Kabupaten Ketapang: 1 anggota menilai, kuorum 2. Tunjuk pengganti di halaman kandidatnya, atau cabut "
        "catatan yang keliru; tanpa kuorum hasilnya tidak dapat diumumkan."
    ]
    page = chair.get(reverse("chair_entry", args=[entry.pk])).content.decode()
    assert "1 anggota menilai, kuorum 2." in page
    withdraw_recusal(recusal, by=panel[0].user, reason="Bukan kerabat")  # as advised
    assert shown(chair, edition)[0][0].startswith("2 anggota menilai, kuorum 2<br>")


def test_a_chair_with_a_conflict_reads_the_name_alone(chair, panel, entry, edition):
    other = world.candidate(edition, "Sambas", "61.01")
    Recusal.objects.create(seat=panel[0], entry=entry, reason="Kerabat")
    record = {"seat": panel[1], "entry": entry, "reason": "Kerabat"}

    def page() -> str:
        answer = chair.get(reverse("chair_edition", args=[edition.pk]))
        return answer.content.decode().partition("<main")[2]

    before = page()
    assert before.count("anggota menilai, kuorum") == 1
    Recusal.objects.create(**record)
    assert page() == before
    assert shown(chair, edition) == (["3 anggota menilai, kuorum 2"], [])
    assert other.pk


def test_after_scoring_nobody_is_warned_of_what_is_settled(chair, panel, entry, edition):
    for seat in panel[1:]:
        Recusal.objects.create(seat=seat, entry=entry, reason="Kerabat")
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.PLENARY)
    assert shown(chair, edition)[1] == []
