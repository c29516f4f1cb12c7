"""Texts some formatter or number reader takes for its own, in every box of every form of office, province and panel."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.test import Client, TestCase
from django.urls import resolve

from regencies.models.sections import Participation
from tests.builders import access
from tests.builders.page_forms import Forms
from tests.project.access import clients, pages

PATTERNS = ("%s % 5%", "{0.pk}{}", "9" * 30)
ROLES = ("officer", "head", "verifier", "panel", "chair")
OTHERS = ("account", "mfa", "admin:")  # of Django and allauth, with tests of their own


class EveryBox(TestCase):
    world: access.World
    tried: set[tuple[str, str, frozenset[str]]]  # by the role at hand

    @classmethod
    def setUpTestData(cls):
        cls.world = access.build()
        more_than_there_are = Participation.objects.filter(entry__report=cls.world.here.draft)
        more_than_there_are.update(registered=9_000_000)  # so that something is asked

    def addresses(self) -> Iterator[str]:
        for page in pages():
            if page.name == "report_section":
                yield from (
                    page.url(self.world, section=section) for section in self.world.here.draft.kind.sections
                )
            elif not page.name.startswith(OTHERS):
                yield page.url(self.world)

    def posts(self, browser: Client, address: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Every form of a kind (one view, one set of boxes), with one text in all its boxes and in each hidden box."""
        shown = browser.get(address)
        if shown.status_code != 200 or "html" not in shown["Content-Type"]:
            return
        page = Forms(shown.content.decode())
        for where, boxes in page.found:
            view = resolve((where or address).partition("?")[0]).view_name
            kind = view, address if view == "report_section" else "", frozenset(boxes)
            if view == "account_logout" or kind in self.tried:
                continue
            self.tried.add(kind)
            for text in PATTERNS:
                yield where or address, dict.fromkeys(boxes, text)
                for name in boxes.keys() & page.hidden:
                    yield where or address, boxes | {name: text}

    def test_a_text_is_never_more_than_a_text(self):
        answered, tried = {}, set()
        for role in ROLES:
            self.tried = set()
            browser = clients(self.world)[role]
            for address in self.addresses():
                for where, typed in list(self.posts(browser, address)):
                    with transaction.atomic():
                        status = browser.post(where, typed).status_code
                        transaction.set_rollback(True)
                    tried.add(where.partition("?")[0].strip("/").rpartition("/")[2])
                    if status >= 500:
                        answered[role, where, tuple(typed.items())] = status
        assert answered == {}
        assert tried >= {"penjelasan", "kepesertaan", "kirim", "bukti", "berkas"}
