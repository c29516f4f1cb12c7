"""Award years: which counts, which precedes, which is practised on or corrected, and whose they are."""

import datetime

import pytest
from django.utils import timezone

from awards.choices import Phase
from awards.models import Category, Correction, Edition, Publication
from regencies.models import User
from tests import factories
from tests.builders import edition as years
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


@pytest.fixture
def away():
    return factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")


def published(category: Category, number: int, *, live: bool, corrected: bool) -> None:
    """A row of a publication, past the verbs, and of its correction."""
    by = factories.user()
    row = Publication.objects.create(
        category=category,
        number=number,
        live=live,
        document=b"{}",
        sha256=f"{category.pk}-{number}",
        reason="Salah ketik" if number > 1 else "",
        published_at=timezone.now(),
        published_by=by,
    )
    if corrected:
        Correction.objects.create(publication=row, reason="Salah ketik", opened_by=by)


def test_a_year_is_corrected_while_the_correction_of_what_is_in_force_is_open():
    none, done, open_ = (
        world.category_of(world.scoring_edition(award_year=year)) for year in (2024, 2025, 2026)
    )
    published(none, 1, live=True, corrected=False)
    published(done, 1, live=False, corrected=True)
    published(done, 2, live=True, corrected=False)
    published(open_, 1, live=False, corrected=True)
    published(open_, 2, live=True, corrected=True)
    found = Edition.objects.with_corrected().values_list("award_year", "corrected")
    assert dict(found) == {2024: False, 2025: False, 2026: True}


def test_the_year_before_is_the_latest_of_the_own_province(away):
    made = {year: factories.edition(award_year=year) for year in (2023, 2025, 2024, 2026)}
    other = factories.edition(away, 2025)
    assert list(Edition.objects.before(made[2025])) == [made[2024]]
    assert list(Edition.objects.before(made[2026])) == [made[2025]]
    assert list(Edition.objects.before(made[2023])) == list(Edition.objects.before(other)) == []
    follows = dict(Edition.objects.with_earlier().values_list("pk", "follows"))
    assert follows == {row.pk: year > 2023 for year, row in made.items()} | {other.pk: False}


def test_a_year_knows_its_own_rehearsal_until_that_is_put_away(away):
    year, next_year, other = factories.edition(), factories.edition(award_year=2027), factories.edition(away)
    put_away = factories.edition(rehearsal=True, phase=Phase.ARCHIVED)
    own, others = factories.edition(rehearsal=True), factories.edition(away, rehearsal=True)
    found = dict(Edition.objects.with_rehearsal().values_list("pk", "rehearsed"))
    assert found == {year.pk: own.pk, next_year.pk: None, other.pk: others.pk}
    assert set(Edition.living.all()) == {year, next_year, other, own, others}
    assert set(Edition._base_manager.all()) == {year, next_year, other, own, others, put_away}


def test_years_that_ended_are_no_rehearsals_put_away():
    archived, prepared = (
        factories.edition(phase=Phase.ARCHIVED),
        factories.edition(award_year=2027, phase=Phase.PREPARATION),
    )
    assert set(Edition.living.all()) == {archived, prepared}
    assert list(Edition.objects.public()) == [archived]


def test_an_admin_has_the_years_of_the_own_province_and_an_operator_all(away):
    here, there = factories.edition(), factories.edition(away)
    operator = User.objects.create_superuser("operator@contoh.id", "x", full_name="Operator")
    people = [factories.admin(), factories.admin(away), factories.verifier(), operator]
    assert [set(Edition.objects.administered_by(person)) for person in people] == [
        {here},
        {there},
        set(),
        {here, there},
    ]


def test_the_room_is_open_while_its_year_is_scored():
    asked = [(True, Phase.SCORING), (True, Phase.PLENARY), (False, Phase.SCORING)]
    assert [Edition(live=live, phase=phase).room_is_open for live, phase in asked] == [True, False, False]


def test_a_category_has_the_criteria_of_its_own_groups():
    category = world.category_of(world.scoring_edition())
    other = years.like(category)
    other.groups.get(code="A").delete()
    assert {criterion.group.category for criterion in other.criteria} == {other}
    assert category.criteria.count() > other.criteria.count() > 0
    assert (category.form.slug, category.get_kind_display()) == ("kabupaten-kota", "Kabupaten/kota")


def test_the_latest_date_of_a_kinds_categories_holds_for_the_kind():
    day = datetime.date(2026, 5, 1)
    edition = world.scoring_edition(ceremony_date=day)
    later = [day + datetime.timedelta(days=days) for days in (2, 1)]
    own = {"kabupaten-kota": later[0], "desa-kelurahan": None, "badan-usaha": later[1]}
    for kind, date in own.items():
        Category.objects.create(edition=edition, slug=f"{kind}-2", name=kind, kind=kind, ceremony_date=date)
    assert edition.date_by_kind("ceremony_date") == own | {"desa-kelurahan": day}
    assert edition.date_by_kind("presentation_date") == dict.fromkeys(own)
