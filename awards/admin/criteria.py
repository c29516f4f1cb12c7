"""Desk pages of categories and criteria: editable in the preparation phase, read-only from then on."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from awards.admin import correction_pages, results_pages
from awards.admin.forms import METHOD_FIELDS, MethodForm, shut
from awards.admin.phase_admin import PhasedAdmin
from awards.editions.default_criteria import add_criteria, default_name
from awards.editions.phases import CRITERIA_OPEN, RESULTS_OPEN, SEATS_OPEN
from awards.editions.seats import judges_in_words
from awards.editions.weights import set_weights, weights_token
from awards.models import Band, Category, Criterion, CriterionGroup, Edition
from awards.publishing.what_if import what_if
from awards.tables.award_year import CriteriaTable, WeightsTable
from regencies.actions.errors import Refused
from regencies.admin.base import DeskInline, OwnProvinceFilter
from regencies.admin.confirm import confirm_verb
from regencies.admin.desk_form import DeskForm
from regencies.choices import REGENCY_KIND
from regencies.forms.fields import DecimalNumberField
from regencies.kinds.registry import kind_labels
from regencies.l10n.numbers import format_exact
from regencies.models import User
from regencies.permissions import can_administer
from regencies.presenters.audit_log import Source


class GroupInline(DeskInline):
    """The groups of a category, on its page; they stay what they were once the criteria are public."""

    model = CriterionGroup
    fields = ("code", "name")

    def _owner_may_change(self, request: HttpRequest, owner: Any) -> bool:
        is_open = owner is None or owner.edition.phase in CRITERIA_OPEN
        return is_open and super()._owner_may_change(request, owner)


class BandInline(DeskInline):
    """The bands of a criterion, on its page."""

    model = Band
    fields = ("low", "high", "label")
    verbose_name_plural = "rentang nilai dan patokan (rentang satu angka)"


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


OWN = ("kind", "slug", "name", "filling_deadline")


@admin.register(Category)
class CategoryAdmin(PhasedAdmin):
    """Categories of an award year, with the verbs on their results."""

    province_path = "edition__province"
    edition_path = "edition"
    related = ("edition__province",)
    open_in = SEATS_OPEN
    made_in = CRITERIA_OPEN
    form = CategoryForm
    list_display = ("name", "kind_words", "edition", "weight")
    list_filter = (("edition", OwnProvinceFilter),)
    fieldsets = (
        (None, {"fields": ("edition", *OWN, "judges")}),
        ("Cara menghitung dan mengumumkan", {"fields": ("quorum", *METHOD_FIELDS)}),
    )
    in_words = {"tie_break": "tie_steps", "kind": "kind_words"}
    inlines = (GroupInline,)
    change_form_template = "admin/awards/category.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(whole=Sum("groups__criteria__weight"))

    def get_readonly_fields(self, request, obj=None):
        """Return all but the quorum once the criteria are public: it follows who sits on the panel."""
        if obj is None or obj.edition.phase in CRITERIA_OPEN:
            return ("edition", "judges") if obj else ("judges",)
        return ("tie_steps", "kind_words", "edition", "judges", *OWN, *METHOD_FIELDS)

    @admin.display(description="Kursi yang menilai")
    def judges(self, row: Category) -> str:
        return judges_in_words(row)

    @admin.display(description="Penentu bila nilai sama")
    def tie_steps(self, row: Category) -> str:
        return row.get_tie_break_display()

    @admin.display(description="Jenis yang dinilai", ordering="kind")
    def kind_words(self, row: Category) -> str:
        return row.get_kind_display()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store the groups; a new category without any starts with the criteria of its kind."""
        super().save_related(request, form, formsets, change)
        if not change and not form.instance.groups.exists():
            add_criteria(form.instance)
            messages.info(request, "Kriteria usulan jenisnya dipakai; periksa dan ubah seperlunya.")

    @admin.display(description="Jumlah bobot", ordering="whole")
    def weight(self, row: Any) -> str:
        return format_exact((row.whole or Decimal(0)).normalize())

    def render_change_form(self, request, context, *args, obj=None, **kwargs) -> HttpResponse:
        if obj is not None:
            context |= {
                "criteria": CriteriaTable(list(obj.criteria.select_related("group")), self.weight(obj)),
                "show_preview": obj.edition.phase in RESULTS_OPEN,
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path(
                "<int:pk>/hitung/", view(self._page(results_pages.preview_page)), name="awards_category_look"
            ),
            path(
                "<int:pk>/bobot/",
                view(self._page(weights_page)),
                name="awards_category_weights",
            ),
            path(
                "<int:pk>/umumkan/",
                view(self._page(results_pages.publish_page)),
                name="awards_category_publish",
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
        return [*own, *super().get_urls()]

    def _page(self, function: Any) -> Any:
        """Return a view that calls the function with the category, if this person sees it; else 404."""
        return lambda request, pk: function(request, self.admin_site, self.row_or_404(request, pk))


class WeightForm(forms.Form):
    """The weight of one criterion."""

    weight = DecimalNumberField(
        label="bobot", min_value=Decimal("0.001"), max_value=Decimal(100), decimal_places=3, max_digits=6
    )

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        initial = {"weight": criterion.weight.normalize()}
        super().__init__(*args, initial=initial, prefix=f"c{criterion.pk}", **kwargs)
        self.criterion = criterion


def weights_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Set all weights of a category; what they would have done to last year's ranking is shown before."""
    criteria = list(category.criteria.select_related("group").order_by("position", "code"))
    typed = request.POST if request.method == "POST" else None
    rows = [WeightForm(typed, criterion=criterion) for criterion in criteria]
    is_open = category.edition.phase in CRITERIA_OPEN
    shut(rows, unless=is_open)
    shown = {
        "title": "Bobot kriteria",
        "category": category,
        "is_open": is_open,
        "table": WeightsTable(rows),
        "seen": weights_token(criteria),
    }

    def act() -> HttpResponse | None:
        if wrong := [
            f"{row.criterion.code}: {error}" for row in rows for error in row.errors.get("weight", [])
        ]:
            raise Refused(wrong)
        weights = {row.criterion: row.cleaned_data["weight"] for row in rows}
        if "look" in request.POST:
            by_code = {criterion.code: weight for criterion, weight in weights.items()}
            context = site.each_context(request) | shown | what_if(category, by_code)
            return render(request, template, {**context, "confirm_label": label, "cancel_url": back})
        by_key = {criterion.pk: weight for criterion, weight in weights.items()}
        changed = set_weights(category, by_key, seen=request.POST.get("seen", ""), by=request.user)
        messages.success(request, f"{changed} bobot diubah; jumlahnya tepat 100.")
        return None

    template, label = "admin/awards/weights.html", "Simpan bobot"
    back = reverse("admin:awards_category_change", args=[category.pk])
    allowed = can_administer(request.user, category.edition.province_id)
    return confirm_verb(
        request, site, allowed=allowed, label=label, back=back, act=act, template=template, **shown
    )


class GroupField(forms.ModelChoiceField):
    """A choice of groups by name and category: two categories may have a group of the same name."""

    def label_from_instance(self, group: CriterionGroup) -> str:
        return f"{group} · {group.category}"


class CriterionForm(DeskForm):
    """One criterion; it stays in its category, and no other one there has its code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "group" in self.fields:
            groups = self.fields["group"].queryset
            self.fields["group"].queryset = groups.filter(category=self.instance.group.category_id)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        group, code = cleaned.get("group"), cleaned.get("code")
        if group and group.category.criteria.exclude(pk=self.instance.pk).filter(code=code).exists():
            self.add_error("code", f"Kode {code} sudah dipakai kriteria lain dalam {group.category}.")
        return cleaned


@admin.register(Criterion)
class CriterionAdmin(PhasedAdmin):
    """Criteria with their bands."""

    form = CriterionForm
    province_path = "group__category__edition__province"
    apart = "group.category.edition.award_year"
    edition_path = "group.category.edition"
    related = ("group__category__edition__province",)
    open_in = CRITERIA_OPEN
    list_display = ("code", "name", "shown_weight", "source", "stage", "category")
    list_display_links = ("name",)
    list_filter = (("group__category", OwnProvinceFilter), "source", "stage")
    search_fields = ("code", "name")
    fieldsets = (
        (None, {"fields": ("group", "code", "name", "weight", "position")}),
        ("Cara menilai", {"fields": ("source", "stage", "indicator", "full_mark", "guidance")}),
    )
    inlines = (BandInline,)
    in_words = {"weight": "shown_weight", "full_mark": "shown_full_mark"}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "group":
            own = Edition.objects.administered_by(request.user).filter(phase__in=self.open_in)
            groups = CriterionGroup.objects.filter(category__edition__in=own)
            kwargs["queryset"] = groups.select_related("category__edition")
            kwargs["form_class"] = GroupField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def history_of(self, row: Criterion, user: User) -> list[Source]:
        return [row, Band.pgh_event_model.objects.filter(criterion=row)]

    @admin.display(description="Kategori", ordering="group__category")
    def category(self, row: Criterion) -> str:
        return str(row.group.category)

    @admin.display(description="Bobot", ordering="weight")
    def shown_weight(self, row: Criterion) -> str:
        return format_exact(row.weight.normalize())

    @admin.display(description="Angka untuk nilai 100")
    def shown_full_mark(self, row: Criterion) -> str:
        return format_exact(row.full_mark and row.full_mark.normalize())
