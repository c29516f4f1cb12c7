"""The same verb of the award sent twice with the same words by the same person: one row, one answer."""

import pytest
from django.urls import reverse

from awards.choices import Phase, Stage
from awards.conflicts.recusals import recuse
from awards.editions.phase_changes import advance
from awards.models import Absence, Correction, Edition, Recusal
from awards.panel.absences import record_absence, withdraw_absence
from awards.publishing.corrections import open_correction, withdraw_correction
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import panel as world
from tests.builders import publication
from tests.builders.admin_pages import page

pytestmark = pytest.mark.django_db


def twice(client, url, **typed):
    """Where both answers lead."""
    return [(answer.status_code, answer.url) for answer in (client.post(url, typed) for _ in range(2))]


def test_a_conflict_declared_twice_is_one(seat, entry):
    client = world.logged_in(seat.user)
    url = reverse("panel_recuse", args=[entry.pk])
    year = reverse("panel_edition", args=[seat.edition_id])
    assert twice(client, url, kind="family", reason="Kerabat\r\ndekat") == [(302, year)] * 2
    assert client.post(url, {"kind": "family", "reason": "Usaha"}).status_code == 404
    assert Recusal.objects.get().reason == "Kerabat\ndekat"


def test_absence_recorded_and_undone_twice_is_once_each(panel, entry):
    chair, member, _ = panel
    client = world.logged_in(chair.user)
    back = reverse("chair_entry", args=[entry.pk])
    absent = reverse("chair_absent", args=[entry.pk, member.pk])
    assert twice(client, absent, reason="Sakit") == [(302, back)] * 2
    assert client.post(absent, {"reason": "Dinas luar"}).status_code == 409
    absence = Absence.objects.get()
    present = reverse("chair_present", args=[absence.pk])
    assert twice(client, present, reason="Sudah hadir") == [(302, back)] * 2
    assert (client.post(present, {"reason": "Lain"}).status_code, client.get(present).status_code) == (
        409,
        404,
    )
    assert not Absence.objects.exists()
    again = record_absence(member, entry, by=chair.user, reason="Sakit")
    withdraw_absence(again, by=chair.user, reason="Sudah hadir")


def test_a_conflict_lifted_twice_is_lifted_once_and_by_another_refused(panel, entry):
    chair, member, _ = panel
    client = world.logged_in(chair.user)
    recusal = recuse(member, entry, by=member.user, reason="Kerabat")
    url, back = reverse("chair_lift", args=[recusal.pk]), reverse("chair_entry", args=[entry.pk])
    assert twice(client, url, reason="Bukan kerabat") == [(302, back)] * 2
    assert client.post(url, {"reason": "Salah"}).status_code == 409
    world.draft(member, entry, Stage.DESK)


def test_a_phase_opened_twice_is_opened_once():
    edition = factories.edition()
    by = factories.admin(edition.province)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.FILLING)
    first = advance(edition, Phase.PREPARATION, by=by, reason="Terlalu cepat")
    assert advance(edition, Phase.PREPARATION, by=by, reason="Terlalu cepat") == first
    with pytest.raises(Refused, match="tidak dapat langsung ke tahap “Persiapan”"):
        advance(edition, Phase.PREPARATION, by=factories.admin(name="Admin kedua"), reason="Terlalu cepat")


def test_a_correction_opened_and_given_up_twice_is_one():
    category = publication.category_with(["61.04"])
    publication.published(category)
    by = publication.admin_of(category)
    desk = world.logged_in(by)
    year = page("awards_edition_change", category.edition_id)
    url = page("awards_category_correct", category.pk)
    assert twice(desk, url, reason="Keliru", what="rest") == [(302, year)] * 2
    found = Correction.objects.get()
    with pytest.raises(Refused, match="sudah dibuka"):
        open_correction(category, "Salah", by=by)
    assert withdraw_correction(category, "Tidak jadi", by=by).publication == found.publication
    withdraw_correction(category, "Tidak jadi", by=by)
    with pytest.raises(Refused, match="Tidak ada perubahan yang terbuka"):
        withdraw_correction(category, "Batal", by=by)
