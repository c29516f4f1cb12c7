"""The lists of an award year in Django admin: candidates and their slots, with boxes to fill in, and criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from awards.models import Criterion, Seat
from regencies.l10n.numbers import format_exact
from regencies.tables.base import ListColumn, ListTable, badge
from regencies.templatetags.formats import decimal, integer

DECIDED = {True: "Kandidat", False: "Bukan kandidat", None: "Belum diputus"}
Row = tuple[Any, Decimal | None]  # a form with its `entry`, the screening score


class CandidatesTable(ListTable):
    """Every entry in the order of its score: with the boxes of its form while `is_open`, else what was decided."""

    caption = "Daerah menurut nilai seleksi"
    caption_class = "visually-hidden"
    empty_text = "Daerah yang dinilai tercatat saat tahap Penetapan kandidat dibuka."
    region = ListColumn("Daerah", heads_row=True)
    report = ListColumn("Laporan")
    score = ListColumn("Nilai seleksi", numeric=True)
    decision = ListColumn("Keputusan")
    reason = ListColumn("Alasan")

    def __init__(self, rows: Sequence[Row], *, is_open: bool, with_category: bool) -> None:
        self.is_open, self.with_category = is_open, with_category
        super().__init__(rows, exclude=() if is_open else ("score",))

    def render_region(self, record: Row) -> SafeString:
        """The region, its category where there are several, and the way to criteria that do not apply."""
        entry = record[0].entry
        beside = [entry.category.name] * self.with_category + [str(entry.regency)] * bool(entry.nominee)
        small = format_html(' <span class="small muted">{}</span>', " · ".join(beside))
        return format_html(
            '{}{}<br><a class="small" href="{}">Kriteria tidak berlaku{}<span class="visually-hidden"> untuk {}'
            "</span></a>",
            entry,
            small if beside else "",
            reverse("admin:awards_edition_not_applicable", args=[entry.category.edition_id, entry.pk]),
            f" ({len(entry.set_aside)})" if entry.set_aside else "",
            entry,
        )

    def render_report(self, record: Row) -> SafeString | str:
        entry = record[0].entry
        if entry.is_withdrawn:
            return badge("returned", "Usulan ditarik")
        if not entry.report:
            return "Tidak ada"
        return f"{entry.report.get_status_display()}, versi {entry.report_version}"

    def render_score(self, record: Row) -> Any:
        return decimal(record[1])

    def render_decision(self, record: Row) -> SafeString | str:
        form = record[0]
        return _box(form["decision"], form.entry) if self.is_open else DECIDED[form.entry.candidate]

    def render_reason(self, record: Row) -> SafeString | str:
        form = record[0]
        return _box(form["reason"], form.entry) if self.is_open else form.entry.reason


class SlotsTable(ListTable):
    """Rows are forms of one box, `moment`, with their `entry`."""

    caption = "Jadwal paparan kandidat"
    caption_class = "visually-hidden"
    empty_text = "Belum ada kandidat."
    region = ListColumn("Kandidat", heads_row=True, accessor="entry")
    slot = ListColumn("Jadwal paparan")

    def render_slot(self, record: Any) -> SafeString:
        return _box(record["moment"])


class SeatsTable(ListTable):
    """Rows are the forms of the nine seats; `now` is each stored seat, with the state of the invitation."""

    caption = "Kursi Tim Sembilan"
    caption_class = "visually-hidden"
    number = ListColumn("Kursi", heads_row=True)
    element = ListColumn("Unsur")
    position = ListColumn("Kedudukan")
    email = ListColumn("Alamat e-mail")
    name = ListColumn("Nama lengkap")
    judged = ListColumn("Kategori yang dinilai")
    now = ListColumn("Sekarang")

    def __init__(self, rows: Sequence[Any], now: Mapping[int, tuple[Seat, Any]]) -> None:
        self.stored = now
        chosen = any("judged" in row.fields for row in rows)
        super().__init__(rows, exclude=() if chosen else ("judged",))

    def render_number(self, value: int) -> SafeString:
        return format_html('<span class="rank-word">Kursi </span>{}', value)

    def render_element(self, record: Any) -> SafeString:
        return _box(record["element"], f"Kursi {record.number}")

    def render_position(self, record: Any) -> SafeString:
        return _box(record["position"], f"Kursi {record.number}")

    def render_email(self, record: Any) -> SafeString:
        return _box(record["email"], f"Kursi {record.number}")

    def render_name(self, record: Any) -> SafeString:
        return _box(record["name"], f"Kursi {record.number}")

    def render_judged(self, record: Any) -> SafeString:
        return _ticks(record["judged"], f"Kursi {record.number}")

    def render_now(self, record: Any) -> SafeString | str:
        if record.number not in self.stored:
            return "Kosong"
        seat, invited = self.stored[record.number]
        others = format_html_join("", "<br>{}", ((words,) for words in self._otherwise(record, seat)))
        return format_html('{}{}<br><span class="small">Undangan: {}</span>', seat.user, others, invited)

    @staticmethod
    def _otherwise(record: Any, seat: Seat) -> Iterator[str]:
        """Yield what is stored of a seat where something else is typed."""
        if record.is_bound and record["element"].value() != seat.element:
            yield f"Unsur: {seat.element}"
        if record.is_bound and record["position"].value() != seat.position:
            yield f"Kedudukan: {seat.get_position_display()}"
        if record.is_bound and "judged" in record.fields:
            names = {str(key): name for key, name in record.fields["judged"].choices}
            judged = {str(key) for key in seat.judged}
            if {*record["judged"].value()} != judged:
                yield f"Kategori: {', '.join(name for key, name in names.items() if key in judged)}"


class WeightsTable(ListTable):
    """Rows are forms of one box, `weight`, with their `criterion`."""

    caption = "Bobot setiap kriteria"
    caption_class = "visually-hidden"
    code = ListColumn("Kode", heads_row=True, accessor="criterion__code")
    name = ListColumn("Kriteria", accessor="criterion__name")
    group = ListColumn("Kelompok", accessor="criterion__group")
    stored = ListColumn("Tersimpan", numeric=True)
    weight = ListColumn("Bobot")

    def render_stored(self, record: Any) -> Any:
        return format_exact(record.criterion.weight.normalize())

    def render_weight(self, record: Any) -> SafeString:
        return _box(record["weight"], record.criterion.code)


class BandsTable(ListTable):
    """Rows are forms of the bands of one criterion: from, to, what it is called."""

    low = ListColumn("Dari")
    high = ListColumn("Sampai")
    label = ListColumn("Sebutan")
    empty_text = "Belum ada rentang nilai."

    def __init__(self, rows: Sequence[Any], whose: str) -> None:
        self.caption, self.whose = f"Rentang nilai {whose}", whose
        super().__init__(rows)

    def render_low(self, record: Any) -> SafeString:
        return _box(record["low"], self.whose)

    def render_high(self, record: Any) -> SafeString:
        return _box(record["high"], self.whose)

    def render_label(self, record: Any) -> SafeString:
        return _box(record["label"], self.whose)


class CriteriaTable(ListTable):
    """The criteria of a category in their order, each a link to where it is changed."""

    code = ListColumn("Kode", heads_row=True)
    name = ListColumn("Kriteria")
    group = ListColumn("Kelompok", accessor="group__name")
    weight = ListColumn("Bobot", numeric=True)
    source = ListColumn("Sumber")
    stage = ListColumn("Tahap")

    def __init__(self, rows: Sequence[Criterion], total_weight: str) -> None:
        self.caption = f"Kriteria (jumlah bobot {total_weight})"
        super().__init__(rows)

    def render_name(self, record: Criterion) -> SafeString:
        address = reverse("admin:awards_category_criteria", args=[record.group.category_id])
        return format_html('<a href="{}#kriteria-{}">{}</a>', address, record.code, record.name)

    def render_weight(self, value: Decimal) -> Any:
        return integer(value)


def _ticks(box: Any, whose: object) -> SafeString:
    """Return the boxes to tick of a choice of several, as a group named for who cannot see the head of its column."""
    ticks = format_html_join(
        "", '<label class="tick">{} {}</label>', ((t.tag(), t.choice_label) for t in box)
    )
    errors = format_html_join("", '<p class="field-error">{}</p>', ((error,) for error in box.errors))
    return format_html(
        '<fieldset class="ticks"><legend class="visually-hidden">{} {}</legend>{}</fieldset>{}',
        box.label,
        whose,
        ticks,
        errors,
    )


def _box(box: Any, whose: object = "") -> SafeString:
    """Return a box with its label for who cannot see the head of its column, and what is wrong with it."""
    errors = format_html_join("", '<p class="field-error">{}</p>', ((error,) for error in box.errors))
    called = format_html(
        '<label class="visually-hidden" for="{}">{}</label>', box.id_for_label, f"{box.label} {whose}".strip()
    )
    return format_html("{}{}{}", called, box, errors)
