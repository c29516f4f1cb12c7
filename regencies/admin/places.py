"""Desk pages of the own province, its regencies and cities, and the premium that reports are checked against."""

import datetime
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.text import capfirst

from regencies.actions.errors import Refused
from regencies.admin.base import DeskAdmin
from regencies.admin.confirm import confirm_verb, load_file, sheet_response, show_sheet
from regencies.admin.desk_form import DeskForm
from regencies.l10n.dates import format_date
from regencies.l10n.numbers import format_rupiah
from regencies.models import MinimumPremium, Province, Regency, User
from regencies.permissions import can_administer
from regencies.places.import_sheet import PlaceProposal, propose_listed, propose_places, store_places
from regencies.places.preview import read_signed, sign
from regencies.places.reference_data import load_places
from regencies.places.rules import bps_advice, code_advice, holds_its_kind, same_named, why_kept
from regencies.places.template import places_sheet
from regencies.tables.places import PlaceRowsTable


@admin.register(Province)
class ProvinceAdmin(DeskAdmin):
    """Provinces, which only the operator changes; whose regions their admins load from a file."""

    province_path = "pk"
    list_display = ("code", "name", "time_zone")
    fields = ("code", "name", "slug", "time_zone")
    change_list_template = "admin/desk/province_list.html"
    change_form_template = "admin/desk/province_form.html"

    def may_change(self, user: User, row: Any) -> bool:
        return user.is_superuser

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("muat/", view(self.load), name="regencies_province_load"),
            path("<path:object_id>/daerah/", view(self.places), name="regencies_province_places"),
            path("<path:object_id>/daerah/resmi/", view(self.listed), name="regencies_province_listed"),
            path("<path:object_id>/daerah.xlsx", view(self.template), name="regencies_province_template"),
        ]
        return [*own, *super().get_urls()]

    def load(self, request: HttpRequest) -> HttpResponse:
        """Load provinces and regions: an operator's first step, since every admin belongs to a province."""

        def act() -> None:
            load_places()
            messages.success(request, "Provinsi, daerah, dan iuran minimum siap dipakai.")

        return confirm_verb(
            request,
            self.admin_site,
            title="Muat provinsi dan daerah",
            label="Muat",
            back=reverse("admin:regencies_province_changelist"),
            allowed=request.user.is_superuser,
            act=act,
            consequences=[
                "38 provinsi, 14 daerah Kalimantan Barat, dan iuran minimum BPU ditambahkan.",
                "Yang sudah ada tetap seperti semula.",
            ],
        )

    def places(self, request: HttpRequest, object_id: str) -> HttpResponse:
        province = self.row_or_404(request, object_id)

        def look(upload: Any) -> HttpResponse:
            return self._preview(request, propose_places(upload, province, request.user))

        def store(changes: str) -> None:
            rows, zone = read_signed(changes, province, request.user)
            store_places(province, rows, zone, by=request.user)
            messages.success(request, f"{len(rows)} daerah {province} tersimpan.")

        return load_file(
            request,
            self.admin_site,
            title=f"Muat daerah {province} dari berkas",
            back=reverse("admin:regencies_province_change", args=[province.pk]),
            look=look,
            store=store,
        )

    def listed(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the regions of the ministry's list that are not stored yet; one button stores them."""
        province = self.row_or_404(request, object_id)
        try:
            return self._preview(request, propose_listed(province))
        except Refused as refusal:
            messages.error(request, " ".join(refusal.reasons))
            return redirect("admin:regencies_province_change", province.pk)

    def _preview(self, request: HttpRequest, proposal: PlaceProposal) -> HttpResponse:
        province, changed = proposal.province, len(proposal.changes)
        return show_sheet(
            request,
            self.admin_site,
            title=f"Pratinjau daerah {province}",
            list_title=str(province),
            list_url=reverse("admin:regencies_province_change", args=[province.pk]),
            load_url=reverse("admin:regencies_province_places", args=[province.pk]),
            table=PlaceRowsTable(proposal.rows),
            notes=proposal.notes,
            hidden={"changes": sign(proposal, request.user)},
            stores=proposal.has_effect,
            confirm_label=f"Simpan {changed} daerah" if changed else "Simpan zona waktu",
        )

    def template(self, request: HttpRequest, object_id: str) -> HttpResponse:
        province = self.row_or_404(request, object_id)
        return sheet_response(places_sheet(province), f"daerah-{province.slug}.xlsx")


class RegencyForm(DeskForm):
    """A region: codes as the ministries write them, and a name that no other region of its kind has."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        province = cleaned.get("province") or getattr(self.instance, "province", None)
        code, bps = cleaned.get("kemendagri_code"), cleaned.get("bps_code")
        if province and code and (advice := code_advice(province, code)):
            self.add_error("kemendagri_code", f"Kode Kemendagri “{code}” tidak sesuai. {capfirst(advice)}.")
        if bps and (advice := bps_advice(bps)):
            self.add_error("bps_code", f"Kode BPS “{bps}” tidak sesuai. {capfirst(advice)}.")
        for name in {"province", "kemendagri_code"} & set(self.changed_data):
            self._require_unused(name)
        for name in {"name", "kind"} & set(self.changed_data):
            self._require_unpublished(name)
        if province and cleaned.get("name") and cleaned.get("kind") and not cleaned.get("until"):
            self._require_own_name(province, cleaned["kind"], cleaned["name"])
        self._require_after(cleaned.get("predecessor"), cleaned.get("since"))
        return cleaned

    def _require_after(self, origin: Regency | None, since: datetime.date | None) -> None:
        if origin and origin.until and since and since <= origin.until:
            self.add_error(
                "since",
                f"Tertulis {format_date(since)}, padahal {origin} berakhir {format_date(origin.until)}. "
                "Tulis hari setelahnya.",
            )

    def _require_unused(self, name: str) -> None:
        stored = self.initial.get(name)
        if self.instance.pk and self.instance.is_used:
            shown = self.instance.province if name == "province" else stored
            self.add_error(
                name,
                f"Sudah ada laporan atau penilaian {self.initial['name']}, yang menyebut daerah menurut kodenya. "
                f"Kembalikan ke “{shown}”.",
            )

    def _require_unpublished(self, name: str) -> None:
        if self.instance.pk:
            stored = Regency.objects.get(pk=self.instance.pk)
            if reason := why_kept(stored):
                self.add_error(name, reason)

    def _require_own_name(self, province: Province, kind: str, name: str) -> None:
        others = Regency.objects.filter(province=province, until=None).exclude(pk=self.instance.pk)
        if same := same_named(name, kind, others):
            self.add_error("name", f"“{name}” sama dengan {same} ({same.kemendagri_code}). Periksa namanya.")
        elif holds_its_kind(name, kind):
            self.add_error("name", f"“{name}” memuat jenis daerah. Tulis namanya saja; pilih jenis di atas.")


@admin.register(Regency)
class RegencyAdmin(DeskAdmin):
    """Regencies and cities of the own province."""

    form = RegencyForm
    related = ("province",)
    list_display = ("kemendagri_code", "__str__", "capital", "villages", "office_name", "until")
    list_display_links = ("__str__",)
    list_filter = ("kind",)
    search_fields = ("name", "kemendagri_code", "bps_code", "capital", "office_name")
    fieldsets = (
        (None, {"fields": ("province", "kind", "name", "office_name")}),
        (
            "Kode wilayah",
            {
                "fields": ("kemendagri_code", "bps_code"),
                "description": "Kode Kemendagri tetap sejak ada laporan atau penilaian daerah ini.",
            },
        ),
        ("Wilayah", {"fields": ("capital", "districts", "urban_villages", "villages", "reference_year")}),
        (
            "Berdiri dan berakhir",
            {
                "fields": ("since", "until", "predecessor"),
                "description": "Laporan diisi untuk tahun yang pada 31 Desembernya daerah ini ada.",
            },
        ),
    )

    def may_add(self, user: User) -> bool:
        return True

    def may_change(self, user: User, row: Any) -> bool:
        return can_administer(user, row.province_id)


@admin.register(MinimumPremium)
class MinimumPremiumAdmin(DeskAdmin):
    """The least premium, the same for the whole country: everybody sees it, the operator keeps it."""

    list_display = ("since", "rupiah", "source")
    fields = ("since", "amount", "source")
    in_words = {"amount": "rupiah"}

    def visible(self, queryset, user):
        return queryset

    def may_add(self, user: User) -> bool:
        return user.is_superuser

    def may_change(self, user: User, row: Any) -> bool:
        return user.is_superuser

    @admin.display(description="Rupiah per orang per bulan", ordering="amount")
    def rupiah(self, row: MinimumPremium) -> str:
        return format_rupiah(row.amount)
