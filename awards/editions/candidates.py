"""The verbs on who takes part and who judges: entries, candidates, slots, criteria that do not apply, seats."""

from __future__ import annotations

import datetime

from awards.choices import Position, SheetStatus, Stage
from awards.editions.phases import CANDIDATES_OPEN, SEATS_OPEN, SLOTS_OPEN, require_phase
from awards.models import Criterion, Declaration, Edition, Entry, NotApplicable, ScoreSheet, Seat
from awards.panel.timing import why_settled
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.choices import ReportStatus
from regencies.l10n.sentences import full_stop
from regencies.models import Nominee, Regency, User, YearlyReport
from regencies.permissions import can_administer

MISSING_REPORT = "Laporan tahun penilaian tidak dikirim sampai batas waktu."
UNSETTLED_REPORT = "Laporan tahun penilaian dikembalikan dan tidak dikirim lagi sampai batas waktu."
JUDGED_ON = ("report_id", "report_version", "candidate", "presentation_at", "reason")


def enter_participants(edition: Edition) -> None:
    """Store one entry for each participant of each category, with the settled report it will be judged on.

    Every region takes part in a category of regions; a nominee in that of its kind, in years it has a report of.
    Five queries.
    """
    judged = YearlyReport.objects.filter(regency__province=edition.province, year=edition.assessed_year)
    reports = {(report.regency_id, report.nominee): report for report in judged.with_participant()}
    regencies = list(Regency.objects.filter(province=edition.province).in_year(edition.assessed_year))
    stored = Entry.objects.filter(category__edition=edition).select_related("nominee")
    entries = {(entry.category_id, entry.regency_id, entry.nominee): entry for entry in stored}
    new, changed = [], []
    for category in edition.categories.all():
        entered = {(regency, nominee) for of, regency, nominee in entries if of == category.pk}
        if category.form.is_nominated:
            taking_part = {
                (regency, who)
                for regency, who in reports
                if who and who.kind == category.kind and not who.withdrawn_at
            }
        else:
            taking_part = {(regency.pk, None) for regency in regencies}
        for regency, nominee in taking_part | entered:
            known = {"category": category, "regency_id": regency, "nominee": nominee}
            entry = entries.get((category.pk, regency, nominee)) or Entry(**known)
            differs = _judge_on(entry, reports.get((regency, nominee)))
            if entry.pk is None:
                new.append(entry)
            elif differs:
                changed.append(entry)
    Entry.objects.bulk_create(new)
    Entry.objects.bulk_update(changed, JUDGED_ON)


def _judge_on(entry: Entry, report: YearlyReport | None) -> bool:
    """Set what the entry is judged on; returns whether anything of it changed."""
    before = [getattr(entry, name) for name in JUDGED_ON]
    settled = report if report and report.status in {ReportStatus.VERIFIED, ReportStatus.LOCKED} else None
    entry.report_id, entry.report_version = (settled.pk, settled.version) if settled else (None, None)
    if settled is None and entry.candidate is not False:
        entry.candidate, entry.presentation_at = False, None
        entry.reason = UNSETTLED_REPORT if report and report.version else MISSING_REPORT
    elif settled and entry.reason in {MISSING_REPORT, UNSETTLED_REPORT}:
        entry.candidate, entry.reason = None, ""
    return before != [getattr(entry, name) for name in JUDGED_ON]


def _hold(entry: Entry, by: User) -> tuple[Entry, Edition]:
    """Return the entry and its edition, both locked, for an admin of the province. Raises Refused."""
    edition = (
        Edition.objects.select_for_update(of=("self",), no_key=True)
        .select_related("province")
        .get(categories__entries=entry)
    )
    if not can_administer(by, edition.province_id):
        raise Refused(f"Hanya admin {edition.province} yang dapat mengatur siapa yang dinilai.")
    held = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("regency", "nominee", "report")
        .get(pk=entry.pk)
    )
    return held, edition


def _require_open(entry: Entry, edition: Edition, what: str) -> None:
    """Raise Refused outside of the candidates' phase, and for a category whose result is public."""
    require_phase(edition, CANDIDATES_OPEN, what)
    if reason := why_settled(entry.category):
        raise Refused(reason)


@verb
def name_candidate(entry: Entry, candidate: bool, reason: str, *, by: User) -> Entry:
    """Decide whether an entry goes on to the presentation; either way with a reason that is published."""
    entry, edition = _hold(entry, by)
    _require_open(entry, edition, "Kandidat ditetapkan")
    problems = [] if reason.strip() else [f"{entry}: alasan belum ditulis; alasan ikut diumumkan."]
    if candidate and entry.report is None:
        problems.append(
            f"{entry} tidak memiliki laporan terverifikasi sehingga tidak dapat menjadi kandidat."
        )
    if candidate and entry.nominee and (why := _withdrawn(entry.nominee)):
        problems.append(
            f"Usulan {entry} sudah ditarik: {full_stop(why)} Tetapkan bukan kandidat, atau usulkan kembali di "
            "halaman calonnya."
        )
    if problems:
        raise Refused(problems)
    entry.candidate, entry.reason = candidate, reason.strip()
    if not candidate:
        entry.presentation_at = None
    entry.save()
    return entry


