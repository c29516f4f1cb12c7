"""The forms of the panel (the sheet, the statement before it is locked, a reason) and of the public hash check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import cached_property

from awards.choices import Conflict
from awards.models import Criterion, CriterionGroup, Score, ScoreSheet
from awards.panel.member.running_total import GroupTotal
from awards.panel.member.sheet_layout import sheet_helper
from regencies.actions.errors import Stale
from regencies.forms.fields import DecimalNumberField, LongTextField
from regencies.forms.version_token import keep_untouched, saved_boxes, seen_values

DOTTED_MARK = re.compile(r"\s*([0-9]{1,3})\.([0-9]{1,2})\s*")


class MarkField(DecimalNumberField):
    """Marks from 0 to 100: "85,5", and "85.5" as telephones type it; two digits behind a dot are no thousands."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_value=100, **kwargs)

    def read(self, text: str) -> Decimal | None:
        dotted = DOTTED_MARK.fullmatch(text)
        return super().read(",".join(dotted.groups()) if dotted else text)


class SheetForm(forms.Form):
    """One box for each criterion asked, named by its code, with a note beside it; all may be blank."""

    saves_good_boxes = True
    together: Mapping[CriterionGroup, GroupTotal] = {}  # groups given on one screen
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        criteria: Iterable[Criterion],
        scores: Mapping[str, Score],
        version: int,
        *args: Any,
        note_below: int | None = None,
    ) -> None:
        self.criteria, self.scores, self.note_below = list(criteria), scores, note_below
        initial: dict[str, Any] = {"version": version}
        for criterion in self.criteria:
            if score := scores.get(criterion.code):
                initial |= {criterion.code: score.value, f"note_{criterion.code}": score.note}
            elif criterion.fact is not None:
                initial[criterion.code] = Decimal(criterion.fact)
        super().__init__(*args, initial=initial)
        for criterion in self.criteria:
            self.fields[criterion.code] = MarkField(
                label=f"{criterion.code} {criterion.name}",
                help_text=criterion.guidance,
                required=False,
                show_hidden_initial=True,
                widget=forms.TextInput(attrs={"placeholder": "0–100"}),
            )
            self.fields[f"note_{criterion.code}"] = LongTextField(
                label=f"Catatan {criterion.code}",
                max_length=2000,
                required=False,
                show_hidden_initial=True,
                widget=forms.Textarea(attrs={"rows": 2, "placeholder": " "}),  # a blank one is not on paper
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the score a note explains; a mark of which one half is wrong is saved with neither."""
        cleaned = super().clean() or self.cleaned_data
        for code in [criterion.code for criterion in self.criteria]:
            note = f"note_{code}"
            if code in self.data and code in cleaned and cleaned[code] is None and cleaned.get(note):
                self.add_error(note, "Catatan disimpan bersama nilainya. Isi nilainya atau hapus catatannya.")
            if {code, note} & set(self.errors):
                cleaned.pop(code, None)
                cleaned.pop(note, None)
        return cleaned

    @property
    def values(self) -> dict[str, Decimal | None]:
        """The marks to store, by code: a box that was not on the page is not a box left blank."""
        return self._sent("{}")

    @property
    def notes(self) -> dict[str, str]:
        """The notes to store, by code."""
        return self._sent("note_{}")

    def _sent(self, name: str) -> dict[str, Any]:
        names = {criterion.code: name.format(criterion.code) for criterion in self.criteria}
        return {
            code: self.cleaned_data[box]
            for code, box in names.items()
            if box in self.data and box in self.cleaned_data
        }

    @property
    def seen(self) -> tuple[dict[str, Decimal | None], dict[str, str]]:
        """The (marks, notes) that stood in the boxes when the page was made, by code."""
        seen, codes = seen_values(self), [criterion.code for criterion in self.criteria]
        return (
            {code: seen[code] for code in codes if code in seen},
            {code: seen[f"note_{code}"] for code in codes if f"note_{code}" in seen},
        )

    def as_saved(self, sheet: ScoreSheet) -> dict[str, Any]:
        """What an autosaved page is sent: the version it stands on now, and the boxes that were saved."""
        version = self.cleaned_data["version"] if sheet.merged else sheet.version
        return {"version": version, "boxes": saved_boxes(self)}

    def against(self, stale: Stale) -> tuple[SheetForm, int]:
        """This form to be posted again, and the version it then names, in knowledge of what is stored now."""
        keep_untouched(self, SheetForm(self.criteria, self.scores, stale.version, note_below=self.note_below))
        return self, stale.version

    @cached_property
    def helper(self) -> FormHelper:
        """The criteria by group, each with its bands, its box and its note. One query."""
        return sheet_helper(self.criteria, self.together, self.note_below)


class LockForm(forms.Form):
    """The statement a member makes before a sheet is locked, and the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    statement = forms.BooleanField(
        label="Saya menyatakan nilai ini saya berikan sendiri, berdasarkan laporan terverifikasi dan paparan, tanpa "
        "benturan kepentingan.",
        required=False,
    )


class ReasonForm(forms.Form):
    """A reason; a blank one is refused by the verb, with everything else that is wrong."""

    reason = LongTextField(label="Alasan", max_length=2000, required=False)


class ConflictForm(ReasonForm):
    """What ties a member to a candidate; blanks are refused by the verb, with everything else that is wrong."""

    kind = forms.ChoiceField(
        label="Jenis benturan kepentingan", choices=Conflict.choices, widget=forms.RadioSelect, required=False
    )
    field_order = ["kind", "reason"]


class SubstituteForm(ReasonForm):
    """Who is named, by address, and why; blanks are refused by the verb, with everything else that is wrong."""

    email = forms.EmailField(
        label="Alamat e-mail pengganti",
        help_text="Alamat akun orang di luar kesembilan anggota, yang sudah diundang admin provinsi.",
        required=False,
    )
    field_order = ["email", "reason"]


class FactsForm(forms.Form):
    """What everybody saw at a presentation: one of the anchors of each criterion that is `recordable`."""

    def __init__(self, criteria: Iterable[Criterion], *args: Any) -> None:
        self.criteria = list(criteria)
        super().__init__(*args)
        for criterion in self.criteria:
            self.fields[criterion.code] = forms.TypedChoiceField(
                label=f"{criterion.code} {criterion.name}",
                choices=[(band.pk, f"{band.label} ({band.low})") for band in criterion.bands.all()],
                coerce=int,
                widget=forms.RadioSelect,
                initial=next((band.pk for band in criterion.bands.all() if band.low == criterion.fact), None),
            )


class OrderForm(forms.Form):
    """What a plenary decides on those of one shared rank, code → name: a place for each, or that they go on sharing."""

    shared = forms.BooleanField(label="Tetap berbagi peringkat", required=False)

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        self.places = [f"place_{number}" for number in range(1, len(names) + 1)]
        for number, place in enumerate(self.places, start=1):
            self.fields[place] = forms.ChoiceField(
                label=f"Urutan {number}", choices=[("", "Pilih daerah"), *names.items()], required=False
            )
        self.order_fields([*self.places, "shared"])

    def clean(self) -> dict[str, Any]:
        """Return `order`, the codes best first, and `shared`."""
        cleaned = super().clean() or {}
        order = [cleaned[place] for place in self.places if cleaned.get(place)]
        if cleaned.get("shared"):
            return {"order": list(self.names), "shared": True}
        if not self.errors and len(order) < len(self.places):
            raise forms.ValidationError(
                "Pilih satu daerah untuk setiap urutan, atau tandai “Tetap berbagi peringkat”."
            )
        if len(set(order)) < len(order):
            raise forms.ValidationError("Satu daerah dipilih dua kali. Pilih setiap daerah satu kali.")
        return {"order": order, "shared": False}


class HashForm(forms.Form):
    """A fingerprint of a published document or a receipt; spaces in it do not count."""

    sha256 = forms.CharField(
        label="Kode keaslian (SHA-256)",
        required=False,
        help_text="64 karakter, angka dan huruf a–f; spasi diabaikan.",
        widget=forms.TextInput(
            attrs={"class": "hash", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_sha256(self) -> str:
        digest = re.sub(r"\s", "", self.cleaned_data["sha256"]).lower()
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise forms.ValidationError("Tempelkan tepat 64 karakter.")
        return digest


class FileForm(forms.Form):
    """A document that is looked up by its content; it is not kept."""

    file = forms.FileField(
        label="Berkas dokumen",
        help_text="dokumen.json dari pengumuman, atau dokumen JSON tanda terima. Berkas tidak disimpan.",
        allow_empty_file=True,
        error_messages={"required": "Pilih berkas yang akan diperiksa."},
    )

    def __init__(self, *args: Any, too_large_name: str | None = None) -> None:
        super().__init__(*args)
        self.too_large_name = too_large_name

    def clean(self) -> dict[str, Any]:
        if self.too_large_name:
            self.errors.pop("file", None)
            self.add_error(
                "file",
                f"Berkas “{self.too_large_name}” terlalu besar untuk dokumen kami. Pilih dokumen JSON-nya.",
            )
        elif (file := self.cleaned_data.get("file")) is not None and not file.size:
            self.add_error(
                "file", f"Berkas “{file.name}” tidak berisi apa-apa. Unduh ulang dokumennya, lalu pilih lagi."
            )
        return self.cleaned_data


class DocumentForm(FileForm):
    """A published document that is recomputed; it is not kept."""

    def __init__(self, *args: Any, too_large_name: str | None = None) -> None:
        super().__init__(*args, too_large_name=too_large_name)
        self.fields["file"].help_text = "dokumen.json dari sebuah pengumuman. Berkas tidak disimpan."


class FloorForm(forms.Form):
    """Which of the console's `acts` was pressed, for which candidate, and for "extend" by how many minutes."""

    act = forms.ChoiceField()
    entry = forms.IntegerField(required=False)
    minutes = forms.IntegerField(required=False)

    def __init__(self, acts: Iterable[str], *args: Any) -> None:
        super().__init__(*args)
        self.fields["act"].choices = [(act, act) for act in acts]
