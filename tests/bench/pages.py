"""What is measured: the pages people ask for, the floors beneath them, and who asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.choices import SheetStatus, Stage
from awards.live.floor import address_of
from awards.models import Category, Entry
from regencies.choices import REGENCY_KIND, Role, Section
from regencies.models import Membership, Regency, User, YearlyReport
from tests import factories
from tests.bench.asking import FirstForm, Reply, Transport, Visitor

EMPTY, PAGE = "empty response", "session, user, template"
RANKING, COVERAGE, REGION, HOME = (
    "public ranking",
    "public coverage list",
    "public page of a region",
    "front page",
)
LOGIN = "log-in page"
ROOM = "lines of the room"
TASKS, SECTION, SECTION_SAVE = "officer's task list", "officer's section", "officer's section, save"
QUEUE, CHECKED = "verifier's queue", "verifier's report"
PANEL, DOSSIER, SHEET, SHEET_SAVE = "panel list", "dossier", "score sheet", "score sheet, save"
INDEX, EDITION = "first page of the desk", "award year on the desk"

# Page: the table floor of the same rows.
TABLES = {
    RANKING: "table of the entrants",
    ROOM: "table of the entrants",
    SECTION: "table of the segments",
    SECTION_SAVE: "table of the segments",
    SHEET: "table of the criteria",
    SHEET_SAVE: "table of the criteria",
}
FLOORS = [EMPTY, PAGE, *dict.fromkeys(TABLES.values())]

AWARD_YEAR = 2026  # being scored; the year before is published
FILLING = AWARD_YEAR  # the assessed year that officers fill in meanwhile
REGION_CODE = "61.04"


@dataclass(frozen=True)
class Cast:
    """Who asks, as cookies, and what for."""

    officer: dict[str, str]
    verifier: dict[str, str]
    member: dict[str, str]
    admin: dict[str, str]
    published: Category
    category: Category
    candidate: Entry
    report: YearlyReport


def prepare() -> Cast:
    """The demo as loaded, and next year's report of one office, filled in and not sent."""
    category = Category.objects.get(edition__award_year=AWARD_YEAR, kind=REGENCY_KIND)
    region = Regency.objects.get(kemendagri_code=REGION_CODE)
    officer = Membership.objects.get(role=Role.OFFICER, regency=region).user
    verifier = Membership.objects.filter(role=Role.VERIFIER).earliest("pk").user
    admin = Membership.objects.filter(role=Role.ADMIN).earliest("pk").user
    member, candidate = unfinished_sheet(category)
    return Cast(
        officer=session_of(officer),
        verifier=session_of(verifier),
        member=session_of(member),
        admin=session_of(admin),
        published=Category.objects.get(edition__award_year=AWARD_YEAR - 1, kind=REGENCY_KIND),
        category=category,
        candidate=candidate,
        report=factories.complete(factories.draft(region, FILLING, by=officer), officer),
    )


def officers(many: int, but: Cast) -> list[tuple[dict[str, str], YearlyReport]]:
    """So many officers as sessions, each of another region than who asks for the pages, and the report of each."""
    places = Regency.objects.filter(province=but.report.regency.province).exclude(pk=but.report.regency_id)
    found = []
    for place in places.order_by("pk")[:many]:
        officer = factories.officer(place)
        report = factories.complete(factories.draft(place, FILLING, by=officer), officer)
        found.append((session_of(officer), report))
    return found


def unfinished_sheet(category: Category) -> tuple[User, Entry]:
    """A member and a candidate whose desk sheet that member has not locked."""
    for seat in category.edition.seats.select_related("user"):
        locked = seat.sheets.filter(stage=Stage.DESK, status=SheetStatus.LOCKED)
        left = category.entries.judged_by(seat.user).exclude(pk__in=locked.values("entry"))
        left = left.exclude(presentation_at__lte=timezone.now())  # which closes the desk sheets
        if entry := left.order_by("pk").first():
            return seat.user, entry
    raise LookupError("Every sheet of the demo is locked.")


