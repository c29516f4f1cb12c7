"""What every page's header needs to know: who is logged in, as what, and for which year."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from awards.models import Edition
from regencies.choices import Role


@dataclass(frozen=True)
class NavLink:
    url: str
    label: str
    active: bool = False


@dataclass(frozen=True)
class SiteRole:
    """The header of a page. `label` and `place` are empty for a visitor."""

    label: str = ""
    place: str = ""
    province: str = ""
    award_year: int | None = None
    assessed_year: int | None = None
    nav: list[NavLink] = field(default_factory=list)


PUBLIC_NAV = [("home", "Beranda"), ("coverage_index", "Cakupan"), ("verify_hash", "Verifikasi")]
ROLE_NAV = {
    Role.OFFICER: [("report_index", "Laporan")],
    Role.HEAD: [("report_index", "Laporan")],
    Role.VERIFIER: [("verifier_queue", "Verifikasi laporan")],
    Role.ADMIN: [("admin:index", "Meja admin")],
}
PANEL_NAV = [("panel_index", "Penilaian")]


def _links(names: list[tuple[str, str]], path: str) -> list[NavLink]:
    links = [(reverse(name), label) for name, label in names]
    return [NavLink(url, label, path == url or (url != "/" and path.startswith(url))) for url, label in links]


def site_role(request: HttpRequest) -> SiteRole:
    """One membership query and one edition query, at most; none for a visitor."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return SiteRole(nav=_links(PUBLIC_NAV, request.path))
    membership = next(iter(user.active_memberships), None)
    if membership:
        role = Role(membership.role)
        place = membership.regency or membership.province
        province = membership.province or membership.regency.province
        edition = Edition.objects.filter(province=province).order_by("-award_year").first()
        return SiteRole(
            label=role.label,
            place=str(place),
            province=province.name,
            award_year=edition and edition.award_year,
            assessed_year=edition and edition.assessed_year,
            nav=_links([*ROLE_NAV[role], PUBLIC_NAV[0]], request.path),
        )
    seat = user.seats.select_related("edition__province").order_by("-edition__award_year").first()
    if seat:
        return SiteRole(
            label=f"Tim Sembilan · {seat.get_position_display()}",
            place=seat.element,
            province=seat.edition.province.name,
            award_year=seat.edition.award_year,
            assessed_year=seat.edition.assessed_year,
            nav=_links([*PANEL_NAV, PUBLIC_NAV[0]], request.path),
        )
    return SiteRole(nav=_links(PUBLIC_NAV, request.path))


def site(request: HttpRequest) -> dict:
    return {"site_role": SimpleLazyObject(lambda: site_role(request)), "demo": settings.DEMO}
