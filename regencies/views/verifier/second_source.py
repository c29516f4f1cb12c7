"""The figures of the BPJS branch on the verifier's page, and taking them, or the office's, over by one click."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from regencies.figures.second_source import second_sources
from regencies.models import YearlyReport
from regencies.presenters.report_contents import Card
from regencies.reconciliation.words import BRANCH, REPORT, second_lines, taken_from

CHOICES = {BRANCH: "Pakai angka BPJS", REPORT: "Pakai angka laporan"}


def add_second_source(report: YearlyReport, cards: Iterable[Card]) -> None:
    """Put beside each entry what the branch counts; the report was fetched with it. No query."""
    cards = list(cards)
    lines = second_lines(report, [card.report_entry for card in cards])
    for card in cards:
        card.second = lines.get(card.report_entry.pk, [])


def offer_second_source(request: HttpRequest, report: YearlyReport, cards: Iterable[Card]) -> None:
    """Offer in the form of each entry to take over either side's figures; fill in what the address asks for.

    Nothing is stored: the form is sent as any other. A note that stands there already stays.
    """
    cards = [card for card in cards if card.second and card.form and "verified_value" in card.form.fields]
    found = second_sources(report, [card.report_entry for card in cards])
    page = reverse("verifier_report", args=[report.pk])
    for card in cards:
        entry = card.report_entry
        fills = {which: taken_from(which, entry.section, found[entry.pk]) for which in CHOICES}
        asked = request.GET.get("pakai") if request.GET.get("butir") == str(entry.pk) else None
        if asked in fills and not card.form.is_bound:
            kept = {name: value for name, value in fills[asked].items() if not _is_noted(card, name)}
            card.form.initial |= kept
        card.offers = [
            (label, f"{page}?{_asking(which, entry.pk)}#butir-{entry.pk}", _as_boxes(card, fills[which]))
            for which, label in CHOICES.items()
        ]


def _is_noted(card: Card, name: str) -> bool:
    return name == "note" and bool(card.form and card.form.initial.get("note"))


def _asking(which: str, entry: int) -> str:
    asked = QueryDict(mutable=True)
    asked.update({"pakai": which, "butir": str(entry)})
    return asked.urlencode()


def _as_boxes(card: Card, fill: Mapping[str, str]) -> str:
    """Return what a script puts into the boxes of the form, by name."""
    return json.dumps(
        {card.form.add_prefix(name): value for name, value in fill.items()} if card.form else {}
    )
