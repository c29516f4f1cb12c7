"""The form of the statement with which a report is sent."""

from django import forms


class CertifyForm(forms.Form):
    """The statement under which the head of an office sends its report; the verb refuses one left unticked."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)  # what of the report was above the form
    statement = forms.BooleanField(label="Saya menyatakan data ini benar", required=False)
