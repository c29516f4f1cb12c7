"""The world of the access matrix: two provinces alike, everybody who could come, and one of each thing.

What an address names is the first province's; `foreign` names the same thing in the second.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.utils import timezone
from django.utils.http import int_to_base36

from awards.choices import ObjectionStatus, Phase, Stage
from awards.editions.default_criteria import create_category
from awards.live.floor import address_of
from awards.models import (
    Absence,
    Claim,
    Edition,
    Entry,
    Objection,
    ObjectionFile,
    PaperFile,
    Publication,
    Recusal,
    ScoreSheet,
    Seat,
    Substitution,
)
from awards.panel.absences import record_absence
from awards.panel.receipts import issue
from awards.publishing.files import make_open_data
from regencies.actions.accounts import invitation_link, invite
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.files import describe, keep
from regencies.actions.report_status import submit_report
from regencies.choices import Section
from regencies.models import (
    Evidence,
    FiguresFile,
    Invitation,
    Nominee,
    Province,
    Receipt,
    Regency,
    SignedMinutes,
    User,
    YearlyReport,
)
from regencies.models.kept_file import KeptFile
from tests import factories
from tests.builders import nominees, panel, papers
from tests.builders.publication import category_with, published

SENT, JUDGED, FILLING = 2023, 2025, 2026  # assessed years: at the verifier, before the panel, being filled in
OBJECTED = 2023  # award year in the time for objections


@dataclass
class World:
    people: dict[str, User | None]
    own: dict[str, Any]  # what an address may name; "page.argument" is for one page only
    foreign: dict[str, Any]
    here: Half
    there: Half


@dataclass
class Half:
    """One province: a regency whose reports are in every place, and an edition being scored."""

    province: Province
    place: Regency
    officer: User
    head: User
    sent: YearlyReport
    draft: YearlyReport
    edition: Edition
    seats: list[Seat]
    candidate: Entry
    locked: ScoreSheet
    recusal: Recusal
    absence: Absence
    substitution: Substitution
    claim: Claim
    objections: dict[str, Any]
    nominated: Nominee
    published: Publication | None = None

    def named(self) -> dict[str, Any]:
        row, hidden = added_row(self.draft)
        return {
            "report": self.sent.pk,
            "entry": self.candidate.pk,
            "entry_thread.report_entry": factories.entry(self.sent, Section.PARTICIPATION).pk,
            "verifier_review.entry": factories.entry(self.sent, Section.PARTICIPATION).pk,
            **dict.fromkeys(["reconciliation.report", "reconciliation_pdf.report"], self.candidate.report_id),
            "signed_minutes.file": SignedMinutes.objects.get(report=self.candidate.report).pk,
            "figures_file.file": FiguresFile.objects.get(province=self.province).pk,
            "evidence": added_row(self.sent)[1],
            **dict.fromkeys([f"{page}.number" for page in DRAWN], 1),
            **dict.fromkeys(
                [f"panel_evidence{part}.evidence" for part in ("", "_page", "_picture")],
                added_row(self.candidate.report)[1],
            ),
            "report_evidence_remove.evidence": hidden,
            "report_evidence_change.evidence": hidden,
            "year": FILLING,
            "which": FILLING,
            "section": Section.PARTICIPATION.value,
            "report_row_add.section": Section.GROUPS.value,
            "report_rows_copy.section": Section.GROUPS.value,
            "report_withdraw.which": SENT,
            "report_receipt.which": SENT,
            "version": 1,
            "report_receipt_pdf.sha256": Receipt.objects.get(report=self.sent).sha256,
            "report_receipt_json.sha256": Receipt.objects.get(report=self.sent).sha256,
            "edition": self.edition.pk,
            "judged": self.candidate.category_id,
            "point": "difference-0",
            "stage": Stage.DESK,
            "sheet": self.locked.pk,
            "recusal": self.recusal.pk,
            "absence": self.absence.pk,
            "substitution": self.substitution.pk,
            "paper_scan.file": PaperFile.objects.get(paper__entry=self.candidate).pk,
            "part": 1,
            "claim": self.claim.pk,
            "seat": self.seats[1].pk,
            "code": self.place.kemendagri_code,
            "nominee": self.nominated.pk,
            "kind": nominees.VILLAGE,
            **self.objections,
        } | dict.fromkeys([f"{page}.entry" for page in ROW_PAGES], row)


DRAWN = ("evidence_page", "evidence_picture", "panel_evidence_page", "panel_evidence_picture")
ROW_PAGES = (
    "report_entry",
    "report_entry_move",
    "report_entry_remove",
    "report_entry_restore",
    "report_evidence",
    "report_evidence_use",
    "report_entry_history",
)


def added_row(report: YearlyReport) -> tuple[int, int]:
    """Primary keys of a report's funded group and of the file that supports it."""
    row = factories.entry(report, Section.GROUPS)
    return row.pk, Evidence.objects.get(entry=row).pk


def filled(place: Regency, year: int, by: User) -> YearlyReport:
    """A complete draft with a file."""
    report = factories.complete(factories.draft(place, year, by=by), by)
    row = factories.entry(report, Section.GROUPS)
    attach_evidence(row, factories.pdf(), title="Daftar penerima", page="1", by=by)
    return report


