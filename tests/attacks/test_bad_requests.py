"""Requests that cannot be read: one line in the security log, an answer in words, no traceback."""

import logging

import pytest
from django.test import Client

from tests import factories
from tests.project.test_security_log import lines

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
BAD = {
    "a host that is not ours": (400, "GET", "/", {"HTTP_HOST": "jahat.contoh"}),
    "a host that is none": (400, "GET", "/", {"HTTP_HOST": "a b/<>"}),
    "a NUL in a question": (404, "GET", "/cakupan/?page=%00", {}),
    "a NUL in an address": (404, "GET", "/daerah/%00/", {}),
    "a NUL in a cookie": (400, "GET", "/laporan/", {"HTTP_COOKIE": 'paritrana_session="aaaaaaaa\\000"'}),
    "an address that is no UTF-8": (404, "GET", "/daerah/%ff%fe/", {}),
    "a body without a boundary": (
        400,
        "POST",
        "/akun/masuk/",
        {"data": b"x", "content_type": "multipart/form-data; boundary="},
    ),
    "a body in another alphabet": (
        400,
        "POST",
        "/akun/masuk/",
        {"data": b"a=b", "content_type": f"{FORM}; charset=utf-7"},
    ),
    "too many boxes": (400, "POST", "/akun/masuk/", {"data": b"a=1&" * 3000, "content_type": FORM}),
    "too large a form": (
        400,
        "POST",
        "/akun/masuk/",
        {"data": b"a=" + b"x" * 3_000_000, "content_type": FORM},
    ),
    "no token": (403, "POST", "/akun/masuk/", {"data": b"", "content_type": FORM}),
    "another site's form": (403, "POST", "/akun/masuk/", {"HTTP_ORIGIN": "http://["}),
    "another method": (405, "BREW", "/", {}),
    "a number that is none": (404, "GET", f"/bukti/{'9' * 40}/", {}),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_request_has_one_line_an_answer_in_words_and_no_traceback(what, caplog):
    caplog.set_level(logging.INFO, "security")
    status, method, address, more = BAD[what]
    browser = Client(raise_request_exception=False, enforce_csrf_checks=status == 403)
    browser.force_login(factories.officer(factories.regency()))
    answer = browser.generic(method, address, **more)
    assert (answer.status_code, b'<html lang="id"' in answer.content) == (status, True)
    assert [(line["status"], line["done"], line["request"]) for line in lines(caplog)] == [
        (status, False, answer["X-Request-ID"])
    ]
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


@pytest.mark.parametrize(
    "address", ["/cakupan/?q=%ff%fe", "/cakupan/?q=%ed%a0%80", "/laporan/?page=-1", "/akun/masuk/?next=//["]
)
def test_an_odd_question_is_read_as_one(address):
    assert Client().get(address, follow=True).status_code == 200
