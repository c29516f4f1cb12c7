"""Desk page of official denominators: typed one by one, or loaded by spreadsheet, whole or not at all."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from regencies.admin.base import EXAMPLES, DeskAdmin, OwnProvinceFilter
from regencies.admin.confirm import load_file, sheet_response, show_sheet
from regencies.admin.desk_form import DeskForm
from regencies.admin.loading.provinces import asked_province, sheet_links
from regencies.forms.fields import IndonesianDateField
from regencies.l10n.numbers import format_integer
from regencies.models import OfficialWorkforce, Province, User
from regencies.permissions import can_administer
from regencies.tables.workforce import WorkforceChangesTable
from regencies.workforce.cells import as_of_fault, year_fault
from regencies.workforce.frozen import hold_reports, is_frozen, why_frozen
from regencies.workforce.import_sheet import Proposal, propose_workforce, store_workforce
from regencies.workforce.preview import read_signed, sign
from regencies.workforce.template import workforce_sheet


class DayOfFigureField(IndonesianDateField):
    """The day a figure dates from: which ones make sense depends on its year."""

    bounds = None


class WorkforceForm(DeskForm):
    """One denominator."""

    as_of = DayOfFigureField(label="Per tanggal", help_text=EXAMPLES[IndonesianDateField])

    def clean(self):
        """Refuse an impossible year or day, and a figure where a locked report already counts it as missing."""
        cleaned = super().clean()
        regency, year, as_of = cleaned.get("regency"), cleaned.get("year"), cleaned.get("as_of")
        self._refuse("year", year and year_fault(year, timezone.localdate()))
        self._refuse("as_of", year and as_of and as_of_fault(year, as_of, timezone.localdate()))
        if regency and year:
            hold_reports(regency.province_id)
            if is_frozen(OfficialWorkforce(regency=regency, year=year)):
                raise forms.ValidationError(why_frozen(regency, year))
        return cleaned

    def _refuse(self, name: str, fault: str | None) -> None:
        if fault:
            self.add_error(name, f"{fault[0].upper()}{fault[1:]}.")


@admin.register(OfficialWorkforce)
class OfficialWorkforceAdmin(DeskAdmin):
    """Official denominators of the province's regions."""

    form = WorkforceForm
    province_path = "regency__province"
    related = ("regency",)
    list_display = ("regency", "year", "segment", "people", "source", "as_of")
    list_filter = ("year", "segment", ("regency", OwnProvinceFilter))
    search_fields = ("regency__name", "regency__kemendagri_code", "source")
    fields = ("regency", "year", "segment", "figure", "source", "as_of")
    change_list_template = "admin/desk/sheet_list.html"
    in_words = {"figure": "people"}

    def may_add(self, user: User) -> bool:
        return True

    def may_change(self, user: User, row: Any) -> bool:
        return can_administer(user, row.regency.province_id) and not is_frozen(row)

    may_delete = may_change

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the row, locked while it is changed: no report starts to count the figure in between."""
        row = super().get_object(request, object_id, from_field)
        if row is not None and request.method == "POST":
            hold_reports(row.regency.province_id)
        return row

    @admin.display(description="Jumlah pekerja", ordering="figure")
    def people(self, row: OfficialWorkforce) -> str:
        return format_integer(row.figure)

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("muat/", view(self.load), name="regencies_officialworkforce_load"),
            path("templat.xlsx", view(self.template), name="regencies_officialworkforce_template"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {**(extra_context or {}), **sheet_links(request.user, self.opts)}
        )

    def load(self, request: HttpRequest) -> HttpResponse:
        province = asked_province(request)

        def look(upload: Any) -> HttpResponse:
            return self._preview(request, province, propose_workforce(upload, province))

        def store(changes: str) -> None:
            read = read_signed(changes, province, request.user)
            store_workforce(read, province, by=request.user)
            messages.success(request, f"{len(read)} angka semesta pekerja tersimpan.")

        return load_file(
            request,
            self.admin_site,
            title=f"Muat semesta pekerja {province} dari berkas",
            back=reverse("admin:regencies_officialworkforce_changelist"),
            look=look,
            store=store,
        )

    def _preview(self, request: HttpRequest, province: Province, proposal: Proposal) -> HttpResponse:
        changes = proposal.changes
        return show_sheet(
            request,
            self.admin_site,
            title=f"Pratinjau semesta pekerja {province}",
            list_title="Semesta pekerja resmi",
            list_url=reverse("admin:regencies_officialworkforce_changelist"),
            load_url=request.get_full_path(),
            table=WorkforceChangesTable(changes),
            notes=proposal.notes,
            hidden={"changes": sign(changes, province, request.user)},
            stores=bool(changes),
            confirm_label=f"Simpan {len(changes)} angka",
        )

    def template(self, request: HttpRequest) -> HttpResponse:
        province, year = asked_province(request), timezone.localdate().year - 1
        return sheet_response(
            workforce_sheet(province, [year - 1, year]), f"semesta-pekerja-{province.slug}.xlsx"
        )
