"""The header of every page: who is logged in, as what, and for which award year."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from awards.models import Edition, Seat
from awards.models.editions import newest_first
from config.postgres.compiled import compiled
from regencies.choices import Role
from regencies.models import Membership, Province


@dataclass(frozen=True)
class NavLink:
    """A link of the header's navigation."""

    url: str
    label: str
    active: bool = False


@dataclass(frozen=True)
class SiteRole:
    """The header of a page. `label` and `place` are empty for a visitor; the years are those the page is about."""

    label: str = ""
    place: str = ""
    province: str = ""
    award_year: int | None = None
    rehearsal: bool = False  # whether the page is about one
    assessed_year: int | None = None
    nav: list[NavLink] = field(default_factory=list)


PUBLIC_NAV = [("home", "Beranda"), ("coverage_index", "Cakupan"), ("verify_hash", "Cek keaslian")]
OFFICE_NAV = [
    ("report_index", "Laporan"),
    ("nominee_index", "Calon"),
    ("objection_index", "Sanggahan"),
    ("report_cards", "Rapor"),
]
ROLE_NAV = {
    Role.OFFICER: OFFICE_NAV,
    Role.HEAD: OFFICE_NAV,
    Role.NOMINATOR: [("nominee_index", "Calon")],
    Role.VERIFIER: [("verifier_queue", "Verifikasi laporan"), ("claims", "Klaim")],
    Role.ADMIN: [("admin:index", "Meja admin")],
}
PANEL_NAV = [("panel_index", "Penilaian")]


# What a page is about, by what its address names: each is a way from an award year to it.
REPORTS = "province__regencies__reports"
BY_ARGUMENT = {
    "year": "assessed_year",
    "assessed_year": "assessed_year",
    "award_year": "award_year",
    "edition": "pk",
    "judged": "categories",
    "report": REPORTS,
    "entry": "categories__entries",
    "sheet": "categories__entries__sheets",
    "recusal": "categories__entries__recusals",
    "absence": "categories__entries__absences",
    "substitution": "categories__entries__substitutions",
    "objection": "categories__entries__objections",
    "claim": "categories__entries__claims",
    "file": "categories__entries__objections__files",
    "report_entry": f"{REPORTS}__entries",
    "evidence": f"{REPORTS}__entries__evidence",
}
BY_MODEL = {  # of the desk, whose addresses name every row alike
    "awards_edition": "pk",
    "awards_category": "categories",
    "awards_seat": "seats",
    "awards_entry": "categories__entries",
    "awards_scoresheet": "categories__entries__sheets",
    "awards_recusal": "categories__entries__recusals",
    "awards_absence": "categories__entries__absences",
    "awards_substitution": "categories__entries__substitutions",
    "awards_publication": "categories__publications",
    "awards_plenarydecision": "categories__plenary_decisions",
    "awards_specialaward": "categories__entries__special_awards",
    "awards_objection": "categories__entries__objections",
    "regencies_yearlyreport": REPORTS,
}


def _links(names: list[tuple[str, str]], path: str) -> list[NavLink]:
    links = [(reverse(name), label) for name, label in names]
    return [NavLink(url, label, path == url or (url != "/" and path.startswith(url))) for url, label in links]


def about(request: HttpRequest) -> tuple[str, Any]:
    """Return the way from an award year to what the page is about, and which; "" for a page about none."""
    match = request.resolver_match
    named = match.kwargs if match else {}
    if report := named.get("which"):  # of a report
        return "assessed_year", report.year
    if name := next((name for name in BY_ARGUMENT if name in named), ""):
        return BY_ARGUMENT[name], named[name]
    way = BY_MODEL.get("_".join((match.url_name or "").split("_")[:2]), "") if match else ""
    value = str(named.get("pk", named.get("object_id", "")))
    return (way, int(value)) if way and value.isascii() and value.isdigit() else ("", None)


