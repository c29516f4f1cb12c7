"""How far an award year is: its steps, what its next phase still asks for, and whose years are running."""

import pytest

from awards.choices import Phase
from awards.editions.overview import (
    RunningEdition,
    next_phase,
    next_phase_items,
    own_phases,
    phase_steps,
    running_editions,
)
from awards.models import Edition
from awards.models.editions import newest_first
from awards.preflight.item import Item
from regencies.models import User
from tests import factories
from tests.builders import panel

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("phase", Phase)
def test_the_steps_before_are_done_and_those_after_come_next(phase):
    steps = phase_steps(factories.edition(phase=phase))
    at = list(Phase).index(phase)
    assert [step.label for step in steps] == [each.label for each in Phase]
    assert [step.state for step in steps] == ["done"] * at + ["current"] + ["next"] * (len(Phase) - at - 1)


def test_only_what_is_not_well_is_open():
    well, open_ = Item(True, "Beres.", ""), Item(False, "Belum.", "")
    edition = factories.edition()
    assert RunningEdition(edition, [], [], Phase.FILLING, [well, open_]).open_items == [open_]
    assert RunningEdition(edition, [], [], None, None).open_items == []


def test_results_are_left_to_their_own_page():
    edition = panel.scoring_edition()
    assert [(item.ok, item.note) for item in next_phase_items(edition, Phase.PROVISIONAL)] == [(True, True)]
    assert [item.note for item in next_phase_items(edition, Phase.PLENARY)] == [False]


def test_an_archived_year_runs_no_more_and_has_no_next_phase():
    running = factories.edition(award_year=2026, phase=Phase.FILLING)
    archived = factories.edition(award_year=2025, phase=Phase.ARCHIVED)
    admin = factories.admin(running.province)
    assert [row.edition for row in running_editions(admin)] == [running]
    assert own_phases(User.objects.get(pk=admin.pk)) == {Phase.FILLING}
    assert (next_phase(running), next_phase(archived)) == (Phase.VERIFICATION, None)


def test_the_newest_year_comes_first_and_one_in_preparation_last():
    for year, phase in ((2025, Phase.ARCHIVED), (2027, Phase.PREPARATION), (2026, Phase.SCORING)):
        factories.edition(award_year=year, phase=phase)
    found = Edition.objects.order_by(*newest_first()).values_list("award_year", flat=True)
    assert list(found) == [2026, 2025, 2027]
