"""A form of which half arrives is no form: nothing of it is read, stored or counted, whoever serves."""

from __future__ import annotations

import errno
import io
import socket
import time
from threading import Barrier, Event, Thread
from urllib.parse import urlencode

import pytest

from config.bodies import IN_MEMORY, BoundedBodies
from config.serve import bodies_at_once
from regencies.choices import Section
from regencies.models import Participation
from tests import factories
from tests.bench.asking import FirstForm
from tests.racing import PATIENCE
from tests.served import TOKEN, asked, here, serving, session_of

KIND = "application/x-www-form-urlencoded"


class Asked:
    """An application that tells the length of each body it was asked with."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def __call__(self, environ, start_response):
        self.lengths.append(len(environ["wsgi.input"].read()))
        start_response("200 OK", [])
        return [b"isi"]


class Gone(io.BytesIO):
    """What a client sent before its connection broke."""

    def read(self, size=-1):
        if part := super().read(size):
            return part
        raise ConnectionResetError


def send(application, stream, length: int) -> str:
    told = []
    answer = application(
        {"CONTENT_LENGTH": str(length), "wsgi.input": stream}, lambda status, *_: told.append(status)
    )
    return f"{told[0]} {b''.join(answer).decode()}"


@pytest.mark.parametrize("stream", [io.BytesIO, Gone])
@pytest.mark.parametrize("length", [1, 100, 70_000, 3 * IN_MEMORY])
def test_the_application_is_asked_once_all_is_there_and_else_not_at_all(stream, length):
    application = Asked()
    bounded = BoundedBodies(application, 1)
    assert send(bounded, stream(b"x" * length), length).startswith("200 OK")
    for came in (0, length // 2, length - 1):
        answer = send(bounded, stream(b"x" * came), length)
        assert answer.startswith("400 Bad Request")
        assert "tidak sampai seutuhnya dan tidak tersimpan" in answer
    assert application.lengths == [length]
    assert send(bounded, stream(b"x" * length + b"more"), length).startswith(
        "200 OK"
    )  # its place is free again
    assert application.lengths == [length, length]


def test_where_there_is_no_room_nothing_is_asked_and_it_is_said(monkeypatch):
    class Full(io.BytesIO):
        def __init__(self, *_):
            super().__init__()

        def write(self, part):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("config.bodies.SpooledTemporaryFile", Full)
    application = Asked()
    bounded = BoundedBodies(application, 1)
    for _ in range(2):
        assert "ruang penyimpanan server penuh" in send(bounded, io.BytesIO(b"x" * 9), 9)
    assert application.lengths == []


def test_a_place_is_given_up_before_the_application_is_asked():
    """Four saves at once need four threads and one place: a body that is there is received in no time."""
    at_once, go_on = Barrier(5), Event()

    def application(environ, start_response):
        at_once.wait(PATIENCE)
        go_on.wait(PATIENCE)
        start_response("200 OK", [])
        return [environ["wsgi.input"].read()]

    bounded, answers = BoundedBodies(application, 1), []
    people = []
    for number in range(4):
        body = io.BytesIO(str(number).encode())
        people.append(Thread(target=lambda body=body: answers.append(send(bounded, body, 1)), daemon=True))
        people[-1].start()
        time.sleep(0.05)  # the one before has its body
    at_once.wait(PATIENCE)
    go_on.set()
    for person in people:
        person.join(PATIENCE)
    assert sorted(answers) == [f"200 OK {number}" for number in range(4)]


@pytest.mark.parametrize(("threads", "alone", "behind"), [(1, 1, 1), (3, 3, 3), (4, 3, 4), (16, 12, 16)])
def test_a_quarter_of_the_threads_is_kept_for_readers_where_no_proxy_receives(threads, alone, behind):
    assert bodies_at_once(threads, is_proxied=False) == alone
    assert bodies_at_once(threads, is_proxied=True) == behind


@pytest.mark.django_db(transaction=True)
def test_half_a_form_over_a_bad_line_changes_no_figure(tmp_path):
    place = factories.regency()
    factories.window(place.province)
    officer = factories.officer(place)
    report = factories.complete(factories.draft(place, by=officer), officer)
    address = f"/laporan/{report.year}/{Section.PARTICIPATION.value}/"

    def stored() -> list[int]:
        rows = Participation.objects.filter(entry__report=report).order_by("pk")
        return list(rows.values_list("registered", flat=True))

    with serving(here(tmp_path)) as port:
        session = session_of(officer)
        form = FirstForm(asked(port, address, session=session)[1].encode()).values
        typed = form | {"csrfmiddlewaretoken": TOKEN, "wage_earners_registered": "81234"}
        before, whole = stored(), urlencode(sorted(typed.items(), key=lambda item: "wage_earners" in item[0]))
        half = whole.partition("81234")[0] + "812"
        with socket.create_connection(("127.0.0.1", port)) as client:
            head = [
                f"POST {address} HTTP/1.1",
                "Host: localhost",
                f"Cookie: csrftoken={TOKEN}; paritrana_session={session}",
                f"Content-Type: {KIND}",
                f"Content-Length: {len(whole)}",
            ]
            client.sendall("\r\n".join([*head, "", half]).encode())
        time.sleep(2)  # the server has noticed
        assert stored() == before
        assert asked(port, address, whole, session)[0] == 302
        assert stored() == [81_234, *before[1:]]
