"""Who opens the papers of a result on the desk, and which paper an address names."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from awards.ceremony.desk import Standing, open_result, standings
from awards.ceremony.result import Result
from awards.contract.conform import NotConforming
from awards.models import Category
from awards.publishing.look_page import require_look
from regencies.permissions import can_administer


def require_papers(request: HttpRequest, category: Category) -> None:
    """Raise PermissionDenied for whom results are not open, and for everybody but the admins of the province."""
    require_look(request.user, category)
    if not can_administer(request.user, category.edition.province_id):
        raise PermissionDenied


def url_of(name: str, category: Category, *args: Any) -> str:
    """Return the address of a page about the papers of a category."""
    return reverse(f"admin:awards_category_{name}", args=[category.pk, *args])


def paper_or_404(category: Category, key: str) -> tuple[Result, Standing]:
    """Return the result and the paper of that key; 404 when there is none."""
    try:
        result = open_result(category)
    except NotConforming as unfit:
        raise Http404 from unfit
    found = next((one for one in standings(result) if one.paper.key == key), None)
    if found is None:
        raise Http404
    return result, found
