"""One report before a verifier, every entry beside its evidence; its history, and who was told what."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.postgres.compiled import compiled
from regencies.checks.build_snapshot import with_answers, with_premium
from regencies.checks.findings import Finding
from regencies.choices import ReportStatus, Role
from regencies.figures.earlier_years import with_official
from regencies.figures.second_source import NOTABLE, apart, with_branch_figures
from regencies.forms.review import ReviewForm, review_form
from regencies.models import Receipt, YearlyReport
from regencies.models.evidence import with_files
from regencies.permissions import can_verify
from regencies.presenters.audit_log import report_changes
from regencies.presenters.beside_last_year import beside_last_year
from regencies.presenters.report_contents import ReportContents
from regencies.presenters.standing import draft_notice
from regencies.presenters.threads import newest_messages
from regencies.receipts.since_judged import SinceJudged, since_judged
from regencies.tables.history import HistoryTable
from regencies.tables.notices import ToldTable
from regencies.views.verifier.second_source import add_second_source, offer_second_source


def report_to_judge(request: HttpRequest, report: int) -> YearlyReport:
    """Return a report of this verifier's province (else 404) that they may judge (else 403)."""
    provinces = [m.province_id for m in request.user.active_memberships if m.role == Role.VERIFIER]
    found = _sent.first(report, provinces)
    if found is None:
        raise Http404
    if not can_verify(request.user, found):
        raise PermissionDenied
    timezone.activate(found.regency.province.zone)
    return found


@compiled
def _sent(report: int, provinces: list[int]) -> QuerySet[Any]:
    sent = YearlyReport.objects.filter(pk=report, regency__province__in=provinces, version__gt=0)
    reports = with_branch_figures(sent.with_participant().select_related("certified_by"))
    return with_answers(with_files(with_premium(with_official(reports)))).order_by()


def report_response(
    request: HttpRequest, report: YearlyReport, *, form: ReviewForm | None = None, status: int = 200, **more
) -> HttpResponse:
    """Show the report; `form` is a finding that was refused, shown again with what was typed."""
    contents = beside_last_year(report)
    for card in contents.cards:
        refused = form and form.entry == card.report_entry
        card.form = form if refused else review_form(report, card.report_entry)
    add_second_source(report, contents.cards)
    offer_second_source(request, report, contents.cards)
    since = since_judged(report, [card.report_entry for card in contents.cards])
    threads = {message.entry_id: message for message in newest_messages(report, for_office=False)}
    for card in contents.cards:
        card.thread = threads.get(card.report_entry.pk)
        card.changes = since.changes.get(card.report_entry.pk) if since else None
    notice = draft_notice(report)
    context = _progress(report, contents) | {
        "draft_notice": notice,
        "since": since,
        "receipt": _last_receipt(report, since) if notice else None,
        "findings": _questions(contents.findings),
    }
    return render(request, "verifier/report.html", context | {"refused": form} | more, status=status)


def _last_receipt(report: YearlyReport, since: SinceJudged | None) -> Receipt | None:
    """Return the receipt of the version sent last, which mostly is the one that was judged."""
    if since and since.version == report.version:
        return since.receipt
    return report.receipts.defer("document").last()


def _progress(report: YearlyReport, contents: ReportContents) -> dict[str, Any]:
    """Return what the page says of the whole report: its figures and how many entries are judged."""
    judged = sum(card.is_judged for card in contents.cards)
    return {
        "report": report,
        "contents": contents,
        "cards": contents.cards,
        "judged": judged,
        "progress": f"{judged} dari {len(contents.cards)}",
        "apart": apart(report, [card.report_entry for card in contents.cards]),
        "apart_from": NOTABLE,
        "open_for_review": report.status == ReportStatus.SENT,
    }


def saved_parts(request: HttpRequest, report: int, entry: int) -> dict[str, str]:
    """Return by id the parts of the page that a finding about one entry changes, as they are once it is saved."""
    found = report_to_judge(request, report)
    contents = beside_last_year(found)
    add_second_source(found, contents.cards)
    context = _progress(found, contents)
    context["card"] = next(card for card in contents.cards if card.report_entry.pk == entry)
    parts = {f"isi-{entry}": "_facts", "angka": "_headline", "kemajuan": "_progress", "tindakan": "_moves"}
    return {key: render_to_string(f"verifier/{name}.html", context, request) for key, name in parts.items()}


def _questions(findings: list[Finding]) -> list[dict[str, str]]:
    """Return what the checks found; an entry without evidence is left to its card."""
    return [{"text": f.found, "severity": f.level, "answer": f.answer} for f in findings if f.level != "note"]


@require_safe
def report_page(request: HttpRequest, report: int) -> HttpResponse:
    """Show one report for judging."""
    return report_response(request, report_to_judge(request, report))


@require_safe
def history(request: HttpRequest, report: int) -> HttpResponse:
    """Show every change of the report."""
    found = report_to_judge(request, report)
    table = HistoryTable(report_changes(found), request=request)
    return render(request, "verifier/history.html", {"report": found, "table": table})


@require_safe
def told(request: HttpRequest, report: int) -> HttpResponse:
    """Show who was told what about the report, each as a text for WhatsApp too."""
    found = report_to_judge(request, report)
    table = ToldTable(found.notices.select_related("person"), request=request)
    return render(request, "verifier/told.html", {"report": found, "table": table})
