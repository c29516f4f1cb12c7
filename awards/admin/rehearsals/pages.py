"""The desk pages of a rehearsal (gladi): started from the award year it copies, and discarded there."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from awards.admin.phase_pages import ask, back_to
from awards.models import Edition
from awards.rehearsals.rehearsals import (
    discard_rehearsal,
    rehearsal_of,
    start_rehearsal,
    why_not_rehearsed,
)


def start_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Copy the award year to practise on, after a page that says what is copied and what never happens to it."""
    if request.method == "POST" and (known := rehearsal_of(edition)):
        messages.info(request, "Gladi tahun ini sudah dimulai.")
        return redirect("chair_edition", known.pk)

    def act() -> HttpResponse:
        made = start_rehearsal(edition, by=request.user)
        messages.success(request, f"{made} dimulai. Nilainya tidak dihitung.")
        return redirect("chair_edition", made.pk)

    return ask(
        request,
        site,
        edition,
        title=f"Mulai gladi {edition.award_year}",
        label="Mulai gladi",
        act=act,
        closed=" ".join(why_not_rehearsed(edition)) if request.method != "POST" else "",
        consequences=[
            "Kriteria, kandidat, Tim Sembilan, dan benturan kepentingan disalin ke tahun latihan dalam tahap "
            "Penilaian, dengan ruang paparan terbuka.",
            "Anggota dapat membaca laporan terverifikasi kandidat yang mereka nilai.",
            "Setiap halamannya bertanda “Gladi – nilai tidak dihitung”. Gladi tidak pernah diumumkan dan tidak tampil "
            "bagi umum, dinas, dan verifikator.",
            "Tidak ada yang berubah pada tahun yang sebenarnya.",
        ],
    )


def discard_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Put the rehearsal of an award year away, after a page that says what follows; 404 without one."""
    rehearsal = rehearsal_of(edition)
    if rehearsal is None:
        if request.method != "POST":
            raise Http404
        messages.info(request, "Gladi tahun ini sudah dibuang.")
        return redirect(back_to(edition))

    def act() -> None:
        discard_rehearsal(rehearsal, by=request.user)
        messages.success(request, "Gladi dibuang.")

    return ask(
        request,
        site,
        edition,
        title=f"Buang gladi {edition.award_year}",
        label="Buang gladi",
        act=act,
        tone="danger",
        consequences=[
            "Gladi tidak tampil lagi bagi siapa pun, juga nilai dan lembar yang sudah terkunci di dalamnya.",
            "Riwayatnya tetap tersimpan. Gladi baru dapat dimulai lagi.",
            "Tidak ada yang berubah pada tahun yang sebenarnya.",
        ],
    )
