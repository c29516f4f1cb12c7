"""One way to save a form of a report: by button or by autosave, refused with everything typed still there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from regencies.actions.errors import Refused, Stale
from regencies.forms.version_token import seen_values, token
from regencies.models import ReportEntry
from regencies.presenters.figure_rows import FigureRow
from regencies.templatetags.formats import read_back
from regencies.views.officer.report_page import ReportPage


def is_autosave(request: HttpRequest) -> bool:
    return request.headers.get("X-Autosave") == "1"


def no_changes(saved: list[ReportEntry]) -> dict[str, FigureRow]:
    return {}


@dataclass(frozen=True)
class Saving:
    """A form that was posted, the verb that stores it, and where to go from there."""

    page: ReportPage
    request: HttpRequest
    form: Any
    store: Callable[[], Iterable[ReportEntry]]
    fresh: Callable[[], forms.BaseForm]  # the form as it is stored now
    render_form: Callable[..., HttpResponse]  # the form's page, given form, problems, conflict and status
    next_url: str
    changes: Callable[[list[ReportEntry]], dict[str, FigureRow]] = no_changes  # saved → box name → its figure

    def response(self) -> HttpResponse:
        """200 or a redirect when it is done, 422 when the form is wrong, 409 when the verb refuses."""
        if self.request.POST.get("choice") == "stored":
            messages.info(self.request, "Nilai yang tersimpan tetap dipakai; nilai Bapak/Ibu tidak disimpan.")
            return redirect(self.next_url)
        if not self.form.is_valid():
            return self._invalid()
        try:
            return self._done(list(self.store()))
        except Stale as stale:
            return self._stale(stale)
        except Refused as refusal:
            return self._refused(refusal)

    def _done(self, saved: list[ReportEntry]) -> HttpResponse:
        now = self.page.clock(timezone.now())
        if not is_autosave(self.request):
            messages.success(self.request, f"Tersimpan pukul {now}.")
            return redirect(self.next_url)
        boxes = [field for field in self.form if field.field.show_hidden_initial]
        # A merged entry keeps the version that was on screen, as its boxes still do.
        known = {entry.pk: entry.version for entry in saved if not entry.merged}
        versions = self.form.cleaned_data["version"] | known
        return JsonResponse(
            {
                "saved_at": now,
                "version": token(versions),
                "boxes": {box.html_name: box.value() for box in boxes},
                "echo": {box.html_name: read_back(box) for box in boxes},
                "changes": {
                    name: {"delta": row.delta, "trend": row.trend}
                    for name, row in self.changes(saved).items()
                },
            }
        )

    def _invalid(self) -> HttpResponse:
        if is_autosave(self.request):
            return JsonResponse({"errors": self.form.errors}, status=422)
        return self.render_form(form=self.form, status=422)

    def _stale(self, stale: Stale) -> HttpResponse:
        keep_untouched(self.form, self.fresh())
        conflict = conflict_of(stale, self.form, self.request.path)
        if is_autosave(self.request):
            return render(self.request, "includes/conflict.html", conflict, status=409)
        return self.render_form(form=self.form, conflict=conflict, status=409)

    def _refused(self, refusal: Refused) -> HttpResponse:
        if is_autosave(self.request):
            context = {"problems": refusal.reasons}
            return render(self.request, "includes/error_summary.html", context, status=409)
        return self.render_form(form=self.form, problems=refusal.reasons, status=409)


def keep_untouched(form: Any, stored: forms.BaseForm) -> None:
    """Boxes the person did not change take the value that is stored now: choosing "mine" never takes it back."""
    data, seen = form.data.copy(), seen_values(form)
    for name in seen:
        if seen[name] == form.cleaned_data[name]:
            value = stored[name].value()
            data[name] = "" if value is None else value
    form.data = data


def conflict_of(stale: Stale, form: forms.BaseForm, action: str) -> dict[str, Any]:
    """Both sets of values, and the refused form to be posted again against what is stored now."""
    return {
        "rows": stale.rows,
        "action": action,
        "version": token(stale.versions) if stale.versions else "",
        "hidden": form,
    }
