"""The chair's own sheets: reopened by the secretary or the provincial admin, never by the chair."""

import pytest
from django.urls import reverse

from awards.choices import Position
from awards.models import Seat
from awards.panel.sheets import lock_sheet, reopen_sheet, save_scores
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


def secretary(seat: Seat) -> Seat:
    Seat.objects.filter(pk=seat.pk).update(position=Position.SECRETARY)
    seat.refresh_from_db()
    return seat


def test_the_secretary_finds_the_chairs_sheets_and_nothing_of_the_others(panel, entry):
    chair, member, _ = panel
    second = secretary(panel[2])
    world.locked_both(member, entry)
    [desk, _] = world.locked_both(chair, entry)
    client = world.logged_in(second.user)
    page, reopen = reverse("chair_entry", args=[entry.pk]), reverse("chair_reopen", args=[desk.pk])
    assert f'href="{page}"' in client.get(reverse("panel_index")).content.decode()
    shown = client.get(page)
    assert [cell.seat for cell in shown.context["sheets"].data.data] == [chair]
    assert (shown.context["scores"], f'href="{reopen}"' in shown.content.decode()) == (None, True)
    assert member.user.full_name not in shown.content.decode()
    assert client.post(reopen, {"reason": "Salah ketik D"}).url == page
    assert client.get(reverse("chair_edition", args=[entry.category.edition_id])).status_code == 403
    assert world.logged_in(member.user).get(page).status_code == 403


def test_the_chair_never_reopens_the_own_sheet_secretary_and_admin_do(panel, entry):
    chair = panel[0]
    second = secretary(panel[2])
    sheets = [world.locked_both(seat, entry)[0] for seat in panel]
    own = sheets[0]
    url = reverse("chair_reopen", args=[own.pk])
    assert world.logged_in(chair.user).post(url, {"reason": "Ubah"}).status_code == 403
    page = world.logged_in(chair.user).get(reverse("chair_entry", args=[entry.pk])).content.decode()
    assert [f'href="{reverse("chair_reopen", args=[sheet.pk])}"' in page for sheet in sheets] == [
        False,
        True,
        True,
    ]
    with pytest.raises(Refused, match="Hanya Sekretaris atau admin provinsi tanpa benturan kepentingan"):
        reopen_sheet(own, by=chair.user, reason="Ubah")
    with pytest.raises(Refused) as refused:
        save_scores(own, world.values({"B1": "99"}), expected_version=own.version, by=chair.user)
    assert refused.value.reasons == [
        "Lembar nilai Kabupaten Ketapang sudah dikunci dan tidak dapat diubah. Bila ada kekeliruan, mintalah "
        "Sekretaris atau admin provinsi membukanya kembali dengan alasan."
    ]
    admin = world.logged_in(factories.admin())
    assert f'href="{url}"' in admin.get(reverse("chair_entry", args=[entry.pk])).content.decode()
    for client in (world.logged_in(second.user), admin):
        assert client.post(url, {"reason": "Salah ketik"}).status_code == 302
        own.refresh_from_db()
        lock_sheet(own, by=chair.user, statement=True)
    with pytest.raises(Refused, match="Hanya Ketua Tim Sembilan"):
        reopen_sheet(sheets[1], by=second.user, reason="Ubah")
