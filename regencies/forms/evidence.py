"""The form that uploads a file to a report entry."""

from django import forms
from django.conf import settings

from regencies.actions.files import too_large
from regencies.files.kinds import KINDS, SUFFIXES
from regencies.forms.fields import PlainNumberField

ACCEPT = ",".join([*(f".{suffix}" for suffix in SUFFIXES.values()), ".jpeg", ".tiff", ".heif"])


class EvidenceForm(forms.Form):
    """A file and its title; the verb finds out what the file really is."""

    file = forms.FileField(
        label="Berkas",
        help_text=f"{KINDS}, paling besar 10 MB.",
        allow_empty_file=True,  # the verb says what is wrong with it, in the same words everywhere
        error_messages={"required": "Pilih berkas yang akan diunggah."},
        widget=forms.FileInput(
            attrs={
                "accept": ACCEPT,
                "data-largest": settings.EVIDENCE_MAX_BYTES,
                "data-too-large": too_large("{}"),
            }
        ),
    )
    title = forms.CharField(
        label="Judul",
        required=False,
        max_length=200,
        help_text="Misalnya Surat BPJS Ketenagakerjaan. Bila kosong, dipakai nama berkasnya.",
    )
    page = PlainNumberField(
        label="Halaman",
        required=False,
        min_value=1,
        max_value=9999,
        help_text="Halaman yang mendukung butir ini, bila berkasnya panjang.",
    )

    def __init__(self, data=None, files=None, *, too_large_name: str | None = None) -> None:
        super().__init__(data, files)
        self.too_large_name = too_large_name
        self.fields["title"].widget.attrs.pop("maxlength", None)

    def clean(self) -> dict:
        if self.too_large_name:
            self.errors.pop("file", None)
            self.add_error("file", too_large(self.too_large_name))
        return self.cleaned_data
