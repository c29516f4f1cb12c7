"""What stood in a database before a migration stands right in one of today; one walk through all of them.

Each story writes rows with the models of its time, and says after the walk what must have become of them.
"""

from collections.abc import Callable, Iterator

import pytest
from django.apps.registry import Apps
from django.utils import timezone

from awards.models import Category, Criterion, Entry, Objection, SpecialAward
from regencies.models import ReportEntry, YearlyReport
from regencies.seals.seal import BEGINNING, digests
from tests import factories
from tests.builders.past import of_before

Story = Callable[[Apps], Iterator[None]]


def a_criterion_whose_group_lay_elsewhere_stays_in_its_category(then: Apps) -> Iterator[None]:
    """Before, the category of a criterion and that of its group could differ; the column decided."""
    old, categories, editions, groups = (
        then.get_model("awards", name).objects
        for name in ("Criterion", "Category", "Edition", "CriterionGroup")
    )
    province = factories.province()
    edition = editions.create(province_id=province.pk, award_year=2026, assessed_year=2025, quorum=4)
    one, two = (
        categories.create(edition_id=edition.pk, slug=slug, name=slug) for slug in ("pertama", "kedua")
    )
    lone, shared, twin = (
        groups.create(category_id=category.pk, code=code, name=code)
        for category, code in ((one, "A"), (one, "B"), (two, "B"))
    )
    for category, group, code in (
        (one, lone, "A1"),
        (two, lone, "A1"),
        (two, shared, "B1"),
        (two, lone, "A2"),
    ):
        old.create(category_id=category.pk, group_id=group.pk, code=code, name=code, weight=1, source="panel")
    yield
    one, two = Category.objects.get(slug="pertama"), Category.objects.get(slug="kedua")
    kept = Category.pgh_event_model.objects.get(slug="pertama", pgh_label="insert")
    assert (one.quorum, kept.quorum) == (
        edition.quorum,
        edition.quorum,
    )  # those of its award year, until then
    assert list(one.criteria.values_list("code", "group")) == [("A1", lone.pk)]
    made = two.groups.exclude(pk=twin.pk).get()
    assert (made.code, made.name) == ("A", "A")
    assert set(two.criteria.values_list("code", "group")) == {
        ("A1", made.pk),
        ("B1", twin.pk),
        ("A2", made.pk),
    }
    moved = Criterion.pgh_event_model.objects.filter(pgh_label="update").values_list("code", "group")
    assert set(moved) == {("A1", made.pk), ("B1", twin.pk), ("A2", made.pk)}


def awards_and_objections_name_the_entry_of_their_region_and_keep_their_history(then: Apps) -> Iterator[None]:
    here, late = factories.regency(), factories.regency("Sambas", "61.01")
    edition, category, entry, award, objection = (
        then.get_model("awards", name).objects
        for name in ("Edition", "Category", "Entry", "SpecialAward", "Objection")
    )
    year = edition.create(province_id=here.province_id, award_year=2027, assessed_year=2026)
    category = category.create(edition=year, slug="satu", name="Satu")
    entry = entry.create(category=category, regency_id=here.pk, candidate=False, reason="Lain")
    award.create(category=category, regency_id=here.pk, title="Inovasi")
    award.create(category=category, regency_id=late.pk, title="Rintisan")
    objection.create(category=category, regency_id=here.pk, letter="1/2026", content="Keliru")
    sealed = events()
    yield
    added = Entry.objects.get(regency=late)
    assert (added.category_id, added.candidate, added.reason) == (
        category.pk,
        False,
        "Tidak dinilai dalam kategori ini.",
    )
    named = {("Inovasi", entry.pk), ("Rintisan", added.pk)}
    assert set(SpecialAward.objects.values_list("title", "entry")) == named
    assert set(SpecialAward.pgh_event_model.objects.values_list("title", "entry")) == named
    assert Objection.objects.get().entry_id == entry.pk
    assert Objection.pgh_event_model.objects.get().entry_id == entry.pk
    assert events() == sealed


def events() -> list[dict[int, str]]:
    """What a seal of then holds of the history: the columns there were."""
    columns, now = ["pgh_id", "pgh_created_at", "id", "category_id", "regency_id"], timezone.now()
    return [
        digests(f"awards_{model}event", [*columns, *own], BEGINNING, now)
        for model, own in (("specialaward", ["title", "citation"]), ("objection", ["letter", "status"]))
    ]


def drafts_get_the_sections_and_what_was_sent_stays_as_it_was(then: Apps) -> Iterator[None]:
    province = then.get_model("regencies", "Province").objects.create(
        code="61", name="Kalimantan Barat", slug="kalimantan-barat", time_zone="Asia/Pontianak"
    )
    names = {"name": "Melawi", "kind": "kabupaten", "capital": "Nanga Pinoh", "office_name": "Disnaker"}
    counts = {"districts": 11, "urban_villages": 1, "villages": 169, "reference_year": 2024}
    place = then.get_model("regencies", "Regency").objects.create(
        province=province, kemendagri_code="61.10", bps_code="6110", **names, **counts
    )
    reports = then.get_model("regencies", "YearlyReport").objects
    begun = reports.create(regency=place, year=2025)
    person = then.get_model("regencies", "User").objects.create(email="a@contoh.id", full_name="A")
    moment = "2025-01-01T00:00Z"
    sent = reports.create(
        regency=place, year=2024, status="sent", version=1, sent_at=moment, certified_by=person
    )
    yield
    sections = {
        key: set(ReportEntry.objects.filter(report=key).values_list("section", flat=True))
        for key in (begun.pk, sent.pk)
    }
    assert sections == {begun.pk: {"aparatur", "pengawasan"}, sent.pk: set()}
    assert YearlyReport.objects.get(pk=begun.pk).entries.get(section="aparatur").detail.source == ""


STORIES: list[tuple[str, str, Story]] = [
    ("regencies", "0025_files_in_quarantine", drafts_get_the_sections_and_what_was_sent_stays_as_it_was),
    ("awards", "0001_initial", a_criterion_whose_group_lay_elsewhere_stays_in_its_category),
    (
        "awards",
        "0015_until_when_offices_object",
        awards_and_objections_name_the_entry_of_their_region_and_keep_their_history,
    ),
]


@pytest.mark.django_db(transaction=True)
def test_what_stood_in_a_database_of_before_stands_right_today(subtests):
    with of_before() as past:
        begun = []
        for app, migration, tell in STORIES:
            story = tell(past.reach(app, migration))
            next(story)
            begun.append((tell.__name__, story))
        past.to_today()
        for name, story in begun:
            with subtests.test(name), pytest.raises(StopIteration):
                next(story)
