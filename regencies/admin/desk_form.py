"""The forms of the desk: every rule of their table is checked, and told in words, before anything is stored."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError


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

    def get_unique_error_message(self, unique_check: Iterable[str]) -> str:
        labels = " dan ".join(
            f"“{self.model._meta.get_field(name).verbose_name}”"
            for name in unique_check
            if name != self.fk.name
        )
        return f"Ada dua butir dengan {labels} yang sama."
