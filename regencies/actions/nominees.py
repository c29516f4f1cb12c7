"""Verbs about nominees: nominated, changed, withdrawn with a reason, nominated again; locked, then looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import capfirst

from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.choices import ReportStatus
from regencies.kinds.registry import KINDS
from regencies.l10n.field_text import label
from regencies.models import Nominee, Regency, User, YearlyReport
from regencies.permissions import can_nominate

NOT_YOURS = "Hanya dinas, pengusul, dan admin provinsi daerah ini yang dapat mengatur calonnya. Hubungi admin provinsi."


@verb
def nominate(regency: Regency, kind: str, values: Mapping[str, Any], *, by: User) -> Nominee:
    """Nominate somebody of a kind in a region. Raises Refused, also for a code that was nominated before."""
    if not can_nominate(by, regency):
        raise Refused(NOT_YOURS)
    if regency.until and regency.until < timezone.localdate():
        raise Refused(f"{regency} sudah berakhir. Usulkan calon di daerah yang melanjutkannya.")
    if kind not in KINDS or not KINDS[kind].is_nominated:
        raise Refused("Jenis calon ini tidak dikenal. Pilih jenis dari halaman Calon.")
    return _stored(Nominee(regency=regency, kind=kind, nominated_by=by, **values), by)


@verb
def change_nominee(
    nominee: Nominee, values: Mapping[str, Any], seen: Mapping[str, Any], *, by: User
) -> Nominee:
    """Change what is known of a nominee; refuses what somebody else changed since it was `seen`."""
    held = _hold(nominee, by)
    changed = {name: value for name, value in values.items() if name not in seen or seen[name] != value}
    for name, value in changed.items():
        stored = getattr(held, name)
        if stored not in (seen.get(name, stored), value):
            raise Refused(
                f"{capfirst(label(held, name))} sudah diubah menjadi “{stored}” sejak halaman ini dibuka. Muat "
                "ulang halaman, lalu ubah lagi."
            )
    for name, value in changed.items():
        setattr(held, name, value)
    return _stored(held, by) if changed else held


@verb
def withdraw_nominee(nominee: Nominee, *, reason: str, by: User) -> Nominee:
    """Withdraw a nominee; what was judged of it stays. Raises Refused while a report waits for the verifier."""
    held = _hold(nominee, by)
    if held.withdrawn_at:
        raise Refused(f"Usulan {held} sudah ditarik. Muat ulang halaman untuk melihat keadaannya.")
    if not reason.strip():
        raise Refused("Alasan penarikan belum ditulis. Tuliskan mengapa usulan ditarik.")
    reports = YearlyReport.objects.select_for_update(of=("self",)).filter(nominee=held)
    for report in reports.order_by("year"):
        if report.status == ReportStatus.SENT:
            raise Refused(
                f"Laporan {held} tahun {report.year} sedang menunggu verifikasi. Tarik kembali laporannya, atau "
                "tunggu hasilnya."
            )
    held.withdrawn_at, held.reason = timezone.now(), reason.strip()
    held.save()
    return held


@verb
def nominate_again(nominee: Nominee, *, by: User) -> Nominee:
    """Let a withdrawn nominee take part again. Raises Refused for one that does."""
    held = _hold(nominee, by)
    if held.withdrawn_at is None:
        raise Refused(f"{held} sudah diusulkan. Muat ulang halaman untuk melihat keadaannya.")
    held.withdrawn_at, held.reason = None, ""
    held.save()
    return held


def _hold(nominee: Nominee, by: User) -> Nominee:
    """Return the nominee, locked, for whoever may nominate in its region. Raises Refused."""
    rows = Nominee.objects.select_for_update(of=("self",)).select_related("regency__province")
    held: Nominee = rows.get(pk=nominee.pk)
    if not can_nominate(by, held.regency):
        raise Refused(NOT_YOURS)
    return held


def _stored(nominee: Nominee, by: User) -> Nominee:
    """Return the nominee, written. Raises Refused with what is wrong, or who has its code."""
    try:
        nominee.full_clean(validate_constraints=False)
        with transaction.atomic():
            nominee.save()
    except ValidationError as wrong:
        raise Refused(wrong.messages) from None
    except IntegrityError:  # stored before, or just now by somebody else
        raise Refused(_why_taken(nominee, by)) from None
    return nominee


def _why_taken(nominee: Nominee, by: User) -> str:
    others = Nominee.objects.filter(kind=nominee.kind, code=nominee.code)
    known = others.visible_to(by).first()
    read = f"Tertulis “{nominee.code}”."
    if known is None:
        return (
            f"{read} Kode ini sudah diusulkan di daerah lain. Periksa kodenya, atau hubungi admin provinsi."
        )
    if known.withdrawn_at:
        return f"{read} {known} pernah diusulkan, lalu ditarik. Buka halamannya dan pilih Usulkan kembali."
    return f"{read} Kode ini sudah dipakai {known}. Periksa kodenya, atau buka calon itu di halaman Calon."
