"""Desk page of categories: what is judged, by which rules, and the verbs on its results."""

from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from awards.admin import correction_pages, phase_pages, results_pages
from awards.admin.ceremony.pages import PAGES as CEREMONY_PAGES
from awards.admin.criteria.page import criteria_page
from awards.admin.criteria.weights_page import weights_page
from awards.admin.forms import METHOD_FIELDS, MethodForm
from awards.admin.phase_admin import PhasedAdmin
from awards.admin.plans import pages as plan_pages
from awards.editions.default_criteria import add_criteria, default_name
from awards.editions.phase_changes import date_in_words, why_dates_stay
from awards.editions.phases import CRITERIA_OPEN, RESULTS_OPEN, SEATS_OPEN
from awards.editions.seats import judges_in_words
from awards.models import Band, Category, Criterion, CriterionGroup, PublicationPlan
from awards.models.rules import DATES
from awards.scoring.bands import shown
from awards.tables.award_year import CriteriaTable
from config.postgres.compiled import compiled
from regencies.admin.base import OwnProvinceFilter, administered
from regencies.choices import REGENCY_KIND
from regencies.kinds.registry import kind_labels
from regencies.l10n.field_text import label
from regencies.l10n.numbers import format_exact
from regencies.models import User
from regencies.presenters.audit_log import Event, Source


class CategoryForm(MethodForm):
    """A category; a new one may leave name and address to its kind, which stays once somebody takes part."""

    kind = forms.ChoiceField(label="Jenis yang dinilai", choices=kind_labels, initial=REGENCY_KIND)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            for name, default in (("slug", "seperti jenisnya"), ("name", "nama bawaan jenisnya")):
                self.fields[name].required = False
                self.fields[name].help_text = f"Kosong: {default}."

    def clean_kind(self) -> str:
        """Return the kind; another one than the stored is refused once there are entries."""
        kind: str = self.cleaned_data["kind"]
        if self.instance.pk and kind != self.instance.kind and self.instance.entries.exists():
            raise forms.ValidationError(
                f"{self.instance.name} sudah memiliki yang dinilai, sehingga jenisnya tetap. Tambah kategori lain."
            )
        return kind

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if kind := cleaned.get("kind"):
            cleaned["slug"] = cleaned.get("slug") or kind
            cleaned["name"] = cleaned.get("name") or default_name(kind)
        return cleaned


def date_page(request: HttpRequest, site: admin.AdminSite, category: Category, *, name: str) -> HttpResponse:
    """Put one of the category's own dates off."""
    return phase_pages.postpone_page(request, site, category.edition, name=name, category=category)


@dataclass(frozen=True, slots=True)
class DateRow:
    """One date that holds for a category, as its page lists it."""

    name: str  # of the field
    label: str
    moment: str  # in words; "–" where none is set
    is_own: bool  # else that of the award year
    may_move: bool


def dates_of(category: Category) -> list[DateRow]:
    """Return every date that holds for the category, and whether it may have its own put off now."""
    edition = category.edition
    return [
        DateRow(
            name,
            label(edition, name),
            date_in_words(edition, category.date(name)),
            is_own=bool(getattr(category, name)),
            may_move=not why_dates_stay(edition, name, category),
        )
        for name in DATES
    ]


OWN = ("kind", "slug", "name")


def with_plan(categories: QuerySet[Category]) -> QuerySet[Category]:
    """Annotate `whole`, the sum of the weights, and `has_plan`, whether a publication is planned."""
    plans = PublicationPlan.objects.unsettled().filter(category=OuterRef("pk"))
    return categories.annotate(whole=Sum("groups__criteria__weight"), has_plan=Exists(plans))


