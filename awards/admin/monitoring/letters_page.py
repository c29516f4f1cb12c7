"""The page of what goes by itself: its words and whom it goes to, before it goes."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from awards.models import Edition
from awards.monitoring.letters import KINDS, sending


@require_safe
def letters_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Show the notices of one kind that the worker sends in an award year, as they would go now."""
    context = {
        **site.each_context(request),
        "title": "Surat otomatis",
        "edition": edition,
        "kinds": KINDS,
        "sending": sending(edition, request.GET.get("perihal", "")),
    }
    return TemplateResponse(request, "admin/awards/letters.html", context)
