"""The verbs that move an award year: its phase, its dates, extensions for single regencies."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.text import capfirst

from awards.choices import Phase
from awards.editions.candidates import enter_participants
from awards.editions.phases import ALLOWED, DEADLINES, MOVES_UNTIL, WINDOWS, is_after, is_back
from awards.models import Category, Edition
from awards.models.rules import DATES, Moment
from awards.preflight.run import preflight
from awards.preflight.setup import why_out_of_order
from regencies.actions.base import verb
from regencies.actions.deadlines import why_absent
from regencies.actions.errors import Refused
from regencies.actions.report_status import lock_verified_reports
from regencies.choices import REGENCY_KIND, NoticeKind, ReportStatus, WindowState
from regencies.l10n.dates import format_date
from regencies.l10n.field_text import label
from regencies.models import Extension, FillingWindow, Nominee, Regency, User, YearlyReport
from regencies.notices.tell import tell
from regencies.permissions import can_administer

ON_THE_REAL_YEAR = "Lakukan ini di tahun penghargaan yang sebenarnya."


def lock_edition(edition: Edition, by: User) -> Edition:
    """Return the edition, locked in its phase, for an admin of its province. Raises Refused."""
    held: Edition = (
        Edition.living.select_for_update(of=("self",), no_key=True)
        .select_related("province")
        .get(pk=edition.pk)
    )
    if held.rehearsal:
        raise Refused(
            f"{held} adalah gladi: tahap dan aturannya tetap, hasilnya tidak diumumkan. {ON_THE_REAL_YEAR}"
        )
    if not can_administer(by, held.province_id):
        raise Refused(f"Hanya admin {held.province} yang dapat mengatur Paritrana Award {held.award_year}.")
    return held


def why_no_way(edition: Edition, to: Phase) -> str:
    """Return why no move leads from the edition's phase to another; "" when one does."""
    start = Phase(edition.phase)
    if to in ALLOWED[start]:
        return ""
    return (
        f"Dari tahap “{start.label}” tidak dapat langsung ke tahap “{to.label}”. Muat ulang halaman untuk melihat "
        "tahap terakhir."
    )


def why_dates_stay(edition: Edition, field: str, category: Category | None = None) -> str:
    """Return why a date, or a category's own, is not set any more; "" while it may be."""
    name, phase = date_name(edition, field, category), Phase(edition.phase)
    if phase in {Phase.ANNOUNCED, Phase.ARCHIVED}:
        return f"Hasil sudah diumumkan; {name} tidak diubah lagi."
    if category and phase == Phase.PREPARATION:
        return f"Selama Persiapan {name} diubah di halaman kategorinya. Ubah di sana."
    if category and is_after(phase, last := MOVES_UNTIL[field]):
        more = field == DEADLINES[Phase.FILLING] and phase in WINDOWS
        rest = " Beri perpanjangan kepada yang memerlukan." if more else ""
        return f"Tahap {last.label} sudah lewat; {name} tetap.{rest}"
    return ""


def date_token(edition: Edition, field: str, category: Category | None = None) -> str:
    """Return a text that is another one as soon as the date is."""
    moment = (category or edition).date(field)
    return moment.isoformat() if moment else ""


def date_in_words(edition: Edition, moment: Moment) -> str:
    """Return a date of an award year in words, in its own zone; "–" of none."""
    if isinstance(moment, datetime.datetime):
        return edition.province.in_its_time(moment)
    return format_date(moment)


def date_name(edition: Edition, field: str, category: Category | None = None) -> str:
    """Return what a date is called; a category's own by its category."""
    return label(edition, field) + (f" “{category.name}”" if category else "")


def why_no_extension(edition: Edition | None, year: int) -> str:
    """Return why no regency gets more time for an assessed year; "" while one may."""
    if edition is not None and edition.phase in WINDOWS:
        return ""
    return (
        f"Perpanjangan diberikan pada tahap “{Phase.FILLING.label}” dan “{Phase.VERIFICATION.label}”; tahun "
        f"penilaian {year} tidak sedang di tahap itu."
    )


@verb
def advance(edition: Edition, to: Phase, *, by: User, reason: str = "") -> Edition:
    """Open a phase, or go back to one. Raises Refused with the whole list of what is not ready."""
    edition = lock_edition(edition, by)
    start, to = Phase(edition.phase), Phase(to)
    if reason_against := why_no_way(edition, to):
        raise Refused(reason_against)
    _hold_reports(edition)
    items = preflight(edition, to)
    problems = [item.text for item in items if not item.ok]
    if not reason.strip() and (is_back(start, to) or any(item.wants_reason for item in items)):
        problems.append(
            f"Alasan kembali ke tahap “{to.label}” belum ditulis; alasan tercatat dalam riwayat."
            if is_back(start, to)
            else "Peringkat yang dipakai bersama memerlukan alasan. Tuliskan dasar keputusan pleno."
        )
    if problems:
        raise Refused(problems)
    edition.phase = to
    edition.save()
    _set_window(edition)
    if to in {Phase.CANDIDATES, Phase.SCORING}:
        enter_participants(edition)
    if to == Phase.SCORING:
        lock_verified_reports(edition.province, edition.assessed_year)
    return edition


def _hold_reports(edition: Edition) -> None:
    """Lock the reports, so that none is sent or verified meanwhile; whoever waits finds the new window."""
    reports = YearlyReport.objects.filter(regency__province=edition.province, year=edition.assessed_year)
    list(reports.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))


