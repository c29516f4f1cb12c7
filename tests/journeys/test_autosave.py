"""autosave.js against a server that answers as told: what it sends, what it says, and that nothing typed is lost."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route, expect

SITE = "http://paritrana.test/"
SCRIPTS = Path(settings.BASE_DIR) / "config" / "static" / "site"
FORM = """<!doctype html><title>Uji</title>
<body data-person="7" data-session-url="/akun/sesi/">
<p data-autosave-status></p><div data-autosave-conflict></div>
<form method="post" action="/simpan/" data-autosave>
  <input type="hidden" name="version" value="3"><input type="hidden" name="csrfmiddlewaretoken" value="lama">
  <label for="id_pu">PU</label><input id="id_pu" name="pu" value="71.405">
  <div id="id_pu_error" data-error-for="pu"></div>
  <label for="id_pbpu">PBPU</label><input id="id_pbpu" name="pbpu" value="">
  <div id="id_pbpu_error" data-error-for="pbpu"></div>
  <label for="id_file">Berkas</label><input id="id_file" name="file" type="file">
  <button>Simpan</button>
</form>
<script type="module" src="/autosave.js"></script>"""


CHOICE = """<section data-error-summary tabindex="-1"><h2>Berubah</h2>
<form action="/simpan/"><button>Simpan isian Bapak/Ibu</button></form></section>"""


class Server:
    """Answers every save with `status` and `body`; None drops the connection. Keeps what was sent."""

    def __init__(self) -> None:
        self.status: int | None = 200
        self.body = json.dumps({"saved_at": "14.30 WIB", "version": 4})
        self.sent: list[str] = []
        self.person: int | None = 7  # who is logged in

    def answer(self, route: Route) -> None:
        if route.request.url.endswith(".js"):
            script = SCRIPTS / route.request.url.rpartition("/")[2]
            route.fulfill(path=script, content_type="text/javascript")
        elif route.request.url.endswith("/akun/sesi/"):
            route.fulfill(json={"person": self.person, "token": "baru"})
        elif route.request.method == "GET":
            route.fulfill(body=FORM, content_type="text/html; charset=utf-8")
        elif self.status is None:
            route.abort("internetdisconnected")
        else:
            self.sent.append(route.request.post_data or "")
            route.fulfill(status=self.status, body=self.body, content_type="text/plain; charset=utf-8")


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    page = browser.new_page()
    page.route(f"{SITE}**", server.answer)
    page.goto(SITE)
    yield page
    page.context.close()


def type_figure(page: Page, text: str) -> None:
    page.locator("#id_pu").fill(text)
    page.locator("#id_pu").blur()


def status(page: Page):
    return page.locator("[data-autosave-status]")


def test_a_change_is_saved_once_with_the_time_and_the_next_version(page: Page, server: Server) -> None:
    type_figure(page, "80.101")
    expect(status(page)).to_have_text("Tersimpan 14.30 WIB")
    expect(page.locator("[name=version]")).to_have_value("4")
    page.wait_for_timeout(1500)
    assert len(server.sent) == 1
    assert "80.101" in server.sent[0]
    assert "filename" not in server.sent[0]


def test_nothing_is_sent_while_nothing_differs(page: Page, server: Server) -> None:
    type_figure(page, "80.101")
    type_figure(page, "71.405")
    page.wait_for_timeout(1500)
    assert server.sent == []


def test_a_dead_connection_is_said_and_the_next_try_saves(page: Page, server: Server) -> None:
    server.status = None
    type_figure(page, "80.101")
    expect(status(page)).to_have_text("Belum tersimpan — tidak ada sambungan. Isian tetap ada di layar ini.")
    expect(page.locator("#id_pu")).to_have_value("80.101")
    server.status = 200
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(status(page)).to_have_text("Tersimpan 14.30 WIB")


def test_a_conflict_is_shown_and_stops_the_saving(page: Page, server: Server) -> None:
    server.status, server.body = 409, CHOICE
    type_figure(page, "80.101")
    expect(page.locator("[data-autosave-conflict] h2")).to_have_text("Berubah")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    type_figure(page, "80.102")
    page.wait_for_timeout(1500)
    assert len(server.sent) == 1


def test_a_refused_figure_is_told_at_its_box_and_cleared_when_mended(page: Page, server: Server) -> None:
    server.status, server.body = 422, json.dumps({"errors": {"pu": ["Tulis angka saja."]}})
    type_figure(page, "8o.101")
    expect(page.locator("#id_pu_error")).to_have_text("Tulis angka saja.")
    expect(page.locator("#id_pu")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_pu")).to_have_attribute("aria-describedby", "id_pu_error")
    server.status, server.body = 200, json.dumps({"saved_at": "14.31 WIB"})
    type_figure(page, "80.101")
    expect(status(page)).to_have_text("Tersimpan 14.31 WIB")
    expect(page.locator("#id_pu_error")).to_have_text("")
    assert page.locator("#id_pu").get_attribute("aria-invalid") is None


def test_the_good_boxes_are_stored_beside_a_wrong_one_and_it_is_said(page: Page, server: Server) -> None:
    told = {
        "errors": {"pbpu": ["Tulis angka saja."]},
        "saved_at": "14.30 WIB",
        "version": 4,
        "boxes": {"pu": "80.101"},
    }
    server.status, server.body = 422, json.dumps(told)
    page.locator("#id_pbpu").fill("8o")
    type_figure(page, "80.101")
    expect(status(page)).to_have_text("Tersimpan 14.30 WIB, kecuali isian yang ditandai.")
    expect(page.locator("#id_pbpu_error")).to_have_text("Tulis angka saja.")
    expect(page.locator("[name=version]")).to_have_value("4")
    page.locator("#id_pbpu").fill("9o")
    page.locator("#id_pbpu").blur()
    expect(status(page)).to_have_text("Belum tersimpan — ada isian yang perlu diperbaiki.")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (500, "Belum tersimpan — server sedang terganggu dan dicoba lagi. Isian tetap ada di layar ini."),
        (503, "Belum tersimpan — server sedang terganggu dan dicoba lagi. Isian tetap ada di layar ini."),
        (200, "Belum tersimpan — server sedang terganggu dan dicoba lagi. Isian tetap ada di layar ini."),
        (404, "Belum tersimpan — halaman ini tidak ada lagi atau bukan lagi wewenang Bapak/Ibu."),
        (400, "Belum tersimpan — server menolak kiriman ini. Salin isian, lalu muat ulang halaman."),
        (413, "Belum tersimpan — server menolak kiriman ini. Salin isian, lalu muat ulang halaman."),
    ],
)
def test_what_the_server_says_is_told_as_what_it_is(page: Page, server: Server, code: int, said: str) -> None:
    server.status, server.body = code, "<p>Halaman lain</p>"
    type_figure(page, "80.101")
    expect(status(page)).to_have_text(said)


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (
            None,
            "Belum tersimpan — sesi berakhir. Silakan masuk kembali di tab lain; isian lalu tersimpan sendiri.",
        ),
        (8, "Belum tersimpan — akun lain sedang masuk di peramban ini. Masuklah kembali dengan akun semula."),
    ],
)
def test_after_the_log_in_elsewhere_it_saves_by_itself(
    page: Page, server: Server, person: int | None, said: str
) -> None:
    server.status, server.person = 403, person
    type_figure(page, "80.101")
    expect(status(page)).to_have_text(said)
    server.status, server.person = 200, 7
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(status(page)).to_have_text("Tersimpan 14.30 WIB")
    assert "80.101" in server.sent[-1]


def test_a_token_that_changed_is_fetched_and_who_has_lost_the_right_is_told(
    page: Page, server: Server
) -> None:
    server.status = 403
    type_figure(page, "80.101")
    expect(status(page)).to_have_text("Belum tersimpan — akun ini tidak lagi berhak mengubah isian ini.")
    assert ["lama" in server.sent[0], "baru" in server.sent[1], len(server.sent)] == [True, True, 2]


def test_after_a_refusal_the_next_change_tries_again(page: Page, server: Server) -> None:
    server.status, server.body = 409, '<section data-error-summary tabindex="-1"><h2>Ditutup</h2></section>'
    type_figure(page, "80.101")
    expect(status(page)).to_have_text("Belum tersimpan — lihat penjelasannya.")
    server.status, server.body = 200, json.dumps({"saved_at": "14.31 WIB"})
    type_figure(page, "80.102")
    expect(status(page)).to_have_text("Tersimpan 14.31 WIB")
    expect(page.locator("[data-autosave-conflict]")).to_have_text("")


def test_leaving_asks_only_while_something_is_unsaved(page: Page, server: Server) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    server.status = None
    type_figure(page, "80.101")
    expect(status(page)).to_have_attribute("data-state", "unsaved")
    page.goto(SITE)
    assert asked == ["beforeunload"]
    server.status = 200
    type_figure(page, "80.101")
    expect(status(page)).to_have_text("Tersimpan 14.30 WIB")
    page.goto(SITE)
    assert asked == ["beforeunload"]
