"""The two award years of the demo: 2025, published, and 2026 at the stage asked for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from awards.choices import Conflict, Phase, Stage
from awards.conflicts.declarations import Answer, asked_of, declare
from awards.demo.nominees import NomineeDesk, sample_nominees
from awards.demo.people import PANEL, Cast
from awards.demo.reports import Office, sample_figures
from awards.editions.candidates import name_candidate, schedule, seat_member
from awards.editions.default_criteria import create_category
from awards.editions.phase_changes import advance
from awards.models import Category, Edition, Entry, SpecialAward
from awards.panel.locks import HeldSheet, entry_of, hold_seat
from awards.panel.sheets import lock_sheet, save_scores
from awards.publishing.publish import publish
from awards.results.preview import preview
from regencies.actions.base import verb
from regencies.choices import REGENCY_KIND
from regencies.kinds.registry import KINDS
from regencies.models import Province, User

STAGES = ("pengisian", "penilaian", "diumumkan")
CANDIDATES = ("61.04", "61.02", "61.09", "61.07", "61.71", "61.12", "61.01")
# Returned, sent, verified, filled in, begun; the others are nominated and not begun.
NOMINEES_BY_STATE = (
    ("6107992001", "9990000000012"),
    ("6107992002", "9990000000021"),
    ("6102992001", "9990000000011"),
    ("6102992002", "9990000000013"),
    ("6107992003", "9990000000022"),
)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


def end_of(day: datetime.date) -> datetime.datetime:
    """Return 23.59 of a day, in the current zone."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(23, 59)))


@verb
def begin(*, by: User, **fields: Any) -> tuple[Edition, dict[str, Category]]:
    """Make an award year with the proposed criteria of every kind, as the admin does on the desk."""
    edition = Edition.objects.create(sample_data=True, **fields)
    return edition, {slug: create_category(edition, slug) for slug in KINDS}


@verb
def honour(category: Category, code: str, title: str, citation: str, *, by: User) -> SpecialAward:
    """Give a special award outside the ranking."""
    entry = category.entries.get(regency__kemendagri_code=code)
    return SpecialAward.objects.create(entry=entry, title=title, citation=citation)


@verb
def tell_the_real_dates(edition: Edition, *, by: User, reason: str) -> None:
    """Set the dates of 2025 that are on record: the verbs of the demo all ran today."""
    edition.refresh_from_db()
    edition.filling_deadline = edition.verification_deadline = edition.objections_deadline = None
    edition.presentation_date = datetime.date(2025, 7, 29)
    edition.ceremony_date = datetime.date(2025, 9, 24)
    edition.save()


