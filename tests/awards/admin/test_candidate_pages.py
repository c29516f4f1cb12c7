"""Who takes part and who judges, decided on the desk."""

import pytest
from django.utils import timezone

from awards.choices import Source
from awards.models import Criterion, Entry, NotApplicable, Seat
from awards.results.inputs import publication_inputs
from awards.results.rows import rows_of_category
from awards.scoring.screening import screening
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db


def test_candidates_are_named_on_one_page(desk, admin):
    edition = world.candidates(admin)
    entry = world.entry_of(edition)
    url = page("awards_edition_candidates", edition.pk)
    assert "Kabupaten Ketapang" in text(desk.get(url))
    name = f"e{entry.pk}"
    refused = desk.post(url, {f"{name}-decision": "yes", f"{name}-reason": ""})
    assert refused.status_code == 409
    assert "Kabupaten Ketapang: alasan belum ditulis" in text(refused)
    desk.post(url, {f"{name}-decision": "yes", f"{name}-reason": "Skor tertinggi."})
    entry.refresh_from_db()
    assert (entry.candidate, entry.reason) == (True, "Skor tertinggi.")


def test_what_was_stored_is_told_and_what_was_emptied_or_left_alone_is_not_called_stored(desk, admin):
    edition = world.ready_to_score(admin)
    first = world.entry_of(edition)
    second = factories.candidate(edition.categories.get(), factories.regency("Landak", "61.08"))
    url = page("awards_edition_slots", edition.pk)
    boxes = [f"e{entry.pk}-moment" for entry in (first, second)]
    for moments, said in (
        (("29 Juli 2030 09.00", "29 Juli 2030 10.00"), "2 jadwal paparan tersimpan."),
        (("29 Juli 2030 09.00", "29 Juli 2030 10.00"), "Tidak ada jadwal yang berubah."),
        (
            ("29 Juli 2030 11.00", ""),
            "1 jadwal paparan tersimpan. Jadwal paparan Kabupaten Landak dikosongkan.",
        ),
        (("", ""), "Jadwal paparan Kabupaten Ketapang dikosongkan."),
    ):
        answer = desk.post(url, dict(zip(boxes, moments, strict=True)), follow=True)
        assert [str(message) for message in answer.context["messages"]] == [said]


def test_a_decision_left_alone_is_not_called_stored(desk, admin):
    edition = world.candidates(admin)
    name, url = f"e{world.entry_of(edition).pk}", page("awards_edition_candidates", edition.pk)
    typed = {f"{name}-decision": "yes", f"{name}-reason": "Nilai tertinggi."}
    for said in ("1 keputusan kandidat tersimpan.", "Tidak ada keputusan yang berubah."):
        answer = desk.post(url, typed, follow=True)
        assert [str(message) for message in answer.context["messages"]] == [said]


def test_an_entrant_of_two_categories_has_a_screening_score_in_each(desk, admin):
    edition = world.candidates(admin)
    first = edition.categories.get()
    second = world.like(first)
    second.criteria.filter(source=Source.FIGURES).exclude(code="A1").delete()
    Entry.objects.create(
        category=second, regency=world.entry_of(edition).regency, report=world.entry_of(edition).report
    )
    rows = desk.get(page("awards_edition_candidates", edition.pk)).context["table"].data
    scores = {form.entry.category_id: score for form, score in rows}
    for category in (first, second):
        assert (
            scores[category.pk]
            == screening(publication_inputs(rows_of_category(category), "", timezone.now()))["61.04"]
        )
    assert scores[first.pk] != scores[second.pk]


def test_once_scoring_began_the_candidates_page_only_tells_and_shows_no_score(desk, admin):
    edition = world.scored(admin)
    shown = text(desk.get(page("awards_edition_candidates", edition.pk)))
    assert "Nilai seleksi tertinggi." in shown  # the reason that was given
    assert "Simpan keputusan" not in shown
    assert 'data-label="Nilai seleksi"' not in shown
    entry = world.entry_of(edition)
    refused = desk.post(
        page("awards_edition_candidates", edition.pk),
        {f"e{entry.pk}-decision": "no", f"e{entry.pk}-reason": "Mundur."},
    )
    assert refused.status_code == 409
    assert world.entry_of(edition).candidate is True


def test_slots_are_set_and_exchanged(desk, admin):
    edition = world.ready_to_score(admin)
    first = world.entry_of(edition)
    second = factories.candidate(edition.categories.get(), factories.regency("Landak", "61.08"))
    url = page("awards_edition_slots", edition.pk)
    nine, ten = "29 Juli 2030 09.00", "29 Juli 2030 10.00"
    for given in ((nine, ten), (ten, nine)):
        typed = dict(zip([f"e{first.pk}-moment", f"e{second.pk}-moment"], given, strict=True))
        assert desk.post(url, typed).status_code == 302
    first.refresh_from_db()
    assert first.presentation_at.isoformat() == "2030-07-29T03:00:00+00:00"
    same = desk.post(url, {f"e{first.pk}-moment": nine, f"e{second.pk}-moment": nine})
    assert same.status_code == 409
    first.refresh_from_db()
    assert first.presentation_at.isoformat() == "2030-07-29T03:00:00+00:00"


def test_a_criterion_is_set_aside_and_taken_back(desk, admin):
    edition = world.candidates(admin)
    entry = world.entry_of(edition)
    url = page("awards_edition_not_applicable", edition.pk, entry.pk)
    criterion = Criterion.objects.get(code="C2")
    assert desk.post(url, {"criterion": criterion.pk, "reason": "Tanpa desa."}).status_code == 302
    mark = NotApplicable.objects.get()
    assert "Tanpa desa." in text(desk.get(url))
    assert desk.post(url, {"again": mark.pk}).status_code == 302
    assert not NotApplicable.objects.exists()


def test_a_seat_is_given_to_a_new_account_that_sets_its_own_password(desk, admin, mailoutbox):
    edition = world.candidates(admin)
    typed = {
        "edition": edition.pk,
        "number": "1",
        "element": "APINDO",
        "position": "member",
        "user": "",
        "new_email": "apindo@contoh.id",
        "new_name": "Hendra Gunawan",
    }
    assert desk.post(page("awards_seat_add"), typed).status_code == 302
    seat = Seat.objects.get()
    assert (str(seat.user), seat.user.has_usable_password()) == ("Hendra Gunawan", False)
    factories.user(email="orang.lain@contoh.id")
    stranger, _ = world.elsewhere()
    taken = desk.post(page("awards_seat_add"), typed | {"number": "2", "new_email": stranger.email})
    assert taken.status_code == 200
    assert "sudah dipakai akun lain" in text(taken)
    assert Seat.objects.count() == 1
