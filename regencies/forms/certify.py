"""The form of the statement with which a report is sent."""

from django import forms


class CertifyForm(forms.Form):
    """The statement under which the head of an office sends its report; the verb refuses one left unticked."""

    statement = forms.BooleanField(label="Saya menyatakan data ini benar", required=False)
