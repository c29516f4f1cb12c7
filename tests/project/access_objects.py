"""One row of each model the desk shows, and the addresses of the desk's pages about them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from awards.models import Objection, PlenaryDecision, SpecialAward, SpecialAwardFile
from regencies.choices import SecurityEvent
from regencies.models import (
    BranchFigure,
    Extension,
    Membership,
    MinimumPremium,
    OfficialWorkforce,
    SecurityLine,
    User,
)
from tests.builders import access, outbox
from tests.project.access import Page


def objects(here: access.Half) -> dict[str, Any]:
    """One row of a province for each model the desk shows; None where it has none."""
    category, code = here.candidate.category, here.place.kemendagri_code
    of_it = {"entry": here.candidate}
    by = here.seats[0].user
    return {
        "regencies_user": here.officer,
        "regencies_membership": Membership.objects.get(user=here.officer),
        "regencies_province": here.province,
        "regencies_invitation": access.invited(here),
        "regencies_outgoingmail": outbox.sent_to(here.officer),
        "regencies_securityline": SecurityLine.objects.create(
            at=timezone.now(), event=SecurityEvent.EVIDENCE, done=True, provinces=[here.province.pk]
        ),
        "regencies_regency": here.place,
        "regencies_minimumpremium": MinimumPremium.objects.first(),
        "regencies_yearlyreport": here.sent,
        "regencies_nominee": here.nominated,
        "regencies_extension": Extension.objects.create(
            regency=here.place,
            year=2026,
            until=timezone.now() + datetime.timedelta(1),
            reason="x",
            granted_by=by,
        ),
        "regencies_officialworkforce": OfficialWorkforce.objects.filter(
            regency=here.place, year=access.FILLING
        ).first(),
        "regencies_branchfigure": BranchFigure.objects.get(regency=here.place, year=access.FILLING),
        "awards_category": category,
        "awards_edition": here.edition,
        "awards_seat": here.seats[0],
        "awards_recusal": here.recusal,
        "awards_absence": here.absence,
        "awards_substitution": here.substitution,
        "awards_entry": here.candidate,
        "awards_scoresheet": here.locked,
        "awards_publication": here.published,
        "awards_plenarydecision": PlenaryDecision.objects.create(
            category=category, order=[code], reason="Musyawarah", decided_by=by
        ),
        "awards_specialaward": special_award(by, **of_it),
        "awards_objection": Objection.objects.create(**of_it, letter="1/2026", content="Mohon ditinjau"),
    }


def special_award(by: User, **of_it: Any) -> SpecialAward:
    """One with a file it rests on."""
    award = SpecialAward.objects.create(**of_it, title="Inovasi")
    access.kept(SpecialAwardFile(award=award), by)
    return award


ELSEWHERE = {
    "app_label": "awards",
    "content_type_id": 1,
    "object_id": 1,
    "phase": "pleno",
    "name": "presentation_date",
    "paper": "berita-acara",
    "copy": 1,
}


def name_rows(world: access.World, rows: Mapping[str, Any], desk: Iterable[Page]) -> None:
    """Let the addresses of the desk's pages name these rows."""
    for page in desk:
        model = "_".join(page.name.removeprefix("admin:").split("_")[:2])
        for argument in {"object_id", "pk"} & {*page.arguments} if model in rows else ():
            world.own[f"{page.name}.{argument}"] = rows[model].pk
        if "file" in page.arguments and model in rows:
            world.own[f"{page.name}.file"] = rows[model].files.get().pk
    world.own |= ELSEWHERE
