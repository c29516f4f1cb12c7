"""Until when offices may object is a date of the award year, like the others."""

import datetime
import re

import pytest

from awards.choices import Phase
from awards.editions.phase_changes import advance, postpone
from regencies.actions.errors import Refused
from regencies.presenters.audit_log import changes
from tests.builders import edition as world
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("until", "refusal"),
    [
        (None, "Batas masa sanggah belum diisi. Isi tanggal dan jamnya."),
        (world.later(-1), "sudah lewat; batas harus di waktu yang akan datang. Undurkan dahulu."),
    ],
)
def test_the_time_for_objections_opens_with_an_end_that_is_to_come(admin, client, until, refusal):
    edition = world.provisional(admin, objections_deadline=until)
    with pytest.raises(Refused) as refused:
        advance(edition, Phase.OBJECTIONS, by=admin)
    [reason] = refused.value.reasons
    assert reason.endswith(refusal)
    # The advice is followed where the page of the award year leads.
    desk, address = logged_in(admin), page("awards_edition_postpone", edition.pk, "objections_deadline")
    year = text(desk.get(page("awards_edition_change", edition.pk)))
    word = "Undurkan" if until else "Tetapkan"
    assert f'href="{address}">{word} batas masa sanggah</a>' in year
    typed = {"moment": "29 Juli 2035 16.00", "reason": "Surat edaran gubernur."}
    assert desk.post(address, typed).status_code == 302
    opened = advance(world.reload(edition), Phase.OBJECTIONS, by=admin)
    assert opened.phase == Phase.OBJECTIONS
    assert opened.objections_deadline.isoformat() == "2035-07-29T09:00:00+00:00"  # 16.00 WIB
    told = re.sub(r"<[^>]+>", " ", text(client.get("/")))
    assert "Batas masa sanggah 29 Juli 2035 16.00 WIB" in " ".join(told.split())


def test_it_is_put_off_with_a_public_reason_and_not_beyond_the_ceremony(admin):
    edition = advance(world.provisional(admin), Phase.OBJECTIONS, by=admin)
    before = edition.objections_deadline
    ceremony = (before + datetime.timedelta(days=2)).astimezone(edition.province.zone).date()
    edition = postpone(edition, "ceremony_date", ceremony, by=admin, reason="Gubernur berhalangan.")
    far = before + datetime.timedelta(days=4)
    with pytest.raises(Refused) as refused:
        postpone(edition, "objections_deadline", far, by=admin, reason="Banjir.")
    [reason] = refused.value.reasons
    assert reason.endswith(
        f"mendahului batas masa sanggah {edition.province.in_its_time(far)}. Undurkan hari penganugerahan lebih dahulu."
    )
    later = before + datetime.timedelta(days=1)
    moved = postpone(edition, "objections_deadline", later, by=admin, reason="Banjir di dua kabupaten.")
    assert moved.objections_deadline == later
    assert moved.notice.splitlines()[0].endswith(
        f"batas masa sanggah diundur dari {edition.province.in_its_time(before)} menjadi "
        f"{edition.province.in_its_time(later)}. "
        "Alasan: Banjir di dua kabupaten."
    )
    assert "Banjir di dua kabupaten." in {change.reason for change in changes(moved)}
