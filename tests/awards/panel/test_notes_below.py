"""A note on every mark below the score a category sets: asked for at once, required at the lock, never for a draft."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic
from django.urls import reverse

from awards.choices import Stage
from awards.models import Category, Score
from awards.panel.sheets import lock_sheet, save_scores
from regencies.actions.errors import Refused
from tests.builders import panel as world
from tests.builders.panel import sheet_url

pytestmark = pytest.mark.django_db
LOW = world.DESK | {"B1": "59.99", "B2": "60", "C2": "70"}


@pytest.fixture
def below_60(entry):
    Category.objects.update(note_below=60)
    entry.category.refresh_from_db()


def test_no_note_is_required_unless_the_category_says_so(seat, entry):
    assert entry.category.note_below is None
    assert world.locked(seat, entry, **LOW).is_locked
    with pytest.raises(IntegrityError, match="category_note_below_is_a_mark"), atomic():
        Category.objects.update(note_below=0)


@pytest.mark.usefixtures("below_60")
def test_a_draft_is_stored_and_the_lock_names_each_mark_without_its_note(seat, entry):
    sheet = world.draft(seat, entry, **LOW)
    assert Score.objects.get(criterion__code="B1").value == Decimal("59.99")
    with pytest.raises(Refused) as refused:
        lock_sheet(sheet, by=seat.user, statement=True)
    assert refused.value.reasons == [
        "B1 Jenjang dan kekhususan produk hukum bernilai di bawah 60 tanpa catatan. Tuliskan alasannya pada "
        "catatan B1.",
        "B3 Perencanaan: target UCJ dalam RPJMD/RKPD bernilai di bawah 60 tanpa catatan. Tuliskan alasannya pada "
        "catatan B3.",
    ]
    notes = {"B1": "Hanya surat edaran.", "B3": "Tidak tercantum."}
    sheet = save_scores(sheet, {}, notes, expected_version=sheet.version, by=seat.user)
    assert lock_sheet(sheet, by=seat.user, statement=True).is_locked


@pytest.mark.usefixtures("below_60")
def test_the_page_before_the_lock_leads_to_each_note(seat, entry):
    world.draft(seat, entry, **LOW)
    page = world.logged_in(seat.user).get(reverse("panel_lock", args=[entry.pk, Stage.DESK]))
    assert [criterion.code for criterion in page.context["page"].in_need_of_note] == ["B1", "B3"]
    shown = page.content.decode()
    assert f'href="{sheet_url(entry)}#id_note_B1"' in shown
    assert "Kunci lembar</button>" not in shown


@pytest.mark.usefixtures("below_60")
def test_the_sheet_and_the_public_criteria_say_the_score(seat, entry):
    shown = world.logged_in(seat.user).get(sheet_url(entry)).content.decode()
    assert shown.count("Nilai di bawah 60 memerlukan catatan sebelum dikunci.") == len(world.DESK)
    edition = entry.category.edition
    public = world.logged_in(seat.user).get(
        reverse("criteria", args=[edition.province.slug, edition.award_year])
    )
    assert "Anggota Tim Sembilan menuliskan catatan pada setiap nilai di bawah 60." in public.content.decode()