@admin.register(Category)
class CategoryAdmin(PhasedAdmin):
    """Categories of an award year, with the verbs on their results."""

    province_path = "edition__province"
    only = {"edition__rehearsal": False}
    edition_path = "edition"
    related = ("edition__province",)
    open_in = SEATS_OPEN
    made_in = CRITERIA_OPEN
    form = CategoryForm
    list_display = ("name", "kind_words", "edition", "weight")
    list_filter = (("edition", OwnProvinceFilter),)
    fieldsets = (
        (None, {"fields": ("edition", *OWN, "judges")}),
        (
            "Jadwal kategori ini",
            {
                "fields": DATES,
                "description": "Hanya yang berbeda dari tahun penghargaannya; yang kosong mengikutinya.",
            },
        ),
        ("Cara menghitung dan mengumumkan", {"fields": ("quorum", *METHOD_FIELDS)}),
    )
    in_words = {"tie_break": "tie_steps", "kind": "kind_words"}
    change_form_template = "admin/awards/category.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return with_plan(super().get_queryset(request))

    def row_or_404(self, request: HttpRequest, pk: Any) -> Category:
        """Return the row that `get_queryset` finds, by SQL that is made once: each page of results asks it."""
        user = request.user
        row = _row.first(pk, user.administered_province_ids, sees_all=user.is_superuser)
        if row is None:
            raise Http404
        found: Category = self.in_its_zone(request, row)
        return found

    def get_readonly_fields(self, request, obj=None):
        """Return all but the quorum once the criteria are public: it follows who sits on the panel."""
        if obj is None or obj.edition.phase in CRITERIA_OPEN:
            return ("edition", "judges") if obj else ("judges",)
        return ("tie_steps", "kind_words", "edition", "judges", *OWN, *DATES, *METHOD_FIELDS)

    @admin.display(description="Kursi yang menilai")
    def judges(self, row: Category) -> str:
        return judges_in_words(row)

    @admin.display(description="Penentu bila nilai sama")
    def tie_steps(self, row: Category) -> str:
        return row.get_tie_break_display()

    @admin.display(description="Jenis yang dinilai", ordering="kind")
    def kind_words(self, row: Category) -> str:
        return row.get_kind_display()

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:
        """Store the category; a new one starts with the criteria of its kind."""
        super().save_model(request, obj, form, change)
        if not change:
            add_criteria(obj)
            messages.info(request, "Kriteria usulan jenisnya dipakai; periksa dan ubah seperlunya.")

    def history_of(self, row: Category, user: User) -> list[Source]:
        """Return the category with everything that was ever among its criteria."""
        groups = CriterionGroup.pgh_event_model.objects.filter(category=row)
        criteria = Criterion.pgh_event_model.objects.filter(group__in=groups.values("pgh_obj_id"))
        bands = Band.pgh_event_model.objects.filter(criterion__in=criteria.values("pgh_obj_id"))
        return [row, groups, criteria, bands]

    @staticmethod
    def subject(event: Event) -> str:
        """Return which group, criterion or band an event is about; "" for the category itself."""
        row = event.row
        if isinstance(row, Band):
            known = Band.criterion.is_cached(row)
            return f"{row.criterion.code if known else 'Kriteria yang dihapus'}, {shown((row.low, row.high))}"
        kinds = {Criterion: "Kriteria", CriterionGroup: "Kelompok"}
        return f"{kinds[type(row)]} {row.code}" if type(row) in kinds else ""

    @admin.display(description="Jumlah bobot", ordering="whole")
    def weight(self, row: Any) -> str:
        return format_exact((row.whole or Decimal(0)).normalize())

    def render_change_form(self, request, context, *args, obj=None, **kwargs) -> HttpResponse:
        if obj is not None:
            context |= {
                "criteria": CriteriaTable(list(obj.criteria.select_related("group")), self.weight(obj)),
                "show_preview": obj.edition.phase in RESULTS_OPEN,
                "dates": dates_of(obj),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path(
                "<int:pk>/hitung/", view(self._page(results_pages.preview_page)), name="awards_category_look"
            ),
            path(
                "<int:pk>/kriteria/",
                view(self._page(criteria_page)),
                name="awards_category_criteria",
            ),
            path(
                "<int:pk>/jadwal/<slug:name>/", view(self._page(date_page)), name="awards_category_postpone"
            ),
            path("<int:pk>/bobot/", view(self._page(weights_page)), name="awards_category_weights"),
            path(
                "<int:pk>/umumkan/",
                view(self._page(results_pages.publish_page)),
                name="awards_category_publish",
            ),
            path(
                "<int:pk>/rencana/kemajuan/",
                view(self._page(plan_pages.progress_page)),
                name="awards_category_progress",
            ),
            path("<int:pk>/halaman/", view(self._page(plan_pages.draft_page)), name="awards_category_draft"),
            path(
                "<int:pk>/rencana/setujui/",
                view(self._page(plan_pages.approve_page)),
                name="awards_category_approve",
            ),
            path(
                "<int:pk>/rencana/tarik/",
                view(self._page(plan_pages.withdraw_page)),
                name="awards_category_unplan",
            ),
            path(
                "<int:pk>/perubahan/",
                view(self._page(correction_pages.open_page)),
                name="awards_category_correct",
            ),
            path(
                "<int:pk>/perubahan/batal/",
                view(self._page(correction_pages.withdraw_page)),
                name="awards_category_withdraw",
            ),
        ]
        own += [
            path(f"<int:pk>/acara/{route}", view(self._page(page)), name=f"awards_category_{name}")
            for route, (name, page) in CEREMONY_PAGES.items()
        ]
        return [*own, *super().get_urls()]

    def _page(self, function: Any) -> Any:
        """Return a view that calls the function with the category, if this person sees it; else 404."""

        def view(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            category = self.row_or_404(request, pk)
            request.edition = category.edition  # type: ignore[attr-defined]
            return function(request, self.admin_site, category, **kwargs)

        return view


@compiled
def _row(key: int, provinces: list[int], *, sees_all: bool) -> QuerySet[Category]:
    rows = Category.objects.filter(pk=key, **CategoryAdmin.only).select_related(*CategoryAdmin.related)
    whose: Any = SimpleNamespace(administered_province_ids=provinces, is_superuser=sees_all)
    return with_plan(administered(rows, whose, CategoryAdmin.province_path)).order_by()
