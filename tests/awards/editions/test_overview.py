"""How far an award year is: its steps, what its next phase still asks for, and whose years are running."""

import pytest

from awards.choices import Phase
from awards.editions.overview import (
    RunningEdition,
    is_kept_out,
    next_phase,
    next_phase_items,
    own_phases,
    phase_steps,
    phase_url,
    running_award_year,
    running_edition,
    running_editions,
)
from awards.models import Edition
from awards.models.editions import newest_first
from awards.preflight.item import Item
from regencies.choices import Role
from regencies.models import Membership, User
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


@pytest.mark.parametrize("phase", Phase)
def test_a_year_leads_to_its_next_phase_and_is_watched_while_offices_fill_in(phase):
    row = running_edition(factories.edition(phase=phase))
    following = None if phase == Phase.ARCHIVED else list(Phase)[list(Phase).index(phase) + 1]
    assert row.next_phase == following
    assert row.next_url == (phase_url(row.edition, following) if following else "")
    assert row.is_watched is (phase in {Phase.FILLING, Phase.VERIFICATION})
    asked = [] if following is None else next_phase_items(row.edition, following)
    assert [item.text for item in row.preflight.data.data] == [item.text for item in asked]


def test_the_running_year_of_a_province_is_its_own_newest_outside_of_the_archive():
    elsewhere = factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    factories.edition(elsewhere, 2029, phase=Phase.FILLING)
    own = factories.province()
    for award_year, phase in ((2024, Phase.ANNOUNCED), (2026, Phase.ARCHIVED)):
        factories.edition(own, award_year, phase=phase)
    assert running_award_year(own.pk) == 2024
    factories.edition(own, 2025, phase=Phase.FILLING)
    assert running_award_year(own.pk) == 2025


def test_who_is_in_conflict_is_kept_out_of_the_results_of_that_year_until_they_are_public():
    before, now = (panel.scoring_edition(award_year=year) for year in (2025, 2026))
    entry = panel.candidate(now)
    person = factories.admin(now.province)
    Membership.objects.create(user=person, role=Role.OFFICER, regency=entry.regency, since="2020-01-01")
    assert [is_kept_out(edition, person) for edition in (before, now)] == [False, True]
    assert is_kept_out(now, factories.admin(now.province)) is False
    now.phase = Phase.ANNOUNCED
    assert is_kept_out(now, person) is False


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