def half(province: Province, name: str, code: str) -> Half:
    place = factories.regency(name, code, of=province)
    officer, head, verifier = factories.officer(place), factories.head(place), factories.verifier(province)
    sent, judged = filled(place, SENT, officer), filled(place, JUDGED, officer)
    for report in (sent, judged):
        submit_report(report, by=head, statement=True)
    judged = factories.all_right(judged, verifier)
    kept(SignedMinutes(report=judged, number="BA-REK", document=b"{}", document_sha256="0" * 64), verifier)
    edition = factories.edition(province, award_year=JUDGED + 1)
    begun = timezone.now() - datetime.timedelta(minutes=30)
    candidate = factories.candidate(create_category(edition), place, presentation_at=begun)
    seats = factories.seats(edition, 6)
    panel.judges_only(seats[5], create_category(edition, nominees.VILLAGE))
    panel.begin(seats[1], candidate, Stage.DESK, by=seats[1].user)
    recusal = Recusal.objects.create(seat=seats[2], entry=candidate, reason="Keluarga bekerja di sana")
    scanned(seats[1], candidate, factories.admin(province, "Admin kertas"))
    absence = record_absence(seats[4], candidate, by=seats[0].user, reason="Dirawat di rumah sakit")
    stands_in = panel.stands_in(seats[4], candidate, by=seats[0].user)
    claim = Claim.objects.create(entry=candidate, text="45.000 pekerja rentan", noted_by=seats[0].user)
    locked, _ = panel.locked_both(seats[3], candidate)
    draft = filled(place, FILLING, officer)
    factories.branch_figures(place, FILLING, wage_earners=80_000)
    kept(FiguresFile(province=province), verifier)
    return Half(
        province, place, officer, head, sent, draft, edition, seats, candidate, locked, recusal, absence, stands_in,
        claim, objections_of(place, head), nominees.nominee(nominees.VILLAGE, place, officer),
    )  # fmt: skip


def scanned(seat: Seat, entry: Entry, by: User) -> None:
    """A sheet of paper that waits to be confirmed, with its scan."""
    papers.entered(seat, entry, by=by, upload=factories.pdf("kertas.pdf"))


def objections_of(place: Regency, head: User) -> dict[str, Any]:
    """What addresses name of a year in the time for objections: a draft and its file, and a file of one sent."""
    edition = factories.edition(place.province, award_year=OBJECTED, phase=Phase.OBJECTIONS)
    category = create_category(edition)
    entry = Entry.objects.create(category=category, regency=place, candidate=False, reason="Nilai berkas")
    draft = objection(entry, head, subject="criterion:B1")
    sent = objection(entry, head, subject="criterion:B2")
    sent.status, sent.sent_by, sent.sent_at = ObjectionStatus.RECEIVED, head, timezone.now()
    sent.save()
    named = {f"{page}.entry": entry.pk for page in ("objection_result", "objection_new")}
    return named | {
        "objection": draft.pk,
        "objection_file.file": sent.files.get().pk,
        "objection_file_remove.file": draft.files.get().pk,
    }


def objection(entry: Entry, by: User, **fields: Any) -> Objection:
    """A draft with a file."""
    made = Objection.objects.create(
        entry=entry,
        status=ObjectionStatus.DRAFT,
        about=fields["subject"],
        content="Keliru.",
        written_by=by,
        **fields,
    )
    kept(ObjectionFile(objection=made), by)
    return made


def invited(here: Half) -> Invitation:
    """The officer of a province, invited to their office."""
    return invite(here.officer, "Petugas", province=here.province, award_year=2026, by=here.seats[0].user)


def build() -> World:
    here = half(factories.province(), "Ketapang", "61.04")
    there = half(factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"), "Kapuas", "62.03")
    past = category_with(["61.71", "61.04"])
    for sheet in ScoreSheet.objects.filter(entry__category=past):
        issue(sheet)
    here.published = announced = published(past, by=factories.admin(here.province, "Admin lama"))
    make_open_data()
    people = {
        "visitor": None,
        "nobody": factories.user("Tanpa Peran"),
        "officer": here.officer,
        "head": here.head,
        "neighbour": factories.officer(factories.regency("Sambas", "61.01")),
        "verifier": factories.verifier(here.province),
        "far_verifier": factories.verifier(there.province),
        "chair": here.seats[0].user,
        "panel": here.seats[1].user,
        "recused": here.seats[2].user,
        "done": here.seats[3].user,
        "elsewhere": here.seats[5].user,
        "past_panel": past.edition.seats.get(number=2).user,
        "far_panel": there.seats[1].user,
        "admin": factories.admin(here.province),
        "far_admin": factories.admin(there.province),
        "nominator": nominees.nominator(here.place),
        "far_nominator": nominees.nominator(there.province),
    }
    public = {
        "province": here.province.slug,
        "award_year": past.edition.award_year,
        "assessed_year": past.edition.assessed_year,
        "category": past.slug,
        "number": announced.number,
        "dataset": "cakupan",
        "sha256": announced.sha256,
        "address": address_of(here.edition),
        "uidb36": int_to_base36(people["nobody"].pk),
        "token": invitation_link(invited(here)).rstrip("/").rpartition("/")[2],
        "key": default_token_generator.make_token(people["nobody"]),
        **dict.fromkeys(
            ["mfa_edit_webauthn.pk", "mfa_remove_webauthn.pk"], 1
        ),  # looked for after the password
    }
    result = past.entries.get(regency=here.place).pk
    public |= {
        "ranking_picture.chart": "nilai",
        "coverage_picture.chart": "peta",
        "region_picture.chart": "tahunan",
    }
    public |= dict.fromkeys(["report_card.entry", "report_card_pdf.entry"], result)
    return World(people, here.named() | public, there.named(), here, there)


def kept(row: KeptFile, by: User) -> None:
    """Store a file with its row."""
    describe(row, factories.pdf("surat.pdf"), "Surat", by)
    keep(row, factories.pdf("surat.pdf"))
