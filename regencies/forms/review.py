"""The forms of a verifier: the finding about one entry, and the message of a returned report."""

from django import forms

from regencies.actions.report_status import review_token
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.forms.fields import LongTextField, WholeNumberField
from regencies.models import ReportEntry, YearlyReport

VERDICTS = [
    (state.value, state.label) for state in (ReviewState.APPROVED, ReviewState.NEEDS_WORK, ReviewState.WRONG)
]


class ReviewForm(forms.Form):
    """A verifier's finding about one entry; `seen` is the review_token of the one that was on screen."""

    state = forms.ChoiceField(label="Hasil pemeriksaan", choices=VERDICTS, widget=forms.RadioSelect)
    verified_value = WholeNumberField(
        label="Angka hasil verifikasi",
        required=False,
        help_text="Isi hanya bila bukti menunjukkan angka lain; angka ini yang dihitung.",
    )
    note = LongTextField(label="Catatan", required=False, rows=2, max_length=2000)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, entry: ReportEntry, data=None, *, flags_only: bool = False) -> None:
        self.entry = entry
        review = getattr(entry, "review", None)
        judged = review is not None and review.state != ReviewState.PENDING
        initial = {
            "state": review.state if judged else None,
            "note": review.note if review else "",
            "verified_value": review.verified_value if review else None,
            "seen": review_token(review),
        }
        super().__init__(data, initial=initial, prefix=f"butir-{entry.pk}")
        if flags_only:  # the office is correcting: an entry may be opened too, not settled
            self.fields["state"].choices = VERDICTS[1:]
        if flags_only or entry.section != Section.PARTICIPATION:
            del self.fields["verified_value"]


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
