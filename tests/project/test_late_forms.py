"""A form open before its time was over, sent after it: refused, and what was typed stays on the page to be copied."""

import datetime

import pytest
from django.utils import timezone

from awards.choices import Phase
from awards.models import Edition
from regencies.actions.report_status import start_verification, verify_report
from regencies.choices import ReviewState, Section
from regencies.models import FillingWindow, YearlyReport
from tests import factories
from tests.builders import edition as world
from tests.builders import nominees, objections, panel
from tests.builders.admin_pages import page, text
from tests.builders.browser_tab import Tab, browser
from tests.regencies.verifier.test_verifier_pages import answers

pytestmark = pytest.mark.django_db
TYPED = "Kalimat yang tidak boleh hilang"
PAST = datetime.timedelta(seconds=1)


def late() -> None:
    FillingWindow.objects.update(deadline=timezone.now() - PAST)


def refused(answer) -> str:
    """The page of a refusal, in which what was typed stands."""
    assert answer.status_code in {409, 422}, answer.status_code
    shown = text(answer)
    assert TYPED in shown, shown[:3000]
    return shown


@pytest.fixture
def office(db):
    place = factories.regency()
    officer = factories.officer(place)
    return factories.draft(place, by=officer), officer


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/laporan/2025/identitas/", {"office_name": TYPED}),
        ("/laporan/2025/kelompok/tambah/", {"group": "palm_oil", "programmes": TYPED, "group_name": TYPED}),
        ("/laporan/2025/anggaran/tambah/", {"activity": TYPED}),
        ("/laporan/2025/regulasi/tambah/", {"title": TYPED}),
        ("/laporan/2025/inovasi/tambah/", {"name": TYPED, "problem": TYPED}),
    ],
)
def test_the_sections_and_rows_of_an_office(office, path, typed):
    _, officer = office
    tab = Tab(officer, "", path)
    late()
    assert "sudah lewat" in refused(tab.save(**typed))


def test_an_answer_and_the_title_of_a_file(office):
    report, officer = office
    entry = factories.entry(report, Section.PARTICIPATION)
    entry.participation.registered, entry.participation.registered_previous = 200_000, 199_000
    entry.participation.save()
    tab = browser(officer)
    late()
    answer = {"rule": "coverage_over_100", "entry": "", "seen": "", "answer": TYPED}
    refused(tab.post("/laporan/2025/kepesertaan/penjelasan/", answer))
    sent = {"file": factories.pdf(), "title": TYPED}
    refused(tab.post(f"/laporan/2025/butir/{entry.pk}/bukti/", sent))


def test_a_verdict_and_the_reason_of_a_return_once_another_has_settled_the_report():
    report = factories.sent()
    verifier = factories.verifier(report.regency.province)
    start_verification(report, by=verifier)
    entry = factories.entry(report, Section.PARTICIPATION)
    for each in report.entries.all():
        tab = browser(verifier)
        answer = answers(each, ReviewState.APPROVED)
        assert tab.post(f"/verifikator/{report.pk}/butir/{each.pk}/", answer).status_code == 302
    verify_report(YearlyReport.objects.get(pk=report.pk), by=verifier)
    refused(tab.post(f"/verifikator/{report.pk}/butir/{entry.pk}/", answers(entry, "wrong", note=TYPED)))
    refused(tab.post(f"/verifikator/{report.pk}/kembalikan/", {"reason": TYPED}))


def test_a_sheet_and_the_reasons_of_the_panel_once_the_marking_is_over():
    edition = panel.scoring_edition()
    factories.seats(edition, 3)
    entry, member = panel.candidate(edition), panel.by_seat(edition)[1].user
    tab, sheet = browser(member), panel.sheet_url(entry)
    Edition.objects.update(phase=Phase.PLENARY)
    answer = tab.post(sheet, {"version": "0", "B1": "87,5"})
    assert (answer.status_code, "87,5" in text(answer)) == (409, True)
    refused(tab.post(f"/penilaian/{entry.pk}/mundur/", {"reason": TYPED}))


def test_an_objection_once_its_time_is_over():
    category = objections.objected_category()
    entry = category.entries.get(regency__kemendagri_code="61.04")
    head = factories.head(entry.regency)
    draft = objections.drafted(entry, head)
    Edition.objects.update(objections_deadline=world.later(-1))
    tab = browser(head)
    typed = {"subject": "criterion:B1", "claimed": "", "content": TYPED, "title": "", "version": 1}
    refused(tab.post(f"/sanggahan/hasil/{entry.pk}/baru/", typed))
    refused(tab.post(f"/sanggahan/{draft.pk}/", typed))


def test_a_nominee_withdrawn_meanwhile_and_a_verb_of_the_desk_whose_phase_went_by():
    edition = world.reload(world.filling(admin := factories.admin()))
    place = edition.province.regencies.get()
    officer = factories.officer(place)
    made = nominees.nominee(nominees.VILLAGE, place, officer)
    tab, desk = browser(officer), browser(admin)
    assert tab.post(f"/calon/{made.pk}/tarik/", {"reason": "Diganti"}).status_code == 302
    refused(tab.post(f"/calon/{made.pk}/tarik/", {"reason": TYPED}))
    Edition.objects.update(phase=Phase.ANNOUNCED)
    typed = {"moment": "29 Juli 2035 16.00", "reason": TYPED}
    refused(desk.post(page("awards_edition_postpone", edition.pk, "filling_deadline"), typed))
    typed = {"regency": place.pk, "until": "29 Juli 2035 16.00", "reason": TYPED}
    refused(desk.post(page("awards_edition_extension", edition.pk), typed))
