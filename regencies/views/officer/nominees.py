"""The pages of nominees: who was nominated, their years, and how they are nominated, changed and withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from config.accounts.typed_values import is_given_back, shows_typed
from regencies.actions.errors import Refused
from regencies.actions.nominees import change_nominee, nominate, nominate_again, withdraw_nominee
from regencies.choices import Role
from regencies.forms.nominees import NomineeForm, WithdrawForm
from regencies.kinds.registry import KINDS, nominated_labels
from regencies.models import Nominee, Regency, User, YearlyReport
from regencies.models.nominees import area_of
from regencies.presenters.audit_log import changes
from regencies.tables.history import HistoryTable
from regencies.tables.nominees import NomineeFilter, NomineesTable, nominee_rows
from regencies.views.confirm import confirm_response
from regencies.views.officer.years import years_shown
from regencies.views.save_response import GIVEN_BACK

GET_OR_POST = ["GET", "HEAD", "POST"]


def _regions(user: User) -> list[Regency]:
    """Return the regions a person may nominate in now; 404 for who nominates nowhere."""
    if not user.nominates:
        raise Http404
    there = Regency.objects.filter(area_of(user)).select_related("province")
    return [one for one in there if one.until is None or one.until >= timezone.localdate()]


def _nominee(request: HttpRequest, pk: int) -> Nominee:
    """Return a nominee of a region this person nominates in; 404 for every other."""
    reached = Nominee.objects.filled_by(request.user).select_related("regency__province", "nominated_by")
    found: Nominee = get_object_or_404(reached, pk=pk)
    timezone.activate(found.regency.province.zone)
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the nominees of the own region or area, and the kinds one may nominate."""
    if not request.user.nominates:
        raise Http404
    timezone.activate(request.user.zone)
    reached = Nominee.objects.filled_by(request.user).select_related("regency__province")
    narrowed = NomineeFilter(request.GET, reached.order_by("regency__kemendagri_code", "kind", "name"))
    context = {
        "kinds": nominated_labels(),
        "filter": narrowed,
        "table": NomineesTable(nominee_rows(narrowed.qs), request=request),
    }
    return render(request, "nominees/index.html", context)


@shows_typed
@require_http_methods(GET_OR_POST)
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Nominate somebody of a kind."""
    regions, known = _regions(request.user), KINDS.get(kind)
    if known is None or not known.is_nominated or not regions:
        raise Http404
    blank = Nominee(kind=kind) if len(regions) > 1 else Nominee(kind=kind, regency=regions[0])
    form = NomineeForm(blank, regions, request.POST if request.method == "POST" else None)
    if made := _done(request, form, lambda: nominate(form.region, kind, form.values, by=request.user)):
        messages.success(request, f"{made} diusulkan. Laporannya dapat diisi selama pengisian dibuka.")
        return redirect("nominee", made.pk)
    return _write_page(request, form, kind=known, region=None if form.may_choose else regions[0])


@shows_typed
@require_http_methods(GET_OR_POST)
def change(request: HttpRequest, nominee: int) -> HttpResponse:
    """Change what is known of a nominee."""
    found = _nominee(request, nominee)
    form = NomineeForm(found, [found.regency], request.POST if request.method == "POST" else None)
    if _done(request, form, lambda: change_nominee(found, form.values, form.seen, by=request.user)):
        messages.success(request, "Data calon tersimpan.")
        return redirect("nominee", found.pk)
    return _write_page(request, form, kind=found.form, region=found.regency, nominee=found)


def _done(request: HttpRequest, form: NomineeForm, act: Callable[[], Nominee]) -> Nominee | None:
    """Return what `act` stored of a form that was sent; None while the form is to be shown, with what is wrong."""
    if not form.is_bound or is_given_back(request) or not form.is_valid():
        return None
    try:
        return act()
    except Refused as refusal:
        form.add_error(None, refusal.reasons)
        return None


def _write_page(request: HttpRequest, form: NomineeForm, **shown: Any) -> HttpResponse:
    """Show the form, with what is wrong; 422 where it was sent."""
    given_back = is_given_back(request)
    context = {"form": form, "problems": [GIVEN_BACK] if given_back else None, **shown}
    status = 422 if form.is_bound and not given_back else 200
    return render(request, "nominees/write.html", context, status=status)


@require_safe
def page(request: HttpRequest, nominee: int) -> HttpResponse:
    """Show who a nominee is, and its years: what was sent, what is open, what can be begun."""
    found = _nominee(request, nominee)
    context = {
        "nominee": found,
        "years": years_shown(request.user, YearlyReport(regency=found.regency, nominee=found)),
        "is_head": request.user.holds(Role.HEAD, regency=found.regency_id),
    }
    return render(request, "nominees/page.html", context)


@require_safe
def history(request: HttpRequest, nominee: int) -> HttpResponse:
    """Show every change of a nominee, newest first."""
    found = _nominee(request, nominee)
    table = HistoryTable(changes(found), request=request)
    return render(request, "nominees/history.html", {"nominee": found, "table": table})


@shows_typed
@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, nominee: int) -> HttpResponse:
    """Withdraw a nominee, with a reason."""
    found = _nominee(request, nominee)
    return confirm_response(
        request,
        lambda reason: withdraw_nominee(found, reason=reason, by=request.user),
        form=WithdrawForm(request.POST if request.method == "POST" else None),
        confirm_label="Tarik usulan",
        **withdrawing(found),
        **_asked_about(found),
    )


@require_http_methods(GET_OR_POST)
def again(request: HttpRequest, nominee: int) -> HttpResponse:
    """Let a withdrawn nominee take part again."""
    found = _nominee(request, nominee)
    return confirm_response(
        request,
        lambda: nominate_again(found, by=request.user),
        confirm_label="Usulkan kembali",
        **nominating_again(found),
        **_asked_about(found),
    )


def withdrawing(nominee: Nominee) -> dict[str, Any]:
    """Return what is said before and after a nominee is withdrawn, by whoever does it."""
    return {
        "message": f"Usulan {nominee} ditarik.",
        "tone": "danger",
        "consequences": [
            f"{nominee} tidak lagi ikut dinilai, dan laporannya tidak dapat diisi.",
            "Laporan dan hasil tahun sebelumnya tetap dapat dibaca.",
            "Usulan dapat dipulihkan dengan tombol Usulkan kembali.",
        ],
        "closed": "Usulan ini sudah ditarik." if nominee.withdrawn_at else "",
    }


def nominating_again(nominee: Nominee) -> dict[str, Any]:
    """Return what is said before and after a nominee is nominated again, by whoever does it."""
    return {
        "message": f"{nominee} diusulkan kembali.",
        "consequences": [f"{nominee} ikut dinilai lagi, dan laporannya dapat diisi selama pengisian dibuka."],
        "closed": "" if nominee.withdrawn_at else "Calon ini tidak sedang ditarik.",
    }


def _asked_about(nominee: Nominee) -> dict[str, Any]:
    """Return what both questions before a verb show alike, and where they lead."""
    back = reverse("nominee", args=[nominee.pk])
    return {
        "next_url": back,
        "cancel_url": back,
        "page_eyebrow": str(nominee),
        "crumbs": [(reverse("nominee_index"), "Calon"), (back, str(nominee))],
    }
