"""Publishing: one verb, every reason against it, and a document that never changes."""

import hashlib
import json

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from awards.choices import Phase, SheetStatus
from awards.contract.conform import conform
from awards.contract.schema import Inputs
from awards.document.fingerprint import fingerprint
from awards.document.parse import parse
from awards.models import Category, Entry, Publication, ScoreSheet
from awards.publishing.corrections import open_correction
from awards.publishing.publish import publish
from awards.results.inputs import document_inputs
from awards.results.preview import preview
from awards.results.rows import rows_of_category
from awards.verify import findings
from regencies.actions.errors import Refused
from regencies.choices import Role
from tests import factories
from tests.builders import publication as world
from tests.once import once

pytestmark = pytest.mark.django_db


@once
def category() -> Category:
    return world.category_with(["61.04", "61.02"])


def document_of(publication):
    return json.loads(bytes(publication.document))


def refused(category, *, by=None, seen=None, reason=""):
    """The reasons against publishing what was just seen."""
    with pytest.raises(Refused) as refusal:
        publish(
            category,
            by=by or world.admin_of(category),
            fingerprint=seen or preview(category).fingerprint,
            reason=reason,
        )
    return refusal.value.reasons


# The first publication ------------------------------------------------------------------------------
def test_the_first_publication_is_number_one_live_and_announced(category):
    by = world.admin_of(category)
    publication = world.published(category, by)
    document = document_of(publication)
    category.edition.refresh_from_db()
    assert (publication.number, publication.live, publication.published_by) == (1, True, by)
    assert category.edition.phase == Phase.ANNOUNCED
    assert (document["number"], document["supersedes"], document["reason"]) == (1, None, None)
    assert document["published_at"].endswith("+07:00")
    assert publication.sha256 == hashlib.sha256(bytes(publication.document)).hexdigest()


def test_anyone_can_recompute_what_was_published(category):
    content = bytes(world.published(category).document)
    assert list(findings(content, parse(content))) == []


def test_ranks_totals_and_real_figures_are_in_the_document(category):
    entrants = {e["code"]: e for e in document_of(world.published(category))["entrants"]}
    assert [(code, e["rank"], e["candidate"]) for code, e in entrants.items()] == [
        ("61.02", 2, True),
        ("61.04", 1, True),
        ("61.90", None, False),
    ]
    assert entrants["61.04"]["scores"]["A1"] == "68.0198"
    assert entrants["61.04"]["groups"]["E"] == "85.00"


def test_panelists_are_shuffled_anew_and_nothing_else_is(category):
    """Eight times the same first member of nine would happen once in five million runs."""
    world.mark_by_seat(Entry.objects.get(regency__kemendagri_code="61.04"))
    firsts = set()
    for number in range(8):
        publication = world.published(category, reason="Ralat" if number else "")
        contents = conform(document_of(publication), Inputs)
        assert fingerprint(contents, "full") == fingerprint(
            document_inputs(rows_of_category(category)), "full"
        )
        [ketapang] = [e for e in contents["entrants"] if e["code"] == "61.04"]
        assert [sheet["panelist"] for sheet in ketapang["sheets"]] == [f"P{n}" for n in range(1, 10)]
        firsts.add(ketapang["sheets"][0]["scores"]["B1"])
        world.rescore(Entry.objects.get(regency__kemendagri_code="61.02"), 60 + number)
    assert len(firsts) > 1


# Refusals -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["verifier", "other admin", "chair", "officer"])
def test_only_an_admin_of_the_province_publishes(category, who):
    other = factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    person = {
        "verifier": lambda: factories.verifier(),
        "other admin": lambda: factories.member(Role.ADMIN, other),
        "chair": lambda: category.edition.seats.get(number=1).user,
        "officer": lambda: factories.officer(factories.regency()),
    }[who]()
    assert refused(category, by=person) == ["Hanya admin provinsi ini yang dapat mengumumkan hasil."]
    assert not Publication.objects.exists()


@pytest.mark.parametrize("phase", [p for p in Phase if p not in ("hasil_sementara", "sanggah", "diumumkan")])
def test_nothing_is_published_in_other_phases(category, phase):
    type(category.edition).objects.update(phase=phase)
    [reason] = refused(category)
    assert reason == (
        f"Tahap Paritrana Award 2025 adalah “{phase.label}”. Hasil diumumkan pada tahap “Hasil sementara”, "
        "“Masa sanggah”, “Pengumuman”."
    )


