"""The form that answers one question of the checks."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from regencies.actions.errors import Stale
from regencies.checks.findings import Finding
from regencies.forms.fields import LongTextField
from regencies.models import Explanation


class AnswerForm(forms.Form):
    """The answer to one question of the checks; `seen` and `token` are the answer and the figures on screen."""

    saves_good_boxes = False
    rule = forms.CharField(max_length=40, widget=forms.HiddenInput)
    entry = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput({"data-twin-of": "answer"}))
    token = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    answer = LongTextField(label="Penjelasan Bapak/Ibu", required=False, max_length=2000, rows=3)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        asked = data or initial or {}
        named = f"jawab-{asked.get('rule')}-{asked.get('entry') or 0}"
        super().__init__(
            data, initial=initial or {"answer": asked.get("seen")}, auto_id=f"{named.replace('%', '%%')}-%s"
        )
        self.form_id = named
        for field in self.fields.values():
            field.widget.attrs["form"] = named  # the question may stand among the boxes of another form
        answer = self.fields["answer"].widget
        answer.attrs["data-hx-preserve"] = (
            "true"  # what is being typed outlives the refreshed findings around it
        )

    @staticmethod
    def anchor_of(rule: str, entry: int | None) -> str:
        """Return the id of the question on its page."""
        return f"tanya-{rule}-{entry or 0}"

    @property
    def anchor(self) -> str:
        """The id of the question on its page; that of all questions for what is none."""
        rule, entry = self.data.get("rule", ""), self.data.get("entry") or "0"
        is_one = re.fullmatch(r"[a-z0-9_]{1,40}-[0-9]{1,12}", f"{rule}-{entry}", re.ASCII)
        return self.anchor_of(rule, int(entry)) if is_one else "temuan"

    def clean(self) -> dict[str, Any]:
        """Refuse an empty box, unless it takes back what was stored."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("answer") and not cleaned.get("seen") and "answer" not in self.errors:
            self.add_error("answer", "Tuliskan penjelasannya dahulu.")
        return cleaned

    @classmethod
    def of(cls, finding: Finding) -> AnswerForm:
        """Return the form for a finding, with its stored answer."""
        asked = {"rule": finding.rule, "entry": finding.entry, "token": finding.token}
        return cls(initial=asked | {"seen": finding.answer, "answer": finding.answer})

    def about(self, finding: Finding) -> AnswerForm:
        """Return the same answer to the question as it stands now, which its writer reads beside it."""
        return AnswerForm({name: self.data.get(name, "") for name in self.fields} | {"token": finding.token})

    @property
    def given(self) -> dict[str, Any]:
        """The arguments of the verb `answer`, after cleaning."""
        cleaned = self.cleaned_data
        return {
            "rule": cleaned["rule"],
            "entry": cleaned["entry"],
            "text": cleaned["answer"],
            "seen": cleaned["seen"],
            "token": cleaned["token"] or None,
        }

    def as_saved(self, explanation: Explanation | None) -> dict[str, Any]:
        """Return what an autosaved page is sent: the answer that is stored now, and how its question stands."""
        text = explanation.answer if explanation else ""
        return {"boxes": {"answer": text}, "badge": "Sudah dijelaskan" if text else "Perlu penjelasan"}

    def against(self, stale: Stale) -> tuple[AnswerForm, str]:
        """Return the same answer, given in knowledge of the one stored now; answers have no version."""
        return AnswerForm({**self.data.dict(), "seen": stale.stored["Penjelasan"]}), ""