class Year:
    """One award year of the demo, moved forward through the verbs."""

    def __init__(self, province: Province, cast: Cast, award_year: int, *, days: int) -> None:
        today = timezone.localdate()
        self.province, self.cast = province, cast
        self.edition, self.categories = begin(
            by=cast.admin,
            province=province,
            award_year=award_year,
            assessed_year=award_year - 1,
            filling_deadline=end_of(today + days * DAY),
            verification_deadline=end_of(today + (days + 21) * DAY),
            presentation_date=today + (days + 42) * DAY,
            objections_deadline=end_of(today + (days + 84) * DAY),
            ceremony_date=today + (days + 98) * DAY,
            sk_number=f"100.3.3.1/{award_year}/DISNAKERTRANS",
            sk_date=datetime.date(award_year, 5, 14),
        )
        for number, ((element, _, position), user) in enumerate(zip(PANEL, cast.panel, strict=True), 1):
            seat_member(self.edition, number, user, element, position, by=cast.admin)

    def move(self, *phases: Phase) -> None:
        """Open these phases, one after the other."""
        for phase in phases:
            self.edition = advance(self.edition, phase, by=self.cast.admin)

    # Reports -----------------------------------------------------------------------------------------
    def office(self, code: str) -> Office:
        """Return the labour office of a regency, with its report begun."""
        regency = self.province.regencies.get(kemendagri_code=code)
        return Office(regency, self.edition.assessed_year, self.cast.officers[code], self.cast.heads[code])

    def report_all(self) -> None:
        """Fill in, send and verify the report of every regency."""
        for code in self.cast.officers:
            self.report_and_verify(code)

    def report_and_verify(self, code: str) -> None:
        """Fill in, send and verify one report."""
        office = self.office(code)
        office.fill_all()
        office.send()
        office.be_verified(self.cast.verifier)

    def report_in_every_state(self) -> None:
        """Leave reports as a province has them three weeks before the deadline."""
        for code in ("61.04", "61.09"):  # sent, waiting for a verifier
            office = self.office(code)
            office.fill_all()
            office.send()
        for code in ("61.71", "61.12", "61.72"):  # verified
            self.report_and_verify(code)
        returned = self.office("61.07")
        returned.fill_all()
        returned.send()
        returned.be_returned(self.cast.verifier)
        almost = self.office("61.02")  # everything but the participation figures
        almost.fill_fixed(participation=False)
        almost.add_rows()
        for code in ("61.01", "61.03"):  # just begun
            self.office(code)

    def nominees_and_verify(self) -> None:
        """Nominate everybody of the sample; fill in, send and verify every report."""
        for code in sample_nominees():
            self._nominee_verified(code)

    def _nominee_verified(self, code: str) -> None:
        desk = self._sent_nominee(code)
        desk.be_verified(self.cast.verifier)

    def _sent_nominee(self, code: str) -> NomineeDesk:
        desk = NomineeDesk(self.province, self.cast, code, self.edition.assessed_year)
        desk.fill_all()
        desk.send()
        return desk

    def nominees_in_every_state(self) -> None:
        """Leave two nominees in each state a report can have while the filling is open."""
        returned, sent, verified, drafts, begun = NOMINEES_BY_STATE
        for code in verified:
            self._nominee_verified(code)
        for code in returned:
            self._sent_nominee(code).be_returned(self.cast.verifier)
        for code in sent:
            self._sent_nominee(code)
        for code in drafts:
            NomineeDesk(self.province, self.cast, code, self.edition.assessed_year).fill_all()
        for code in begun:
            NomineeDesk(self.province, self.cast, code, self.edition.assessed_year)

    # The panel ---------------------------------------------------------------------------------------
    def name_candidates(self) -> list[Entry]:
        """Decide on every entry; return the candidates in the order of their presentations."""
        named, order = [], [*CANDIDATES, *sample_nominees()]
        for entry in Entry.objects.filter(category__edition=self.edition).with_participant():
            if entry.nominee and entry.report_id:
                reason = "Semua calon kategori ini menjadi kandidat."
                named.append(name_candidate(entry, True, reason, by=self.cast.admin))
            elif entry.code in CANDIDATES:
                reason = "Termasuk tujuh nilai tertinggi seleksi berkas."
                named.append(name_candidate(entry, True, reason, by=self.cast.admin))
            elif entry.report_id:
                reason = "Nilai seleksi berkas di luar tujuh besar."
                name_candidate(entry, False, reason, by=self.cast.admin)
        return sorted(named, key=lambda entry: order.index(entry.code))

    def schedule(self, entries: list[Entry], first: datetime.datetime) -> None:
        """Give each entry that presents a slot, an hour apart."""
        presenting = [entry for entry in entries if entry.asked().filter(stage=Stage.INTERVIEW).exists()]
        for place, entry in enumerate(presenting):
            schedule(entry, first + place * HOUR, by=self.cast.admin)

    def score(
        self, entries: list[Entry], stages: list[Stage], seats: range, *, but: set[tuple[int, int]]
    ) -> None:
        """Fill in and lock sheets; `but` holds (seat number, entry primary key) pairs that do not score."""
        for seat in map(hold_seat, self.edition.seats.filter(number__in=seats)):
            for entry in entries:
                found, _ = entry_of(seat, entry.pk)
                for stage in stages:
                    sheet = HeldSheet(seat, found, stage, None)
                    if (seat.number, entry.pk) not in but and sheet.asked:
                        self._hand_in(sheet)

    def _hand_in(self, sheet: HeldSheet) -> None:
        seat, entry = sheet.seat, sheet.entry
        rows = sample_nominees() if entry.nominee else sample_figures()["regions"]
        quality, place = rows[entry.code]["quality"], int(entry.code[-2:])
        values = {
            criterion.code: Decimal(min(100, quality + _taste(seat.number, criterion.position, place)))
            for criterion in sheet.asked
        }
        draft = save_scores(sheet, values, expected_version=0, by=seat.user)
        lock_sheet(HeldSheet(seat, entry, sheet.stage, draft), by=seat.user, statement=True)

    def declare(self, conflicts: Mapping[tuple[int, int], Answer] | None = None) -> None:
        """Let every member declare about every candidate; `conflicts` by (seat number, entry), otherwise none."""
        for seat in self.edition.seats.select_related("user"):
            said = {
                entry.pk: (conflicts or {}).get((seat.number, entry.pk), Answer(""))
                for entry in asked_of(seat)
            }
            declare(seat, said, by=seat.user, statement=True)

    def score_everything(self) -> None:
        """Name candidates, open scoring, declare and lock every sheet."""
        entries = self.name_candidates()
        self.schedule(entries, timezone.now() + HOUR)
        self.move(Phase.SCORING)
        self.declare()
        self.score(entries, [Stage.DESK], range(1, 10), but=set())
        self.schedule(entries, timezone.now() - len(entries) * HOUR)
        self.score(entries, [Stage.INTERVIEW], range(1, 10), but=set())

    def announce(self) -> None:
        """Hold the plenary, give a special award and publish."""
        self.move(Phase.PLENARY, Phase.PROVISIONAL)
        honour(
            self.categories[REGENCY_KIND],
            "61.07",
            "Inovasi Perlindungan Pekerja Rentan Desa",
            "Satu Desa 100 Pekerja Rentan: perlindungan setahun penuh di 122 desa.",
            by=self.cast.admin,
        )
        for category in self.categories.values():
            result = preview(category)
            publish(category, by=self.cast.admin, fingerprint=result.fingerprint)


