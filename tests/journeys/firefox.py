"""Firefox driven by WebDriver BiDi, which it speaks itself: saved pages are opened, measured and printed in it."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from websockets.sync.client import ClientConnection, connect

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
A4_CM = {"width": 21.0, "height": 29.7}


class Firefox:
    """One tab of a Firefox; `pages` are what its site answers, {path: html}."""

    def __init__(self, socket: ClientConnection, site: str, pages: dict[str, str]) -> None:
        self.socket, self.site, self.pages, self.numbers = socket, site, pages, count(1)
        self.call("session.new", capabilities={})
        self.tab = self.call("browsingContext.getTree")["contexts"][0]["context"]

    def call(self, method: str, **parameters: Any) -> Any:
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self.socket.recv(timeout=60))).get("id") != number:
            pass  # an event
        assert answer["type"] == "success", answer
        return answer["result"]

    def open(self, path: str, html: str) -> None:
        self.pages[path] = html
        self.call("browsingContext.navigate", context=self.tab, url=self.site + path, wait="complete")

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self.call("browsingContext.setViewport", context=self.tab, viewport=size)

    def evaluate(self, function: str) -> Any:
        """Return what a function of JavaScript without arguments returns, by way of JSON."""
        found = self.call(
            "script.evaluate",
            expression=f"JSON.stringify(({function.strip()})() ?? null)",
            target={"context": self.tab},
            awaitPromise=False,
        )
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"])

    def print(self) -> bytes:
        """Return the PDF of the page on A4, with the margins of its own style sheet."""
        margin = dict.fromkeys(("top", "bottom"), 1.6) | dict.fromkeys(("left", "right"), 1.4)
        paper = self.call("browsingContext.print", context=self.tab, page=A4_CM, margin=margin)
        return base64.b64decode(paper["data"])


@contextmanager
def firefox(binary: str, profile: Path) -> Iterator[Firefox]:
    """A Firefox, the program at `binary`, before a site of saved pages."""
    pages: dict[str, str] = {}
    command = [binary, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile)]
    with _site(pages) as site, subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = next(found[1] for line in process.stderr if (found := LISTENS.search(line)))
            threading.Thread(target=process.stderr.read, daemon=True).start()  # a full pipe would stop it
            with connect(f"{address}/session", max_size=None) as socket:
                yield Firefox(socket, site, pages)
        finally:
            process.terminate()


@contextmanager
def _site(pages: dict[str, str]) -> Iterator[str]:
    """The address of a server of saved pages and static files; what a page asks for later is not on it yet."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = self.path.partition("?")[0]
            name = place.removeprefix("/static/")
            static = finders.find(name) if name != place else None
            html = pages.get(self.path)
            body = Path(static).read_bytes() if static else (html or "").encode()
            self.send_response(200 if body else 204)
            self.send_header("Content-Type", TYPES.get(Path(name).suffix, "text/html; charset=utf-8"))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
