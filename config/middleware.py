"""Middleware of our own."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse


class LoginUnlessPublic(LoginRequiredMiddleware):
    """Django's, but a public page is let through before anybody asks who is reading it.

    Django looks first whether the visitor is logged in: that reads the session on every public request, and
    makes the answer vary by cookie, so that no cache could keep it.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable, view_args: tuple, view_kwargs: dict
    ) -> HttpResponse | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
