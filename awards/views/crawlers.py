"""What machines ask a site for: which pages to leave alone, where the public ones are, and its small picture."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.models import Publication
from awards.publishing.names import address_of
from awards.views.published_bytes import public_page
from regencies.models import Regency

PRIVATE = (
    "/admin/",
    "/akun/",
    "/beranda/",
    "/klaim/",
    "/laporan/",
    "/penilaian/",
    "/rapor/",
    "/verifikator/",
)
AROUND = (
    "home",
    "rankings",
    "regions",
    "compare",
    "all_criteria",
    "regulations",
    "innovations",
    "coverage_index",
    "open_data",
    "verify_hash",
    "recompute",
)
GOOD_FOR = datetime.timedelta(days=180)
SITEMAP = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>\n'


@require_safe
@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers which pages are for people at work, and where the list of public ones is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    text = "\n".join([*lines, "", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@login_not_required
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell who found a hole where to say so (RFC 9116); 404 where SECURITY_CONTACT is not set."""
    if not settings.SECURITY_CONTACT:
        raise Http404("SECURITY_CONTACT tidak ditetapkan.")
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {timezone.now() + GOOD_FOR:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: id, en",
        f"Canonical: {settings.SITE_URL}{request.path}",
    )
    return HttpResponse("\n".join((*lines, "")), content_type="text/plain; charset=utf-8")


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the addresses of every public page there is now."""
    pages = "".join(f"<url><loc>{escape(settings.SITE_URL + path)}</loc></url>" for path in public_paths())
    return HttpResponse(SITEMAP.format(pages), content_type="application/xml; charset=utf-8")


@require_safe
@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Send whoever asks for the picture by its old name to the one there is."""
    return redirect(static("site/favicon.svg"))


def public_paths() -> Iterator[str]:
    """Yield the paths of the pages around the rankings, of every ranking that stands, and of its regions."""
    yield from map(reverse, AROUND)
    live = Publication.objects.live().select_related("category__edition__province")
    rows = list(live.without_documents().order_by("pk"))
    for row in rows:
        province, year, category, _ = address_of(row)
        yield reverse("ranking", args=(province, year, category))
    editions = {row.category.edition for row in rows}
    for province in sorted({one.province.slug for one in editions}):
        yield reverse("province_rankings", args=(province,))
        yield reverse("province_criteria", args=(province,))
    for province, assessed, year in sorted(
        (one.province.slug, one.assessed_year, one.award_year) for one in editions
    ):
        yield reverse("coverage", args=(province, assessed))
        yield reverse("criteria", args=(province, year))
        yield reverse("year_rankings", args=(province, year))
    regions = Regency.objects.filter(entries__category__publications__in=rows).distinct()
    for code in regions.order_by("kemendagri_code").values_list("kemendagri_code", flat=True):
        yield reverse("region", args=(code,))
