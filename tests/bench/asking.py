"""Two ways to ask for a page: the WSGI application in this process, and the production server on loopback.

Only the answering is timed: building a request and reading a form happen outside of the clock.
"""

from __future__ import annotations

import io
import socket
import sys
import time
from collections.abc import Mapping
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import NamedTuple, Protocol
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler

HOST = "localhost"


class Reply(NamedTuple):
    seconds: float
    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Transport(Protocol):
    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply: ...


class InProcess:
    """The whole middleware and the view, without a network."""

    def __init__(self) -> None:
        self.application = WSGIHandler()

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        path, _, query = path.partition("?")
        started: list[tuple[str, list[tuple[str, str]]]] = []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": headers.get("Content-Type", ""),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
        }
        begun = time.perf_counter()
        response = self.application(environ, lambda status, given, _=None: started.append((status, given)))
        content = b"".join(response)
        response.close()
        seconds = time.perf_counter() - begun
        ((status, given),) = started
        return Reply(seconds, int(status.split()[0]), given, content)


class Loopback:
    """One kept-alive connection to a server: bytes out, bytes in, no client library in the way."""

    def __init__(self, port: int) -> None:
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        lines.append(f"Content-Length: {len(body)}")
        request = "\r\n".join([*lines, "", ""]).encode() + body
        begun = time.perf_counter()
        self.connection.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, content = received.partition(b"\r\n\r\n")
        first, *fields = head.decode("latin-1").split("\r\n")
        given = [(name, value.strip()) for name, _, value in (field.partition(":") for field in fields)]
        length = int(next(value for name, value in given if name.lower() == "content-length"))
        while len(content) < length:
            content += self._more()
        return Reply(time.perf_counter() - begun, int(first.split()[1]), given, content)

    def _more(self) -> bytes:
        if not (some := self.connection.recv(65_536)):
            raise ConnectionError("The server hung up.")
        return some


class Visitor:
    """Somebody with a cookie jar, logged in or not."""

    def __init__(self, transport: Transport, session: Mapping[str, str] | None = None) -> None:
        self.transport = transport
        self.cookies = dict(session or {})

    def get(self, path: str) -> Reply:
        return self._ask("GET", path)

    def post(self, path: str, values: Mapping[str, str], **more: str) -> Reply:
        return self._ask("POST", path, urlencode(values).encode(), **more)

    def _ask(self, method: str, path: str, body: bytes = b"", **more: str) -> Reply:
        """`more`: further headers, "_" for "-"."""
        headers = {"Host": HOST, **{name.replace("_", "-"): value for name, value in more.items()}}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        reply = self.transport.ask(method, path, headers, body)
        for name, value in reply.headers:
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return reply


class FirstForm(HTMLParser):
    """What a browser would send of the form that is saved on its own: the values as they stand."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._inside = False
        self._box: str | None = None
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and "data-autosave" in given:
            self._inside = True
        name = given.get("name")
        if not self._inside or not name:
            return
        if tag == "input" and given.get("type") not in {"submit", "checkbox", "radio", "file"}:
            self.values[name] = given.get("value") or ""
        elif tag == "input" and "checked" in given:
            self.values[name] = given.get("value") or "on"
        elif tag == "textarea":
            self._box, self.values[name] = name, ""

    def handle_data(self, data: str) -> None:
        if self._box:
            self.values[self._box] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            self._box = None
