"""The list "Siap dibuka?": everything a phase asks for, whether it is there or not, before it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from awards.choices import Phase
from awards.models import Edition
from awards.preflight import judging, reports, results, setup
from awards.preflight.item import Item

Check = Callable[[Edition], Iterator[Item]]

FORWARD: dict[Phase, tuple[Check, ...]] = {
    Phase.FILLING: (
        setup.criteria,
        setup.denominators,
        setup.filling_dates,
        setup.offices,
    ),
    Phase.VERIFICATION: (reports.filling_over,),
    Phase.CANDIDATES: (reports.reports_settled,),
    Phase.SCORING: (judging.panel, judging.candidates),
    Phase.PLENARY: (judging.sheets,),
    Phase.PROVISIONAL: (results.results,),
    Phase.OBJECTIONS: (setup.objections_date,),
    Phase.ANNOUNCED: (results.published,),
    Phase.ARCHIVED: (results.corrections_finished, results.objections_decided),
}

BACK: dict[Phase, tuple[Check, ...]] = {
    Phase.PREPARATION: (reports.nothing_sent,),
    Phase.FILLING: (setup.filling_dates,),
    Phase.VERIFICATION: (reports.nothing_locked, setup.verification_date),
    Phase.CANDIDATES: (reports.nothing_scored,),
    Phase.SCORING: (results.correction_opened,),
    Phase.PLENARY: (results.correction_opened,),
    Phase.OBJECTIONS: (results.correction_opened,),
}


def preflight(edition: Edition, to: Phase) -> list[Item]:
    """Return the whole list for opening `to` from the edition's phase, in either direction; empty asks nothing."""
    if edition.rehearsal:
        return [
            Item(
                False, "Gladi tetap pada tahap Penilaian dan tidak diumumkan. Buang gladi bila sudah selesai."
            )
        ]
    order = list(Phase)
    checks = FORWARD if order.index(to) > order.index(Phase(edition.phase)) else BACK
    return [item for check in checks.get(to, ()) for item in check(edition)]
