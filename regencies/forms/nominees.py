"""The form of a nominee: who it is, by its kind, and in which region."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms

from regencies.forms.entries import formfield
from regencies.forms.fields import LineField, LongTextField
from regencies.forms.version_token import seen_values
from regencies.kinds.kind import Kind
from regencies.models import Nominee, Regency

OF_COMPANIES = ("size", "sector")


class NomineeForm(forms.ModelForm):
    """Name, code and whom to call; size and sector of a company; the region where there is more than one."""

    class Meta:
        model = Nominee
        fields = ["regency", "name", "code", "size", "sector", "address", "contact_name", "contact_phone"]
        formfield_callback = formfield
        field_classes = dict.fromkeys(("name", "address", "contact_name"), LineField)
        help_texts = {
            "name": "Nama resmi, seperti tercantum dalam dokumennya.",
            "contact_phone": "Misalnya 0812-5555-0100.",
        }

    def __init__(self, nominee: Nominee, regencies: list[Regency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, instance=copy(nominee), **kwargs)  # the page shows what is stored
        kind = nominee.form
        self.may_choose = nominee.pk is None and len(regencies) > 1
        if self.may_choose:
            self.fields["regency"].queryset = Regency.objects.filter(pk__in=[one.pk for one in regencies])
            self.fields["regency"].empty_label = "Pilih daerah"
        else:
            del self.fields["regency"]
        if kind.sizes:
            self.fields["size"].choices = [("", "Pilih skala"), *[(size, size.label) for size in kind.sizes]]
            self.fields["sector"].choices = [("", "Pilih sektor"), *self.fields["sector"].choices[1:]]
        for name in () if kind.sizes else OF_COMPANIES:
            del self.fields[name]
        self._ask_for_code(kind)
        for field in self.fields.values():
            field.show_hidden_initial = nominee.pk is not None

    def _ask_for_code(self, kind: Kind) -> None:
        field = self.fields["code"]
        field.label, field.help_text = kind.code.label, kind.code.hint
        field.validators = []  # its length is the kind's: `clean_code` says so
        field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        field.max_length = None

    def clean_code(self) -> str:
        """Return the code; one of more or fewer digits than its kind has is refused."""
        code: str = self.cleaned_data["code"]
        if wrong := self.instance.form.code.why_wrong(code, code):
            raise forms.ValidationError(wrong)
        return code

    @property
    def region(self) -> Regency:
        """The region that was chosen, or the only one."""
        return self.instance.regency

    @property
    def values(self) -> dict[str, Any]:
        """What to store, the region aside."""
        return {name: value for name, value in self.cleaned_data.items() if name != "regency"}

    @property
    def seen(self) -> dict[str, Any]:
        """What stood in the boxes when the page was made."""
        return seen_values(self)


class WithdrawForm(forms.Form):
    """Why a nominee is withdrawn; the verb refuses a blank reason."""

    reason = LongTextField(
        label="Alasan", max_length=2000, required=False, help_text="Tercatat dalam riwayat calon."
    )
