"""site.js tells of a file that is too large when it is chosen, and does not send it."""

from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, Route, expect

SITE = "http://paritrana.test/"
SCRIPT = Path(settings.BASE_DIR) / "config" / "static" / "site" / "site.js"
FORM = """<!doctype html><title>Uji</title>
<form method="post" action="/unggah/" enctype="multipart/form-data">
  <label for="id_file">Berkas</label>
  <input id="id_file" name="file" type="file" data-largest="5" data-too-large="Berkas “{}” lebih besar dari 10 MB.">
  <div id="id_file_error" data-error-for="file"></div>
  <button>Unggah</button>
</form>
<script type="module" src="/site.js"></script>"""


def test_a_file_that_is_too_large_is_told_of_and_not_sent(browser: Browser):
    sent = []

    def answer(route: Route) -> None:
        if route.request.url.endswith("site.js"):
            route.fulfill(path=SCRIPT, content_type="text/javascript")
        elif route.request.method == "POST":
            sent.append(route.request.url)
            route.fulfill(body="Tersimpan", content_type="text/plain")
        else:
            route.fulfill(body=FORM, content_type="text/html; charset=utf-8")

    page = browser.new_page()
    page.route(f"{SITE}**", answer)
    page.goto(SITE)
    box, error = page.locator("#id_file"), page.locator("#id_file_error")
    box.set_input_files({"name": "besar.pdf", "mimeType": "application/pdf", "buffer": b"123456"})
    expect(error).to_have_text("Berkas “besar.pdf” lebih besar dari 10 MB.")
    page.get_by_role("button", name="Unggah").click()
    expect(box).to_be_focused()
    assert (sent, box.get_attribute("aria-invalid")) == ([], "true")
    box.set_input_files({"name": "pas.pdf", "mimeType": "application/pdf", "buffer": b"12345"})
    expect(error).to_be_empty()
    assert box.get_attribute("aria-invalid") == "false"
    page.get_by_role("button", name="Unggah").click()
    expect(page.locator("body")).to_have_text("Tersimpan")
    assert sent == [f"{SITE}unggah/"]
    page.context.close()