def _withdrawn(nominee: Nominee) -> str:
    """Return why a nominee was withdrawn, "" for one that takes part; it stays as it is until this is decided."""
    held: Nominee = Nominee.objects.select_for_update(no_key=True).get(pk=nominee.pk)
    return held.reason if held.withdrawn_at else ""


@verb
def schedule(entry: Entry, moment: datetime.datetime | None, *, by: User) -> Entry:
    """Give a candidate its slot before the panel; None takes it back. Raises Refused."""
    entry, edition = _hold(entry, by)
    require_phase(edition, SLOTS_OPEN, "Jadwal paparan ditetapkan")
    problems = []
    if not entry.candidate:
        problems.append(f"{entry} bukan kandidat; hanya kandidat yang dijadwalkan.")
    interviews = ScoreSheet.objects.filter(entry=entry, stage=Stage.INTERVIEW)
    if interviews.filter(status=SheetStatus.LOCKED).exists():
        problems.append(f"Wawancara {entry} sudah dinilai; jadwalnya tidak diubah lagi.")
    taken = Entry.objects.filter(category__edition=edition, presentation_at=moment).exclude(pk=entry.pk)
    if moment is not None and (other := taken.with_participant().first()):
        shown = edition.province.in_its_time(moment)
        problems.append(f"{shown} sudah dipakai {other}. Pilih waktu lain untuk {entry}.")
    if problems:
        raise Refused(problems)
    entry.presentation_at = moment
    entry.save()
    return entry


@verb
def mark_not_applicable(entry: Entry, criterion: Criterion, reason: str, *, by: User) -> NotApplicable:
    """Take a criterion out of the judging of one entry; the others of its group take over its weight."""
    entry, edition = _hold(entry, by)
    _require_open(entry, edition, "Kriteria ditandai tidak berlaku")
    problems = [] if reason.strip() else [f"{entry}: alasan {criterion.code} tidak berlaku belum ditulis."]
    if criterion.group.category_id != entry.category_id:
        problems.append(f"{criterion} bukan kriteria kategori ini.")
    left = entry.category.criteria.exclude(pk=criterion.pk).exclude(
        pk__in=NotApplicable.objects.filter(entry=entry).values("criterion")
    )
    if not left.exists():
        problems.append(f"{criterion.code} adalah satu-satunya kriteria yang masih berlaku bagi {entry}.")
    if problems:
        raise Refused(problems)
    marked: NotApplicable = NotApplicable.objects.update_or_create(
        entry=entry, criterion=criterion, defaults={"reason": reason.strip()}
    )[0]
    return marked


@verb
def mark_applicable(entry: Entry, criterion: Criterion, *, by: User) -> None:
    """Let a criterion count again for an entry. Raises Refused."""
    entry, edition = _hold(entry, by)
    _require_open(entry, edition, "Kriteria ditandai berlaku")
    NotApplicable.objects.filter(entry=entry, criterion=criterion).delete()


@verb
def seat_member(
    edition: Edition, number: int, user: User, element: str, position: Position = Position.MEMBER, *, by: User
) -> Seat:
    """Give a seat of Tim Sembilan to somebody, before scoring begins. Raises Refused."""
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if not can_administer(by, edition.province_id):
        raise Refused("Hanya admin provinsi yang dapat menyusun Tim Sembilan.")
    require_phase(edition, SEATS_OPEN, "Tim Sembilan disusun")
    seats = edition.seats.exclude(number=number).select_related("user")
    problems = [] if element.strip() else [f"Kursi {number}: unsur yang diwakili belum ditulis."]
    if not 1 <= number <= 9:
        problems.append(f"Kursi {number} tidak ada; Tim Sembilan memiliki kursi 1 sampai 9.")
    if other := seats.filter(user=user).first():
        problems.append(f"{user} sudah menduduki kursi {other.number}; setiap orang satu kursi.")
    chair = seats.filter(position=Position.CHAIR).first()
    if position == Position.CHAIR and chair:
        problems.append(
            f"Ketua sudah ada: {chair.user} di kursi {chair.number}. Ubah kedudukannya lebih dahulu."
        )
    if not user.is_active:
        problems.append(f"Akun {user} tidak aktif. Aktifkan akunnya lebih dahulu.")
    if problems:
        raise Refused(problems)
    # What was declared in the seat is not the next one's.
    Declaration.objects.filter(seat__in=edition.seats.filter(number=number).exclude(user=user)).delete()
    seat: Seat = Seat.objects.update_or_create(
        edition=edition,
        number=number,
        defaults={"user": user, "element": element.strip(), "position": position},
    )[0]
    return seat
