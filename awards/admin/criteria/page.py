"""The page of a category's criteria: groups, criteria and bands, stored together or not at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from awards.admin.criteria.edits import edited
from awards.admin.criteria.forms import CriterionFormSet, GroupFormSet, initial_of, read, typed_again
from awards.admin.criteria.layout import sections, weight_words
from awards.admin.criteria.weights_page import weight_forms
from awards.admin.forms import shut
from awards.editions.criteria import set_criteria
from awards.editions.criteria_rows import Criteria, stored_criteria
from awards.editions.phases import CRITERIA_OPEN
from awards.models import Category
from regencies.actions.errors import Refused, Stale
from regencies.admin.confirm import confirm_verb
from regencies.admin.desk_form import typed_reason, why_too_long
from regencies.permissions import can_administer

TEMPLATE, LABEL = "admin/awards/criteria.html", "Simpan kriteria"


def _formsets(request: HttpRequest, category: Category, stored: Criteria) -> tuple[Any, Any, str]:
    """Return the boxes of groups and criteria, and the name of the one to go on with: judged only when to be stored."""
    focus = ""
    if request.method == "POST" and "edit" not in request.POST:
        groups = GroupFormSet(request.POST, prefix="groups")
        criteria = CriterionFormSet(request.POST, prefix="criteria")
    else:
        own, rows = initial_of(stored)
        if request.method == "POST":
            typed, focus = edited(request.POST, category)
            own, rows = typed_again(typed)
        else:
            tried = weight_forms(request, [*category.criteria])
            weights = {form.criterion.pk: form["weight"].value() for form in tried}
            rows = [row | {"weight": weights.get(row["key"], row["weight"])} for row in rows]
        groups = GroupFormSet(initial=own, prefix="groups")
        criteria = CriterionFormSet(initial=rows, prefix="criteria")
    for row in criteria:
        row.offer(groups)
    return groups, criteria, focus


def criteria_page(request: HttpRequest, site: AdminSite, category: Category) -> HttpResponse:
    """Show all criteria of a category and store them in one press; other buttons only change what is typed."""
    stored = stored_criteria(category)
    groups, criteria, focus = _formsets(request, category, stored)
    is_open = category.edition.phase in CRITERIA_OPEN
    shut([*groups, *criteria, *(band for row in criteria for band in row.bands)], unless=is_open)
    back = reverse("admin:awards_category_change", args=[category.pk])
    conflict: list[tuple[str, str, str]] = []
    shown = {
        "title": f"Kriteria, bobot, dan rentang nilai: {category.name}",
        "category": category,
        "is_open": is_open,
        "groups": groups,
        "criteria": criteria,
        "sections": sections(groups, criteria, focus, is_open=is_open),
        "weight": weight_words(criteria),
        "seen": stored.token,
        "conflict": conflict,
        "tried": bool(request.GET),
        "reason": request.POST.get("reason", ""),
    }

    def act() -> HttpResponse | None:
        if "edit" in request.POST:
            context = site.each_context(request) | shown
            return render(request, TEMPLATE, {**context, "confirm_label": LABEL, "cancel_url": back})
        typed, reason = request.POST, typed_reason(request, "reason")
        if wrong := why_too_long(reason):
            raise Refused(wrong)
        try:
            changed = set_criteria(
                category,
                read(groups, criteria),
                seen=typed.get("seen", ""),
                by=request.user,
                reason=reason,
            )
        except Stale as stale:
            conflict.extend(stale.rows)
            raise
        messages.success(
            request, "Kriteria tersimpan; jumlah bobotnya tepat 100." if changed else "Tidak ada yang diubah."
        )
        return None

    return confirm_verb(
        request,
        site,
        allowed=can_administer(request.user, category.edition.province_id),
        label=LABEL,
        back=back,
        act=act,
        template=TEMPLATE,
        **shown,
    )
