"""What the files of a report say: one that supports two entries is asked about, a lacking one only told. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from regencies.checks.findings import Concern, RuleBook
from regencies.checks.snapshot import AskedFigures, OwnFacts, Snapshot

EVIDENCE = RuleBook("soft")
NOTES = RuleBook("note")
OF_REGIONS = ("aparatur", "pengawasan")


@EVIDENCE.rule("same_file_twice", "Berkas yang sama untuk dua butir")
def same_file_twice(report: Snapshot) -> Iterator[Concern]:
    """A file that supports two entries, not each by pages of its own; asked once, at the later entry."""
    first_use: dict[tuple[str, str], int] = {}
    asked: set[int] = set()
    whole = {file.sha256 for file in report.evidence if not file.page}
    for file in report.evidence:
        cited = "" if file.sha256 in whole else file.page
        earlier = first_use.setdefault((file.sha256, cited), file.entry)
        if earlier == file.entry or file.entry in asked:
            continue
        asked.add(file.entry)
        labels = {use.entry: use.entry_label for use in report.evidence}
        message = f"Berkas “{file.title}” di {file.entry_label} sama dengan berkas di {labels[earlier]}."
        request = "Sebutkan halaman masing-masing, ganti berkasnya, atau jelaskan mengapa keduanya didukung berkas itu."
        figures: AskedFigures = {"sha256": file.sha256, "entry": earlier}
        yield Concern(file.section, message, file.entry, request=request, figures=figures)


@NOTES.rule("no_evidence", "Belum ada bukti dukung")
def no_evidence(report: Snapshot) -> Iterator[Concern]:
    """Entries with a figure, regulation or innovation that no file supports yet."""
    stated = {s.entry for s in report.segments if (s.registered, s.registered_previous) != (None, None)}
    stated |= {g.entry for g in report.groups if (g.persons, g.realised, g.villages) != (None, None, None)}
    stated |= {b.entry for b in report.budgets if (b.ceiling, b.realised) != (None, None)}
    if report.target_entry is not None and (report.target_pct, report.vulnerable_workers) != (None, None):
        stated.add(report.target_entry)
    stated |= {own.entry for own in map(report.own.get, OF_REGIONS) if own and _says_anything(own)}
    for state in report.entries:
        if state.evidence or state.needs_evidence:  # that one is no note: it stops the report
            continue
        if state.entry in stated or state.section in {"regulasi", "inovasi"}:
            message = f"{state.label}: belum ada bukti dukung. Laporan tetap dapat dikirim tanpa bukti ini."
            yield Concern(state.section, message, state.entry)


def _says_anything(own: OwnFacts) -> bool:
    return any(own.texts.values()) or any(value is not None for value in own.values.values())
