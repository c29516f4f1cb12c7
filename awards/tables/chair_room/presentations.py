"""What the presentation day leaves behind: how far it moved the desk marks, what was said, who was there."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.choices import Verdict
from awards.live.attendance import AttendanceList
from awards.live.late import Effect
from awards.models import Claim, Seat
from awards.tables.chair import entry_link
from regencies.tables.base import ListColumn, ListTable, badge
from regencies.templatetags.formats import decimal


class EffectsTable(ListTable):
    """Rows are candidates whose desk marks changed after their presentation."""

    caption = "Pengaruh paparan atas nilai berkas, per kandidat"
    empty_text = "Tidak ada nilai berkas yang diubah setelah paparan."
    entry = ListColumn("Kandidat", heads_row=True)
    changed = ListColumn("Nilai diubah", numeric=True)
    added = ListColumn("Nilai baru", numeric=True)
    members = ListColumn("Anggota", numeric=True)
    points = ListColumn("Pengaruh pada nilai akhir", numeric=True)

    def render_entry(self, record: Effect) -> SafeString:
        return entry_link(record)

    def render_points(self, record: Effect) -> SafeString:
        """Points of the total, with their sign."""
        sign = "+" if record.points > 0 else ""
        return format_html("<b>{}{}</b> poin", sign, decimal(record.points))


TONES: dict[str, str] = {Verdict.SUPPORTED: "success", Verdict.DIFFERS: "warning", Verdict.UNKNOWN: "neutral"}


def verdict_badge(claim: Claim) -> SafeString:
    """What the verifier found about a claim, as a badge."""
    if not claim.verdict:
        return badge("waiting", "Belum diperiksa", "info")
    return badge(claim.verdict, claim.get_verdict_display(), TONES[claim.verdict])


class ClaimsTable(ListTable):
    """Rows are claims noted at presentations."""

    caption = "Klaim saat paparan"
    empty_text = "Belum ada klaim yang dicatat Tim Sembilan."
    entry = ListColumn("Kandidat", heads_row=True)
    text = ListColumn("Yang dikatakan")
    verdict = ListColumn("Temuan", accessor="pk")
    noted_at = ListColumn("Dicatat", folds_away=True)

    def render_entry(self, record: Claim) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("claim", args=[record.pk]), record.entry)

    def render_verdict(self, record: Claim) -> SafeString:
        return verdict_badge(record)


class AttendanceTable(ListTable):
    """Rows are the seats, with a column per presentation and one to sign in."""

    caption = "Daftar hadir Tim Sembilan pada paparan"
    empty_text = "Tim Sembilan tahun ini belum ditetapkan."
    member = ListColumn("Anggota", heads_row=True, accessor="pk")

    def __init__(self, listed: AttendanceList) -> None:
        self.present = listed.present
        columns: list[tuple[str, Any]] = [
            (f"at_{called.pk}", PresentColumn(called.pk, listed.present, str(called.entry)))
            for called in listed.presentations
        ]
        super().__init__(listed.seats, extra_columns=columns)

    def render_member(self, record: Seat) -> SafeString:
        return format_html(
            '{}. {}<span class="cell-note">{}</span>', record.number, record.user, record.element
        )


class PresentColumn(ListColumn):
    """Whether a member was at one presentation."""

    def __init__(self, presentation: int, present: set[tuple[int, int]], name: str) -> None:
        self.presentation, self.present = presentation, present
        super().__init__(name, accessor="pk")

    def render(self, record: Seat) -> str:
        return "Hadir" if (self.presentation, record.pk) in self.present else "–"
