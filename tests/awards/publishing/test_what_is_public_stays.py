"""What is part of a publication changes by one path: a correction is opened, then the same change passes."""

import pytest

from awards.choices import Phase
from awards.editions.candidates import mark_applicable, mark_not_applicable, name_candidate
from awards.editions.phase_changes import advance
from awards.models import Edition, Publication, SpecialAward
from awards.panel.timing import why_settled
from awards.publishing.corrections import open_correction
from awards.publishing.publish import publish
from awards.results.preview import preview
from regencies.actions.errors import Refused
from regencies.models import Regency
from tests.builders import edition as years
from tests.builders import publication as world
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in
from tests.once import once

pytestmark = pytest.mark.django_db

SETTLED = "Hasil “Pemerintah Kabupaten/Kota” sudah diumumkan. Tekan Buka perubahan di Hitung dan lihat lebih dahulu."


@once
def category():
    category = world.category_with(["61.04"])
    entry = category.entries.get(candidate=True)
    SpecialAward.objects.create(entry=entry, title="Inovasi", citation="Rintisan.")
    world.published(category)
    return category


@pytest.fixture
def admin(category):
    return world.admin_of(category)


def test_a_special_award_is_changed_and_deleted_only_during_a_correction(category, admin):
    desk, award = logged_in(admin), SpecialAward.objects.get()
    change = page("awards_specialaward_change", award.pk)
    delete = page("awards_specialaward_delete", award.pk)
    assert 'name="_save"' not in text(desk.get(change))
    typed = {"title": "Inovasi", "citation": "Rintisan terbaik."}
    for url, sent in ((change, typed), (delete, {"post": "yes"})):
        refused = desk.post(url, sent)
        assert (refused.status_code, SETTLED in text(refused)) == (403, True)
    assert SpecialAward.objects.get().citation == "Rintisan."
    open_correction(category, "Kutipan keliru", by=admin)
    assert desk.post(change, typed).status_code == 302
    assert SpecialAward.objects.get().citation == "Rintisan terbaik."
    assert desk.post(delete, {"post": "yes"}).status_code == 302
    assert not SpecialAward.objects.exists()


def test_a_region_is_renamed_only_during_a_correction_and_freely_once_the_year_is_closed(category, admin):
    desk, place = logged_in(admin), Regency.objects.get(kemendagri_code="61.04")
    url = page("regencies_regency_change", place.pk)
    form = desk.get(url).context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields} | {"name": "Ketapang Raya"}
    named = (
        "“Kabupaten Ketapang” tercantum dalam pengumuman nomor 1 (Pemerintah Kabupaten/Kota 2025). Tekan Buka "
        "perubahan di Hitung dan lihat lebih dahulu."
    )
    assert desk.post(url, typed).context["adminform"].form.errors == {"name": [named]}
    assert desk.post(url, typed | {"name": "Ketapang", "capital": "Sukadana"}).status_code == 302
    edition = advance(category.edition, Phase.ARCHIVED, by=admin)
    assert desk.post(url, typed).status_code == 302
    place.refresh_from_db()
    assert place.name == "Ketapang Raya"
    Regency.objects.filter(pk=place.pk).update(name="Ketapang")
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.ANNOUNCED)
    open_correction(category, "Nama daerah", by=admin)
    assert desk.post(url, typed).status_code == 302


def test_candidates_and_their_criteria_stay_whatever_the_phase(category, admin):
    Edition.objects.update(phase=Phase.CANDIDATES)
    entry = category.entries.get(candidate=True)
    criterion = category.criteria.get(code="C2")
    changes = (
        lambda: name_candidate(entry, False, "Keliru", by=admin),
        lambda: mark_not_applicable(entry, criterion, "Tidak ada", by=admin),
        lambda: mark_applicable(entry, criterion, by=admin),
    )
    for change in changes:
        with pytest.raises(Refused) as refusal:
            change()
        assert refusal.value.reasons == [SETTLED]
    assert (why_settled(category), why_settled(years.like(category))) == (SETTLED, "")
    Edition.objects.update(phase=Phase.ANNOUNCED)
    open_correction(category, "Kandidat keliru", by=admin)
    Edition.objects.update(phase=Phase.CANDIDATES)
    for change in reversed(changes):
        change()
    entry.refresh_from_db()
    assert entry.candidate is False


def test_no_version_follows_another_without_a_correction(category, admin):
    """Whatever differs, by whichever way it came."""
    SpecialAward.objects.update(citation="Rintisan terbaik.")
    seen = preview(category).fingerprint
    look = page("awards_category_look", category.pk)
    assert "Umumkan perubahan" not in text(logged_in(admin).get(look))
    with pytest.raises(Refused) as refusal:
        publish(category, by=admin, fingerprint=seen, reason="Kutipan")
    assert refusal.value.reasons == [
        "Perubahan atas pengumuman nomor 1 belum ada. Tekan Buka perubahan di Hitung dan lihat lebih dahulu."
    ]
    open_correction(category, "Kutipan", by=admin)
    assert "Umumkan perubahan (nomor 2)" in text(logged_in(admin).get(look))
    assert publish(category, by=admin, fingerprint=seen, reason="Kutipan").number == 2


def test_publishing_the_same_again_answers_its_publisher_and_refuses_anybody_else(category, admin):
    seen, first = preview(category).fingerprint, Publication.objects.get()
    assert publish(category, by=first.published_by, fingerprint=seen) == first
    desk = logged_in(first.published_by)
    again = desk.post(page("awards_category_publish", category.pk), {"fingerprint": seen, "reason": ""})
    assert (again.status_code, Publication.objects.count()) == (302, 1)
    with pytest.raises(Refused, match="Isinya sama dengan pengumuman nomor 1"):
        publish(category, by=admin, fingerprint=seen)
