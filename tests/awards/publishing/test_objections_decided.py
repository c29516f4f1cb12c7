"""An objection that was decided stays so, and no award year is closed over one that is not."""

import pytest

from awards.choices import ObjectionStatus, Phase
from awards.editions.phase_changes import advance
from awards.models import Edition, Objection
from regencies.actions.errors import Refused
from tests.builders import publication as world
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db


def test_an_objection_is_not_opened_again_and_the_archive_waits_for_every_decision():
    category = world.category_with(["61.04"], others=0)
    admin = world.admin_of(category)
    world.published(category)
    entry = category.entries.filter(candidate=True).first()
    objection = Objection.objects.create(
        category=category, regency=entry.regency, letter="1/2026", content="Mohon ditinjau."
    )
    edition = Edition.objects.get(pk=category.edition_id)
    with pytest.raises(Refused) as refused:
        advance(edition, Phase.ARCHIVED, by=admin)
    assert refused.value.reasons == [
        f"Sanggahan {entry.regency} belum diputus; setiap sanggahan dijawab lebih dahulu."
    ]
    desk, address = logged_in(admin), page("awards_objection_change", objection.pk)
    typed = {
        "letter": "1/2026",
        "content": "Mohon ditinjau.",
        "status": "rejected",
        "answer": "Angka sudah tepat.",
    }
    assert desk.post(address, typed).status_code == 302
    again = desk.post(address, typed | {"status": "received", "answer": ""})
    assert "Sanggahan ini sudah diputus. Pilih “Dikabulkan” atau “Ditolak”." in text(again)
    assert Objection.objects.get().status == ObjectionStatus.REJECTED
    assert advance(edition, Phase.ARCHIVED, by=admin).phase == Phase.ARCHIVED