def _set_window(edition: Edition) -> None:
    phase = Phase(edition.phase)
    state, field = WINDOWS.get(phase, WindowState.CLOSED), DEADLINES.get(phase)
    kinds = edition.categories.values_list("kind", flat=True)
    own = edition.date_by_kind(field) if field else dict.fromkeys(kinds)
    until = {REGENCY_KIND: edition.date(field) if field else None} | own
    for kind, deadline in until.items():
        FillingWindow.objects.update_or_create(
            province=edition.province,
            year=edition.assessed_year,
            kind=kind,
            defaults={"state": state, "deadline": deadline},
        )


@verb
def postpone(
    edition: Edition,
    field: str,
    moment: datetime.datetime | datetime.date,
    *,
    by: User,
    reason: str,
    category: Category | None = None,
    seen: str | None = None,
) -> Edition:
    """Set a date, or move it later; once the edition is public, with a public notice. Raises Refused.

    Given a category, the date is that category's own. `seen` is the token of the date whoever decided has
    seen: one that was moved meanwhile is not moved again unseen.
    """
    edition = lock_edition(edition, by)
    if field not in DATES:
        raise ValueError(field)
    categories = list(edition.categories.all())
    own = next(each for each in categories if each.pk == category.pk) if category else None
    row = own or edition
    name, before = date_name(edition, field, own), row.date(field)
    problems = []
    if not reason.strip():
        problems.append("Alasan perubahan jadwal belum ditulis; alasan ikut diumumkan.")
    if stays := why_dates_stay(edition, field, own):
        problems.append(stays)
    if seen is not None and seen != date_token(edition, field, own):
        problems.append(
            f"{capfirst(name)} diubah sejak halaman ini dibuka: tersimpan {date_in_words(edition, before)}, isian "
            f"{date_in_words(edition, moment)}. Periksa keduanya, lalu kirim lagi bila perlu."
        )
    if before is not None and moment <= before:
        problems.append(
            f"{capfirst(name)} sekarang {date_in_words(edition, before)}; jadwal yang sudah diumumkan hanya dapat "
            "diundurkan. Pilih waktu setelahnya."
        )
    if isinstance(moment, datetime.datetime) and moment <= timezone.now():
        problems.append(f"{date_in_words(edition, moment)} sudah lewat. Pilih waktu yang akan datang.")
    if problems:
        raise Refused(problems)
    setattr(row, field, moment)
    asked: list[Edition | Category] = [own] if own else [edition, *categories]
    if disorder := [text for each in asked for text in why_out_of_order(each)]:
        raise Refused(disorder)
    row.save()
    if before is not None and edition.phase != Phase.PREPARATION:
        notice = _notice(edition, name, before, moment, reason)
        edition.notice = "\n".join(filter(None, [notice, edition.notice]))
        edition.save()
    if field == DEADLINES.get(Phase(edition.phase)):
        _set_window(edition)
    return edition


def _notice(
    edition: Edition,
    name: str,
    before: datetime.datetime | datetime.date,
    moment: datetime.datetime | datetime.date,
    reason: str,
) -> str:
    today = format_date(timezone.now().astimezone(edition.province.zone).date())
    return (
        f"{today}: {name} diundur dari {date_in_words(edition, before)} menjadi {date_in_words(edition, moment)}. "
        f"Alasan: {reason.strip()}"
    )


@verb
def grant_extension(
    regency: Regency,
    year: int,
    until: datetime.datetime,
    reason: str,
    *,
    by: User,
    nominee: Nominee | None = None,
) -> Extension:
    """Give one regency, or one nominee of it, more time; a second one moves the first further. Raises Refused."""
    regency = (
        Regency.objects.select_for_update(of=("self",), no_key=True)
        .select_related("province")
        .get(pk=regency.pk)
    )
    if not can_administer(by, regency.province_id):
        raise Refused(f"Hanya admin {regency.province} yang dapat memberi perpanjangan kepada {regency}.")
    edition = (
        Edition.objects.select_for_update(no_key=True)
        .filter(province=regency.province, assessed_year=year)
        .first()
    )
    problems = [] if reason.strip() else ["Alasan perpanjangan belum ditulis."]
    problems += filter(None, [why_no_extension(edition, year), why_absent(regency, year)])
    if nominee and nominee.withdrawn_at:
        problems.append(f"Usulan {nominee} sudah ditarik; perpanjangan tidak diperlukan.")
    own: dict[str, Any] = {"regency": regency, "nominee": nominee, "year": year}
    last = Extension.objects.filter(**own).aggregate(until=Max("until"))["until"]
    kind = nominee.kind if nominee else REGENCY_KIND
    field = DEADLINES[Phase.FILLING]
    closes = edition and edition.date_by_kind(field).get(kind, edition.date(field))
    earliest = max(filter(None, [timezone.now(), last, closes]))
    if until <= earliest:
        shown = regency.province.in_its_time(earliest)
        problems.append(f"Perpanjangan harus setelah {shown}. Pilih waktu setelahnya.")
    reports = YearlyReport.objects.select_for_update(of=("self",), no_key=True)
    report = reports.filter(**own).first()
    if report and not ReportStatus(report.status).is_editable:
        problems.append(f"Laporan {nominee or regency} sudah dikirim; perpanjangan tidak diperlukan.")
    if problems:
        raise Refused(problems)
    extension: Extension = Extension.objects.update_or_create(
        **own,
        defaults={"until": until, "reason": reason.strip(), "granted_by": by},
    )[0]
    report = report or YearlyReport(year=year)
    report.regency, report.nominee = regency, nominee
    shown = regency.province.in_its_time(until)
    tell(NoticeKind.EXTENDED, report, by=by, until=shown, reason=extension.reason)
    return extension