def _years(way: str, value: Any) -> Q:
    """Return which award years a page is about, as a filter; any for a page about none."""
    if way.startswith(REPORTS):
        return Q(**{way: value}, assessed_year=F(f"{REPORTS}__year"))
    return Q(**{way: value}) if way else Q()


def held_here(request: HttpRequest) -> Membership | None:
    """Return the office the page is about, of somebody who holds several; else the first one."""
    held: list[Membership] = request.user.active_memberships
    which = request.resolver_match.kwargs.get("which") if request.resolver_match else None
    named = [m for m in held if which and m.regency and m.regency.digits == which.region]
    return next(iter([*named, *held]), None)


def _under(request: HttpRequest) -> str:
    """Return the path by which the page's own link is told: a nominee's report stands under the nominees.

    A page whose address does not say where it stands names it itself (`request.under`).
    """
    if under := getattr(request, "under", ""):
        return str(under)
    which = request.resolver_match.kwargs.get("which") if request.resolver_match else None
    return request.path if which is None or which.nominee is None else reverse("nominee_index")


def _edition(request: HttpRequest, role: Role, province: Province) -> Edition | None:
    """Return the award year the page is about; None of none. No query where an admin's page has read it already.

    Such a page says so (`request.edition`).
    """
    read: Edition | None = getattr(request, "edition", None)
    if read and role == Role.ADMIN and read.province_id == province.pk:
        return read
    way, value = about(request)
    return _newest.first(province.pk, value, way=way, is_admin=role == Role.ADMIN)


@compiled
def _newest(province: int, value: Any, *, way: str, is_admin: bool) -> QuerySet[Edition]:
    known = Edition.living.all() if is_admin else Edition.living.public()
    return known.filter(_years(way, value), province=province).order_by(*newest_first())[:1]


def _seat(request: HttpRequest) -> Seat | None:
    """Return the seat of who is logged in that the page is about, as it was read (`request.seat`); None of none."""
    if read := getattr(request, "seat", None):
        return cast(Seat, read)
    way, value = about(request)
    return _held.first(request.user.pk, value, way=way) or _held.first(request.user.pk, None, way="")


@compiled
def _held(user: int, value: Any, *, way: str) -> QuerySet[Seat]:
    seats = Seat.objects.living().filter(user=user).select_related("edition__province")
    about_it = seats.filter(edition__in=Edition.living.filter(_years(way, value))) if way else seats
    return about_it.order_by(*newest_first("edition__"))[:1]


def site_role(request: HttpRequest) -> SiteRole:
    """Return the header of the page: one membership query and one edition query at most, none for a visitor."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return SiteRole(nav=_links(PUBLIC_NAV, request.path))
    if membership := held_here(request):
        role = Role(membership.role)
        place = membership.regency or membership.province
        province = membership.own_province
        edition = _edition(request, role, province)
        return SiteRole(
            label=role.label,
            place=str(place),
            province=province.name,
            award_year=edition and edition.award_year,
            rehearsal=bool(edition and edition.rehearsal),
            assessed_year=edition and edition.assessed_year,
            nav=_links([*ROLE_NAV[role], PUBLIC_NAV[0]], _under(request)),
        )
    if seat := _seat(request):
        return SiteRole(
            label="Tim Sembilan" if seat.is_substitute else f"Tim Sembilan · {seat.get_position_display()}",
            place=seat.element,
            province=seat.edition.province.name,
            award_year=seat.edition.award_year,
            rehearsal=seat.edition.rehearsal,
            assessed_year=seat.edition.assessed_year,
            nav=_links([*PANEL_NAV, PUBLIC_NAV[0]], request.path),
        )
    return SiteRole(nav=_links(PUBLIC_NAV, request.path))


def site(request: HttpRequest) -> dict:
    """Return what every template may use: the header, computed when first asked for, and whether this is a demo."""
    return {"site_role": SimpleLazyObject(lambda: site_role(request)), "demo": settings.DEMO}
