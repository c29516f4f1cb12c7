"""The forms about files that support something: upload one or several, use one again, describe one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings

from regencies.actions.errors import Refused, Stale
from regencies.actions.evidence.cited_pages import cited
from regencies.actions.files import too_large
from regencies.files.kinds import KINDS, SUFFIXES
from regencies.forms.fields import LineField, keep_what_is_pasted
from regencies.forms.version_token import seen_values
from regencies.l10n.ranges import EXAMPLE, format_ranges
from regencies.models import Evidence

ACCEPT = ",".join([*(f".{suffix}" for suffix in SUFFIXES.values()), ".jpeg", ".tiff", ".heif"])
FOR_ONE = "Judul dan halaman hanya untuk satu berkas. Kosongkan, lalu isi setelah berkasnya tersimpan."


class PagesField(forms.CharField):
    """The pages a file is cited with; cleans to the way they are kept, "3–5, 12"."""

    box_size = "md"

    def __init__(self) -> None:
        super().__init__(
            label="Halaman",
            required=False,
            help_text=f"Halaman yang mendukung butir ini. Tulis misalnya {EXAMPLE}.",
        )

    def clean(self, value: Any) -> str:
        try:
            return format_ranges(cited(super().clean(value)))
        except Refused as refusal:
            raise forms.ValidationError(refusal.reasons) from refusal


class TitleField(LineField):
    """What a file is called on the pages."""

    def __init__(self) -> None:
        super().__init__(
            label="Judul",
            required=False,
            max_length=200,
            help_text="Misalnya Surat BPJS Ketenagakerjaan. Bila kosong, dipakai nama berkasnya.",
        )


def file_box(**attributes: str) -> dict[str, Any]:
    """Return the attributes of a box that takes a file, with what site.js says of one that is too large."""
    return {
        "accept": ACCEPT,
        "data-largest": settings.EVIDENCE_MAX_BYTES,
        "data-too-large": too_large("{}"),
        "data-kinds": KINDS,
        **attributes,
    }


class EvidenceForm(forms.Form):
    """A file and its title; the verb finds out what the file really is."""

    file = forms.FileField(
        label="Berkas",
        help_text=f"{KINDS}, paling besar 10 MB.",
        allow_empty_file=True,  # the verb says what is wrong with it, in the same words everywhere
        error_messages={"required": "Pilih berkas yang akan diunggah."},
        widget=forms.FileInput(attrs=file_box()),
    )
    title = TitleField()

    def __init__(self, data: Any = None, files: Any = None, *, too_large_name: str | None = None) -> None:
        super().__init__(data, files)
        self.too_large_name = too_large_name
        keep_what_is_pasted(self)

    def clean(self) -> dict[str, Any]:
        """Say of a file that did not arrive why."""
        if self.too_large_name:
            self.errors.pop("file", None)
            self.add_error("file", too_large(self.too_large_name))
        return self.cleaned_data


class FilesInput(forms.FileInput):
    """A box that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleans to a list of them."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given or [None]]


class FilesForm(forms.Form):
    """Files for one entry, with title and pages where it is one file.

    What did not arrive is no error of the form, so that the others are stored: `left_out` has a sentence for each.
    """

    file = FilesField(
        label="Berkas",
        help_text=f"Boleh beberapa sekaligus. {KINDS}; tiap berkas paling besar 10 MB, bersama paling besar 30 MB.",
        allow_empty_file=True,
        error_messages={"required": "Pilih berkas yang akan diunggah."},
        widget=FilesInput(attrs=file_box()),
    )
    title = TitleField()
    page = PagesField()

    def __init__(self, data: Any = None, files: Any = None, *, request: Any = None) -> None:
        super().__init__(data, files)
        self.left_out: list[str] = getattr(request, "left_out", [])
        keep_what_is_pasted(self)
        self.fields["file"].required = not self.left_out

    def clean(self) -> dict[str, Any]:
        """Return the files that arrived; several have neither title nor pages yet."""
        given = self.cleaned_data
        given["file"] = [one for one in given.get("file", []) if one is not None]
        for name in ("title", "page"):
            if len(given["file"]) + len(self.left_out) > 1 and given.get(name):
                self.add_error(name, FOR_ONE)
        return given


class UseForm(forms.Form):
    """A file the report has already, and the pages that support this entry too."""

    evidence = forms.TypedChoiceField(
        label="Berkas laporan ini",
        coerce=int,
        error_messages={
            "required": "Pilih berkasnya.",
            "invalid_choice": "Berkas itu sudah ada pada butir ini, atau sudah dihapus. Pilih berkas lain.",
        },
    )
    page = PagesField()

    def __init__(self, files: Iterable[tuple[int, str]], data: Any = None) -> None:
        super().__init__(data, prefix="pakai")
        choices = [("", "Pilih berkas"), *files]
        self.fields["evidence"].choices = choices  # type: ignore[attr-defined]
        self.offers_any = len(choices) > 1


class DescribeForm(forms.Form):
    """Title and pages of a file at its entry."""

    saves_good_boxes = False
    title = TitleField()
    page = PagesField()

    def __init__(self, evidence: Evidence, data: Any = None) -> None:
        super().__init__(data, initial={"title": evidence.title, "page": evidence.page})
        self.evidence = evidence
        keep_what_is_pasted(self)
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def seen(self) -> Mapping[str, str]:
        """What stood in the boxes when the page was made."""
        return {"title": "", "page": ""} | seen_values(self)

    def against(self, stale: Stale) -> tuple[DescribeForm, str]:
        """Return the same form, filled in with knowledge of what is stored now; a file has no version."""
        self.data = self.data.copy()
        for name, value in Evidence.objects.filter(pk=self.evidence.pk).values("title", "page").get().items():
            self.data[self[name].html_initial_name] = value
        return self, ""
