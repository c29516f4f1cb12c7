"""Deny by default, proven cell by cell: every page × method × role has one expected answer.

A page without a row fails. The rows are in access_rows.py; who comes and what is there, in tests/builders/access.py.
The world is built once for the class; what a request changes is undone after it.
"""

from __future__ import annotations

import pytest
from django.test import Client

from tests.project.access import (
    LOGIN,
    METHODS,
    SAFE,
    Matrix,
    Page,
    Row,
    ask,
    changed,
    clients,
    pages,
    read,
    written,
)
from tests.project.access_rows import PAGES

ROLES = (
    "visitor", "nobody", "officer", "head", "neighbour", "verifier", "far_verifier", "chair", "panel", "recused",
    "done", "elsewhere", "past_panel", "far_panel", "admin", "far_admin", "nominator", "far_nominator",
)  # fmt: skip
ROWS = read(PAGES, ROLES)
OURS = [page for page in pages() if not page.name.startswith("admin:")]
REFUSED = {LOGIN, 403, 404, 405}
# Written by looking, and why: it is not the award's.
WRITTEN_BY_LOOKING = {
    "account_reset_password_from_key": {"account_emailaddress"},  # allauth notes where its link went
}


def test_every_page_has_a_row_and_every_row_a_page():
    assert {page.name for page in OURS} == set(ROWS)


@pytest.mark.parametrize("line", ["home GET stranger 200", "home GET officer dua", "home FETCH officer 200"])
def test_a_row_that_says_nothing_is_refused(line):
    with pytest.raises(ValueError, match=r"stranger|dua|FETCH"):
        read(line, ROLES)


class AccessMatrix(Matrix):
    def setUp(self):
        self.browsers = clients(self.world)

    def wrong_cells(self, page: Page, row: Row) -> dict[str, tuple[object, object]]:
        """What was answered otherwise than the row says: (answered, said) by "method as role"."""
        url, answers = page.url(self.world), {}
        for method in METHODS:
            before = written()
            for role, browser in self.browsers.items():
                said = row.expected(method, role)
                if method == "HEAD" and answers[f"GET as {role}"] == (200, 200):
                    continue  # the same view, without its page: what it refuses is what counts
                answers[f"{method} as {role}"] = (ask(browser, method, url), said)
            if method in SAFE and (tables := changed(before) - WRITTEN_BY_LOOKING.get(page.name, set())):
                answers[f"{method} writes"] = (tables, set())
        return {cell: pair for cell, pair in answers.items() if pair[0] != pair[1]}

    def test_everybody_in_the_rows_exists(self):
        assert tuple(self.world.people) == ROLES

    def test_everybody_gets_the_answer_of_the_row_and_looking_changes_nothing(self):
        for page in OURS:
            with self.subTest(page.name, route=page.route):
                assert self.wrong_cells(page, ROWS.get(page.name, Row(page.name))) == {}

    def test_what_belongs_to_another_province_is_not_found_by_changing_a_number(self):
        tried = set()
        for page in OURS:
            for name in page.arguments:
                there = page.value(self.world.foreign, name)
                if there in (None, page.value(self.world.own, name)) or ROWS[page.name].is_public:
                    continue
                url = page.url(self.world, **{name: there})
                for method in ROWS[page.name].rules:
                    let_in = [role for role in ROLES if ROWS[page.name].expected(method, role) not in REFUSED]
                    with self.subTest(page.name, argument=name, method=method):
                        answers = {role: ask(self.browsers[role], method, url) for role in let_in}
                        assert answers == dict.fromkeys(let_in, 404)
                tried.add((page.name, name))
        assert {name for _, name in tried} == {
            "report", "entry", "report_entry", "evidence", "sha256", "edition", "sheet", "recusal", "absence", "seat",
            "substitution", "judged", "objection", "file", "nominee", "claim",
        }  # fmt: skip

    def test_there_it_is_found_by_those_it_belongs_to(self):
        by_name = {page.name: page for page in OURS}
        for role, name in (
            ("far_verifier", "verifier_report"),
            ("far_panel", "panel_sheet"),
            ("far_admin", "chair_edition"),
            ("far_nominator", "nominee"),
        ):
            page = by_name[name]
            there = {argument: page.value(self.world.foreign, argument) for argument in page.arguments}
            assert (name, ask(self.browsers[role], "GET", page.url(self.world, **there))) == (name, 200)

    def test_a_post_without_its_token_is_refused_on_every_page(self):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(self.world.people["head"])
        found = {page.name: ask(browser, "POST", page.url(self.world)) for page in OURS}
        assert {name: status for name, status in found.items() if status != 403} == {
            "csp_report": 204  # of a browser, for nobody: tests/attacks/test_browser_reports.py
        }
