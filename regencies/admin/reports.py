"""Desk pages of what was reported, never changed here, and extensions given by a verb."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from regencies.admin.base import DeskAdmin, OwnProvinceFilter, ReadOnlyInline
from regencies.kinds.registry import KINDS, kind_labels, nominated_labels
from regencies.models import Extension, Nominee, Receipt, YearlyReport
from regencies.presenters.report_contents import report_contents
from regencies.presenters.standing import draft_notice


class KindFilter(admin.SimpleListFilter):
    """Nominees, or reports, of one kind; none of a nominee is about a region itself."""

    title = "jenis"
    parameter_name = "jenis"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return nominated_labels() if model_admin.model is Nominee else kind_labels()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        kind = self.value()
        if kind not in KINDS:
            return queryset
        if queryset.model is Nominee:
            return queryset.filter(kind=kind)
        return (
            queryset.filter(nominee__kind=kind) if KINDS[kind].is_nominated else queryset.filter(nominee=None)
        )


class ReceiptInline(ReadOnlyInline):
    """The receipts of a report, on its page."""

    model = Receipt
    fields = readonly_fields = ("version", "sent_at", "certifier", "fingerprint")
    verbose_name_plural = "tanda terima"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("certified_by").defer("document")

    @admin.display(description="Dinyatakan benar oleh")
    def certifier(self, row: Receipt) -> str:
        return str(row.certified_by)

    @admin.display(description="Kode keaslian (SHA-256)")
    def fingerprint(self, row: Receipt) -> str:
        return format_html('<span class="hash">{}</span>', row.sha256)


@admin.register(YearlyReport)
class YearlyReportAdmin(DeskAdmin):
    """States and receipts of reports, and what a sent one says."""

    province_path = "regency__province"
    related = ("regency", "nominee", "certified_by", "verified_by")
    list_display = ("regency", "nominee", "year", "status", "version", "sent_at", "verified_at")
    list_filter = ("year", "status", KindFilter)
    search_fields = ("regency__name", "regency__kemendagri_code", "nominee__name", "nominee__code")
    fieldsets = (
        (None, {"fields": ("regency", "nominee", "year", "status", "version")}),
        ("Pengiriman", {"fields": ("sent_at", "certified_by")}),
        (
            "Verifikasi",
            {"fields": ("opened_at", "returned_at", "return_note", "verified_at", "verified_by")},
        ),
    )
    inlines = (ReceiptInline,)
    change_form_template = "admin/desk/report_form.html"

    def get_urls(self):
        contents = path(
            "<int:pk>/isi/",
            self.admin_site.admin_view(require_safe(self.contents)),
            name="regencies_yearlyreport_contents",
        )
        return [contents, *super().get_urls()]

    def contents(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what a sent report says, entry by entry; a draft is its office's own: 404."""
        report = self.row_or_404(request, pk)
        if not report.version:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": f"Isi laporan: {report}",
            "report": report,
            "opts": self.opts,
            "draft_notice": draft_notice(report),
            "contents": report_contents(report),
        }
        return TemplateResponse(request, "admin/desk/report_contents.html", context)


@admin.register(Extension)
class ExtensionAdmin(DeskAdmin):
    """Extensions; read-only here."""

    province_path = "regency__province"
    related = ("regency", "nominee", "granted_by")
    list_display = ("regency", "nominee", "year", "until", "reason", "granted_by")
    list_filter = ("year", ("regency", OwnProvinceFilter))
    search_fields = ("regency__name", "nominee__name")
    fields = ("regency", "nominee", "year", "until", "reason", "granted_by")
