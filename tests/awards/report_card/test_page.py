"""The report card of a published result: what the office reads, what nobody else does, and its paper."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from django.urls import reverse

from awards.choices import Disclosure, SheetStatus, Stage
from awards.models import Recusal, Seat
from awards.report_card.found import report_card
from regencies.choices import Section
from regencies.models import Review
from tests import factories
from tests.builders import publication as world
from tests.builders.admin_pages import text
from tests.builders.objections import objected_category
from tests.builders.panel import logged_in, queries

pytestmark = pytest.mark.django_db


def plain(response):
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def entry_of(category, code="61.02"):
    return category.entries.get(regency__kemendagri_code=code)


def page(entry, name="report_card"):
    return reverse(name, args=[entry.pk])


def remark(entry, notes, code="B1"):
    """Members one after the other write these notes beside their mark; the sheets are locked again."""
    seats = entry.category.edition.seats.order_by("number")
    for seat, note in zip(seats, notes, strict=False):
        sheet = entry.sheets.get(seat=seat, stage=Stage.DESK)
        locked_at = sheet.locked_at
        sheet.status, sheet.locked_at, sheet.reopen_reason = SheetStatus.DRAFT, None, "Catatan"
        sheet.save()
        sheet.scores.filter(criterion__code=code).update(note=note)
        sheet.status, sheet.locked_at = SheetStatus.LOCKED, locked_at
        sheet.save()


def test_from_the_list_of_results_to_one_of_them_and_its_paper():
    category = world.category_with()
    entry = entry_of(category)
    desk = logged_in(factories.officer(entry.regency))
    assert "Belum ada rapor" in plain(desk.get(reverse("report_cards")))
    assert desk.get(page(entry)).status_code == 404
    world.published(category)
    assert f'href="{page(entry)}">Rapor Kabupaten Mempawah 2025</a>' in text(
        desk.get(reverse("report_cards"))
    )
    shown = desk.get(page(entry))
    said = plain(shown)
    assert "Peringkat 3 dari 3" in said
    assert "B1 Jenjang dan kekhususan produk hukum 8 83,00 83,00 85,00 2 dari 3 0,16" in said
    assert re.search(r"Menambah [0-9.]+ peserta .* peringkat 3 → 2\.", said)
    assert f'href="{page(entry, "report_card_pdf")}"' in text(shown)
    paper = desk.get(page(entry, "report_card_pdf"))
    assert paper.headers["Content-Disposition"] == 'inline; filename="rapor-61.02-2025.pdf"'
    assert paper.content == desk.get(page(entry, "report_card_pdf")).content
    with pikepdf.open(io.BytesIO(paper.content)) as read:
        assert read.Root.MarkInfo.Marked
        assert str(read.Root.Lang) == "id"
        assert read.docinfo["/Title"] == "Rapor Kabupaten Mempawah 2025"


def test_nobody_but_the_own_office_finds_it():
    category = world.category_with()
    entry = entry_of(category)
    world.published(category)
    juror = Seat.objects.get(edition=category.edition, number=3).user
    factories.Membership.objects.create(user=juror, role="officer", regency=entry.regency, since="2024-01-01")
    neighbour = factories.officer(entry_of(category, "61.04").regency)
    for person in (neighbour, juror, factories.verifier(), factories.admin(), factories.user()):
        desk = logged_in(person)
        assert desk.get(page(entry)).status_code == 404
        assert desk.get(page(entry, "report_card_pdf")).status_code == 404
    assert logged_in(factories.head(entry.regency)).get(page(entry)).status_code == 200


def test_remarks_are_shown_of_three_members_or_more_without_names_and_in_an_order_of_their_own():
    category = world.category_with()
    entry = entry_of(category)
    given = ["Perdanya lengkap", "Belum ada sanksi", "Rujukannya lama", "Tegas"]
    remark(entry, given)
    remark(entry, ["Hanya", "Dua"], "B2")
    world.published(category)
    [told] = report_card(entry).remarks
    assert told.criterion == "B1 Jenjang dan kekhususan produk hukum"
    assert (sorted(told.texts), told.texts != tuple(given)) == (sorted(given), True)
    said = plain(logged_in(factories.officer(entry.regency)).get(page(entry)))
    assert "Belum ada sanksi" in said
    assert "Hanya" not in said.partition("Catatan Tim Sembilan")[2].partition("Tanpa nama")[0]
    assert "Penilai" not in said


def test_the_remark_of_a_member_who_withdrew_is_no_remark():
    category = world.category_with(quorum=7)
    entry = entry_of(category)
    remark(entry, ["Satu", "Dua", "Tiga"])
    seat = Seat.objects.get(edition=category.edition, number=1)
    Recusal.objects.create(seat=seat, entry=entry, reason="Keluarga bekerja di sana")
    world.published(category)
    assert report_card(entry).remarks == []


def test_what_the_verifier_noted_is_read_with_what_it_is_about(monkeypatch):
    all_right = factories.all_right

    def noted(report, by):
        verified = all_right(report, by)
        row = factories.entry(verified, Section.GROUPS)
        Review.objects.filter(entry=row).update(note="Daftar penerima dua nama ganda.")
        return verified

    monkeypatch.setattr(factories, "all_right", noted)
    category = world.category_with()
    entry = entry_of(category)
    world.published(category)
    [note] = report_card(entry).notes
    assert (note.section, note.finding, note.text) == (
        Section.GROUPS.label,
        "Sesuai",
        "Daftar penerima dua nama ganda.",
    )
    assert "Daftar penerima dua nama ganda." in plain(
        logged_in(factories.officer(entry.regency)).get(page(entry))
    )


def test_where_only_ranks_are_disclosed_nothing_of_others_or_of_the_panel_is_shown():
    category = world.category_with()
    entry = entry_of(category)
    remark(entry, ["Satu catatan", "Dua catatan", "Tiga catatan"])
    category.disclosure = Disclosure.RANKS
    category.save()
    world.published(category)
    desk = logged_in(factories.officer(entry.regency))
    shown = desk.get(page(entry))
    said = plain(shown)
    assert "Peringkat 3 dari 3" in said
    assert "Yang diumumkan hanya peringkat dan nilai akhir." in said
    assert "B1 Jenjang dan kekhususan produk hukum 8 tidak diumumkan" in said
    for hidden in ("Median", "83,00", "catatan Tim", "Satu catatan", "→"):
        assert hidden not in said
    assert desk.get(page(entry, "report_card_pdf")).status_code == 200


def test_the_year_before_stands_beside_it_and_the_page_asks_as_often_as_ever():
    first = world.category_with()
    world.published(first)
    entry = entry_of(first)
    desk = logged_in(factories.officer(entry.regency))
    assert queries(desk, page(entry)) == 9
    second = world.category_with(award_year=2026)
    remark(entry_of(second), ["Satu", "Dua", "Tiga"])
    world.published(second)
    later = entry_of(second)
    assert queries(desk, page(later)) == 9
    said = plain(desk.get(page(later)))
    assert "Peringkat 3 dari 3 tahun lalu 3 dari 3" in said
    assert "Terhadap tahun lalu: dibanding hasil 2025" in said
    assert queries(desk, reverse("report_cards")) == 6


def test_the_own_result_leads_there_while_it_is_objected_to():
    category = objected_category()
    entry = entry_of(category)
    desk = logged_in(factories.officer(entry.regency))
    own = reverse("objection_result", args=[entry.pk])
    assert page(entry) not in text(desk.get(own))
