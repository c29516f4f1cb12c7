"""The officer's rows: added, changed and removed on the page of their section."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config.accounts.typed_values import shows_typed
from regencies.actions.entries import add_entry, add_regulation, remove_entry
from regencies.actions.entry_edits import save_entries
from regencies.actions.locks import HeldReport
from regencies.actions.regulations import save_regulation
from regencies.choices import Section
from regencies.forms.sections import FORMS
from regencies.forms.version_token import as_added, as_read
from regencies.l10n.numbers import read_digits
from regencies.models import ReportEntry
from regencies.views.confirm import confirm_response
from regencies.views.officer.grid import why_no_rows
from regencies.views.officer.links import anchor, entry_url, section_url
from regencies.views.officer.report_key import ReportKey
from regencies.views.officer.report_page import ReportPage
from regencies.views.officer.rows.removed import gone_page, of_a_row, removal
from regencies.views.officer.sections import changes_of, held_report, section_or_404, section_page
from regencies.views.save_response import FormPage, is_autosave, save_response

ADD = "#tambah"


@shows_typed
@require_http_methods(["GET", "HEAD", "POST"])
def report_row_add(request: HttpRequest, which: ReportKey, section: str) -> HttpResponse:
    """Add a row to a section; its boxes are on the page of the section."""
    page = ReportPage(request, which)
    here = section_or_404(page.report, section)
    if here.is_fixed:
        raise Http404
    if request.method != "POST":
        return redirect(f"{section_url(page, here)}{ADD}")
    form = FORMS[here](request.POST, entry=None, report=page.report)
    return save_response(
        request,
        form,
        lambda: _add(page, here, form),
        FormPage(
            show=lambda form, **shown: section_page(request, page, here, form=form, **shown),
            next_url=lambda entry: f"{section_url(page, here)}#{anchor(entry)}",
            time_zone=page.regency.province.time_zone,
            extras=lambda entry: _added(page, entry) | as_added(form, entry),
            message=lambda entry: f"“{entry.detail}” ditambahkan. Lampirkan bukti dukungnya bila ada.",
        ),
    )


def _add(page: ReportPage, section: Section, form: Any) -> ReportEntry:
    if section == Section.REGULATIONS:
        return add_regulation(page.report, form.regulation, form.use, by=page.user)
    return add_entry(page.report, section, form.values, by=page.user)


def _added(page: ReportPage, entry: ReportEntry) -> dict[str, str]:
    """Return where the form of a row just added goes on, and the ids of its row and of its questions."""
    address = reverse("report_entry", args=[page.key, entry.pk])
    return {"url": address, "anchor": anchor(entry), "questions": f"tanya-{anchor(entry)}"}


@shows_typed
@require_http_methods(["GET", "HEAD", "POST"])
def report_entry(request: HttpRequest, which: ReportKey, entry: int) -> HttpResponse:
    """Change one row; lead to its place on the page of its section."""
    if request.method == "POST":
        return _save(request, held_report(request, which), entry)
    page = ReportPage(request, which)
    found = page.find(entry)
    return redirect(entry_url(page, found)) if found else gone_page(request, page, entry)


def _save(request: HttpRequest, held: HeldReport, pk: int) -> HttpResponse:
    found, report = next(iter(held.entries([pk])), None), held.report
    page = ReportPage.of(request, report)
    if found is None:
        return _removed(request, page, pk)
    here = Section(found.section)
    if here.is_fixed:
        return redirect(entry_url(page, found))
    form = FORMS[here](request.POST, entry=found, report=report)
    return save_response(
        request,
        form,
        lambda: _store(held, found, form, vouch=not is_autosave(request)),
        FormPage(
            show=lambda form, **shown: section_page(request, page, here, form=form, **shown),
            next_url=entry_url(page, found),
            time_zone=report.regency.province.time_zone,
            extras=lambda saved: as_read(form, saved) | changes_of(saved[0]),
        ),
    )


def _removed(request: HttpRequest, page: ReportPage, pk: int) -> HttpResponse:
    """Answer a save of a row that is gone: who removed it, and what was typed as a row to be added."""
    here, gone = removal(page, pk)
    advice = "Isian Bapak/Ibu belum tersimpan. Muat ulang dan kembalikan butirnya, atau tambahkan butir baru."
    problems = [gone, *(why_no_rows(page) or [{"text": advice, "url": ADD}])]
    if is_autosave(request):
        return render(request, "includes/error_summary.html", {"problems": problems}, status=409)
    form = FORMS[here](request.POST, entry=None, report=page.report)
    return section_page(request, page, here, form=form, problems=problems, status=409)


def _store(held: HeldReport, entry: ReportEntry, form: Any, *, vouch: bool) -> list[ReportEntry]:
    if entry.section == Section.REGULATIONS:
        given = {"expected_version": form.change.version, "base": form.change.base, "held": held}
        return [save_regulation(entry, form.regulation, form.use, by=held.holder, vouch=vouch, **given)]
    return save_entries(held, [form.change], by=held.holder, vouch=vouch)


@require_http_methods(["GET", "HEAD", "POST"])
@of_a_row
def report_entry_remove(request: HttpRequest, page: ReportPage, found: ReportEntry) -> HttpResponse:
    """Take a row out of the report, after a page that says what goes with it."""
    back = section_url(page, found.section)
    return confirm_response(
        request,
        lambda: remove_entry(found, expected_version=_version(request), by=page.user),
        message=f"“{found.detail}” dihapus dari laporan. Bila keliru, kembalikan dari “Baru dihapus” di bawah daftar.",
        next_url=back,
        template="officer/remove_row.html",
        page=page,
        entry=found,
        files=found.evidence.all(),
        cancel_url=back,
    )


def _version(request: HttpRequest) -> int:
    version = read_digits(request.POST.get("version", ""), 9)
    return -1 if version is None else version
