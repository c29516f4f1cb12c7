"""The access matrix for accounts that were closed while somebody was logged in, and for a member who is absent."""

from __future__ import annotations

from regencies.models import User
from tests.project.access import KNOWN, METHODS, Matrix, Row, ask, clients, pages, read
from tests.project.access_objects import name_rows, objects
from tests.project.access_rows import PAGES
from tests.project.access_rows_admin import expanded
from tests.project.test_access import OURS, ROLES
from tests.project.test_access_admin import DESK

CLOSED = ("head", "verifier", "chair", "admin")
ROWS = read(PAGES + expanded(), ROLES)
APART = {"admin:", "account_invitation"}  # a prefix, not a page; a link that a newer one has replaced here
SEES = "GET", "HEAD"
# What who is absent may not do: lock a sheet, mark late, and hand a sheet in on paper. Member's answer, and theirs.
OTHERWISE: dict[str, tuple[object, object]] = {
    **{f"{method} panel_lock": (200, 302) for method in SEES},
    **{f"{method} panel_late": (200, 302) for method in SEES},
    **{f"{method} paper_sheet": (302, 403) for method in SEES},
    **{
        f"{method} paper_{page}": (200, 403)
        for page in ("pdf", "confirm", "return", "scan")
        for method in SEES
    },
    "POST panel_lock": (422, 302),
    "POST paper_confirm": (422, 403),
    "POST paper_return": (422, 403),
}


class EndedAccess(Matrix):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        name_rows(cls.world, objects(cls.world.here), DESK)

    def test_whose_account_was_closed_is_a_visitor_on_every_page(self):
        browsers = {role: browser for role, browser in clients(self.world).items() if role in CLOSED}
        User.objects.filter(pk__in=[self.world.people[role].pk for role in CLOSED]).update(is_active=False)
        for page in (page for page in pages() if page.name not in APART):
            url, row = page.url(self.world), ROWS.get(page.name, Row(page.name))
            for method in METHODS:
                with self.subTest(page.name, method=method):
                    found = {role: ask(browser, method, url) for role, browser in browsers.items()}
                    assert found == dict.fromkeys(CLOSED, row.expected(method, "visitor"))

    def test_who_is_absent_opens_what_the_others_open_but_locks_nothing(self):
        self.world.people["absent"] = self.world.here.seats[4].user
        browsers = clients(self.world)
        found = {}
        for page in OURS:
            url = page.url(self.world)
            for method in KNOWN:
                member, absent = (ask(browsers[role], method, url) for role in ("panel", "absent"))
                if member != absent:
                    found[f"{method} {page.name}"] = member, absent
        assert found == OTHERWISE
