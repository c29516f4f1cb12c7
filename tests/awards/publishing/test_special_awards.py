"""A special award is for whoever takes part in a category, with a rank or without; it says what it rests on."""

import json

import pytest

from awards.document.build import malformed
from awards.models import Entry
from awards.verify import findings
from tests.builders import edition as other_world
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
