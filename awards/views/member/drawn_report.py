"""A candidate's verified report as every member reads it: drawn once, and anew when a row of it is another."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from awards.models import Entry
from awards.panel.report import read_for, report_view
from config.postgres.kept import Kept


@dataclass(frozen=True, slots=True)
class DrawnReport:
    """The assessed year, and what stands above and below the medians of others, which depend on who reads."""

    year: int
    figures: SafeString
    contents: SafeString

    @property
    def previous_year(self) -> int:
        """The year before."""
        return self.year - 1


DRAWN: Kept[DrawnReport] = Kept(64)


def drawn_report(entry: Entry) -> DrawnReport:
    """Return the report of an entry, which is fetched with it. One query; five to draw it."""
    report = entry.report
    rows = report.pk, report.regency_id, report.nominee_id, report.year, report.year - 1
    return DRAWN.of(entry.pk, read_for, rows, lambda: _drawn(entry))


def _drawn(entry: Entry) -> DrawnReport:
    dossier = report_view(entry.report_id)
    context = {"entry": entry, "dossier": dossier}
    return DrawnReport(
        year=dossier.year,
        figures=render_to_string("panel/_dossier_figures.html", context),
        contents=render_to_string("panel/_dossier_contents.html", context),
    )
