"""The receipt of a locked sheet: salted, new at every locking, checked against what is stored, published by code."""

import json
import re

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from awards.choices import Phase, Stage
from awards.conflicts.recusals import recuse
from awards.models import Edition, Recusal, ScoreSheet, SheetReceipt
from awards.panel.absences import record_absence
from awards.panel.receipts import content_of, counted_codes, issue, receipt_code, receipts_of
from awards.panel.sheets import lock_sheet, reopen_sheet, save_scores
from tests.builders import panel as world
from tests.builders.panel import sheet_url
from tests.builders.publication import category_with, published
from tests.database import triggers_off

pytestmark = pytest.mark.django_db
SHAPE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}")


def told(sheet):
    return receipts_of(sheet, sheet.scores.all())


def test_a_code_is_known_from_its_salt_and_content_and_changes_with_either():
    code = receipt_code("00" * 32, b"{}")
    assert code == "ZCB3-9H76-SN5H-Y6QY-7KHD"
    others = {receipt_code("01" + "00" * 31, b"{}"), receipt_code("00" * 32, b"[]")}
    assert len({code, *others}) == 3


def test_what_is_locked_is_all_in_the_code(seat, entry):
    sheet = world.locked(seat, entry)
    marks = json.loads(content_of(sheet, sheet.version, sheet.scores.all()))
    codes = {str(c.pk): c.code for c in world.asked(entry, Stage.DESK)}
    assert {codes[key]: value for key, value in marks.pop("marks").items()} == {
        code: [f"{float(mark):.2f}", ""] for code, mark in world.DESK.items()
    }
    assert marks == {"seat": seat.pk, "entry": entry.pk, "stage": "desk", "version": sheet.version}


def test_the_same_marks_of_two_members_have_codes_that_say_nothing_of_each_other(panel, entry):
    sheets = [world.locked(seat, entry) for seat in panel]
    receipts = [sheet.receipts.get() for sheet in sheets]
    assert len({receipt.code for receipt in receipts}) == len({receipt.salt for receipt in receipts}) == 3
    assert all(SHAPE.fullmatch(receipt.code) for receipt in receipts)
    assert {len(receipt.salt) for receipt in receipts} == {64}  # 32 bytes
    again = content_of(sheets[0], sheets[0].version, sheets[0].scores.all())
    assert receipt_code("00" * 32, again) != receipts[0].code  # whoever tries every mark lacks the salt


def test_the_member_is_told_the_code_at_the_lock_and_on_the_sheet(seat, entry):
    client = world.logged_in(seat.user)
    sheet = world.draft(seat, entry)
    locking = {"statement": "on", "version": str(sheet.version)}
    answer = client.post(sheet_url(entry, name="panel_lock"), locking, follow=True)
    code = SheetReceipt.objects.get().code
    assert f"terkunci. Kode tanda terima: {code}." in answer.content.decode()
    page = client.get(sheet_url(entry)).content.decode()
    assert code in page
    assert "Dihitung ulang dari lembar yang tersimpan, kodenya sama." in page
    assert (
        code
        not in world.logged_in(entry.category.edition.seats.get(number=3).user)
        .get(sheet_url(entry))
        .content.decode()
    )


def test_a_sheet_locked_again_has_another_code_and_the_old_is_said_to_be_replaced(panel, entry):
    chair, seat, _ = panel
    sheet = world.locked(seat, entry)
    old = sheet.receipts.get()
    draft = reopen_sheet(sheet, by=chair.user, reason="Keliru")
    client = world.logged_in(seat.user)
    replaced = f"Kode {old.code} dari"
    page = client.get(sheet_url(entry)).content.decode()
    assert (replaced in page, "Dihitung ulang" in page, told(draft).current) == (True, False, None)
    lock_sheet(draft, by=seat.user, statement=True)  # the very same marks
    sheet = ScoreSheet.objects.get(pk=sheet.pk)
    receipts = told(sheet)
    assert receipts.current.code != old.code
    assert (receipts.agrees, receipts.replaced) == (True, [old])
    assert replaced in client.get(sheet_url(entry)).content.decode()


