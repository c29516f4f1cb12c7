"""The form of the four segments in both years: saved together or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from regencies.actions.entry_edits import Change
from regencies.actions.errors import Stale
from regencies.forms.fields import WholeNumberField
from regencies.forms.version_token import VersionField, keep_untouched, seen_values, token, token_of
from regencies.models import ReportEntry

FIGURES = ("registered", "registered_previous")


class ParticipationForm(forms.Form):
    """Two boxes for each entry given; the other entries are locked and shown as text."""

    saves_good_boxes = True
    version = VersionField()

    def __init__(self, data: Any = None, *, entries: Iterable[ReportEntry], year: int) -> None:
        self.entries, self.year = list(entries), year
        super().__init__(data, initial={"version": token_of(self.entries)})
        for entry in self.entries:
            row = entry.participation
            for figure, of in zip(FIGURES, (year, year - 1), strict=True):
                self.fields[box(entry, figure)] = WholeNumberField(
                    label=f"{row.get_segment_display()} {of}",
                    required=False,
                    initial=getattr(row, figure),
                    show_hidden_initial=True,
                )

    def changes(self) -> list[Change]:
        """Return a change for each entry that was on screen; a box that did not arrive leaves its figure alone."""
        versions, base = self.cleaned_data["version"], seen_values(self)
        given = self.data.keys() & self.cleaned_data.keys()
        boxes = {entry: {box(entry, figure): figure for figure in FIGURES} for entry in self.entries}
        return [
            Change(
                entry.pk,
                versions[entry.pk],
                {figure: self.cleaned_data[name] for name, figure in names.items() if name in given},
                {figure: base[name] for name, figure in names.items() if name in base},
            )
            for entry, names in boxes.items()
            if entry.pk in versions
        ]

    def against(self, stale: Stale) -> tuple[ParticipationForm, str]:
        """Return the form to be posted again and its version, in knowledge of what is stored now."""
        keep_untouched(self, ParticipationForm(entries=self.entries, year=self.year))
        return self, token(stale.versions)


def box(entry: ReportEntry, figure: str) -> str:
    """Return the name of the box of one figure: "wage_earners_registered"."""
    return f"{entry.participation.segment}_{figure}"
