"""A PDF page by page for whoever may open it: pictures drawn once and kept, and what is said when there are none."""

import datetime
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from regencies.actions.evidence import page_images
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.evidence.page_images import BUSY, CANNOT, NotShown, kept_picture, shown_page
from regencies.actions.report_status import submit_report
from regencies.choices import Section
from regencies.files.pdf_pages import NoSuchPage
from regencies.models import Evidence, PageImage, SecurityLine
from tests import factories
from tests.builders.browser_tab import browser, page
from tests.builders.pdfs import pages_pdf

pytestmark = pytest.mark.django_db
FIVE = pages_pdf(5)
PLACES = 2026_06_20, 2026_06_21  # two programs at once, on servers of this release and of others


@pytest.fixture
def evidence(complete, officer):
    upload = SimpleUploadedFile("perbup.pdf", FIVE)
    target = factories.entry(complete, Section.TARGET)
    return attach_evidence(target, upload, title="Perbup", page="3–4", by=officer)


@pytest.fixture
def sent(complete, evidence, head):
    submit_report(complete, by=head, statement=True)
    return complete


def opened(user, evidence, number=None, **query):
    args = [evidence.pk, *([number] if number else [])]
    return browser(user).get(reverse("evidence_page", args=args), query)


def picture(user, evidence, number, status=200):
    response = browser(user).get(reverse("evidence_picture", args=[evidence.pk, number]))
    assert response.status_code == status
    return response


def test_it_opens_at_the_page_cited_and_leads_to_the_others(sent, evidence):
    shown = opened(factories.verifier(), evidence)
    html = shown.content.decode()
    assert "Halaman 3 dari 5 · disebut sebagai bukti" in html
    assert 'alt="Halaman 3 dari 5 berkas “Perbup”"' in html
    for number in (2, 4):
        assert f'href="{reverse("evidence_page", args=[evidence.pk, number])}"' in html
    assert f'href="{reverse("evidence", args=[evidence.pk])}"' in html  # the original
    assert shown.context["cited"] == [("3–4", reverse("evidence_page", args=[evidence.pk, 3]))]
    assert "<script" not in html.split("<main")[1].split("</main>")[0]


def test_a_photograph_is_shown_whole_and_stays_a_download(complete, officer):
    kept = io.BytesIO()
    Image.new("RGB", (90, 60)).save(kept, "JPEG")
    upload = SimpleUploadedFile("plang.jpg", kept.getvalue())
    target = factories.entry(complete, Section.TARGET)
    photograph = attach_evidence(target, upload, title="Plang", page="2", by=officer)
    looked_at = reverse("evidence_page", args=[photograph.pk])
    listed = browser(officer).get(reverse("report_evidence", args=[2025, target.pk])).content.decode()
    assert f'<a href="{looked_at}">Lihat gambarnya' in listed
    html = opened(officer, photograph).content.decode()
    assert 'alt="Gambar “Plang”"' in html
    assert "Halaman 1" not in html
    assert picture(officer, photograph, 1)["Content-Type"] == "image/jpeg"
    original = browser(officer).get(reverse("evidence", args=[photograph.pk]))
    assert original["Content-Disposition"].startswith("attachment")
    assert opened(officer, photograph, 2).status_code == 404