def session_of(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def steps(transport: Transport, cast: Cast) -> dict[str, Callable[[], Reply]]:
    """One function for each row of the table; each call is one request, timed on its own."""
    visitor, officer = Visitor(transport), Visitor(transport, cast.officer)
    verifier, member = Visitor(transport, cast.verifier), Visitor(transport, cast.member)
    admin = Visitor(transport, cast.admin)
    edition = cast.published.edition
    province, judged = edition.province.slug, cast.candidate.judged
    ranking = reverse("ranking", args=[province, edition.award_year, cast.published.slug])
    coverage = reverse("coverage", args=[province, edition.assessed_year])
    room = reverse("live_lines", args=[address_of(cast.category.edition)])
    section = reverse("report_section", args=[cast.report.year, Section.PARTICIPATION])
    sheet = reverse("panel_sheet", args=[cast.candidate.pk, Stage.DESK])
    return {
        EMPTY: lambda: visitor.get("/_lantai/kosong/"),
        PAGE: lambda: officer.get("/_lantai/halaman/"),
        TABLES[RANKING]: lambda: officer.get(f"/_lantai/tabel/entrants/{cast.published.pk}/"),
        TABLES[SECTION]: lambda: officer.get(f"/_lantai/tabel/segments/{cast.report.pk}/"),
        TABLES[SHEET]: lambda: member.get(f"/_lantai/tabel/criteria/{cast.category.pk}/"),
        RANKING: lambda: visitor.get(ranking),
        COVERAGE: lambda: visitor.get(coverage),
        REGION: lambda: visitor.get(reverse("region", args=[REGION_CODE])),
        HOME: lambda: visitor.get(reverse("home")),
        LOGIN: lambda: Visitor(transport).get(reverse("account_login")),  # it hands out a cookie
        ROOM: lambda: visitor.get(room),
        TASKS: lambda: officer.get(reverse("report_overview", args=[cast.report.year])),
        SECTION: lambda: officer.get(section),
        SECTION_SAVE: save_of_section(officer, cast.report),
        QUEUE: lambda: verifier.get(reverse("verifier_queue")),
        CHECKED: lambda: verifier.get(reverse("verifier_report", args=[judged.pk])),
        PANEL: lambda: member.get(reverse("panel_index")),
        DOSSIER: lambda: member.get(reverse("panel_dossier", args=[cast.candidate.pk])),
        SHEET: lambda: member.get(sheet),
        SHEET_SAVE: saving(member, sheet, "B1", cycle(["80", "81"])),
        INDEX: lambda: admin.get(reverse("admin:index")),
        EDITION: lambda: admin.get(reverse("admin:awards_edition_change", args=[cast.category.edition_id])),
    }


def save_of_section(visitor: Visitor, report: YearlyReport) -> Callable[[], Reply]:
    """Each call saves the figures of participation with one of them changed."""
    section = reverse("report_section", args=[report.year, Section.PARTICIPATION])
    return saving(visitor, section, "wage_earners_registered", cycle(["80.101", "80.102"]))


def typing_in_section(visitor: Visitor, report: YearlyReport) -> Callable[[], Reply]:
    """Each call saves the same as the page does by itself while it is filled in: opened once, told the version anew."""
    section = reverse("report_section", args=[report.year, Section.PARTICIPATION])
    values, figures = FirstForm(visitor.get(section).body).values, cycle(["80.101", "80.102"])

    def save() -> Reply:
        typed = values | {"wage_earners_registered": next(figures)}
        reply = visitor.post(section, typed, X_Autosave="1")
        values["version"] = str(json.loads(reply.body)["version"])
        return reply

    return save


SAVERS = {
    "save themselves while filled in": typing_in_section,
    "are opened before each save": save_of_section,
}


def saving(visitor: Visitor, path: str, box: str, figures: Iterator[str]) -> Callable[[], Reply]:
    """Each call sends the form as it stands with another figure in one box: a save that writes."""

    def save() -> Reply:
        values = FirstForm(visitor.get(path).body).values
        if box not in values:
            raise LookupError(f"{path} has no box {box}.")
        return visitor.post(path, values | {box: next(figures)})

    return save
