"""The headers every answer carries: one mapping that never changes; what a view has set itself stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse

REPORTS = "/csp"  # where browsers tell of a page that broke the policy: config.security.browser_reports
POLICY = (
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    f"report-uri {REPORTS}",
    "report-to csp",
)
UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
ALLOWED = ("publickey-credentials-create=(self)", "publickey-credentials-get=(self)")  # passkeys
HEADERS = {
    "Content-Security-Policy": "; ".join(POLICY),
    "Cross-Origin-Resource-Policy": "same-origin",  # but of what awards.views.published_bytes gives to any site
    "Permissions-Policy": ", ".join([*(f"{feature}=()" for feature in UNUSED), *ALLOWED]),
    "Reporting-Endpoints": f'csp="{REPORTS}"',
}
WITH_STYLES_INSIDE = {404, 500}  # Django's own pages for developers

View = Callable[..., HttpResponse]


def set_headers(get_response: View) -> View:
    """Sets what is the same for every answer; Django's SecurityMiddleware sets the rest."""
    shows_errors = settings.DEBUG

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not (shows_errors and response.status_code in WITH_STYLES_INSIDE):
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
        return response

    return middleware


def leaves_nothing(log_out: View) -> View:
    """Have the browser forget the site's pages and store with a log-out; drafts end with it anyway (drafts.js).

    Its cookies stay: one says that this is a device its owner has used, which wrong passwords of others do not lock.
    """

    @wraps(log_out)
    def view(request: HttpRequest) -> HttpResponse:
        response = log_out(request)
        if request.method == "POST" and request.is_secure():
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return view
