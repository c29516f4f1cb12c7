"""The page that tries other weights on last year's ranking; it stores nothing, the page of criteria takes them over."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse

from awards.admin.forms import shut
from awards.editions.phases import CRITERIA_OPEN
from awards.models import Category, Criterion
from awards.publishing.what_if import what_if
from awards.tables.award_year import WeightsTable
from regencies.admin.confirm import METHODS
from regencies.forms.fields import DecimalNumberField
from regencies.permissions import can_administer


class WeightForm(forms.Form):
    """The weight of one criterion."""

    weight = DecimalNumberField(
        label="bobot", min_value=Decimal("0.001"), max_value=Decimal(100), decimal_places=3, max_digits=6
    )

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        initial = {"weight": criterion.weight.normalize()}
        super().__init__(*args, initial=initial, prefix=f"c{criterion.pk}", **kwargs)
        self.criterion = criterion


def weight_forms(request: HttpRequest, criteria: Sequence[Criterion]) -> list[WeightForm]:
    """Return the box of each criterion, with the weight its address names where it names any."""
    tried = request.GET if any(name.endswith("-weight") for name in request.GET) else None
    return [WeightForm(tried, criterion=criterion) for criterion in criteria]


def weights_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Show what the ranking published last would have been by the weights in the address."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(METHODS[:2])
    if not can_administer(request.user, category.edition.province_id):
        raise PermissionDenied
    rows = weight_forms(request, category.criteria.select_related("group").order_by("position", "code"))
    is_open = category.edition.phase in CRITERIA_OPEN
    shut(rows, unless=is_open)
    wrong = [f"{row.criterion.code}: {error}" for row in rows for error in row.errors.get("weight", [])]
    found: dict[str, Any] = {}
    if rows and rows[0].is_bound and not wrong:
        found = what_if(category, {row.criterion.code: row.cleaned_data["weight"] for row in rows})
    context = {
        "title": f"Coba bobot lain: {category.name}",
        "category": category,
        "is_open": is_open,
        "table": WeightsTable(rows),
        "problems": wrong,
        "criteria_url": reverse("admin:awards_category_criteria", args=[category.pk]),
    }
    return render(request, "admin/awards/weights.html", site.each_context(request) | context | found)