def _taste(seat: int, criterion: int, region: int) -> int:
    """Return how far one member's mark lies from the others': −6 to 6, scattered and always the same."""
    return (seat * seat + 3 * criterion * seat + 5 * region + criterion) % 13 - 6


def load_2025(province: Province, cast: Cast) -> None:
    """Load award year 2025, from the officers' figures to the publication."""
    year = Year(province, cast, 2025, days=1)
    year.move(Phase.FILLING)
    year.report_all()
    year.nominees_and_verify()
    year.move(Phase.VERIFICATION, Phase.CANDIDATES)
    year.score_everything()
    year.announce()
    reason = "Tanggal paparan dan penganugerahan 2025 menurut pemberitaan"
    tell_the_real_dates(year.edition, by=cast.admin, reason=reason)


def load_2026(province: Province, cast: Cast, stage: str) -> None:
    """Load award year 2026 up to the stage: "pengisian", "penilaian" or "diumumkan"."""
    year = Year(province, cast, 2026, days=21)
    year.move(Phase.FILLING)
    if stage == "pengisian":
        year.report_in_every_state()
        year.nominees_in_every_state()
        return
    year.report_all()
    year.nominees_and_verify()
    year.move(Phase.VERIFICATION, Phase.CANDIDATES)
    if stage == "diumumkan":
        year.score_everything()
        year.announce()
        return
    _half_scored(year)


def _half_scored(year: Year) -> None:
    """Leave the year on presentation day: two regions have presented, one is presenting, four are to come."""
    entries = year.name_candidates()
    year.schedule(entries, timezone.now() + HOUR)
    year.move(Phase.SCORING)
    branch = Answer(Conflict.DATA_OWNER, "Menangani kepesertaan daerah ini di kantor cabang.")
    but = {(2, entries[4].pk)}
    year.declare(dict.fromkeys(but, branch))
    year.score(entries, [Stage.DESK], range(3, 10), but=but)
    year.schedule(entries, timezone.now() - 2.25 * HOUR)
    year.score(entries[:2], [Stage.INTERVIEW], range(3, 10), but=but)
