"""The OpenID provider of OIDC_…: leads a browser to it and reads what it answers. The protocol is Authlib's.

State, nonce and the proof of who asked (PKCE) wait in the session, good for one answer. No token is kept.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from regencies.actions.errors import Refused
from regencies.models import User

PATIENCE = 5  # seconds for each answer of the provider
LEEWAY = 60  # seconds that two clocks may differ
SIGNED_BY_ITS_KEY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, RuntimeError)  # what odd JSON ends in
logger = logging.getLogger(__name__)


class NotProven(Refused):
    """The provider says nothing that lets anybody in; `status` is that of the page, `person` whom it may be about."""

    def __init__(
        self, *reasons: str, person: User | None = None, status: HTTPStatus = HTTPStatus.FORBIDDEN
    ) -> None:
        super().__init__(reasons)
        self.person, self.status = person, status


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom the provider means, and what was asked: by which account, when, on the way to which page."""

    address: str  # "" without one
    is_verified: bool
    shown_at: float  # seconds since 1970 when the person last showed the provider who they are; 0 when it keeps silent
    person: int | None
    asked_at: float
    way_on: str | None


def provider() -> str:
    """Return what people call the provider."""
    return str(settings.OIDC["name"])


def lead(request: HttpRequest, way_on: str | None, *, again: bool) -> HttpResponseRedirect:
    """Return the way to the provider; `again` has it ask for a password even of who is logged in there.

    Raises NotProven while it cannot be reached.
    """
    asked = {"prompt": "login", "max_age": "0"} if again else {}
    back = f"{settings.SITE_URL}{reverse('account_provider_answer')}"
    kept = {"way_on": way_on, "person": request.user.pk, "asked_at": time.time(), "redirect_uri": back}
    with _in_our_words():
        client = _discovered(_client())
        found = client.create_authorization_url(back, **asked)
        client.save_authorize_data(request, **kept, **found)
        return HttpResponseRedirect(found["url"])


def read(request: HttpRequest) -> Answer:
    """Return what the provider answers to a question of ours, once. Raises NotProven when it is not proven.

    The provider is not asked about an answer that nobody waits for.
    """
    with _in_our_words():
        client = _client()
        kept = client.framework.get_state_data(request.session, request.GET.get("state"))
        if kept is None:
            raise _wrong("nobody_asked")
        if request.GET.get("error") == "access_denied":
            raise NotProven(
                f"Masuk melalui {provider()} dibatalkan.", "Silakan coba lagi, atau masuk dengan kata sandi."
            )
        token = _discovered(client).authorize_access_token(request, leeway=LEEWAY)
        told = _told(client, token)
        address = str(told.get("email") or "")
        return Answer(
            address=address if address.isprintable() else "",
            is_verified=told.get("email_verified") in (True, "true"),
            shown_at=float(token["userinfo"].get("auth_time") or 0),
            person=kept["person"],
            asked_at=kept["asked_at"],
            way_on=kept["way_on"],
        )


def _told(client: Any, token: dict[str, Any]) -> dict[str, Any]:
    """Return what the signed token says of the person, or the provider when asked once more."""
    signed: dict[str, Any] = token["userinfo"]
    if {"email", "email_verified"} <= {*signed} or "userinfo_endpoint" not in client.server_metadata:
        return signed
    told: dict[str, Any] = client.userinfo(token=token)
    if told["sub"] != signed["sub"]:
        raise _wrong("another_subject")
    return told


def _client() -> Any:
    from authlib.integrations.django_client import OAuth

    return OAuth().register(
        "provider",
        client_id=settings.OIDC["client"],
        client_secret=settings.OIDC["secret"],
        server_metadata_url=f"{settings.OIDC['url']}/.well-known/openid-configuration",
        client_kwargs={
            "scope": ["openid", "email"],
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
            "leeway": 0,  # some give tokens that are good for a minute, and they are used at once
        },
    )


def _discovered(client: Any) -> Any:
    """Return the client with what the provider publishes of itself; its tokens are signed by a key only it has."""
    told = client.load_server_metadata()
    if str(told["issuer"]).rstrip("/") != settings.OIDC["url"]:
        raise _wrong("another_issuer")
    told["id_token_signing_alg_values_supported"] = SIGNED_BY_ITS_KEY
    return client


def _wrong(code: str) -> Exception:
    from authlib.common.errors import AuthlibBaseError

    wrong: Exception = AuthlibBaseError(error=code)
    return wrong


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Say in words what Authlib and the network raise; the log gets its kind, never what a browser sent."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException

    try:
        yield
    except RequestException as problem:
        logger.warning("The OpenID provider does not answer: %s", type(problem).__name__)
        raise NotProven(
            f"{provider()} tidak menjawab permintaan situs ini.",
            "Silakan coba lagi nanti, atau masuk dengan kata sandi.",
            status=HTTPStatus.SERVICE_UNAVAILABLE,
        ) from problem
    except (AuthlibBaseError, JoseError, *UNREADABLE) as problem:
        code = re.fullmatch(r"[a-z_]{1,40}", str(getattr(problem, "error", "")))
        logger.warning(
            "The OpenID provider's answer is refused: %s %s", type(problem).__name__, code[0] if code else ""
        )
        raise NotProven(
            f"Jawaban {provider()} sudah pernah dipakai, kedaluwarsa, atau bukan untuk permintaan ini.",
            "Setiap jawaban berlaku sekali. Silakan coba lagi, atau masuk dengan kata sandi.",
        ) from problem
