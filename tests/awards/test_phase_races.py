"""A phase and a report meet: whoever comes second sees what the first one did."""

import pytest

from awards.choices import Phase
from awards.models import Entry
from awards.transitions import advance
from regencies.models import FillingWindow, YearlyReport
from regencies.refusals import Refused
from regencies.transitions import submit_report
from tests import factories
from tests.awards import desk_world as world
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


def test_two_clicks_open_a_phase_once(scene):
    admin, edition, _, _ = scene
    first, second = race(
        lambda: advance(edition, Phase.VERIFICATION, by=admin),
        lambda: advance(edition, Phase.VERIFICATION, by=admin),
    )
    assert first.phase == Phase.VERIFICATION
    assert isinstance(second, Refused)
    assert second.reasons[0].startswith("Dari tahap “Verifikasi” tidak dapat langsung ke tahap “Verifikasi”.")
