"""Every verb of the panel locks in one order, the phase of the edition, the seat, the sheet: none waits crosswise."""

import pytest

from awards.choices import Stage
from awards.models import Absence, ScoreSheet
from awards.panel.absences import record_absence, withdraw_absence
from awards.panel.locks import hold_own_sheet
from awards.panel.reminders import remind_members
from awards.panel.sheets import lock_sheet, reopen_sheet, save_scores
from tests.builders import panel as world
from tests.builders.locks import locked_by

pytestmark = pytest.mark.django_db


def test_whoever_writes_on_a_sheet_holds_its_phase_its_seat_and_itself(panel, entry):
    chair, seat, _ = panel
    unsaved, marks = ScoreSheet(seat=seat, entry=entry, stage=Stage.DESK), world.values(world.DESK)
    order = ["edition", "seat", "scoresheet"]
    assert locked_by(lambda: save_scores(unsaved, marks, expected_version=0, by=seat.user)) == order
    sheet = ScoreSheet.objects.get()
    for act in (
        lambda: save_scores(sheet, marks, expected_version=1, by=seat.user),
        lambda: hold_own_sheet(seat.user, entry.pk, Stage.DESK),
        lambda: lock_sheet(sheet, by=seat.user, statement=True),
        lambda: reopen_sheet(sheet, by=chair.user, reason="Salah tulis"),
    ):
        assert locked_by(act) == order


def test_an_absence_holds_the_seat_and_a_reminder_the_phase(panel, entry, edition):
    chair, seat, _ = panel
    recorded = {"by": chair.user, "reason": "Sakit"}
    assert locked_by(lambda: record_absence(seat, entry, **recorded)) == ["edition", "seat"]
    assert locked_by(lambda: withdraw_absence(Absence.objects.get(), **recorded)) == ["edition", "seat"]
    assert locked_by(lambda: remind_members(edition, by=chair.user)) == ["edition"]
