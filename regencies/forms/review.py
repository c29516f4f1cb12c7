"""The forms of a verifier: the finding about one entry, and the message of a returned report."""

from django import forms
from django.utils.text import capfirst

from regencies.actions.report_status import review_token
from regencies.choices import ReportStatus, ReviewState
from regencies.figures.verified import COLUMN_OF
from regencies.forms.fields import LongTextField, indonesian_formfield
from regencies.models import ReportEntry, YearlyReport

VERDICTS = [
    (state.value, state.label) for state in (ReviewState.APPROVED, ReviewState.NEEDS_WORK, ReviewState.WRONG)
]

HELP = "Isi hanya bila bukti menunjukkan angka lain; angka itulah yang dihitung."


class ReviewForm(forms.Form):
    """A verifier's finding about one entry; `seen` is the review_token of the one that was on screen."""

    state = forms.ChoiceField(label="Hasil pemeriksaan", choices=VERDICTS, widget=forms.RadioSelect)
    note = LongTextField(label="Catatan", required=False, rows=2, max_length=2000)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, entry: ReportEntry, data=None, *, flags_only: bool = False) -> None:
        self.entry = entry
        review = getattr(entry, "review", None)
        judged = review is not None and review.state != ReviewState.PENDING
        initial = {
            "state": review.state if judged else None,
            "note": review.note if review else "",
            "seen": review_token(review),
        }
        figures = {} if flags_only else COLUMN_OF.get(entry.section, {})
        initial |= {column: getattr(review, column) for column in figures.values() if review}
        super().__init__(data, initial=initial, prefix=f"butir-{entry.pk}")
        if flags_only:  # the office is correcting: an entry may be opened too, not settled
            self.fields["state"].choices = VERDICTS[1:]
        for place, (name, column) in enumerate(figures.items()):
            claim = entry.detail._meta.get_field(name)
            self.fields[column] = indonesian_formfield(
                claim,
                label=f"{capfirst(claim.verbose_name)}: hasil verifikasi",
                required=False,
                help_text="" if place else HELP,
            )
        self.order_fields(["state", *figures.values(), "note", "seen"])


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
