"""The award year is held only once everything of a publication is made, and what changed meanwhile is noticed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from awards.models import Category, Edition, Publication
from awards.panel.locks import hold_phase
from awards.publishing.corrections import open_correction
from awards.publishing.publish import publish
from awards.results.preview import preview
from regencies.actions.errors import Refused
from tests.builders import publication as world
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)
HOLDS, MADE = 'FROM "awards_edition"', ('INTO "awards_publicationfile"', 'INTO "awards_coveragepage"')


@pytest.fixture
def category():
    return world.category_with(["61.04"])


def test_all_is_made_before_anybody_has_to_wait(category):
    by, seen, asked = world.admin_of(category), preview(category).fingerprint, []

    def listen(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(listen):
        publish(category, by=by, fingerprint=seen)
    held = next(place for place, sql in enumerate(asked) if HOLDS in sql and "FOR NO KEY UPDATE" in sql)
    made = [place for place, sql in enumerate(asked) if any(table in sql for table in MADE)]
    assert len(made) >= len(MADE)
    assert max(made) < held


def published_while(change: Callable[[], object], category: Category) -> Any:
    """What publishing returned or raised, its files made while somebody held the award year and changed something."""
    by, seen = world.admin_of(category), preview(category).fingerprint

    def changed() -> None:
        hold_phase(category.edition_id)
        change()

    _, outcome = race(changed, lambda: publish(category, by=by, fingerprint=seen))
    return outcome


def test_who_changes_what_is_not_published_holds_it_up_but_does_not_stop_it(category):
    """The second time it is made while the award year is held: nothing can come in between again."""
    made = published_while(lambda: Edition.objects.update(notice="Sidang pleno di lantai 2"), category)
    assert (made.number, Publication.objects.count()) == (1, 1)
    assert made.files.filter(name="index.html").count() == 1


def test_marks_changed_while_the_files_are_made_are_not_published(category):
    refused = published_while(lambda: world.rescore(category.entries.get(candidate=True), 95), category)
    assert isinstance(refused, Refused)
    assert refused.reasons[0].startswith("Data berubah sejak dilihat: Kabupaten Ketapang (61.04).")
    assert not Publication.objects.exists()


def test_what_is_disclosed_is_what_was_seen_even_if_it_is_changed_while_the_files_are_made(category):
    refused = published_while(lambda: Category.objects.update(disclosure="ranks"), category)
    assert isinstance(refused, Refused)
    assert not Publication.objects.exists()


def test_a_correction_opened_while_files_are_made_waits_and_is_of_what_came_out(category):
    by = world.admin_of(category)
    world.published(category)
    open_correction(category, "Salah", by=by)
    world.rescore(category.entries.get(candidate=True), 95)
    seen = preview(category).fingerprint
    second, correction = race(
        lambda: publish(category, by=by, fingerprint=seen, reason="Sanggahan"),
        lambda: open_correction(category, "Salah lagi", by=by),
    )
    assert (second.number, correction.publication_id) == (2, second.pk)
