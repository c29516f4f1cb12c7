"""Every refusal is a page in Indonesian that says what happened and what to do next."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory, override_settings

from config import errors
from config.middleware import explain_refused_methods


def h1(response: HttpResponse) -> str:
    page = response.content.decode()
    return page.split("<h1>")[1].split("</h1>")[0].strip()


@pytest.mark.parametrize(
    ("handler", "status", "heading"),
    [
        (errors.bad_request, 400, "Permintaan tidak dapat dibaca"),
        (errors.forbidden, 403, "Halaman ini bukan untuk peran Bapak/Ibu"),
        (errors.csrf_failure, 403, "Sesi halaman sudah berakhir"),
        (errors.not_found, 404, "Halaman tidak ditemukan"),
        (errors.server_error, 500, "Ada gangguan di pihak kami"),
    ],
)
def test_each_refusal_has_its_page(rf: RequestFactory, handler, status: int, heading: str) -> None:
    response = handler(rf.get("/"))
    assert (response.status_code, h1(response)) == (status, heading)


def test_a_forbidden_page_repeats_the_reason_given(rf: RequestFactory) -> None:
    page = errors.forbidden(rf.get("/"), PermissionDenied("Laporan ini sudah dikirim.")).content.decode()
    assert "Laporan ini sudah dikirim." in page


def test_a_bad_host_is_answered_without_asking_for_the_host(rf: RequestFactory) -> None:
    assert errors.bad_request(rf.get("/", headers={"host": "jahat.example"})).status_code == 400


def test_a_failure_of_the_failure_page_is_still_a_page(rf: RequestFactory) -> None:
    with override_settings(TEMPLATES=[]):
        response = errors.server_error(rf.get("/"))
    assert (response.status_code, response.content.decode()) == (500, errors.LAST_WORDS)


def test_a_post_page_opened_by_its_address_explains_itself(rf: RequestFactory) -> None:
    middleware = explain_refused_methods(lambda request: HttpResponseNotAllowed(["POST"]))
    request = rf.get("/")
    request.number = "0123456789abcdef"
    response = middleware(request)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "01234567</span>" in response.content.decode()
    assert h1(response) == "Silakan gunakan tombol di halaman kerja"


def test_other_answers_pass_untouched(rf: RequestFactory) -> None:
    answer = HttpResponse("isi")
    assert explain_refused_methods(lambda request: answer)(rf.get("/")) is answer
