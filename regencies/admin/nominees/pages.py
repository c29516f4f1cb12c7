"""Desk pages of who was nominated: the list, mending a mistake, and the verbs of the offices."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from regencies.actions.nominees import nominate, nominate_again, withdraw_nominee
from regencies.admin.base import DeskAdmin, OwnProvinceFilter, administered
from regencies.admin.confirm import confirm_verb
from regencies.admin.desk_form import DeskForm
from regencies.admin.reports import KindFilter
from regencies.forms.nominees import NomineeForm, WithdrawForm
from regencies.kinds.registry import KINDS, nominated_labels
from regencies.models import Nominee, Regency, User
from regencies.permissions import can_administer, can_nominate
from regencies.views.officer.nominees import nominating_again, withdrawing


class MendForm(DeskForm):
    """What is known of a nominee, in the boxes its office has."""

    class Meta:
        field_classes = NomineeForm.Meta.field_classes


@admin.register(Nominee)
class NomineeAdmin(DeskAdmin):
    """Who was nominated in the province, also from here; a mistake is mended, kind and region stay."""

    form = MendForm
    province_path = "regency__province"
    related = ("regency", "nominated_by")
    list_display = ("name", "kind_name", "regency", "code", "nominated_at", "withdrawn_at")
    list_filter = (KindFilter, ("regency", OwnProvinceFilter))
    search_fields = ("name", "code", "regency__name")
    readonly_fields = ("kind_name", "regency", "nominated_by", "nominated_at", "withdrawn_at", "reason")

    change_list_template = "admin/desk/nominee_list.html"
    change_form_template = "admin/desk/nominee_form.html"

    def may_change(self, user: User, row: Nominee) -> bool:
        return can_administer(user, row.regency.province_id)

    def get_fields(self, request: HttpRequest, obj: Nominee | None = None) -> tuple[str, ...]:
        of_company = ("size", "sector") if obj is None or obj.form.sizes else ()
        known = ("name", "code", *of_company, "address", "contact_name", "contact_phone")
        return ("kind_name", "regency", *known, *self.readonly_fields[2:])

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "kinds": nominated_labels()})

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("usulkan/<slug:kind>/", view(self.nominate), name="regencies_nominee_nominate"),
            path("<int:pk>/tarik/", view(self.withdraw), name="regencies_nominee_withdraw"),
            path("<int:pk>/usulkan-kembali/", view(self.again), name="regencies_nominee_again"),
        ]
        return [*own, *super().get_urls()]

    def nominate(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Nominate somebody of a kind in a region of the province."""
        known = KINDS.get(kind)
        if known is None or not known.is_nominated:
            raise Http404
        rows = administered(Regency.objects.select_related("province"), request.user, "province")
        regions = [one for one in rows if one.until is None or one.until >= timezone.localdate()]
        only = {"regency": regions[0]} if len(regions) == 1 else {}
        form = NomineeForm(Nominee(kind=kind, **only), regions, request.POST or None)

        def act(**typed: Any) -> None:
            made = nominate(form.region, kind, form.values, by=request.user)
            messages.success(request, f"{made} diusulkan. Laporannya diisi dinas atau pengusul daerahnya.")

        return confirm_verb(
            request,
            self.admin_site,
            title=f"Usulkan {known.label.lower()}",
            label="Usulkan",
            back=reverse("admin:regencies_nominee_changelist"),
            allowed=bool(regions),
            act=act,
            form=form,
        )

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw a nominee, with a reason."""
        row = self.row_or_404(request, pk)
        return self._ask(
            request,
            row,
            title=f"Tarik usulan: {row}",
            label="Tarik usulan",
            act=lambda reason: withdraw_nominee(row, reason=reason, by=request.user),
            form=WithdrawForm(request.POST if request.method == "POST" else None),
            **withdrawing(row),
        )

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let a withdrawn nominee take part again."""
        row = self.row_or_404(request, pk)
        return self._ask(
            request,
            row,
            title=f"Usulkan kembali: {row}",
            label="Usulkan kembali",
            act=lambda: nominate_again(row, by=request.user),
            **nominating_again(row),
        )

    def _ask(self, request: HttpRequest, row: Nominee, **question: Any) -> HttpResponse:
        back = reverse("admin:regencies_nominee_change", args=[row.pk])
        return confirm_verb(
            request, self.admin_site, back=back, allowed=can_nominate(request.user, row.regency), **question
        )

    @admin.display(description="Jenis", ordering="kind")
    def kind_name(self, row: Nominee) -> str:
        return row.form.label
