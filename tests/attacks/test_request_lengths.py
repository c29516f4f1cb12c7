"""Requests that tell their length in two ways, or too great a one, before the real server without a proxy."""

from __future__ import annotations

import re

import pytest

from tests.served import TOKEN, asked, here, said_to, serving

pytestmark = pytest.mark.django_db(transaction=True)
START = "POST /akun/masuk/ HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED = "5\r\nhalo!\r\n0\r\n\r\n"
HIDDEN = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"  # what a proxy took for a part of the body
CASES = {
    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKED: 411,
    "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + CHUNKED: 411,
    "Transfer-Encoding: chunked\r\n\r\n" + CHUNKED: 411,
    "Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhalo!": 400,
    "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhalo!!": 400,
    f"Content-Length: {65 * 1024**2}\r\n\r\n": 413,
    f"X-Long: {'x' * 500_000}\r\n\r\n": 431,
}
REFUSALS_OF_OURS = {411, 413}
NUMBERED = r"(?i)X-Request-ID: ([0-9a-f]{8}).*Nomor kejadian: \1\."


def test_a_length_told_twice_or_too_great_is_refused_and_nothing_behind_it_is_read(tmp_path):
    with serving(here(tmp_path)) as port:
        for request, status in CASES.items():
            answer = said_to(port, START + request + HIDDEN)
            assert status not in REFUSALS_OF_OURS or re.search(NUMBERED, answer, re.DOTALL)
            assert (answer.count("HTTP/1.1 "), answer[:12]) == (1, f"HTTP/1.1 {status}"), request[:60]
        assert asked(port, "/akun/masuk/", f"login=kepala&csrfmiddlewaretoken={TOKEN}")[0] == 200
