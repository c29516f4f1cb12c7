"""Pages about the correction of a publication: opened, what is done next, given up."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from awards.admin.forms import CorrectionForm, ReasonForm
from awards.choices import ObjectionStatus, Phase, SheetStatus
from awards.models import Category, Correction, Edition, Entry, Objection, ScoreSheet
from awards.models.entries import BY_CODE
from awards.preflight.item import listed
from awards.publishing.corrections import (
    open_correction,
    open_corrections,
    why_no_giving_up,
    why_no_opening,
    withdraw_correction,
)
from regencies.admin.confirm import confirm_verb
from regencies.models import User
from regencies.permissions import can_administer


@dataclass(frozen=True, slots=True)
class Pending:
    """A correction that is open, and what is done next about it, in words and where."""

    correction: Correction
    category: Category
    steps: list[str]
    url: str
    label: str


def pending_of(edition: Edition, viewer: User) -> list[Pending]:
    """Return the open corrections of an award year, the oldest first. Two queries at most."""
    corrections = open_corrections(edition)
    if edition.phase != Phase.SCORING:
        return [pending(edition, row) for row in corrections]
    sheets = _open_sheets(edition, viewer) if corrections else []
    return [_while_scoring(edition, row, sheets) for row in corrections]


def pending(edition: Edition, row: Correction) -> Pending:
    """Return an open correction with what is done next about it, once sheets are closed."""
    category = row.publication.category
    steps = [
        "Perbaiki keputusan pleno atau penghargaan khusus bila perlu.",
        "Periksa di Hitung dan lihat, lalu tekan Umumkan perubahan.",
        f"Bila nilai anggota keliru, kembalilah setahap demi setahap sampai {Phase.SCORING.label}.",
    ]
    if edition.phase == Phase.PLENARY:
        steps = [
            "Periksa hasil dan keputusan plenonya di Hitung dan lihat.",
            f"Setelah itu, buka tahap {Phase.PROVISIONAL.label}, lalu umumkan perubahan.",
        ]
    look = reverse("admin:awards_category_look", args=[category.pk])
    return Pending(row, category, steps, look, "Hitung dan lihat")


def _while_scoring(edition: Edition, row: Correction, sheets: list[ScoreSheet]) -> Pending:
    category = row.publication.category
    own = [sheet for sheet in sheets if sheet.entry.category_id == category.pk]
    named = listed(f"{s.entry} kursi {s.seat.number} ({s.get_stage_display().lower()})" for s in own)
    steps = [
        f"Lembar yang terbuka: {named}. Anggotanya memperbaiki, lalu menguncinya."
        if own
        else "Ketua membuka kembali lembar yang keliru; anggotanya memperbaiki, lalu menguncinya.",
        f"Setelah semua lembar terkunci, buka tahap {Phase.PLENARY.label}.",
    ]
    board = reverse("chair_edition", args=[edition.pk])
    return Pending(row, category, steps, board, "Kemajuan Tim Sembilan")


def _open_sheets(edition: Edition, viewer: User) -> list[ScoreSheet]:
    """Return the sheets that wait to be locked, but of the entries the viewer has a conflict of interest with."""
    hidden = Entry.objects.in_conflict_for(viewer).values("pk")
    sheets = ScoreSheet.objects.filter(entry__category__edition=edition, status=SheetStatus.DRAFT)
    found = sheets.exclude(entry__in=hidden).select_related("seat", "entry__regency", "entry__nominee")
    return list(found.order_by(*(f"entry__{name}" for name in BY_CODE), "seat__number", "stage"))


def open_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Open a correction of what is public, after a page that says what follows."""
    accepted = Objection.objects.filter(entry__category=category, status=ObjectionStatus.ACCEPTED)
    rows = list(accepted.select_related("entry__regency", "entry__nominee").order_by("decided_at", "pk"))
    named = listed(f"{row.entry} ({row.letter or row.about})" for row in rows)
    initial = {}
    if rows and (last := rows[-1]).decided_at:
        initial = {
            "what": CorrectionForm.MARKS if last.granted is None else "rest",
            "reason": f"Sanggahan {last.entry} dikabulkan: {last.letter or last.about}.",
        }

    def act(reason: str, what: str) -> None:
        open_correction(category, reason, by=request.user, scoring=what == CorrectionForm.MARKS)
        messages.success(request, "Perubahan dibuka; halaman publik menyebutnya sedang disiapkan.")

    return _ask(
        request,
        site,
        category,
        title=f"Buka perubahan atas pengumuman {category}",
        label="Buka perubahan",
        act=act,
        asks_again=True,
        form=CorrectionForm(request.POST or None, initial=initial),
        closed=why_no_opening(category),
        consequences=[
            *([f"Sanggahan yang dikabulkan: {named}."] if named else []),
            "Halaman publik menyebut bahwa perubahan sedang disiapkan; alasannya belum diumumkan.",
            "Pengumuman yang berlaku tetap terbuka sampai perubahannya diumumkan.",
            "Laporan yang terkunci tidak dapat diubah lagi; angkanya tetap.",
        ],
    )


def withdraw_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Give a correction up, after a page that says what follows."""

    def act(reason: str) -> None:
        withdraw_correction(category, reason, by=request.user)
        messages.success(request, "Perubahan dibatalkan; pengumuman yang berlaku tetap.")

    return _ask(
        request,
        site,
        category,
        title=f"Batalkan perubahan atas pengumuman {category}",
        label="Batalkan perubahan",
        act=act,
        form=ReasonForm(request.POST or None, help_text="Wajib, tercatat dalam riwayat."),
        closed=why_no_giving_up(category),
        consequences=[
            "Halaman publik tidak lagi menyebut perubahan.",
            "Pengumuman yang berlaku tetap berlaku.",
            f"Tahapnya tidak berubah; buka lagi tahap berikutnya sampai {Phase.ANNOUNCED.label}.",
        ],
    )


def _ask(
    request: HttpRequest, site: AdminSite, category: Category, *, form: forms.Form, **question
) -> HttpResponse:
    """Show the page of a verb to the admin of the province; it leads back to the award year."""
    edition = category.edition
    return confirm_verb(
        request,
        site,
        allowed=can_administer(request.user, edition.province_id),
        back=reverse("admin:awards_edition_change", args=[edition.pk]),
        form=form,
        category=category,
        **question,
    )
