"""Compares a filled workbook with what was stored when it was made and with what is stored now, cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from regencies.actions.entries import NO_NEW_ROWS, REGULATION_KEY
from regencies.actions.locks import locked_reason
from regencies.choices import ReportStatus, Section
from regencies.models import ReportEntry, YearlyReport
from regencies.workbook.boxes import BLANK, Boxes, Texts, box_text
from regencies.workbook.differences import Difference, Proposal, Step, row_texts, same_key, same_rows
from regencies.workbook.read import Filled, FilledSheet, Written, is_blank
from regencies.workbook.stamp import FRESH, Known

CHANGED_SINCE = "berubah sejak berkas ini diunduh"


def compare(
    report: YearlyReport, entries: Sequence[ReportEntry], editable: Collection[int], filled: Filled
) -> Proposal:
    """Return what a workbook would change in a report whose entries are given; nothing is stored."""
    proposal = Proposal(problems=[*filled.problems])
    for section in report.kind.ordered_sections:
        if (sheet := filled.sheets.get(section)) is not None:
            own = [entry for entry in entries if entry.section == section]
            known = {pk: one for pk, one in filled.stamp.entries.items() if one.section == section}
            _Section(report, section, own, editable, sheet, known, proposal).compare()
    return proposal


class _Section:
    """One sheet beside the stored entries of its section."""

    def __init__(
        self,
        report: YearlyReport,
        section: Section,
        entries: Iterable[ReportEntry],
        editable: Collection[int],
        sheet: FilledSheet,
        known: dict[int, Known],
        proposal: Proposal,
    ) -> None:
        self.report, self.section, self.sheet, self.proposal = report, section, sheet, proposal
        self.editable, self.known = editable, known
        self.stored = {entry.pk: (entry, Boxes(report, section, entry)) for entry in entries}
        self.blank = None if section.is_fixed else Boxes(report, section, None)
        self.claimed: set[int] = set()  # entries added since that a new row of the file is about
        self.new: list[tuple[str, Texts]] = []

    def compare(self) -> None:
        """Add what differs to the proposal."""
        for pk, known in self.known.items():
            if lost := sorted(set(known.texts) - self.sheet.heads):
                self._wrong(
                    f"Lembar ‘{self.sheet.name}’: kolom {self._labels(lost)} tidak ada lagi. {FRESH}."
                )
                return
            self._entry(pk, known)
        if self.blank is not None:
            for key, cells in self.sheet.rows.items():
                if not key.isdigit() and not all(is_blank(cell.value) for cell in cells.values()):
                    self._new_row(key, cells, self.blank)

    def _labels(self, names: Sequence[str]) -> str:
        """Return how fields are called on the page."""
        boxes = self.blank or next((boxes for _, boxes in self.stored.values()), None)
        return ", ".join(boxes.label(name) for name in names if boxes and name in boxes.names)

    def _wrong(self, sentence: str) -> None:
        if sentence not in self.proposal.problems:
            self.proposal.problems.append(sentence)

    def _entry(self, pk: int, known: Known) -> None:
        entry, boxes = self.stored.get(pk, (None, self.blank))
        cells = self.sheet.rows.get(str(pk), {})
        own = known.texts.keys() & boxes.names.keys() if boxes else known.texts.keys()
        typed = {name: cell for name, cell in cells.items() if name in own}
        is_gone = all(is_blank(cell.value) for cell in typed.values())
        if is_gone and not self.section.is_fixed and any(known.texts.values()):
            if entry is not None and boxes is not None:
                self._remove(entry, boxes, known)
            return
        if not cells:
            self._wrong(f"Lembar ‘{self.sheet.name}’: baris sebuah butir tidak ada lagi. {FRESH}.")
        elif boxes is not None:
            texts = self._read(boxes, typed)
            if entry is None:
                self._again(str(pk), boxes, texts, known)
            else:
                self._cells(entry, boxes, texts, typed, known)

    def _read(self, boxes: Boxes, cells: dict[str, Written]) -> Texts:
        """Return the texts of the cells; a cell that has none is told of and left out."""
        texts: Texts = {}
        for name, cell in cells.items():
            if name not in boxes.names:
                continue
            try:
                texts[name] = box_text(boxes.field(name), cell.value, self.sheet.days_later)
            except ValueError as problem:
                self._wrong(f"{self.sheet.called(cell.place)} ({boxes.label(name)}): {problem}.")
        return texts

    def _cells(
        self, entry: ReportEntry, boxes: Boxes, texts: Texts, cells: dict[str, Written], known: Known
    ) -> None:
        changed = {
            name: text
            for name, text in texts.items()
            if not boxes.is_same(name, text, known.texts.get(name, text))
            and not boxes.is_same(name, text, boxes.stored[name])
        }
        self._count_newer(boxes, texts, known, changed)
        if not changed:
            return
        if entry.pk not in self.editable:
            place = self.sheet.called(cells[next(iter(changed))].place)
            self._wrong(f"{place}: {locked_reason(entry)}")
            return
        self._save(entry, boxes, changed, cells, known.texts)

    def _count_newer(self, boxes: Boxes, texts: Texts, known: Known, changed: Texts) -> None:
        self.proposal.newer += sum(
            not boxes.is_same(name, boxes.stored[name], known.texts.get(name, boxes.stored[name]))
            and boxes.is_same(name, text, known.texts.get(name, text))
            for name, text in texts.items()
            if name not in changed
        )

    def _save(
        self,
        entry: ReportEntry,
        boxes: Boxes,
        changed: Texts,
        cells: dict[str, Written],
        before: Texts,
    ) -> None:
        """Propose to save these texts of an entry, asking about those that take something away."""
        judged = Boxes(self.report, self.section, entry, typed=changed)
        for name, reasons in judged.made_wrong(self.report).items():
            where = (
                self.sheet.called(cells[name].place)
                if name in cells
                else self.sheet.row_called(str(entry.pk))
            )
            for why in reasons:
                self._wrong(f"{where} ({boxes.label(name) if name in boxes.names else entry.detail}): {why}")
        step = Step("save", self.section, self.sheet.row_called(str(entry.pk)), entry.pk, entry.version)
        for name, text in changed.items():
            difference = Difference(
                section=self.section,
                where=self.sheet.called(cells[name].place),
                label=self._label(entry, boxes.label(name)),
                stored=boxes.shown(name, boxes.stored[name]),
                file=boxes.shown(name, text),
                before=boxes.shown(name, before[name]) if name in before else "",
                words=boxes.words(name, text),
            )
            is_newer = name not in before or not boxes.is_same(name, before[name], boxes.stored[name])
            choice = self._ask(difference, is_newer=is_newer)
            self.proposal.differences.append(difference)
            step.texts[name] = [text, boxes.stored[name], choice]
        self.proposal.steps.append(step)

    def _label(self, entry: ReportEntry, label: str) -> str:
        """Return how a box is called apart from those of other entries."""
        title = str(entry.detail)
        return label if self.section.is_single or label.startswith(title) else f"{title}: {label}"

    def _ask(self, difference: Difference, *, is_newer: bool) -> str:
        """Ask where a value is newer than the file, or where the file has none; returns the name of the question."""
        taken = (
            f"Pakai berkas: {difference.words or difference.file}"
            if difference.file != BLANK
            else "Kosongkan"
        )
        kept = f"Tetap {difference.stored}"
        if is_newer:
            then = f" (waktu itu {difference.before})" if difference.before else ""
            question = f"{difference.where}. {difference.label} {CHANGED_SINCE}{then}."
            return self.proposal.ask(difference, question, taken, kept)
        if difference.file == BLANK:
            question = f"{difference.where}. {difference.label} kosong di berkas."
            return self.proposal.ask(difference, question, taken, kept)
        return ""

    def _remove(self, entry: ReportEntry, boxes: Boxes, known: Known) -> None:
        """Ask whether an entry whose row is empty or gone is to be removed."""
        where = self.sheet.row_called(str(entry.pk))
        if entry.pk not in self.editable or self.report.status == ReportStatus.RETURNED:
            self._wrong(f"{where}: “{entry.detail}” tidak dapat dihapus sekarang. Isi lagi seperti semula.")
            return
        stored = row_texts(boxes, boxes.stored)
        difference = Difference(self.section, where, str(entry.detail), stored, BLANK)
        since = f" Butir ini {CHANGED_SINCE}." if entry.version != known.version else ""
        question = f"{where}. “{entry.detail}” kosong di berkas.{since}"
        choice = self.proposal.ask(
            difference, question, "Hapus butir ini, beserta bukti dukungnya", "Tetap simpan butir ini"
        )
        self.proposal.differences.append(difference)
        self.proposal.steps.append(
            Step("remove", self.section, where, entry.pk, entry.version, choice=choice)
        )

    def _again(self, key: str, boxes: Boxes, texts: Texts, known: Known) -> None:
        """Ask whether an entry that was removed since is to be added again, where the file changes it."""
        if all(boxes.is_same(name, text, known.texts.get(name, text)) for name, text in texts.items()):
            return
        cells = {name: cell for name, cell in self.sheet.rows[key].items() if name in boxes.names}
        self._new_row(key, cells, boxes, removed=True)

    def _new_row(self, key: str, cells: dict[str, Written], boxes: Boxes, *, removed: bool = False) -> None:
        where = self.sheet.row_called(key)
        typed = {name: cell for name, cell in cells.items() if name in boxes.names}
        texts = self._read(boxes, typed)
        unread = typed.keys() - texts.keys()
        texts = {name: text if text.strip() else boxes.stored[name] for name, text in texts.items()}
        if not unread and self._is_there(texts, boxes, where, typed):
            return
        if self.report.status == ReportStatus.RETURNED:
            self._wrong(f"{where}: {NO_NEW_ROWS}")
            return
        for name, reasons in Boxes(self.report, self.section, None, typed=texts).wrong().items():
            place = self.sheet.called(typed[name].place) if name in typed else where
            for why in () if name in unread else reasons:
                self._wrong(f"{place} ({boxes.label(name) if name in boxes.names else 'butir baru'}): {why}")
        difference = Difference(self.section, where, "Butir baru", BLANK, row_texts(boxes, texts))
        step = Step("add", self.section, where, texts={name: [text, "", ""] for name, text in texts.items()})
        if removed:
            question = f"{where}. Butir ini sudah dihapus sejak berkas diunduh."
            step.choice = self.proposal.ask(difference, question, "Tambahkan lagi", "Biarkan terhapus")
        self.proposal.differences.append(difference)
        self.proposal.steps.append(step)

    def _is_there(self, texts: Texts, boxes: Boxes, where: str, cells: dict[str, Written]) -> bool:
        """Return whether a new row is stored already, as it stands or under the same name, which is compared then."""
        for other, said in self.new:
            if all(boxes.is_same(name, text, said.get(name, "")) for name, text in texts.items()):
                self._wrong(f"{where}: isinya sama persis dengan {other}. Kosongkan salah satunya.")
                return True
        self.new.append((where, texts))
        since = [pair for pk, pair in self.stored.items() if pk not in self.known and pk not in self.claimed]
        for entry in same_rows(self.section, texts, boxes, since):
            self.claimed.add(entry.pk)
            return True
        if next(same_rows(self.section, texts, boxes, self.stored.values()), None):
            self._wrong(f"{where}: butir dengan isian yang sama persis sudah ada. Kosongkan baris ini.")
            return True
        for entry in same_key(texts, boxes, self._key(boxes), since, self.section):
            self.claimed.add(entry.pk)
            stored = self.stored[entry.pk][1]
            changed = {
                name: text
                for name, text in texts.items()
                if name in stored.names and not stored.is_same(name, text, stored.stored[name])
            }
            self._save(entry, stored, changed, cells, {})
            return True
        return False

    def _key(self, boxes: Boxes) -> list[str]:
        """Return the fields that name a row: those a draft cannot do without."""
        if self.section == Section.REGULATIONS:
            return [*REGULATION_KEY]
        return [name for name in boxes.names if boxes.field(name).required]