@pytest.mark.parametrize("field", ["value", "note"])
def test_a_mark_changed_past_the_application_is_found(seat, entry, field):
    sheet = world.locked(seat, entry)
    assert told(sheet).agrees
    with triggers_off():
        sheet.scores.filter(criterion__code="B1").update(**{field: {"value": "80.01", "note": "x"}[field]})
    assert not told(sheet).agrees
    page = world.logged_in(seat.user).get(sheet_url(entry)).content.decode()
    assert "Lembar yang tersimpan tidak sama dengan yang Bapak/Ibu kunci." in page


def test_a_receipt_cannot_be_written_over(seat, entry):
    receipt = world.locked(seat, entry).receipts.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        SheetReceipt.objects.filter(pk=receipt.pk).update(code="0000-0000-0000-0000-0000")


def test_a_sheet_locked_before_there_were_receipts_says_nothing(seat, entry):
    sheet = world.locked(seat, entry)
    sheet.receipts.all().delete()
    assert "Kode tanda terima" not in world.logged_in(seat.user).get(sheet_url(entry)).content.decode()


def test_only_sheets_that_count_are_listed_in_the_order_of_their_codes(panel, entry, edition):
    chair, member, other = panel
    kept = world.locked_both(chair, entry)
    world.locked(member, entry)
    record_absence(member, entry, by=chair.user, reason="Sakit")
    away = world.locked(other, entry)
    reopen_sheet(away, by=chair.user, reason="Benturan")
    recuse(other, entry, by=other.user, reason="Kerabat")
    assert counted_codes(entry.category) == sorted(sheet.receipts.get().code for sheet in kept)
    Recusal.objects.create(seat=chair, entry=entry, reason="Kerabat")
    assert counted_codes(entry.category) == []


def test_a_draft_has_no_code_in_the_list(seat, panel, entry):
    reopen_sheet(world.locked(seat, entry), by=panel[0].user, reason="Keliru")
    assert counted_codes(entry.category) == []
    sheet = world.draft(panel[2], entry)
    save_scores(sheet, {}, expected_version=sheet.version, by=panel[2].user)
    assert counted_codes(entry.category) == []


# Published ------------------------------------------------------------------------------------------
@pytest.fixture
def category():
    category = category_with(["61.04", "61.71"])
    for sheet in ScoreSheet.objects.all():
        issue(sheet)
    return category


def test_the_list_is_served_beside_the_publication_and_is_no_part_of_the_document(category, client):
    publication = published(category)
    codes = sorted(SheetReceipt.objects.values_list("code", flat=True))
    assert len(codes) == 2 * 9 * 2
    assert publication.receipt_codes == codes
    edition = category.edition
    address = (edition.province.slug, edition.award_year, category.slug, publication.number)
    url = reverse("publication_receipts", args=address)
    page = client.get(url).content.decode()
    assert SHAPE.findall(page) == codes
    assert "Ketapang" not in page
    assert url in client.get(reverse("publication", args=address)).content.decode()
    document = client.get(reverse("publication_document", args=address)).content.decode()
    assert not SHAPE.search(document)


def test_the_member_finds_the_way_from_the_sheet_to_the_list(category):
    published(category)
    seat = category.edition.seats.select_related("user").get(number=4)
    Edition.objects.filter(pk=category.edition_id).update(phase=Phase.ANNOUNCED)
    page = world.logged_in(seat.user).get(sheet_url(category.entries.filter(candidate=True).first()))
    text = page.content.decode()
    assert "daftar tanda terima pengumuman nomor 1" in text
    assert "/v1/tanda-terima/" in text


def test_a_code_that_is_in_no_list_leads_to_none(category):
    publication = published(category)
    listed, left_out = ScoreSheet.objects.order_by("pk")[:2]
    with triggers_off():
        category.publications.update(receipt_codes=[listed.receipts.get().code])
    assert [told(sheet).published for sheet in (listed, left_out)] == [publication, None]


def test_a_publication_made_before_has_no_list_and_a_page_without_a_link(client):
    category = category_with(["61.04"])
    publication = published(category)
    edition = category.edition
    address = (edition.province.slug, edition.award_year, category.slug, publication.number)
    assert publication.receipt_codes == []
    assert client.get(reverse("publication_receipts", args=address)).status_code == 404
    assert "tanda-terima" not in client.get(reverse("publication", args=address)).content.decode()
