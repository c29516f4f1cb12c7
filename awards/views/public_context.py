"""Rows of the database in words and addresses for public pages; nothing that is not public."""

from __future__ import annotations

import json
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from awards.choices import Phase, Source
from awards.editions.overview import shown_date
from awards.editions.phase_changes import date_in_words, date_name
from awards.models import Category, Criterion, Edition, Publication
from awards.models.editions import by_kind
from awards.models.rules import DATES
from awards.presenters.ranking_page import method
from awards.presenters.wording import SOURCES, decimal, measured
from awards.publishing.names import address_of
from awards.publishing.render import correcting_since
from awards.results.inputs import criteria_shapes, method_shape
from regencies.l10n.dates import format_long_moment
from regencies.l10n.field_text import label
from regencies.models import Receipt
from regencies.presenters.standing import is_withdrawn, receipt_state

PUBLIC_PHASES = (  # as the public follows them; objections are raised against provisional results
    Phase.FILLING,
    Phase.VERIFICATION,
    Phase.CANDIDATES,
    Phase.SCORING,
    Phase.PLENARY,
    Phase.PROVISIONAL,
    Phase.ANNOUNCED,
)
SHOWN_AS = {Phase.OBJECTIONS: Phase.PROVISIONAL, Phase.ARCHIVED: Phase.ANNOUNCED}


def edition_card(edition: Edition) -> dict[str, Any]:
    """Return an edition for the front page; its `categories` carry their live publication already."""
    province, year = edition.province.slug, edition.award_year
    rankings = [
        _ranking(category.live[0], edition, category)
        for category in by_kind(edition.categories.all())
        if category.live
    ]
    return {
        "edition": edition,
        "phase": edition.get_phase_display(),
        "tone": "success" if rankings else "info",
        "announced": bool(rankings),
        "phases": _phases(edition),
        "dates": list(_dates(edition)),
        "notices": edition.notice.splitlines(),
        "rankings": rankings,
        "criteria_url": reverse("criteria", args=(province, year)),
        "coverage_url": reverse("coverage", args=(province, edition.assessed_year)),
    }


def _ranking(publication: Publication, edition: Edition, category: Category) -> dict[str, Any]:
    """Return the summary of a publication; before it is made, as after an update, only where the ranking stands."""
    told = json.loads(bytes(publication.summary)) if publication.summary else {"category": category.name}  # type: ignore[attr-defined]
    return told | {
        "url": reverse("ranking", args=(edition.province.slug, edition.award_year, category.slug)),
        "correcting_since": correcting_since(publication, edition.province),
    }


def _phases(edition: Edition) -> list[dict[str, str]]:
    now = SHOWN_AS.get(Phase(edition.phase), Phase(edition.phase))
    place = PUBLIC_PHASES.index(now)
    ended = edition.phase in {Phase.ANNOUNCED, Phase.ARCHIVED}
    return [
        {
            "label": phase.label,
            "state": "done" if number < place or ended else "current" if number == place else "next",
        }
        for number, phase in enumerate(PUBLIC_PHASES)
    ]


def _dates(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield (label, date in words) of the dates that are set, each followed by those of single categories."""
    for name in DATES:
        if getattr(edition, name):
            yield label(edition, name).capitalize(), shown_date(edition, name)
        for category in by_kind(edition.categories.all()):
            if own := getattr(category, name):
                yield capfirst(date_name(edition, name, category)), date_in_words(edition, own)


def criteria_of(category: Category) -> dict[str, Any]:
    """Return a category's criteria by group with weights, rules, rubrics, and the method in words."""
    groups = list(category.groups.all())
    names = {group.code: group.name for group in groups}
    criteria = [criterion for group in groups for criterion in group.criteria.all()]
    criteria.sort(key=attrgetter("position", "code"))
    document = {"method": method_shape(category), "criteria": criteria_shapes(criteria)}
    return {
        "name": category.name,
        "total": decimal(str(sum(criterion.weight for criterion in criteria))),
        "groups": [
            {
                "code": group.code,
                "name": group.name,
                "weight": decimal(str(sum(c.weight for c in criteria if c.group_id == group.pk))),
                "criteria": [_criterion(c) for c in criteria if c.group_id == group.pk],
            }
            for group in groups
        ],
        "method": method(document, names),
        "note_below": category.note_below,
        "disclosure": category.disclosure,
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    [shape] = criteria_shapes([criterion])
    bands = list(criterion.bands.all()) if criterion.source == Source.PANEL else []
    return {
        "code": criterion.code,
        "name": criterion.name,
        "weight": decimal(shape["weight"]),
        "source": SOURCES[criterion.source],
        "measured": measured(shape),
        "guidance": criterion.guidance,
        "bands": [band for band in bands if band.low != band.high],
        "anchors": [band for band in bands if band.low == band.high],
    }


def publication_facts(publication: Publication) -> dict[str, Any]:
    """Return what the verification page says of a publication."""
    edition = publication.category.edition
    return {
        "province": edition.province.name,
        "award_year": edition.award_year,
        "assessed_year": edition.assessed_year,
        "category": publication.category.name,
        "number": publication.number,
        "live": publication.live,
        "correcting_since": correcting_since(publication, edition.province),
        "when": format_long_moment(publication.published_at.astimezone(edition.province.zone)),
        "sample_data": edition.sample_data,
        "url": reverse("publication", args=address_of(publication)),
    }


def receipt_facts(receipt: Receipt) -> dict[str, Any]:
    """Return participant, year, version, time and worth of a receipt, which is no public document."""
    report, regency = receipt.report, receipt.report.regency
    zone = regency.province.zone
    return {
        "region": f"{report.nominee}, {regency}" if report.nominee else str(regency),
        "year": report.year,
        "version": receipt.version,
        "when": format_long_moment(receipt.sent_at.astimezone(zone)),
        "worth": receipt_state(receipt),
        "last_version": report.version,
        "last_when": report.sent_at and format_long_moment(report.sent_at.astimezone(zone)),
        "last_withdrawn": is_withdrawn(report),
    }
