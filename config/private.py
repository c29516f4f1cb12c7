"""A page made for the person who is logged in is kept by no browser and no proxy."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse


def keep_nowhere(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: on a shared computer the back button shows nobody what was on the screen before logging out.

    A page that never asked for the session says the same to everybody.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.has_header("Cache-Control") or not request.session.accessed:
            return response
        if SESSION_KEY in request.session:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware
