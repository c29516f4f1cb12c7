"""The forms of an award year: of its verb pages, and of whatever has a method."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from awards.contract.tie_steps import read_steps, step_label, steps_of
from awards.editions.default_criteria import default_words
from awards.editions.timetable import Pause
from awards.models import Category, Criterion, Edition, Entry
from awards.models.rules import default_tie_break
from regencies.admin.desk_form import DeskForm
from regencies.choices import REGENCY_KIND
from regencies.forms.fields import (
    LONGEST_REASON,
    IndonesianDateField,
    IndonesianMomentField,
    LongTextField,
    PlainNumberField,
)
from regencies.kinds.kind import Kind
from regencies.l10n.field_text import label

HOUR = re.compile(r"([01]?[0-9]|2[0-3])(?:[.:]([0-5][0-9]))?", re.ASCII)
METHOD_FIELDS = ("aggregate", "trim", "places", "note_below", "tie_break", "disclosure", "second_approval")


def shut(rows: Iterable[forms.Form], *, unless: bool) -> None:
    """Leave the boxes of these forms to be read only, unless they can be saved; what was sent is refused instead."""
    for row in rows:
        for field in row.fields.values():
            field.disabled = not unless and not row.is_bound


class KindsForm(forms.Form):
    """Which kinds of participants get a category, and what it starts from."""

    COPIED = "copied"
    start = forms.ChoiceField(
        label="Kriteria diambil dari",
        widget=forms.RadioSelect,
        choices=[(COPIED, "Tahun lalu, bila ada"), ("default", "Usulan bawaan")],
        initial=COPIED,
    )

    def __init__(self, *args: Any, kinds: Sequence[Kind], earlier: set[str], **kwargs: Any) -> None:
        """Offer these kinds; those in `earlier` have a category last year."""
        super().__init__(*args, **kwargs)
        if not any(kind.slug in earlier for kind in kinds):
            del self.fields["start"]
        for kind in kinds:
            self.fields[kind.slug] = forms.BooleanField(
                label=kind.label,
                required=False,
                initial=kind.slug == REGENCY_KIND,
                help_text="Ada tahun lalu." if kind.slug in earlier else default_words(kind.slug),
            )
        self.order_fields(kind.slug for kind in kinds)


class ReasonField(LongTextField):
    """Why something is done; the verb refuses a blank reason, the box one that nobody would read to its end."""

    def __init__(self, label: str = "Alasan", **kwargs: Any) -> None:
        super().__init__(
            **{"label": label, "rows": 3, "required": False, "max_length": LONGEST_REASON, **kwargs}
        )


class ReasonForm(forms.Form):
    """A reason, with a hint of its own."""

    reason = ReasonField()

    def __init__(self, *args: Any, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = help_text


class PostponeForm(forms.Form):
    """A new date of the award year: a moment for deadlines, a day for the others."""

    reason = ReasonField(help_text="Ikut diumumkan bersama tanggal barunya.")

    def __init__(self, *args: Any, edition: Edition, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_class = IndonesianMomentField if name.endswith("deadline") else IndonesianDateField
        example = "29 Juli 2026 16.00" if field_class is IndonesianMomentField else "29 Juli 2026"
        self.fields["moment"] = field_class(
            label=f"{label(edition, name).capitalize()} yang baru", help_text=f"Misalnya {example}"
        )
        self.order_fields(["moment", "reason"])


class DecisionForm(forms.Form):
    """Candidate or not, one form for each entry; a blank decision leaves it open."""

    decision = forms.ChoiceField(
        label="Keputusan",
        choices=[("", "Belum diputus"), ("yes", "Kandidat"), ("no", "Bukan kandidat")],
        required=False,
    )
    reason = ReasonField(rows=2)

    def __init__(
        self, *args: Any, entry: Entry, proposed: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        """Take over what is stored, or what is proposed where nobody has typed anything yet."""
        initial = {"decision": {True: "yes", False: "no", None: ""}[entry.candidate], "reason": entry.reason}
        initial |= proposed or {}
        super().__init__(*args, initial=initial, prefix=f"e{entry.pk}", **kwargs)
        self.entry = entry


class SlotForm(forms.Form):
    """When one candidate stands before the panel."""

    moment = IndonesianMomentField(label="Jadwal paparan", required=False)

    def __init__(
        self, *args: Any, entry: Entry, proposed: datetime.datetime | None = None, **kwargs: Any
    ) -> None:
        """Take over what is stored, or what is proposed where nobody has typed anything yet."""
        initial = {"moment": proposed or entry.presentation_at}
        super().__init__(*args, initial=initial, prefix=f"e{entry.pk}", **kwargs)
        self.entry = entry
        self.fields["moment"].label = f"Jadwal paparan {entry}"


class HighestForm(forms.Form):
    """How many of the highest screening scores become candidates, with one reason for them and one for the rest."""

    category = forms.TypedChoiceField(label="Kategori", coerce=int)
    number = PlainNumberField(label="Jumlah teratas", min_value=1, max_value=514)
    chosen = ReasonField("Alasan yang dipilih", required=True, max_length=1000)
    others = ReasonField("Alasan yang lain", required=True, max_length=1000)

    def __init__(self, *args: Any, categories: Sequence[Category], **kwargs: Any) -> None:
        initial = {
            "number": 7,
            "chosen": "Nilai seleksi berkas termasuk yang tertinggi.",
            "others": "Nilai seleksi berkas di bawah batas kandidat.",
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["category"].choices = [(category.pk, category.name) for category in categories]


class TimetableForm(forms.Form):
    """From when presentations begin, how long each takes, until what hour, and the pauses."""

    first = IndonesianMomentField(label="Paparan pertama", help_text="Misalnya 29 Juli 2026 09.00")
    minutes = PlainNumberField(label="Lama satu paparan (menit)", min_value=5, max_value=480)
    until = forms.CharField(label="Paling akhir selesai pukul", help_text="Misalnya 16.00")
    pauses = forms.CharField(
        label="Jeda", required=False, help_text="Misalnya 12.00–13.00; beberapa dipisahkan koma."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"minutes": 30, "until": "16.00", "pauses": "12.00–13.00"}, **kwargs)

    def clean_until(self) -> datetime.time:
        return read_hour(self.cleaned_data["until"])

    def clean_pauses(self) -> list[Pause]:
        """Return the pauses; the end of each is after its start."""
        found = []
        for written in filter(None, (part.strip() for part in self.cleaned_data["pauses"].split(","))):
            start, dash, end = written.replace("-", "–").partition("–")
            pause = Pause(read_hour(start), read_hour(end)) if dash else None
            if pause is None or pause.end <= pause.start:
                raise forms.ValidationError(
                    f"Tertulis “{written}”. Jeda dimulai sebelum berakhir. Tulis misalnya 12.00–13.00."
                )
            found.append(pause)
        return found


def read_hour(text: str) -> datetime.time:
    """Parse "16.00", "9:30" or "16". Raises ValidationError."""
    if found := HOUR.fullmatch(text.strip()):
        return datetime.time(int(found[1]), int(found[2] or 0))
    raise forms.ValidationError(f"Tertulis “{text.strip()}”. Itu bukan jam. Tulis misalnya 16.00.")


class NotApplicableForm(forms.Form):
    """A criterion that does not apply to an entry, and why."""

    criterion = forms.ModelChoiceField(Criterion.objects.none(), label="Kriteria")
    reason = ReasonField()

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = entry.category.criteria.select_related("group").exclude(
            pk__in=entry.not_applicable.values("criterion")
        )


class CorrectionForm(ReasonForm):
    """Why a publication is corrected, and what was wrong: that says which phase the award year goes back to."""

    MARKS = "marks"
    what = forms.ChoiceField(
        label="Yang diperbaiki",
        widget=forms.RadioSelect,
        choices=[
            (MARKS, "Nilai anggota Tim Sembilan: tahap kembali ke Penilaian"),
            ("rest", "Angka yang dikabulkan, keputusan pleno, atau penghargaan khusus: tahap tetap"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, help_text="Wajib, tercatat dalam riwayat.", **kwargs)
        self.order_fields(["what", "reason"])


class PublishForm(forms.Form):
    """The fingerprint of what was previewed and when it is published; a correction needs a reason."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)
    reason = ReasonField("Alasan perubahan", help_text="Wajib; ikut diumumkan.")
    publish_at = IndonesianMomentField(
        label="Terbit pada",
        required=False,
        help_text="Kosong: segera. Untuk menit penganugerahan, misalnya 10 Desember 2026 10.00.",
    )

    def __init__(self, *args: Any, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["reason"]


class TieBreakField(forms.CharField):
    """The steps that decide between equal totals as people write them, and back."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(step_label, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        steps = read_steps(super().to_python(value))
        if steps is None:
            raise forms.ValidationError("Penentu tidak terbaca. Tulis misalnya Kelompok A, Kriteria A2.")
        return steps

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class MethodForm(DeskForm):
    """The rules of a category, or those an award year starts its categories with."""

    tie_break = TieBreakField(
        label="Penentu bila nilai sama",
        help_text="Berurutan, dipisahkan koma: Kelompok A, Kriteria A2.",
        initial=default_tie_break,
    )
    criteria_of = "group__category"  # from a criterion to what the form is about
    WHERE = "kategori ini"

    class Meta:
        help_texts = {
            "quorum": "Paling sedikit lembar nilai per kandidat, tanpa anggota dengan benturan kepentingan atau "
            "yang tidak hadir.",
            "trim": "Hanya untuk rata-rata terpangkas.",
            "second_approval": "Yang diajukan seorang admin terbit setelah admin lain menyetujuinya.",
            "note_below": "Nilai di bawah angka ini dikunci hanya dengan catatan. Kosong: tidak diwajibkan.",
        }

    def clean_tie_break(self) -> list[str]:
        """Return the steps; one that names no group or criterion is refused as soon as there are any."""
        steps: list[str] = self.cleaned_data["tie_break"]
        if twice := [step for step, times in Counter(steps).items() if times > 1]:
            raise forms.ValidationError(
                f"{step_label(twice[0])} disebut lebih dari satu kali. Tulis setiap penentu satu kali."
            )
        known = self._known_steps()
        if known and (strangers := [step for step in steps if step not in known]):
            named, there = (", ".join(map(step_label, each)) for each in (strangers, known[:3]))
            raise forms.ValidationError(
                f"{named} tidak ada pada {self.WHERE}. Tulis yang ada, misalnya {there}."
            )
        return steps

    def _known_steps(self) -> Sequence[str]:
        own = Criterion.objects.filter(**{self.criteria_of: self.instance.pk})
        return steps_of(own.values_list("group__code", "code").order_by("group__code", "code"))
