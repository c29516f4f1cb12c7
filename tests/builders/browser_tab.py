"""A page of the office open in a browser, without a browser."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from regencies.models import User

AUTOSAVE = {"x-autosave": "1"}


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, name: str, *args: Any, status: int = 200) -> str:
    """The text of a page, which answers with `status`."""
    response = browser(user).get(reverse(name, args=args))
    assert response.status_code == status
    return response.content.decode()


def post(user: User, name: str, *args: Any, data: Any = None, status: int = 302) -> HttpResponse:
    response = browser(user).post(reverse(name, args=args), data or {})
    assert response.status_code == status
    return response


def states(user: User) -> dict[str, tuple[str, str]]:
    """{section: (its state, what is left)} on the checklist."""
    response = browser(user).get(reverse("report_overview", args=[2025]))
    return {task["title"]: (task["state_text"], task["remaining"]) for task in response.context["tasks"]}


class Tab:
    """A form as it was on screen, sent with what is typed over it."""

    def __init__(self, user: User, section: str, path: str = "") -> None:
        self.client = browser(user)
        self.path = path or reverse("report_section", args=[2025, section])
        response = self.client.get(self.path, follow=True)
        assert response.status_code == 200
        self.html = response.content.decode()
        form = self._form(response.context)
        self.boxes = {name: form[name].value() or "" for name in form.fields} if form else {}
        self.boxes |= {f"initial-{name}": value for name, value in self.boxes.items() if name != "version"}

    def _form(self, shown: Any) -> Any:
        """The form this tab is about: that of the page, of the row its address names, or of a row to be added."""
        if self.path.endswith("/tambah/"):
            return shown["new"]
        if row := re.search(r"/butir/(\d+)/$", self.path):
            return next(card.form for card in shown["cards"] if card.entry.pk == int(row[1]))
        return shown["form"]

    def save(self, **typed: str) -> HttpResponse:
        return self.client.post(self.path, self.boxes | typed)

    def autosave(self, **typed: str) -> HttpResponse:
        return self.client.post(self.path, self.boxes | typed, headers=AUTOSAVE)


def conflict(response: HttpResponse) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """({label: (mine, stored)}, the boxes the choice sends)."""
    shown = response.context["conflict"]
    rows = {label: (mine, stored) for label, mine, stored in shown["rows"]}
    boxes = {box.html_name: box.value() or "" for box in shown["hidden"] if box.html_name != "version"}
    return rows, boxes | {"version": shown["version"]}


def certify(user: User, key: Any = 2025, *, status: int = 302, **typed: str) -> HttpResponse:
    """Read the page of sending and send what it carries, with the statement ticked; it answers with `status`."""
    client, path = browser(user), reverse("report_send", args=[key])
    carried = client.get(path).context["form"]["shown"].value()
    response = client.post(path, {"shown": carried, "statement": "on"} | typed)
    assert response.status_code == status
    return response
