"""The forms of a verifier: a finding about an entry, the message of a returned report, the signed minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import BooleanField, Field
from django.template.loader import render_to_string
from django.utils.text import capfirst

from regencies.actions.errors import Stale
from regencies.actions.report_status import review_token
from regencies.choices import ReportStatus, ReviewState
from regencies.figures.verified import AGREED_OF, keys_of, stated
from regencies.files.kinds import KINDS
from regencies.forms.fields import LongTextField, indonesian_formfield
from regencies.forms.layout import Fold, helper_of
from regencies.models import ReportEntry, Review, YearlyReport
from regencies.reconciliation.document import LONGEST_CODE

VERDICTS = [
    (state.value, state.label) for state in (ReviewState.APPROVED, ReviewState.NEEDS_WORK, ReviewState.WRONG)
]

HELP = "Isi hanya bila bukti menunjukkan angka lain; angka itulah yang dihitung."


def _box(claim: Field, **kwargs: Any) -> forms.Field | None:
    """Return the box of what the verifier found instead; a question is answered as the office did, or another way."""
    if isinstance(claim, BooleanField):
        answers = [("", "Seperti laporan"), ("True", "Ya"), ("False", "Tidak")]
        return forms.TypedChoiceField(
            choices=answers, coerce=lambda said: said == "True", empty_value=None, **kwargs
        )
    return indonesian_formfield(claim, **kwargs)


class ReviewForm(forms.Form):
    """A verifier's finding about one entry; `seen` is the review_token of the one that was on screen."""

    saves_good_boxes = False
    state = forms.ChoiceField(label="Hasil pemeriksaan", choices=VERDICTS, widget=forms.RadioSelect)
    note = LongTextField(label="Catatan", required=False, rows=2, max_length=2000)
    seen = forms.CharField(required=False, widget=forms.HiddenInput({"data-version": ""}))

    def __init__(self, entry: ReportEntry, data=None, *, flags_only: bool = False) -> None:
        self.entry = entry
        review = getattr(entry, "review", None)
        judged = review is not None and review.state != ReviewState.PENDING
        initial = {
            "state": review.state if judged else None,
            "note": review.note if review else "",
            "seen": review_token(review),
        }
        figures = {} if flags_only else keys_of(entry)
        found = stated(entry)
        initial |= {key: found.get(name) for name, key in figures.items()}
        super().__init__(data, initial=initial, prefix=f"butir-{entry.pk}")
        if flags_only:  # the office is correcting: an entry may be opened too, not settled
            self.fields["state"].choices = VERDICTS[1:]
        for place, (name, column) in enumerate(figures.items()):
            claim = entry.detail._meta.get_field(name)
            self.fields[column] = _box(
                claim,
                label=f"{capfirst(claim.verbose_name)}: hasil verifikasi",
                required=False,
                help_text="" if place else HELP,
            )
        self.order_fields(["state", *figures.values(), "note", "seen"])
        many = entry.section in AGREED_OF and figures
        boxes = (
            [Fold("Isi angka atau jawaban hasil verifikasi", *figures.values())] if many else figures.values()
        )
        self.helper = helper_of("state", *boxes, "note")

    def clean(self) -> dict[str, Any]:
        """Ask for the note that a flag and a verified value need."""
        cleaned = super().clean() or self.cleaned_data
        state = ReviewState(cleaned["state"]) if "state" in cleaned else None
        if cleaned.get("note") or "note" in self.errors:
            return cleaned
        if state and state.is_flagged:
            why = f"Hasil “{state.label}” memerlukan catatan: tuliskan apa yang perlu diperbaiki."
            self.add_error("note", why)
        elif any(value is not None for name, value in cleaned.items() if name not in self.base_fields):
            self.add_error("note", "Angka hasil verifikasi memerlukan catatan dasar perubahannya.")
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        """The arguments of the verb `review_entry`, after cleaning."""
        return self.cleaned_data | {"state": ReviewState(self.cleaned_data["state"])}

    def against(self, stale: Stale) -> tuple[ReviewForm, str]:
        """Return the same finding, made in knowledge of the one stored now; findings have no version."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = review_token(Review.objects.filter(entry=self.entry).first())
        return self, ""

    def as_saved(self, review: Review) -> dict[str, str]:
        """Return what an autosaved page is sent: the token it stands on now, and the new badge of the entry."""
        badge = {"state": review.state, "text": ReviewState(review.state).label}
        return {
            "version": review_token(review),
            "badge": render_to_string("includes/status_badge.html", badge),
        }


def review_form(report: YearlyReport, entry: ReportEntry) -> ReviewForm | None:
    """Return the form beside an entry: all verdicts for a sent report, flags only for a returned one, else None."""
    if report.status == ReportStatus.SENT:
        return ReviewForm(entry)
    review = getattr(entry, "review", None)
    if report.status == ReportStatus.RETURNED and not (review and ReviewState(review.state).is_flagged):
        return ReviewForm(entry, flags_only=True)
    return None


class ReturnForm(forms.Form):
    """The message that goes with a returned report."""

    reason = LongTextField(label="Pesan untuk dinas", rows=3, required=False, max_length=2000)


class SignedMinutesForm(forms.Form):
    """A scan of the minutes, and the code printed on them."""

    code = forms.CharField(
        label="Kode pada kertas",
        max_length=64,
        help_text=f"{LONGEST_CODE} huruf dan angka di kaki setiap halaman.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    file = forms.FileField(
        label="Hasil pindai yang ditandatangani kedua pihak",
        help_text=f"{KINDS}.",
        error_messages={
            "required": "Pilih berkas hasil pindainya.",
            "empty": "Berkas ini tidak berisi apa-apa. Pilih berkas lain.",
        },
    )
