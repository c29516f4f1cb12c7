"""Desk pages of official figures: typed one by one, or loaded by spreadsheet, whole or not at all."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst

from regencies.admin.base import EXAMPLES, DeskAdmin, OwnProvinceFilter
from regencies.admin.confirm import load_file, sheet_response, show_sheet
from regencies.admin.desk_form import DeskForm
from regencies.admin.loading.provinces import asked_province, sheet_links
from regencies.forms.fields import LONGEST_REASON, IndonesianDateField, LongTextField
from regencies.l10n.numbers import format_integer
from regencies.models import BranchFigure, OfficialFigure, OfficialWorkforce, Province, User
from regencies.official_figures.cells import as_of_fault, year_fault
from regencies.official_figures.datasets import BRANCH_FIGURES, DENOMINATORS, Dataset
from regencies.official_figures.frozen import hold_reports, is_frozen, why_frozen
from regencies.official_figures.import_sheet import Change, overwrites, propose_figures
from regencies.official_figures.preview import read_signed, sign
from regencies.official_figures.store import NO_REASON, store_branch_figures, store_workforce
from regencies.official_figures.template import figures_sheet
from regencies.permissions import can_administer
from regencies.tables.official_figures import FigureChangesTable


class DayOfFigureField(IndonesianDateField):
    """The day a figure dates from: which ones make sense depends on its year."""

    bounds = None


class FigureForm(DeskForm):
    """One official figure."""

    as_of = DayOfFigureField(label="Per tanggal", help_text=EXAMPLES[IndonesianDateField])

    def clean(self):
        """Refuse an impossible year or day, and one that a locked report already counts."""
        cleaned = super().clean()
        regency, year, as_of = cleaned.get("regency"), cleaned.get("year"), cleaned.get("as_of")
        self._refuse("year", year and year_fault(year, timezone.localdate()))
        self._refuse("as_of", year and as_of and as_of_fault(year, as_of, timezone.localdate()))
        if regency and year:
            hold_reports(regency.province_id)
            if is_frozen(self._meta.model(regency=regency, year=year)):
                raise forms.ValidationError(why_frozen(DATASET_OF[self._meta.model].name, regency, year))
        return cleaned

    def _refuse(self, name: str, fault: str | None) -> None:
        if fault:
            self.add_error(name, f"{fault[0].upper()}{fault[1:]}.")


class ReasonForm(forms.Form):
    """Why figures that are stored become others."""

    reason = LongTextField(
        label="Alasan perubahan",
        rows=2,
        max_length=LONGEST_REASON,
        help_text="Misalnya nomor dan tanggal surat perubahan. Alasan ini tampil pada riwayat.",
        error_messages={"required": NO_REASON},
    )


DATASET_OF: dict[type[OfficialFigure], Dataset] = {
    dataset.model: dataset for dataset in (DENOMINATORS, BRANCH_FIGURES)
}


class OfficialFigureAdmin(DeskAdmin):
    """Official figures of the province's regions: one page of each kind."""

    form = FigureForm
    province_path = "regency__province"
    related = ("regency", "source_file")
    list_display = ("regency", "year", "segment", "people", "source", "as_of", "from_file")
    list_filter = ("year", "segment", ("regency", OwnProvinceFilter))
    search_fields = ("regency__name", "regency__kemendagri_code", "source")
    fields = ("regency", "year", "segment", "figure", "source", "as_of", "from_file")
    readonly_fields = ("from_file",)
    change_list_template = "admin/desk/sheet_list.html"
    in_words = {"figure": "people"}
    store: Callable[..., None]

    @property
    def dataset(self) -> Dataset:
        return DATASET_OF[self.model]

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

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Store the row; one that was typed anew is no longer that of a file."""
        if form.changed_data:
            obj.source_file = None
        super().save_model(request, obj, form, change)

    @admin.display(description="Angka", ordering="figure")
    def people(self, row: Any) -> str:
        return format_integer(row.figure)

    @admin.display(description="Berkas sumber")
    def from_file(self, row: Any) -> str:
        if not (file := row.source_file):
            return "diketik"
        return format_html('<a href="{}">{}</a>', reverse("figures_file", args=[file.pk]), file.name)

    def _page(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("muat/", view(self.load), name=self._page("load")),
            path("templat.xlsx", view(self.template), name=self._page("template")),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {**(extra_context or {}), **sheet_links(request.user, self.opts)}
        )

    def load(self, request: HttpRequest) -> HttpResponse:
        """Ask for a file, show what it changes, store that by one button, with a reason where figures are replaced."""
        province, name = asked_province(request), self.dataset.name

        def look(upload: Any) -> HttpResponse:
            proposal = propose_figures(self.dataset, upload, province)
            signed = sign(proposal, self.dataset, province, request.user)
            return self._preview(request, province, proposal.changes, signed, notes=proposal.notes)

        def store(signed: str) -> HttpResponse | None:
            changes, file = read_signed(signed, self.dataset, province, request.user)
            reason = ReasonForm(request.POST)
            if overwrites(changes) and not reason.is_valid():
                return self._preview(request, province, changes, signed, form=reason, status=422)
            said = reason.cleaned_data["reason"] if reason.is_valid() else ""
            type(self).store(changes, province, file=file, by=request.user, reason=said)
            messages.success(request, f"{len(changes)} {self.counted} tersimpan.")
            return None

        return load_file(
            request,
            self.admin_site,
            title=f"Muat {name} {province} dari berkas",
            back=reverse(f"admin:{self._page('changelist')}"),
            look=look,
            store=store,
        )

    @property
    def counted(self) -> str:
        """What a number of them is called."""
        return f"angka {self.dataset.name.removeprefix('angka ')}"

    def _preview(
        self,
        request: HttpRequest,
        province: Province,
        changes: list[Change],
        signed: str,
        *,
        notes: list[str] | None = None,
        form: forms.Form | None = None,
        status: int = 200,
    ) -> HttpResponse:
        asked = {"form": form or ReasonForm()} if overwrites(changes) else {}
        return show_sheet(
            request,
            self.admin_site,
            status=status,
            title=f"Pratinjau {self.dataset.name} {province}",
            list_title=capfirst(str(self.opts.verbose_name_plural)),
            list_url=reverse(f"admin:{self._page('changelist')}"),
            load_url=request.get_full_path(),
            table=FigureChangesTable(changes),
            notes=notes or [],
            hidden={"changes": signed},
            stores=bool(changes),
            confirm_label=f"Simpan {len(changes)} angka",
            **asked,
        )

    def template(self, request: HttpRequest) -> HttpResponse:
        """Send the sheet to fill in, of the two years a report is about."""
        province, year = asked_province(request), timezone.localdate().year - 1
        sheet = figures_sheet(self.dataset, province, [year - 1, year])
        return sheet_response(sheet, f"{self.dataset.slug}-{province.slug}.xlsx")


@admin.register(OfficialWorkforce)
class OfficialWorkforceAdmin(OfficialFigureAdmin):
    """Official denominators."""

    store = store_workforce


@admin.register(BranchFigure)
class BranchFigureAdmin(OfficialFigureAdmin):
    """The second source: figures of the BPJS branch."""

    store = store_branch_figures
