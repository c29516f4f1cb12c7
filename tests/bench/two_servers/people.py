"""Somebody with one browser, whose requests reach whichever server is named."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.bench.asking import FirstForm
from tests.builders.page_forms import Forms
from tests.served import TOKEN

TYPED = "application/x-www-form-urlencoded"
PATIENCE = 30  # seconds
AUTOSAVE = {"X-Autosave": "1"}


class Answer(NamedTuple):
    status: int
    body: bytes
    leads_to: str

    @property
    def text(self) -> str:
        return self.body.decode()


class Person:
    """A cookie jar; each request names the port it goes to."""

    def __init__(self, session: str = "") -> None:
        self.cookies = {"csrftoken": TOKEN} | ({"paritrana_session": session} if session else {})

    def get(self, port: int, path: str) -> Answer:
        return self._ask(port, "GET", path)

    def post(self, port: int, path: str, typed: Mapping[str, str], headers: Mapping[str, str] = {}) -> Answer:
        """Send what was typed, with the token of this browser's forms."""
        return self._ask(port, "POST", path, urlencode(self._with_token(typed)).encode(), TYPED, headers)

    def upload(
        self, port: int, path: str, typed: Mapping[str, str], box: str, file: SimpleUploadedFile
    ) -> Answer:
        body = encode_multipart(BOUNDARY, {**self._with_token(typed), box: file})
        return self._ask(port, "POST", path, body, MULTIPART_CONTENT)

    def form(self, port: int, path: str) -> dict[str, str]:
        """The boxes of the form that saves itself, as they stand on the page."""
        return FirstForm(self.get(port, path).body).values

    def form_with(self, port: int, path: str, box: str) -> tuple[str, dict[str, str]]:
        """Where the form leads that has this box, and its boxes."""
        shown = self.get(port, path)
        for where, boxes in Forms(shown.text).found:
            if box in boxes:
                return where or path, boxes
        raise LookupError(f"{path} answers {shown.status} without a box {box}: {shown.text[:2000]}")

    def _with_token(self, typed: Mapping[str, str]) -> dict[str, str]:
        return {**typed, "csrfmiddlewaretoken": self.cookies["csrftoken"]}

    def _ask(
        self,
        port: int,
        method: str,
        path: str,
        body: bytes = b"",
        kind: str = "",
        more: Mapping[str, str] = {},
    ) -> Answer:
        headers = {
            "Host": "localhost",
            "Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()),
        }
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            client.request(
                method, path, body or None, headers | ({"Content-Type": kind} if kind else {}) | dict(more)
            )
            answer = client.getresponse()
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(line).items()}
            return Answer(answer.status, answer.read(), answer.headers.get("Location", ""))
        finally:
            client.close()
