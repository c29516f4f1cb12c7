"""A small OpenID provider on loopback: discovery, authorization code with PKCE, keys, RS256 tokens, userinfo."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import requests
from django.http import HttpResponse
from django.test import Client
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "paritrana", "rahasia-penyedia"
START = "/akun/masuk/penyedia/"


@cache
def key(number: int) -> RSAKey:
    """Key 0 is the provider's; any other is somebody else's."""
    return RSAKey.generate_key(2048, {"kid": "satu", "use": "sig"})


class Provider(ThreadingHTTPServer):
    """Whoever asks is the person of `address`; what is `told` besides replaces claims of the token."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.address, self.verified = "", True
        self.told: dict[str, Any] = {}
        self.signed_by: int | None = 0  # None: the token bears no signature
        self.shows_page = False
        self.by_userinfo: dict[str, Any] | None = None  # what userinfo adds, when the token holds no address
        self.codes: dict[str, dict[str, str]] = {}
        self.seen: list[str] = []
        self.answers = threading.Event()
        self.answers.set()

    @property
    def setting(self) -> dict[str, str]:
        return {"url": self.url, "client": CLIENT, "secret": SECRET, "name": "Akun Pemda"}

    @property
    def person(self) -> dict[str, Any]:
        return {"email": self.address, "email_verified": self.verified}

    def id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "sub": "7",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        }
        claims |= {"auth_time": now} if "max_age" in asked else {}
        claims |= self.person if self.by_userinfo is None else {}
        if self.signed_by is None:
            parts = ({"alg": "none", "kid": "satu"}, claims | self.told)
            coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts]
            return f"{coded[0].rstrip('=')}.{coded[1].rstrip('=')}."
        return jwt.encode({"alg": "RS256", "kid": "satu"}, claims | self.told, key(self.signed_by))


class Conversation(BaseHTTPRequestHandler):
    """One request; what breaks the protocol is answered as RFC 6749 has it."""

    server: Provider

    def log_message(self, *_: object) -> None:
        """Print nothing."""

    def do_GET(self) -> None:
        path, asked = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
        self.server.seen.append(path)
        self.server.answers.wait(20)
        if path == "/.well-known/openid-configuration":
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
            ends |= {"jwks_uri": "keys", "userinfo_endpoint": "userinfo"}
            self.say(
                {"issuer": self.server.url} | {end: f"{self.server.url}/{at}" for end, at in ends.items()}
            )
        elif path == "/keys":
            self.say({"keys": [key(0).as_dict(private=False)]})
        elif path == "/userinfo" and self.headers["Authorization"] == "Bearer sekali":
            self.say({"sub": "7"} | self.server.person | (self.server.by_userinfo or {}))
        elif path == "/authorize" and asked.get("code_challenge_method") == "S256":
            self.authorize(asked)
        else:
            self.say({"error": "invalid_request"}, 400)

    def authorize(self, asked: dict[str, str]) -> None:
        code = secrets.token_urlsafe(8)
        self.server.codes[code] = asked
        back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
        if not self.server.shows_page:
            self.send_response(302)
            self.send_header("Location", back)
            self.end_headers()
            return
        link = f'<a href="{html.escape(back)}">Setuju</a>'
        page = f'<!doctype html><html lang="id"><title>Akun Pemda</title>{link}</html>'
        self.say(page.encode(), kind="text/html")

    def do_POST(self) -> None:
        self.server.seen.append(self.path)
        sent = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        told = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
        asked = self.server.codes.pop(sent.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest())
        if unquote(told) != f"{CLIENT}:{SECRET}":
            self.say({"error": "invalid_client"}, 401)
        elif (
            asked is None
            or asked["code_challenge"] != proof.decode().rstrip("=")
            or asked["redirect_uri"] != sent.get("redirect_uri")
        ):
            self.say({"error": "invalid_grant"}, 400)
        else:
            token = {"access_token": "sekali", "token_type": "Bearer", "expires_in": 60}
            self.say(token | {"id_token": self.server.id_token(asked)})

    def say(self, what: Any, status: int = 200, kind: str = "application/json") -> None:
        body = what if isinstance(what, bytes) else json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served() -> Iterator[Provider]:
    """A provider that answers meanwhile."""
    with Provider() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.answers.set()
            server.shutdown()


def asked(client: Client, start: str = START) -> str:
    """The way back to the site, after the provider was asked: path and query."""
    way = client.get(start)["Location"]
    back = urlsplit(requests.get(way, allow_redirects=False, timeout=20).headers["Location"])
    return f"{back.path}?{back.query}"


def through(client: Client, start: str = START) -> HttpResponse:
    """The site's answer to who comes back from the provider."""
    return client.get(asked(client, start))
