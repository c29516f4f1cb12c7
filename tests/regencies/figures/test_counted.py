"""Which figures of a report count: the official denominators, or a proposal once it is approved."""

import pytest

from regencies.actions.report_status import review_entry, submit_report
from regencies.choices import ReviewState
from regencies.figures.counted import figures_for
from tests import factories

pytestmark = pytest.mark.django_db

OFFICIAL = {"formal": 180_000, "informal": 0, "construction": 0}


@pytest.mark.parametrize(
    ("state", "proposed", "now", "before"),
    [
        (ReviewState.APPROVED, {"figure": 179_827, "figure_previous": 181_454}, 179_827, 181_454),
        (ReviewState.APPROVED, {"figure": 179_827, "figure_previous": None}, 179_827, 180_000),
        (ReviewState.NEEDS_WORK, {"figure": 179_827, "figure_previous": 181_454}, 180_000, 180_000),
    ],
)
def test_an_approved_proposal_counts_in_the_years_it_states(ketapang, state, proposed, now, before):
    officer = factories.officer(ketapang)
    report = factories.draft(ketapang, 2025, by=officer)
    row = factories.propose_workforce(report, officer, **proposed)
    report = factories.complete(report, officer)
    submit_report(report, by=factories.head(ketapang), statement=True)
    review_entry(row, state=state, note="Sakernas Agustus.", by=factories.verifier())
    figures = figures_for([report])[report.pk]
    assert figures["workforce"] == OFFICIAL | {"formal": now}
    assert figures["workforce_previous"] == OFFICIAL | {"formal": before}