def test_a_picture_is_served_to_those_who_may_open_the_file_and_leaves_a_line(evidence, officer, sent):
    verifier = factories.verifier()
    picture(verifier, evidence, 3, status=404)  # not drawn yet
    opened(verifier, evidence, 3)
    answer = picture(verifier, evidence, 3)
    assert (answer["Content-Type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    line = SecurityLine.objects.filter(event="evidence").first()
    assert line.about == f"Berkas nomor {evidence.pk}, halaman 3, {evidence.owner}"
    for stranger in (factories.officer(factories.regency("Mempawah", "61.02")), factories.user()):
        picture(stranger, evidence, 3, status=404)
        assert opened(stranger, evidence).status_code == 404


def test_the_province_sees_no_page_before_the_report_was_sent(evidence, officer):
    assert opened(factories.verifier(), evidence).status_code == 404
    assert opened(officer, evidence).status_code == 200


def test_a_page_is_drawn_once_for_every_entry_the_file_supports(evidence, officer, monkeypatch):
    first = shown_page(evidence, 2)
    monkeypatch.setattr(page_images, "draw_page", None)
    assert shown_page(evidence, 2) == first
    assert PageImage.objects.count() == 1


def test_a_picture_that_changed_on_the_disk_is_drawn_again(evidence, officer):
    first = shown_page(evidence, 2)
    Path(PageImage.objects.get().file.path).write_bytes(b"\xff\xd8\xff other")
    picture(officer, evidence, 2, status=404)
    assert shown_page(evidence, 2) == first
    picture(officer, evidence, 2)


def test_a_file_that_cannot_be_drawn_is_told_and_downloads_all_the_same(target, officer, monkeypatch):
    broken = attach_evidence(target, factories.pdf(), title="", page="", by=officer)
    html = page(officer, "evidence_page", broken.pk)
    assert CANNOT in html
    assert browser(officer).get(reverse("evidence", args=[broken.pk])).content == factories.PDF
    monkeypatch.setattr(page_images, "draw_page", None)  # within a day it is not tried again
    assert CANNOT in page(officer, "evidence_page", broken.pk)


def test_each_page_has_its_own_picture(evidence):
    second, third = (shown_page(evidence, number) for number in (2, 3))
    assert second.content != third.content
    assert [shown_page(evidence, number) for number in (2, 3)] == [second, third]
    assert [kept_picture(evidence, number) for number in (2, 3, 4)] == [second.content, third.content, None]


def test_what_could_not_be_drawn_is_tried_again_after_a_day(target, officer, monkeypatch):
    broken = attach_evidence(target, factories.pdf(), title="", page="", by=officer)
    with pytest.raises(NotShown):
        shown_page(broken, 1)
    row = PageImage.objects.get()
    assert (row.pages, row.width, row.height, row.digest, row.file.name) == (0, 0, 0, "", "")
    day_after = row.drawn_at + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: day_after - datetime.timedelta(seconds=1))
    with pytest.raises(NotShown):
        shown_page(broken, 1)
    assert PageImage.objects.get().drawn_at == row.drawn_at
    monkeypatch.setattr(timezone, "now", lambda: day_after)
    with pytest.raises(NotShown):
        shown_page(broken, 1)
    assert PageImage.objects.get().drawn_at == day_after


def test_of_one_file_so_many_pages_are_shown_and_of_a_workbook_none(evidence):
    with pytest.raises(NoSuchPage):
        shown_page(evidence, 2000)
    workbook = Evidence(content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    for file, number in ((evidence, 2001), (workbook, 1)):
        with pytest.raises(NotShown) as told:
            shown_page(file, number)
        assert str(told.value) == CANNOT


def test_a_page_the_file_has_not_is_not_found(evidence, officer):
    assert [opened(officer, evidence, number).status_code for number in (5, 6)] == [200, 404]
    assert [CANNOT in opened(officer, evidence, 9000).content.decode()] == [True]


def test_a_changed_original_is_not_drawn(evidence, officer):
    Path(evidence.file.path).write_bytes(pages_pdf(2))
    assert opened(officer, evidence).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_so_many_programs_draw_at_once_and_the_next_one_is_told(evidence, officer):
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [PLACES[0]])
            assert shown_page(evidence, 2).pages == 5
            cursor.execute("SELECT pg_advisory_lock(%s)", [PLACES[1]])
        with pytest.raises(NotShown) as told:
            shown_page(evidence, 1)
        assert str(told.value) == BUSY
        assert opened(officer, evidence).status_code == 200
    finally:
        other.close()
    assert shown_page(evidence, 1).pages == 5
    assert connection.is_usable()
