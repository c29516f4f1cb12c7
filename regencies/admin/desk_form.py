"""The forms of the desk: every rule of their table is checked, and told in words, before anything is stored."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from regencies.forms.fields import LONGEST_REASON

KEY = re.compile("[0-9]{1,18}", re.ASCII)


def typed_reason(request: HttpRequest, name: str = "_reason") -> str:
    """Return the reason typed below a form. It belongs to no form field, which would refuse a NUL byte."""
    return request.POST.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()


def why_too_long(reason: str) -> str:
    """Return why a reason is not stored as it is; "" when nobody would mind reading it."""
    if len(reason) <= LONGEST_REASON:
        return ""
    return f"Alasan perubahan berisi {len(reason)} karakter; paling banyak {LONGEST_REASON}. Persingkat alasannya."


def with_reason(form: type[forms.ModelForm], reason: str) -> type[forms.ModelForm]:
    """Return the form, which refuses what is typed as long as the reason below it is too long."""
    if not (wrong := why_too_long(reason)):
        return form

    class Reasoned(form):  # type: ignore[valid-type, misc]
        def clean(self) -> Any:
            self.add_error(None, wrong)
            return super().clean()

    return Reasoned


class DeskForm(forms.ModelForm):
    """A form that checks every rule of its table, also one about a value it does not show."""

    def _post_clean(self) -> None:
        """Add a sentence for each broken rule; Django's own skips a rule as soon as one of its values is no box."""
        super()._post_clean()
        told = {sentence for sentences in self.errors.values() for sentence in sentences}
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as broken:
            for sentence in dict.fromkeys(broken.messages):
                if sentence not in told:
                    self.add_error(None, sentence)


class DeskFormSet(forms.BaseInlineFormSet):
    """Rows within a page; a value given twice is named as its box is."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Add the boxes Django adds, the one that deletes a row named by the row."""
        super().add_fields(form, index)
        if box := form.fields.get("DELETE"):
            which = str(form.instance) if form.instance.pk else "butir baru"
            box.widget.attrs["aria-label"] = f"Hapus {which}"

    def get_unique_error_message(self, unique_check: Iterable[str]) -> str:
        labels = " dan ".join(
            f"“{self.model._meta.get_field(name).verbose_name}”"
            for name in unique_check
            if name != self.fk.name
        )
        return f"Ada dua butir dengan {labels} yang sama."


class Autocomplete(AutocompleteSelect):
    """A box that looks up only whole numbers: Django's own fails on anything else that is posted.

    It begins with an empty option also where one must be chosen, as HTML asks.
    """

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[Any]:
        keys = [key for key in value if KEY.fullmatch(key)]
        groups = super().optgroups(name, keys, attr)
        if self.is_required:
            groups[0][1].insert(0, self.create_option(name, "", "Pilih", False, 0))
        return groups
