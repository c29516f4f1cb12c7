"""Beside the path of a correction: its notice on the public page, and the categories that are not corrected."""

import pytest

from awards.choices import Phase
from awards.editions.phase_changes import advance
from awards.models import Publication, PublicationFile, ScoreSheet
from awards.panel.sheets import reopen_sheet
from awards.publishing.corrections import open_correction
from awards.publishing.files import make_outdated_files
from awards.publishing.names import PAGE
from regencies.actions.errors import Refused
from tests.builders import publication as world
from tests.builders.edition import like
from tests.database import triggers_off
from tests.once import once

pytestmark = pytest.mark.django_db

PENDING = "Perubahan atas pengumuman ini sedang disiapkan"


@once
def category():
    category = world.category_with(["61.04"])
    world.published(category)
    return category


@pytest.fixture
def admin(category):
    return world.admin_of(category)


def test_a_category_not_published_yet_takes_the_year_back_and_leaves_the_published_one_as_it_is(
    category, admin
):
    like(category)
    edition = category.edition
    for to in (Phase.OBJECTIONS, Phase.PLENARY, Phase.SCORING):
        edition = advance(edition, to, by=admin, reason="Kategori kedua belum selesai")
    sheet, chair = ScoreSheet.objects.filter(seat__number=2).first(), edition.seats.get(number=1).user
    with pytest.raises(Refused, match="Mintalah admin provinsi membuka perubahan"):
        reopen_sheet(sheet, by=chair, reason="Salah ketik")


def test_the_notice_stays_when_the_page_is_made_anew(category, admin):
    open_correction(category, "Sanggahan", by=admin)
    [page] = PublicationFile.objects.filter(name=PAGE)
    PublicationFile.objects.update(content=b"older", made_by="older")
    assert make_outdated_files(category) == []
    assert bytes(PublicationFile.objects.get(name=PAGE).content) == bytes(page.content)
    assert PENDING in bytes(page.content).decode()


def test_a_page_that_cannot_be_made_stops_no_correction_and_is_made_later(category, admin):
    live, whole = Publication.objects.get(), bytes(Publication.objects.get().document)
    before = bytes(live.files.get(name=PAGE).content)
    with triggers_off():
        Publication.objects.update(document=b"{}")
    open_correction(category, "Sanggahan", by=admin)
    assert (bytes(live.files.get(name=PAGE).content), live.files.get(name=PAGE).made_by) == (before, "")
    with triggers_off():
        Publication.objects.update(document=whole)
    assert make_outdated_files(category) == []
    assert PENDING in bytes(live.files.get(name=PAGE).content).decode()
