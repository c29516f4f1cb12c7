"""A special award is for whoever takes part in a category, with a rank or without; it says what it rests on."""

import json

import pytest
from django.utils import timezone

from awards.document.build import malformed
from awards.models import Entry, Objection, SpecialAward
from awards.verify import findings
from regencies.seals.seal import BEGINNING, digests
from tests import factories
from tests.builders import edition as other_world
from tests.builders import past
from tests.builders import publication as world
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db

RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/v1/"


def test_who_has_no_rank_gets_one_on_the_desk_and_the_public_reads_why_and_on_what_it_rests(
    client, django_capture_on_commit_callbacks
):
    category = world.category_with(["61.04"], others=1)
    second = other_world.like(category)
    unranked = category.entries.get(candidate=False)
    Entry.objects.create(category=second, regency=unranked.regency, candidate=False, reason="Lain")
    desk = logged_in(world.admin_of(category))
    offered = desk.get(page("awards_specialaward_add")).context["adminform"].form.fields["entry"]
    assert {offered.label_from_instance(entry) for entry in offered.queryset} == {
        f"{entry} · {entry.category}" for entry in Entry.objects.all()
    }
    typed = {"entry": unranked.pk, "title": "Inovasi Desa", "citation": "Rintisan di 122 desa."}
    typed["evidence"] = "Peraturan Bupati Nomor 12 Tahun 2024"
    assert desk.post(page("awards_specialaward_add"), typed).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        publication = world.published(category)
    raw = bytes(publication.document)
    document = json.loads(raw)
    assert document["special_awards"] == [
        {
            "title": "Inovasi Desa",
            "code": unranked.regency.kemendagri_code,
            "name": str(unranked.regency),
            "citation": "Rintisan di 122 desa.",
            "evidence": "Peraturan Bupati Nomor 12 Tahun 2024",
        }
    ]
    assert (malformed(document), list(findings(raw, document))) == ([], [])
    shown = text(client.get(RANKING))
    assert (
        'Rintisan di 122 desa.</p> <p class="small">Bukti: Peraturan Bupati Nomor 12 Tahun 2024</p>' in shown
    )
    region = text(client.get(f"/daerah/{unranked.regency.kemendagri_code}/"))
    assert "</strong>. Rintisan di 122 desa. Bukti: Peraturan Bupati Nomor 12 Tahun 2024" in region
    assert client.get(f"{RANKING}peringkat.pdf").content.startswith(b"%PDF-")


def events():
    """What a seal of then holds of the history: the columns there were."""
    columns, now = ["pgh_id", "pgh_created_at", "id", "category_id", "regency_id"], timezone.now()
    return [
        digests(f"awards_{model}event", [*columns, *own], BEGINNING, now)
        for model, own in (("specialaward", ["title", "citation"]), ("objection", ["letter", "status"]))
    ]


@pytest.mark.django_db(transaction=True)
def test_awards_and_objections_of_before_name_the_entry_of_their_region_and_keep_their_history():
    with past.as_of("awards", "0015_until_when_offices_object") as (apps, to_today):
        here, late = factories.regency(), factories.regency("Sambas", "61.01")
        edition, category, entry, award, objection = (
            apps.get_model("awards", name).objects
            for name in ("Edition", "Category", "Entry", "SpecialAward", "Objection")
        )
        year = edition.create(province_id=here.province_id, award_year=2026, assessed_year=2025)
        category = category.create(edition=year, slug="satu", name="Satu")
        entry = entry.create(category=category, regency_id=here.pk, candidate=False, reason="Lain")
        award.create(category=category, regency_id=here.pk, title="Inovasi")
        award.create(category=category, regency_id=late.pk, title="Rintisan")
        objection.create(category=category, regency_id=here.pk, letter="1/2026", content="Keliru")
        sealed = events()
        to_today()
        added = Entry.objects.get(regency=late)
        assert (added.category_id, added.candidate, added.reason) == (
            category.pk,
            False,
            "Tidak dinilai dalam kategori ini.",
        )
        assert dict(SpecialAward.objects.values_list("title", "entry")) == {
            "Inovasi": entry.pk,
            "Rintisan": added.pk,
        }
        assert set(SpecialAward.pgh_event_model.objects.values_list("title", "entry")) == {
            ("Inovasi", entry.pk),
            ("Rintisan", added.pk),
        }
        assert Objection.objects.get().entry_id == entry.pk
        assert Objection.pgh_event_model.objects.get().entry_id == entry.pk
        assert events() == sealed
