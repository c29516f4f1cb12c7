"""Desk pages of the own province, its regencies and cities, and the premium that reports are checked against."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from regencies.actions.reference_data import load_places
from regencies.admin.base import DeskAdmin
from regencies.admin.confirm import confirm_verb
from regencies.admin.desk_form import DeskForm
from regencies.l10n.numbers import format_rupiah
from regencies.models import MinimumPremium, Province, Regency, User
from regencies.permissions import can_administer
from regencies.places.names import is_name_of

# Another application adds how to ask why it keeps the name and kind of a region; "" when it does not.
NAMES_KEPT: list[Callable[[Regency], str]] = []


@admin.register(Province)
class ProvinceAdmin(DeskAdmin):
    """Provinces, which only the operator changes."""

    province_path = "pk"
    list_display = ("code", "name", "time_zone")
    fields = ("code", "name", "slug", "time_zone")
    change_list_template = "admin/desk/province_list.html"

    def may_change(self, user: User, row: Any) -> bool:
        return user.is_superuser

    def get_urls(self):
        view = self.admin_site.admin_view(self.load)
        return [path("muat/", view, name="regencies_province_load"), *super().get_urls()]

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


class RegencyForm(DeskForm):
    """A region: codes as the ministries write them, and a name that no other region of its kind has."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        province = cleaned.get("province") or getattr(self.instance, "province", None)
        code, bps = cleaned.get("kemendagri_code"), cleaned.get("bps_code")
        if province and code and not re.fullmatch(rf"{province.code}\.[0-9]{{2}}", code):
            self.add_error(
                "kemendagri_code",
                f"Kode Kemendagri “{code}” tidak sesuai. Tulis {province.code}, titik, lalu dua angka.",
            )
        if bps and not re.fullmatch("[0-9]{4}", bps):
            self.add_error("bps_code", f"Kode BPS “{bps}” tidak sesuai. Tulis empat angka.")
        for name in {"province", "kemendagri_code"} & set(self.changed_data):
            self._require_unused(name)
        for name in {"name", "kind"} & set(self.changed_data):
            self._require_unpublished(name)
        if province and cleaned.get("name") and cleaned.get("kind"):
            self._require_own_name(province, cleaned["kind"], cleaned["name"])
        return cleaned

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
            if reason := next((why for ask in NAMES_KEPT if (why := ask(stored))), ""):
                self.add_error(name, reason)

    def _require_own_name(self, province: Province, kind: str, name: str) -> None:
        others = Regency.objects.filter(province=province, kind=kind).exclude(pk=self.instance.pk)
        if same := next((other for other in others if is_name_of(name, kind, other.name)), None):
            self.add_error("name", f"“{name}” sama dengan {same} ({same.kemendagri_code}). Periksa namanya.")
        elif is_name_of(name.split()[0], kind, kind) or name.casefold().startswith(("kab ", "kab.")):
            self.add_error("name", f"“{name}” memuat jenis daerah. Tulis namanya saja; pilih jenis di atas.")


@admin.register(Regency)
class RegencyAdmin(DeskAdmin):
    """Regencies and cities of the own province."""

    form = RegencyForm
    related = ("province",)
    list_display = ("kemendagri_code", "__str__", "capital", "villages", "office_name")
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
