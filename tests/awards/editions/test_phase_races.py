"""A phase and a report meet: whoever comes second sees what the first one did."""

import pytest
from django.test import Client

from awards.choices import Phase
from awards.editions.phase_changes import advance, grant_extension
from awards.models import Entry
from regencies.actions.errors import Refused
from regencies.actions.report_status import submit_report
from regencies.models import FillingWindow, OfficialWorkforce, YearlyReport
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page
from tests.builders.workforce_page import look
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene():
    """Everybody has sent but Landak, whose report is complete; the deadline has just passed for new windows."""
    admin = factories.admin()
    ketapang, landak = factories.regency(), factories.regency("Landak", "61.08")
    edition = world.filling(admin)
    factories.verified(ketapang, 2025)
    typist = factories.officer(landak)
    report = factories.complete(factories.draft(landak, 2025, by=typist), typist)
    edition.filling_deadline = world.later(minutes=-1)
    edition.save()
    FillingWindow.objects.update(deadline=world.later(1))
    return admin, edition, report, factories.head(landak)


def test_a_report_sent_while_the_filling_is_closed_is_refused(scene):
    admin, edition, report, head = scene
    _, sent = race(
        lambda: advance(edition, Phase.VERIFICATION, by=admin),
        lambda: submit_report(report, by=head, statement=True),
    )
    assert isinstance(sent, Refused)
    assert sent.reasons[0].startswith("Masa pengisian sudah ditutup")
    assert YearlyReport.objects.get(pk=report.pk).version == 0


def test_a_report_sent_just_before_is_waited_for(scene):
    admin, edition, report, head = scene
    advance(edition, Phase.VERIFICATION, by=admin)
    FillingWindow.objects.update(state="open")
    sent, moved = race(
        lambda: submit_report(report, by=head, statement=True),
        lambda: advance(edition, Phase.CANDIDATES, by=admin),
    )
    assert not isinstance(sent, Exception)
    assert isinstance(moved, Refused)
    assert moved.reasons[0].startswith("Laporan Kabupaten Landak belum selesai diverifikasi")
    assert not Entry.objects.exists()


def test_a_report_of_another_year_is_not_waited_for(scene):
    admin, edition, report, _ = scene
    earlier = YearlyReport.objects.create(regency=report.regency, year=2024)
    _, moved = race(
        lambda: YearlyReport.objects.select_for_update().get(pk=earlier.pk),
        lambda: advance(edition, Phase.VERIFICATION, by=admin),
        waits=False,
    )
    assert moved.phase == Phase.VERIFICATION


def test_no_more_time_is_given_for_a_report_that_is_being_sent(scene):
    admin, _, report, head = scene
    FillingWindow.objects.update(deadline=world.later(1))
    sent, given = race(
        lambda: submit_report(report, by=head, statement=True),
        lambda: grant_extension(report.regency, 2025, world.later(2), "Sambungan terputus.", by=admin),
    )
    assert sent.version == 1
    assert isinstance(given, Refused)
    assert given.reasons == ["Laporan Kabupaten Landak sudah dikirim; perpanjangan tidak diperlukan."]


def test_two_clicks_open_a_phase_once(scene):
    admin, edition, _, _ = scene

    def open_it(by=admin):
        return advance(edition, Phase.VERIFICATION, by=by)

    first, second = race(open_it, open_it)
    assert (first.phase, second) == (Phase.VERIFICATION, first)
    with pytest.raises(Refused, match="Dari tahap “Verifikasi” tidak dapat langsung ke tahap “Verifikasi”"):
        open_it(factories.admin(name="Admin kedua"))


@pytest.fixture
def chosen():
    """The candidates are chosen and everything is ready to be scored; the desk of their admin; one denominator."""
    admin = factories.admin()
    edition = world.ready_to_score(admin)
    desk = Client()
    desk.force_login(admin)
    return admin, edition, desk, OfficialWorkforce.objects.get(year=2025, segment="formal")


@pytest.mark.parametrize("how", ["change", "delete", "add", "load"])
def test_a_denominator_does_not_change_while_the_reports_it_counts_for_are_locked(chosen, how):
    admin, edition, desk, row = chosen
    typed = {"regency": row.regency_id, "year": "2025", "segment": "formal", "figure": "1", "source": "BPS"}
    typed["as_of"] = "31 Desember 2025"
    line = "61.04;Ketapang;2025;Formal;1;BPS;31 Desember 2025"
    asked = {
        "change": ("change", [row.pk], typed),
        "delete": ("delete", [row.pk], {"post": "yes"}),
        "add": ("add", [], typed | {"segment": "informal"}),
        "load": ("load", [], look(desk, line).context["hidden"] | {"reason": "Surat BPS"}),
    }
    name, arguments, data = asked[how]
    OfficialWorkforce.objects.filter(year=2025, segment="informal").delete()
    moved, answer = race(
        lambda: advance(edition, Phase.SCORING, by=admin),
        lambda: desk.post(page(f"regencies_officialworkforce_{name}", *arguments), data),
    )
    assert moved.phase == Phase.SCORING
    assert answer.status_code == {"change": 403, "delete": 403, "add": 200, "load": 409}[how]
    kept = OfficialWorkforce.objects.filter(year=2025).values_list("segment", "figure")
    assert sorted(kept) == [("construction", 0), ("formal", row.figure)]
