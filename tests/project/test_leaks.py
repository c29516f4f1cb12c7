"""Two worlds that differ in hidden marks only are one world to whoever may not see them: pages, files, headers, sizes.

Each viewer follows every link, and every address a page asks for by itself, in both worlds.
"""

from __future__ import annotations

import html
import re
from io import BytesIO
from urllib.parse import urljoin
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone

from awards.choices import Phase, Stage
from awards.models import Recusal, Score
from tests import factories
from tests.builders import panel as world
from tests.database import triggers_off

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r'\b(?:href|data-hx-get)="(/[^"#]*|\?[^"#]*)"')
OF_THE_REQUEST = {"Date", "Expires", "Set-Cookie", "X-Request-ID", "Content-Security-Policy"}
SECRET = re.compile(rb'(name="csrfmiddlewaretoken" value|nonce|data-csrf)="[^"]*"|"X-CSRFToken": "[^"]*"')
# What two makings of one file never share: when it was made, and the number made of that.
MADE = re.compile(
    rb"D:\d{14}[^)]*|<xmp:\w+Date>[^<]*|<xmpMM:\w+ID>[^<]*|/ID ?\[[^]]*\]|<stEvt:(when|instanceID)>[^<]*"
)
NUMBER = re.compile(rb'Nomor kejadian: <span class="hash">[0-9a-f]{8}')  # of each request
STAMP = re.compile(rb":[0-9A-Za-z]{6}:[\w-]{43}<")  # of a workbook, signed with the moment
SEEN_ALIKE = (200, 302, 403, 404)
Seen = dict[str, tuple[int, dict[str, str], bytes]]  # address → status, headers, content


