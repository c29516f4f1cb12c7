"""Which province a file of the desk is about: whose admin one is, the one the address names among them."""

from __future__ import annotations

from typing import Any

from django.db.models.options import Options
from django.http import Http404, HttpRequest

from regencies.choices import Role
from regencies.models import Province, User


def provinces_loaded_by(user: User) -> list[Province]:
    """Return the provinces whose files a user loads; for the operator those that have regions."""
    if user.is_superuser:
        return list(Province.objects.filter(regencies__isnull=False).distinct())
    return [m.province for m in user.active_memberships if m.role == Role.ADMIN]


def asked_province(request: HttpRequest) -> Province:
    """Return the province the address names, else the first; 404 for one of somebody else."""
    asked = request.GET.get("provinsi", "")
    found = [province for province in provinces_loaded_by(request.user) if asked in ("", province.code)]
    if not found:
        raise Http404
    return found[0]


def sheet_links(user: User, opts: Options[Any]) -> dict[str, Any]:
    """Return what a list shows of its files: whose this person loads, and the names of the pages."""
    return {
        "provinces": provinces_loaded_by(user),
        "load_name": f"admin:{opts.label_lower.replace('.', '_')}_load",
        "template_name": f"admin:{opts.label_lower.replace('.', '_')}_template",
    }
