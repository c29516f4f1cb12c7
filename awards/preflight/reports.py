"""What must be right before reports are verified and judged, and what keeps a phase from being taken back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from awards.models import Edition, Entry, ScoreSheet
from awards.preflight.item import Item, listed
from awards.preflight.setup import of_edition
from regencies.choices import REGENCY_KIND, ReportStatus, Role
from regencies.models import Extension, Membership, Nominee, Regency, YearlyReport

SETTLED = (ReportStatus.VERIFIED, ReportStatus.LOCKED)


def filling_over(edition: Edition) -> Iterator[Item]:
    """Yield whether the deadlines have passed or everybody has sent, and whether a verifier is there. Five queries."""
    unsent, now = _unsent(edition), timezone.now()
    field = "filling_deadline"
    until = edition.date_by_kind(field)
    waiting: dict[datetime.datetime, list[Regency | Nominee]] = {}
    everybody: list[Regency | Nominee] = [*unsent, *_unsent_nominees(edition)]
    for participant in everybody:
        kind = participant.kind if isinstance(participant, Nominee) else REGENCY_KIND
        if (deadline := until.get(kind, edition.date(field))) and deadline > now:
            waiting.setdefault(deadline, []).append(participant)
    for deadline, participants in sorted(waiting.items()):
        yield Item(
            False,
            f"Batas pengisian {edition.province.in_its_time(deadline)} belum lewat dan {listed(participants)} belum "
            "mengirim. Tunggu sampai batasnya lewat atau semua laporan terkirim.",
            of_edition(edition),
        )
    if not waiting:
        yield Item(True, "Batas pengisian sudah lewat atau semua laporan sudah dikirim.")
    yield from _note_unsent(unsent)
    verifiers = Membership.objects.active().filter(
        province=edition.province, role=Role.VERIFIER, user__is_active=True
    )
    if not verifiers.exists():
        yield Item(
            False,
            "Belum ada verifikator; laporan diperiksa oleh sedikitnya satu orang. Buat akun verifikator.",
            reverse("admin:regencies_membership_changelist"),
        )


def reports_settled(edition: Edition) -> Iterator[Item]:
    """Yield whether every report that was sent is verified, and which regions sent none. Four queries."""
    now = timezone.now()
    reports = _reports(edition)
    waiting = [r for r in reports if r.status == ReportStatus.SENT]
    returned = [r for r in reports if r.status == ReportStatus.RETURNED]
    field = "verification_deadline"
    until = edition.date_by_kind(field)
    url = f"{reverse('admin:regencies_yearlyreport_changelist')}?year={edition.assessed_year}"
    if waiting:
        yield Item(
            False,
            f"Laporan {listed(r.participant for r in waiting)} belum selesai diverifikasi; setiap laporan yang "
            "dikirim harus diputus. Minta verifikator menyelesaikannya.",
            url,
        )
    late: dict[bool, list[YearlyReport]] = {}
    for report in returned:
        deadline = until.get(report.kind.slug, edition.date(field))
        late.setdefault(deadline is not None and deadline <= now, []).append(report)
    for passed, theirs in sorted(late.items()):
        names = listed(r.participant for r in theirs)
        yield Item(
            passed,
            f"Laporan {names} dikembalikan dan belum dikirim lagi"
            + (
                "; batas verifikasi sudah lewat, laporannya tidak dinilai."
                if passed
                else ". Tunggu perbaikannya sampai batas verifikasi."
            ),
            url,
            note=passed,
        )
    running = Extension.objects.filter(
        regency__in=_regencies(edition), year=edition.assessed_year, until__gt=now
    )
    done = {r.participant for r in reports if r.status in {*SETTLED, ReportStatus.SENT}}
    for extension in running.select_related("regency", "nominee"):
        if (participant := extension.nominee or extension.regency) in done:
            continue
        yield Item(
            False,
            f"{participant} masih dalam perpanjangan sampai {edition.province.in_its_time(extension.until)}. Tunggu "
            "sampai lewat atau laporannya dikirim.",
            reverse("admin:regencies_extension_changelist"),
        )
    settled = [r for r in reports if r.status in SETTLED]
    if not settled:
        yield Item(False, "Belum ada laporan yang terverifikasi; tidak ada yang dapat dinilai.", url)
    elif not waiting and not returned:
        yield Item(True, f"{len(settled)} laporan selesai diverifikasi.", url)
    yield from _note_unsent(_unsent(edition))


def _reports(edition: Edition) -> list[YearlyReport]:
    return list(
        YearlyReport.objects.filter(
            regency__in=_regencies(edition), year=edition.assessed_year
        ).with_participant()
    )


def _regencies(edition: Edition) -> QuerySet[Regency]:
    """Return the regions that take part in the assessed year."""
    found: QuerySet[Regency] = Regency.objects.filter(province=edition.province).in_year(
        edition.assessed_year
    )
    return found


def _unsent(edition: Edition) -> list[Regency]:
    sent = YearlyReport.objects.of_regions().filter(year=edition.assessed_year, version__gt=0)
    return list(_regencies(edition).exclude(pk__in=sent.values("regency")))


def _unsent_nominees(edition: Edition) -> list[Nominee]:
    begun = YearlyReport.objects.filter(year=edition.assessed_year, version=0)
    nominees = Nominee.objects.taking_part().filter(regency__province=edition.province)
    return list(nominees.filter(reports__in=begun))


def _note_unsent(unsent: list[Regency]) -> Iterator[Item]:
    if unsent:
        yield Item(
            True, f"{len(unsent)} daerah tidak mengirim laporan: {listed(unsent)}. Tidak dinilai.", note=True
        )


# Going back -----------------------------------------------------------------------------------------
def nothing_sent(edition: Edition) -> Iterator[Item]:
    """Yield whether no report was sent yet: criteria stay as they were when officers saw them. One query."""
    sent = [report.participant for report in _reports(edition) if report.version]
    if sent:
        yield Item(
            False,
            f"{listed(sent)} sudah mengirim laporan menurut kriteria yang berlaku; kriteria tidak dapat dibuka "
            "lagi. Undurkan jadwal bila perlu waktu.",
        )
    else:
        yield Item(True, "Belum ada laporan yang dikirim.")


def nothing_locked(edition: Edition) -> Iterator[Item]:
    """Yield whether no report was locked for scoring yet. One query."""
    locked = [r.participant for r in _reports(edition) if r.status == ReportStatus.LOCKED]
    if locked:
        yield Item(
            False,
            f"Laporan {listed(locked)} sudah terkunci karena penilaian pernah dibuka; laporan terkunci tidak "
            "dapat diverifikasi ulang.",
        )
    else:
        yield Item(True, "Belum ada laporan yang terkunci.")


def nothing_scored(edition: Edition) -> Iterator[Item]:
    """Yield whether no score sheet exists yet. One query."""
    scored = Entry.objects.filter(
        category__edition=edition, pk__in=ScoreSheet.objects.values("entry")
    ).with_participant()
    if names := list(scored):
        yield Item(
            False,
            f"Lembar nilai {listed(names)} sudah dibuat; kandidat tidak dapat diubah setelah penilaian dimulai.",
        )
    else:
        yield Item(True, "Belum ada lembar nilai.")
