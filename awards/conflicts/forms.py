"""The form in which a member declares, candidate by candidate, what ties them to it, and signs it once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import cached_property

from awards.choices import Conflict
from awards.conflicts.declarations import Answer
from awards.models import Entry
from regencies.forms.fields import LongTextField
from regencies.forms.layout import Part, helper_of

NONE, SOME = "none", "some"
STATEMENT = (
    "Saya menyatakan keterangan ini benar dan lengkap. Bila kemudian ada benturan kepentingan, saya segera "
    "menyatakannya."
)


class DeclarationForm(forms.Form):
    """For each candidate whether there is a conflict of interest, of which kind and why; nothing is chosen before."""

    def __init__(self, entries: Sequence[Entry], *args: Any) -> None:
        super().__init__(*args)
        self.entries = entries
        for entry in self.open_entries:
            self.fields[f"conflict_{entry.pk}"] = forms.ChoiceField(
                label="Benturan kepentingan",
                choices=[(NONE, "Tidak ada"), (SOME, "Ada")],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"kind_{entry.pk}"] = forms.ChoiceField(
                label="Jenisnya", choices=Conflict.choices, widget=forms.RadioSelect, required=False
            )
            self.fields[f"reason_{entry.pk}"] = LongTextField(
                label="Alasannya", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.fields["statement"] = forms.BooleanField(label=STATEMENT, required=False)

    @property
    def open_entries(self) -> list[Entry]:
        """Those the member answers for: not where they work for the region."""
        return [entry for entry in self.entries if not entry.employs]

    def clean(self) -> dict[str, Any]:
        """Say at each candidate what is missing, and at the statement that it is not ticked."""
        cleaned = super().clean() or self.cleaned_data
        for entry in self.open_entries:
            for box, problem in self._problems(entry, cleaned):
                self.add_error(f"{box}_{entry.pk}", problem)
        if not cleaned.get("statement"):
            self.add_error("statement", "Pernyataan belum dicentang. Centang, lalu kirim lagi.")
        return cleaned

    def _problems(self, entry: Entry, cleaned: dict[str, Any]) -> list[tuple[str, str]]:
        conflict, kind, reason = (cleaned.get(f"{box}_{entry.pk}") for box in ("conflict", "kind", "reason"))
        if not conflict:
            return [("conflict", f"{entry}: pilih “Tidak ada” atau “Ada”.")]
        if conflict == NONE and (kind or reason):
            return [
                ("conflict", f"{entry}: jenis atau alasannya terisi. Pilih “Ada”, atau kosongkan alasannya.")
            ]
        found = []
        if conflict == SOME and not kind:
            found.append(("kind", f"{entry}: pilih jenisnya; bila tidak ada yang sesuai, “Lainnya”."))
        if conflict == SOME and not reason:
            found.append(("reason", f"{entry}: tuliskan alasannya; alasan tercatat dalam riwayat."))
        return found

    @property
    def answers(self) -> dict[int, Answer]:
        """What is said of each candidate."""
        given = self.cleaned_data
        return {
            entry.pk: Answer(given[f"kind_{entry.pk}"], given[f"reason_{entry.pk}"])
            if given[f"conflict_{entry.pk}"] == SOME
            else Answer("")
            for entry in self.open_entries
        }

    @cached_property
    def helper(self) -> FormHelper:
        """One card for each candidate, then the statement."""
        return helper_of(*map(_part, self.entries), "statement")


def _part(entry: Entry) -> Part:
    boxes = {box: f"{box}_{entry.pk}" for box in ("conflict", "kind", "reason")}
    return Part("panel/_declared.html", boxes, entry=entry)
