"""What somebody had typed when a form was refused because the log-in or its token had ended: shown again to them.

The values wait in the session, for whoever sent them, until the same person opens the page again; its view is then
run as for the form, `request.given_back` says that nothing may be stored, and it shows its page with them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.signing import Signer
from django.http import HttpRequest, HttpResponse, QueryDict

PERSON = "paritrana_person"  # who was logged in last at this browser, in settings.PERSON_COOKIE_NAME
WAITING = "typed"
LONGEST = 200_000  # characters
EXPIRES = 3600  # seconds
View = TypeVar("View", bound=Callable[..., HttpResponse])


def shows_typed(view: View) -> View:
    """Mark a view that stores nothing and shows its form when `request.given_back` is set."""
    view.shows_typed = True  # type: ignore[attr-defined]
    return view


def is_given_back(request: HttpRequest) -> bool:
    """Return whether the values of this request were refused before and are only to be shown."""
    return getattr(request, "given_back", False)


def is_known_device(request: HttpRequest, person: int) -> bool:
    """Return whether the account of this key was the last one logged in at this browser."""
    return _person_of_cookie(request) == str(person)


def remember_person(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Leaves the name of whoever is logged in with the browser, for a form sent after the session ended."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        person = request.session.get(SESSION_KEY) if request.session.accessed else None
        if person and _person_of_cookie(request) != person:
            given = {"secure": settings.SESSION_COOKIE_SECURE, "httponly": True, "samesite": "Lax"}
            signed = Signer(salt=PERSON).sign(person)
            response.set_cookie(settings.PERSON_COOKIE_NAME, signed, max_age=30 * 86_400, **given)
        return response

    return middleware


def keep_typed(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    """Let the values of a refused form wait for its sender; False when they are not to be shown again."""
    text = request.POST.urlencode() if request.method == "POST" else ""
    person = str(request.user.pk) if request.user.is_authenticated else _person_of_cookie(request)
    wanted = getattr(view, "shows_typed", False) and "X-Autosave" not in request.headers
    if not (wanted and person and text and len(text) <= LONGEST and _is_from_here(request)):
        return False
    request.session[WAITING] = {"path": request.get_full_path(), "person": person, "boxes": text}
    if not request.user.is_authenticated:
        request.session.set_expiry(EXPIRES)
    return True


def keep_until_asked(request: HttpRequest) -> None:
    """Let the values of a form wait until its sender has shown who they are; its page asks `is_given_back` itself."""
    text = request.POST.urlencode()
    if len(text) <= LONGEST:
        waiting = {"path": request.get_full_path(), "person": str(request.user.pk), "boxes": text}
        request.session[WAITING] = waiting | {"any_view": True}


def give_back_typed(request: HttpRequest, view: Callable[..., HttpResponse]) -> None:
    """Turn the request of a person whose values wait for this page into the one that sent them, to be shown only."""
    waiting = request.session.get(WAITING)
    if not waiting or request.method != "GET":
        return
    if not (waiting.get("any_view") or getattr(view, "shows_typed", False)):
        return
    if waiting["person"] == str(request.user.pk) and waiting["path"] != request.get_full_path():
        return
    del request.session[WAITING]
    if waiting["person"] == str(request.user.pk):
        request.method, request.POST, request.given_back = "POST", QueryDict(waiting["boxes"]), True


def _person_of_cookie(request: HttpRequest) -> str | None:
    signed = request.COOKIES.get(settings.PERSON_COOKIE_NAME, "")
    person, _, _ = signed.rpartition(":")
    return person if person and signed == Signer(salt=PERSON).sign(person) else None


def _is_from_here(request: HttpRequest) -> bool:
    """Return whether a page of ours sent the form; a browser names the origin of a form another site sends."""
    origin = request.headers.get("Origin")
    return origin in {None, f"{request.scheme}://{request.get_host()}"}
