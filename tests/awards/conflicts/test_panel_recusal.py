"""What a recused member never gets: with data around that could leak."""

import datetime

import pytest
from django.urls import reverse

from awards.choices import Conflict, Stage
from awards.models import Recusal, ScoreSheet
from tests import factories
from tests.builders import panel as world
from tests.builders.panel import sheet_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(seat):
    return world.logged_in(seat.user)


# Withdrawing ----------------------------------------------------------------------------------------
def test_withdrawing_takes_everything_of_that_region_away(client, seat, panel, entry, edition):
    """With data that could leak: two other members have locked theirs, a draft of the own exists."""
    kept = world.candidate(edition, "Sambas", "61.01", presentation_at=None)
    evidence = world.evidence_of(entry)
    own = world.draft(seat, entry)
    for other in (panel[0], panel[2]):
        world.locked_both(other, entry)
    url = reverse("panel_recuse", args=[entry.pk])
    told = client.post(url, {"reason": " "})
    assert told.status_code == 409
    for advice in ("Pilih jenis benturan kepentingan", "Tuliskan alasan benturan kepentingan"):
        assert advice in told.content.decode()
    assert client.post(url, {"kind": "friend", "reason": "Kenal"}).status_code == 422
    declared = {"kind": "family", "reason": "Saudara kandung kepala dinas"}
    assert client.post(url, declared).status_code == 302
    assert Recusal.objects.get().kind == Conflict.FAMILY
    assert not ScoreSheet.objects.filter(pk=own.pk).exists()

    page = client.get(reverse("panel_index"))
    board = page.context["board"]
    assert [(str(row.entry), row.conflict, len(row.stages)) for row in board.rows] == [
        ("Kabupaten Sambas", False, 2),
        ("Kabupaten Ketapang", True, 0),
    ]
    assert (board.locked, board.sheets, board.presenting) == (0, 2, None)
    text = page.content.decode()
    assert f"/penilaian/{entry.pk}/" not in text
    for address in (
        reverse("panel_dossier", args=[entry.pk]),
        reverse("panel_evidence", args=[entry.pk, evidence.pk]),
        reverse("panel_scores", args=[entry.pk]),
        sheet_url(entry),
        sheet_url(entry, Stage.INTERVIEW),
        sheet_url(entry, name="panel_total"),
        sheet_url(entry, name="panel_lock"),
        url,
    ):
        assert client.get(address).status_code == 404, address
    late = client.post(sheet_url(entry), {"version": "1", "B1": "5"}, headers={"X-Autosave": "1"})
    assert late.status_code == 404
    assert client.get(sheet_url(kept)).status_code == 200


def test_the_page_of_a_recused_member_does_not_change_when_the_others_lock(client, seat, panel, entry):
    """Timing is a hint too: what is shown is the same before and after."""
    Recusal.objects.create(seat=seat, entry=entry, reason="Kerabat")

    def shown() -> str:
        return client.get(reverse("panel_index")).context["board"].__repr__()

    before = shown()
    for other in (panel[0], panel[2]):
        world.locked_both(other, entry)
    assert shown() == before


def test_who_works_for_the_region_is_kept_out_without_having_withdrawn(seat, entry):
    evidence = world.evidence_of(entry)
    factories.Membership.objects.create(
        user=seat.user, role="officer", regency=entry.regency, since=datetime.date(2025, 1, 1)
    )
    client = world.logged_in(seat.user)
    for address in (sheet_url(entry), reverse("panel_evidence", args=[entry.pk, evidence.pk])):
        assert client.get(address).status_code == 404
    assert client.post(sheet_url(entry), {"version": "0", "B1": "100"}).status_code == 404
    assert client.get(reverse("panel_index")).context["board"].rows[0].conflict


def test_with_a_locked_sheet_the_withdrawal_page_points_to_the_chair(client, seat, entry):
    world.locked(seat, entry)
    url = reverse("panel_recuse", args=[entry.pk])
    page = client.get(url).content.decode()
    assert "mintalah Ketua Tim Sembilan" in page
    assert "<textarea" not in page
    assert client.post(url, {"kind": "family", "reason": "Kerabat"}).status_code == 409
    assert not Recusal.objects.exists()
