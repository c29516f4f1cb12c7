"""The form with which something is said about an entry."""

from __future__ import annotations

from django import forms

from regencies.forms.fields import LongTextField


class MessageForm(forms.Form):
    """One message of a thread; the verb says who may write what."""

    text = LongTextField(label="Pesan", rows=3, required=False, max_length=2000)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**62)
    is_internal = forms.BooleanField(required=False, widget=forms.HiddenInput)
    closes = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_seen(self) -> int:
        """Return the key of the newest message on screen; 0 for none."""
        return self.cleaned_data["seen"] or 0