def told_by(content: bytes) -> bytes:
    """What an answer tells, without what no two answers share: tokens, and when a file was made."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            names = sorted({*archive.namelist()} - {"docProps/core.xml"})
            return STAMP.sub(b"<", b"".join(name.encode() + archive.read(name) for name in names))
    return (
        MADE.sub(b"", content) if content.startswith(b"%PDF") else NUMBER.sub(b"", SECRET.sub(b"", content))
    )


def explored(browser: Client, start: str, *, within: str = "/") -> Seen:
    """Everything links lead to from a page, itself included; nothing of it is remembered by the database."""
    found: Seen = {}
    ahead = [start]
    with transaction.atomic():
        while ahead:
            address = ahead.pop()
            if address in found or not address.startswith(within) or address.startswith("/static/"):
                continue
            answer = browser.get(address)
            assert answer.status_code in SEEN_ALIKE, address
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            headers = {name: value for name, value in answer.items() if name not in OF_THE_REQUEST}
            if (told := told_by(content)) != content:
                headers.pop("ETag", None)  # of the token and the moment too
            if content.startswith(b"PK"):
                headers.pop("Content-Length")
            found[address] = (answer.status_code, headers, told)
            if answer.get("Content-Type", "").startswith("text/html"):
                links = ADDRESS.findall(content.decode())
                ahead += [urljoin(address, html.unescape(link)) for link in links]
        transaction.set_rollback(True)
    return found


class Panel:
    """Five members and three candidates, one of which a member withdrew from; who is behind has not locked it."""

    def __init__(self) -> None:
        self.edition = world.seated_edition(5)
        self.chair, self.recused, self.third, self.fourth, self.behind = world.by_seat(self.edition)
        places = [("Ketapang", "61.04"), ("Sambas", "61.01"), ("Landak", "61.08")]
        self.entry, *self.others = [world.candidate(self.edition, *place) for place in places]
        Recusal.objects.create(seat=self.recused, entry=self.entry, reason="Ipar bupati", kind="family")
        for seat in world.by_seat(self.edition):
            for other in self.others:
                world.locked_both(seat, other)
        for seat in (self.chair, self.third, self.fourth):
            world.locked_both(seat, self.entry)
        world.draft(self.behind, self.entry, Stage.DESK, B1="80")
        for entry in (self.entry, *self.others):
            world.presents(entry, world.half_an_hour(-4))

        self.hiding, self.about = [self.third, self.fourth], [self.entry]

    def other_marks(self) -> None:
        """Change what two members gave the candidate, and with it every total and order made of it."""
        hidden = Score.objects.filter(sheet__entry__in=self.about, sheet__seat__in=self.hiding)
        with triggers_off():
            assert hidden.update(value=100 - F("value")) > 10

    def all_in(self) -> None:
        """The member who was behind has locked, and the plenary has begun."""
        world.locked_both(self.behind, self.entry)
        world.presents(self.entry, world.half_an_hour(-4))
        self.edition.phase = Phase.PLENARY
        self.edition.save()


def in_both_worlds(panel: Panel, browser: Client, start: str, **where: str) -> tuple[Seen, Seen]:
    for path in (
        start,
        "/akun/masuk/",
    ):  # what a first visit writes is written, and every page is asked with a cookie
        browser.get(path)
    one = explored(browser, start, **where)
    with transaction.atomic():
        panel.other_marks()
        other = explored(browser, start, **where)
        transaction.set_rollback(True)
    return one, other


def differing(worlds: tuple[Seen, Seen]) -> list[str]:
    one, other = worlds
    return sorted(address for address in {*one, *other} if one.get(address) != other.get(address))


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch):
    """Pages and files that say when they were made are made at the same moment in both worlds."""
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def panel() -> Panel:
    return Panel()


@pytest.mark.parametrize("who", ["recused", "behind", "chair"])
def test_while_one_is_behind_nobody_infers_a_mark_they_may_not_see(panel, who):
    browser = world.logged_in(getattr(panel, who).user)
    worlds = in_both_worlds(panel, browser, "/penilaian/")
    assert differing(worlds) == []
    assert len(worlds[0]) > 15


def test_nor_does_the_admin_from_the_boards(panel):
    browser = world.logged_in(factories.admin(panel.edition.province))
    worlds = in_both_worlds(panel, browser, "/penilaian/ketua/", within="/penilaian/")
    assert differing(worlds) == []
    assert len(worlds[0]) > 5


@pytest.mark.parametrize("who", ["officer", "verifier", "visitor"])
def test_nor_does_anybody_outside_the_panel(panel, who):
    users = {
        "officer": lambda: factories.officer(panel.entry.regency),
        "verifier": lambda: factories.verifier(panel.edition.province),
    }
    browser = world.logged_in(users[who]()) if who in users else Client()
    start = {"officer": "/laporan/", "verifier": "/verifikator/", "visitor": "/"}[who]
    assert differing(in_both_worlds(panel, browser, start)) == []


def test_when_all_is_in_the_recused_still_see_one_world_and_who_judged_sees_two(panel):
    panel.all_in()
    assert differing(in_both_worlds(panel, world.logged_in(panel.recused.user), "/penilaian/")) == []
    for seat in (panel.behind, panel.chair):
        assert len(differing(in_both_worlds(panel, world.logged_in(seat.user), "/penilaian/"))) > 0


def test_a_chair_with_a_conflict_sees_one_world_whatever_is_in(panel):
    seats = panel.edition.seats
    seats.filter(pk=panel.chair.pk).update(position="member")
    seats.filter(pk=panel.recused.pk).update(position="chair")
    panel.all_in()
    worlds = in_both_worlds(panel, world.logged_in(panel.recused.user), "/penilaian/ketua/")
    assert differing(worlds) == []
    assert any("/penilaian/ketua/edisi/" in address for address in worlds[0])


@pytest.mark.parametrize("locked", [False, True])
def test_who_is_replaced_sees_one_world_whatever_the_substitute_gave(panel, locked):
    made = world.stands_in(panel.recused, panel.entry, by=panel.chair.user)
    panel.hiding.append(made.seat)
    world.locked_both(made.seat, panel.entry) if locked else world.draft(made.seat, panel.entry)
    world.presents(panel.entry, world.half_an_hour(-4))
    browser = world.logged_in(panel.recused.user)
    worlds = in_both_worlds(panel, browser, "/penilaian/")
    assert differing(worlds) == []
    # nor whether there is one, and how far: without a sheet, and without a substitute, the pages are the same
    with transaction.atomic():
        with triggers_off():
            Score.objects.filter(sheet__seat=made.seat).delete()
            made.seat.sheets.all().delete()
            made.delete()
        alone = explored(browser, "/penilaian/")
        transaction.set_rollback(True)
    assert differing((worlds[0], alone)) == []
    assert len(alone) > 15


def test_a_substitute_sees_one_world_until_they_lock_and_nothing_of_the_other_candidates(panel):
    made = world.stands_in(panel.recused, panel.entry, by=panel.chair.user)
    world.draft(made.seat, panel.entry, Stage.DESK, B1="70")
    world.presents(panel.entry, world.half_an_hour(-4))
    panel.about += panel.others
    browser = world.logged_in(made.seat.user)
    worlds = in_both_worlds(panel, browser, "/penilaian/")
    assert differing(worlds) == []
    assert len(worlds[0]) > 5
    assert not any(
        str(other).encode() in content for other in panel.others for *_, content in worlds[0].values()
    )
    world.locked_both(made.seat, panel.entry)
    world.locked_both(panel.behind, panel.entry)
    assert differing(in_both_worlds(panel, browser, "/penilaian/")) == [f"/penilaian/{panel.entry.pk}/nilai/"]
