"""A report of the demo at the desk of who fills it in: rows, files, answers, and its moves through the verbs."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from regencies.actions.entries import add_entry, answer
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.open_report import open_report
from regencies.actions.report_status import (
    return_report,
    review_entry,
    start_verification,
    submit_report,
    verify_report,
)
from regencies.checks.build_snapshot import snapshot
from regencies.checks.registry import run_checks
from regencies.choices import ReviewState, Section
from regencies.models import Nominee, Regency, ReportEntry, User, YearlyReport
from regencies.receipts.typesetting import typeset

ANSWERS = {
    "premium_outside": "Perlindungan rata-rata 7,4 bulan: peserta didaftarkan bertahap sejak Juni.",
    "shrinking_workforce": "Semesta pekerja diturunkan dari cakupan yang dipublikasikan untuk kedua tahun.",
    "participants_jump": "Pekerja rentan desa didaftarkan serentak dengan dana desa.",
    "coverage_jump": "Pekerja rentan desa dan petani sawit didaftarkan serentak pada tahun ini.",
}
USUAL_ANSWER = "Angka sudah dicocokkan dengan BPJS Ketenagakerjaan cabang setempat."


def evidence_pdf(name: str, *lines: str) -> SimpleUploadedFile:
    """Return an upload: a one-page PDF that says what it stands for."""
    text = "\n\n".join(f"#text({json.dumps(line, ensure_ascii=False)})" for line in lines)
    source = f'#set page("a5")\n#set text(size: 12pt)\n{text}'
    content = typeset(source.encode())
    return SimpleUploadedFile(name, content, content_type="application/pdf")


class Desk:
    """Who fills in the report of one year, about the own region or a nominee, and who certifies it."""

    def __init__(
        self, regency: Regency, year: int, officer: User, head: User, nominee: Nominee | None = None
    ) -> None:
        self.regency, self.year, self.officer, self.head = regency, year, officer, head
        self.report = open_report(regency, year, by=officer, nominee=nominee)

    def _add(self, section: Section, **values: Any) -> ReportEntry:
        return add_entry(self.report, section, values, by=self.officer)

    def _attach(self, entry: ReportEntry, name: str) -> None:
        upload = evidence_pdf(name, "DATA CONTOH", str(self.report), str(entry.detail))
        attach_evidence(entry, upload, title=str(entry.detail)[:200], page="1", by=self.officer)

    # Moves -------------------------------------------------------------------------------------------
    def answer_questions(self) -> None:
        """Answer every question the checks still ask."""
        self.report = YearlyReport.objects.with_participant().get(pk=self.report.pk)
        for finding in run_checks(snapshot(self.report)):
            if finding.blocks and finding.level == "soft":
                text = ANSWERS.get(finding.rule, USUAL_ANSWER)
                answer(self.report, finding.rule, finding.entry, text, by=self.officer)

    def send(self) -> None:
        """Certify the report and send it."""
        submit_report(self.report, by=self.head, statement=True)

    def be_verified(self, verifier: User) -> None:
        """Let the verifier approve every entry and settle the report."""
        start_verification(self.report, by=verifier)
        for entry in self.report.entries.all():
            review_entry(entry, state=ReviewState.APPROVED, by=verifier)
        verify_report(self.report, by=verifier)

    def be_returned(self, verifier: User) -> None:
        """Let the verifier flag one figure that the evidence does not bear out, and return the report."""
        flagged = self.report.entries.filter(section=Section.PARTICIPATION, position__lte=1).latest(
            "position"
        )
        for entry in self.report.entries.exclude(pk=flagged.pk):
            review_entry(entry, state=ReviewState.APPROVED, by=verifier)
        note = "Rekap BPJS menunjukkan angka yang berbeda. Mohon dicocokkan dan lampirkan rekap terbaru."
        review_entry(flagged, state=ReviewState.NEEDS_WORK, note=note, by=verifier)
        return_report(self.report, by=verifier, reason="Mohon perbaiki butir yang ditandai.")
