"""The list "Keadaan sistem": the facts in words, on the desk."""

from __future__ import annotations

from collections.abc import Sequence

from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString

from config.state.facts import Fact
from config.state.words import TITLES, WORDS
from regencies.tables.base import ListColumn, ListTable, badge
from regencies.templatetags.formats import moment

COUNTED = {"mail": "{} surat menunggu", "scan": "{} berkas menunggu", "history": "{} perbedaan"}
DATED = {
    "mail": "paling lama sejak {}",
    "seal": "terakhir {}",
    "history": "terakhir {}",
    "backup": "terakhir {}",
}


class StateTable(ListTable):
    """One row for each fact, in its own order; what is not in order says what to do."""

    caption = "Keadaan sistem"
    caption_class = "visually-hidden"
    name = ListColumn("Bagian", heads_row=True)
    mark = ListColumn("Keadaan")
    meaning = ListColumn("Artinya")
    advice = ListColumn("Yang perlu dilakukan", folds_away=True)

    def __init__(self, found: Sequence[Fact]) -> None:
        super().__init__(found)

    def render_name(self, record: Fact) -> str:
        return TITLES[record.name]

    def render_mark(self, record: Fact) -> SafeString:
        return badge("done", "Baik") if record.is_ok else badge("missing", "Perlu tindakan")

    def render_meaning(self, record: Fact) -> str:
        return " ".join((WORDS[record.name, record.state][0], figures(record))).strip()

    def render_advice(self, record: Fact) -> str:
        return WORDS[record.name, record.state][1]


def figures(fact: Fact) -> str:
    """Return amount and moment of a fact as a sentence, "" without either."""
    if fact.name == "disk" and fact.amount is not None:
        return f"Tersisa {filesizeformat(fact.amount)}."
    parts = [COUNTED[fact.name].format(fact.amount)] if fact.amount and fact.name in COUNTED else []
    if fact.since and fact.name in DATED:
        parts.append(DATED[fact.name].format(moment(fact.since)))
    said = ", ".join(parts)
    return f"{said[:1].upper()}{said[1:]}." if said else ""
