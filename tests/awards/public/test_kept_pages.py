"""Public pages made from rows: each process keeps what visitors see for five seconds, and nothing of anybody else."""

import time

import pytest
from django.core.cache import caches
from django.test import Client

from awards.publishing.delivery.serve import BEHIND
from awards.views.published_bytes import forget
from regencies.models import User
from tests import factories
from tests.bench.paths import path_of
from tests.builders import publication as world
from tests.builders.browser_tab import browser
from tests.once import once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
KEPT = [
    "/",
    "/cakupan/",
    "/daerah/",
    "/daerah/banding/?daerah=61.04&daerah=61.71",
    "/kriteria/",
    "/kriteria/kalimantan-barat/2025/",
    "/peringkat/",
    "/peringkat/kalimantan-barat/2025/",
    "/pustaka/inovasi/",
    "/pustaka/produk-hukum/",
    "/sitemap.xml",
]


@once
def published():
    return world.published(world.category_with(["61.04", "61.71"]))


@once
def officer(published) -> User:
    return factories.officer(published.category.entries.first().regency)


@pytest.fixture(autouse=True)
def keeping(settings):
    """As a server does."""
    settings.CACHES = settings.CACHES | {
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    caches["pages"].clear(), forget()
    yield
    caches["pages"].clear(), forget()


def asked_by(client: Client, path: str):
    """The last of three answers: one is made, one is kept, one is told again."""
    return [client.get(path) for _ in range(3)][-1]


@pytest.mark.parametrize("path", KEPT)
def test_every_visitor_is_given_the_same_page_without_a_query(path, client, django_assert_num_queries):
    first = client.get(path)
    with django_assert_num_queries(0):
        again = Client().get(path)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.content == first.content
    assert again["Cache-Control"] == f"max-age={BEHIND}"
    assert not again.cookies
    assert "Cookie" in again["Vary"]


@pytest.mark.parametrize("path", KEPT)
def test_what_was_kept_is_told_again_as_it_was_without_asking_for_it(path, client):
    made, kept, told = (client.get(path) for _ in range(3))
    own = ("X-Request-ID", "Age")
    headers = [
        {name: value for name, value in each.items() if name not in own} for each in (made, kept, told)
    ]
    assert headers[0] == headers[1] == headers[2]
    assert made.content == kept.content == told.content
    assert 0 <= int(told["Age"]) <= BEHIND
    assert (client.head(path).status_code, client.head(path).content) == (200, b"")
    ours = {name for _, name in path_of(lambda: client.get(path)).functions}
    assert {"_told_again", "_remember"} & ours == {"_told_again"}


def test_what_is_kept_is_not_looked_through_again_for_each_who_is_given_it(client):
    ours = {name for _, name in path_of(lambda: client.get("/")).functions}
    assert "with_likenesses" in ours
    ours = {name for _, name in path_of(lambda: Client().get("/")).functions}
    assert "with_likenesses" not in ours


@pytest.mark.parametrize("path", KEPT)
def test_what_somebody_logged_in_sees_is_shown_to_nobody_else(path, officer):
    asked_by(browser(officer), path)
    shown = asked_by(Client(), path).content.decode()
    own = (str(officer), "data-person", "csrfmiddlewaretoken", "Keluar")
    assert [word for word in own if word in shown] == []


def test_who_is_logged_in_keeps_the_own_header(officer):
    assert "Masuk" in asked_by(Client(), "/").content.decode()
    shown = browser(officer).get("/")
    assert str(officer) in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]


def test_what_one_visitor_is_told_is_told_to_nobody_else(officer):
    own = browser(officer)
    told = own.post("/akun/keluar/", follow=True)
    assert told.redirect_chain
    [said] = [str(message) for message in told.context["messages"]]
    assert said in told.content.decode()
    assert said not in Client().get(told.redirect_chain[-1][0]).content.decode()


@pytest.mark.parametrize("path", KEPT)
def test_who_has_it_already_is_told_so(path, client):
    etag = client.get(path)["ETag"]
    for _ in range(3):
        again = client.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again["Vary"]) == (304, "Cookie")
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_what_changed_is_shown_five_seconds_later(client, published, monkeypatch):
    asked_by(client, "/")
    edition = published.category.edition
    edition.notice = "Pengumuman ditunda sehari."
    edition.save()
    assert edition.notice not in client.get("/").content.decode()
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + BEHIND + 1)
    assert edition.notice in client.get("/").content.decode()


def test_another_question_has_another_page(client):
    ketapang = asked_by(client, "/pustaka/produk-hukum/?daerah=Kabupaten+Ketapang").content
    assert asked_by(client, "/pustaka/produk-hukum/").content != ketapang