def test_every_reason_is_told_at_once(category):
    type(category.edition).objects.update(phase=Phase.SCORING)
    type(category).objects.update(quorum=9)
    ScoreSheet.objects.filter(seat__number=9).update(
        status=SheetStatus.DRAFT, locked_at=None, reopen_reason="Salah tulis"
    )
    Entry.objects.filter(candidate=False).update(candidate=None)
    reasons = refused(category, seen="whole=0")
    assert [text.partition(":")[0][:44] for text in reasons] == [
        "Tahap Paritrana Award 2025 adalah “Penilaian"[:44],
        "Data berubah sejak dilihat",
        "Kabupaten Lain 0",
        "Kabupaten Mempawah (61.02)",
        "Kabupaten Ketapang (61.04)",
    ]
    assert not Publication.objects.exists()


def test_data_that_changed_since_it_was_looked_at_is_not_published(category):
    seen = preview(category).fingerprint
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.02"), 95)
    assert refused(category, seen=seen) == [
        "Data berubah sejak dilihat: Kabupaten Mempawah (61.02). Lihat pratinjau terbaru sebelum mengumumkan."
    ]


def test_an_objection_that_waits_for_its_answer_holds_the_announcement_back(category):
    category.entries.get(regency=factories.regency()).objections.create(letter="12/2025", content="Nilai B1")
    [reason] = refused(category)
    assert "Ketapang" in reason
    assert "belum diputus" in reason
    assert not Publication.objects.exists()


# Corrections ----------------------------------------------------------------------------------------
@pytest.fixture
def first(category) -> Publication:
    return world.published(category)


def test_a_correction_supersedes_and_says_why(category, first):
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.02"), 95)
    second = world.published(category, reason=" Sanggahan dikabulkan ")
    first.refresh_from_db()
    document = document_of(second)
    assert (first.live, second.live, second.number) == (False, True, 2)
    assert document["supersedes"] == {"number": 1, "sha256": first.sha256}
    assert document["reason"] == second.reason == "Sanggahan dikabulkan"
    assert document["entrants"][0]["groups"]["E"] == "95.00"


def test_a_correction_of_one_category_leaves_the_other_in_force(category, first):
    other = Category.objects.create(edition=category.edition, slug="desa", name="Pemerintah desa")
    beside = Publication.objects.create(
        category=other,
        number=1,
        document=bytes(first.document),
        sha256="0" * 64,
        fingerprint=first.fingerprint,
        published_at=timezone.now(),
        published_by=first.published_by,
    )
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.02"), 95)
    second = world.published(category, reason="Sanggahan dikabulkan")
    assert set(Publication.objects.filter(live=True).values_list("pk", flat=True)) == {beside.pk, second.pk}


def test_a_correction_without_a_reason_is_refused(category, first):
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.02"), 95)
    open_correction(category, "Ralat", by=world.admin_of(category))
    [reason] = refused(category, reason="  ")
    assert "alasannya kosong" in reason


def test_the_same_again_is_refused(category, first):
    assert refused(category, reason="Ralat") == [
        "Isinya sama dengan pengumuman nomor 1; tidak ada yang perlu diumumkan lagi."
    ]
    assert Publication.objects.count() == 1


def test_what_was_published_cannot_be_changed_or_deleted(first):
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.update(reason="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.all().delete()


def test_the_history_says_who_published_and_why(category, first):
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.02"), 95)
    by = world.admin_of(category)
    world.published(category, by, reason="Sanggahan dikabulkan")
    event = Publication.pgh_event_model.objects.filter(pgh_obj__number=2).latest("pgh_id")
    assert event.pgh_context["user"] == by.pk
    assert event.pgh_context["reason"] == "Sanggahan dikabulkan"


# Preview --------------------------------------------------------------------------------------------
def test_the_preview_is_the_document_that_is_then_published(category):
    shown = preview(category)
    published = document_of(world.published(category))
    assert shown.problems == []
    assert shown.warnings == []
    assert [(e["total"], e["rank"], e["stability"]) for e in shown.document["entrants"]] == [
        (e["total"], e["rank"], e["stability"]) for e in published["entrants"]
    ]


def test_the_preview_warns_of_sheets_that_do_not_count(category):
    sheet = ScoreSheet.objects.get(seat__number=3, entry__regency__kemendagri_code="61.04", stage="interview")
    ScoreSheet.objects.filter(pk=sheet.pk).update(
        status=SheetStatus.DRAFT, locked_at=None, reopen_reason="Salah tulis"
    )
    shown = preview(category)
    assert shown.warnings == [
        "Kabupaten Ketapang: lembar paparan dan wawancara kursi 3 belum dikunci, sehingga nilainya tidak dihitung."
    ]
    assert [text.partition(";")[0] for text in shown.problems] == [
        "Kabupaten Ketapang (61.04): lembar nilai P3 kosong pada E1, E2, E3, E4"
    ]
