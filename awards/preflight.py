"""Siap dibuka? Everything a phase asks for, told whether it is there or not, before it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from awards import judging_items, report_items, setup_items
from awards.choices import Phase
from awards.items import Item
from awards.models import Edition

Check = Callable[[Edition], Iterator[Item]]

FORWARD: dict[Phase, tuple[Check, ...]] = {
    Phase.FILLING: (
        setup_items.criteria,
        setup_items.denominators,
        setup_items.filling_dates,
        setup_items.offices,
    ),
    Phase.VERIFICATION: (report_items.filling_over,),
    Phase.CANDIDATES: (report_items.reports_settled,),
    Phase.SCORING: (judging_items.panel, judging_items.candidates),
    Phase.PLENARY: (judging_items.sheets,),
    Phase.PROVISIONAL: (judging_items.results,),
    Phase.ANNOUNCED: (judging_items.published,),
}

BACK: dict[Phase, tuple[Check, ...]] = {
    Phase.PREPARATION: (report_items.nothing_sent,),
    Phase.FILLING: (setup_items.filling_dates,),
    Phase.VERIFICATION: (report_items.nothing_locked, setup_items.verification_date),
    Phase.CANDIDATES: (report_items.nothing_scored,),
}


def preflight(edition: Edition, to: Phase) -> list[Item]:
    """The whole list for opening `to` from the edition's phase, in either direction; empty asks for nothing."""
    order = list(Phase)
    checks = FORWARD if order.index(to) > order.index(Phase(edition.phase)) else BACK
    return [item for check in checks.get(to, ()) for item in check(edition)]
