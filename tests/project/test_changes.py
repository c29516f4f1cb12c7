"""What tells a process that nothing changed (`config.postgres.changes`), so that a digest need not be asked for."""

import datetime
import inspect
import re
import sys
from importlib import import_module

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from config.postgres import changes
from config.postgres.changes import KNOWN, NOT_TOLD, Known
from config.postgres.kept import Digested, DigestedEach, Kept, KeptWhole, digested
from config.worker import LAST, forget_daily
from regencies.models import Regency, Regulation, SecurityLine
from tests import factories
from tests.database import triggers_off
from tests.racing import race

import_module(settings.ROOT_URLCONF)  # and with it every page
DIGESTS = [
    found
    for module in list(sys.modules.values())
    if module.__name__.startswith(("awards.", "regencies."))
    for found in vars(module).values()
    if isinstance(found, Digested | DigestedEach) and found.__module__ == module.__name__
]
OF_KIND = {"categories": [1], "editions": [1], "today": datetime.date(2026, 1, 1)}  # the others are one key
TOLD_OF = """
    SELECT relname, EXISTS (SELECT FROM pg_trigger WHERE tgrelid = found.oid AND tgname = 'tells_change'),
        EXISTS (SELECT FROM pg_attribute WHERE attrelid = found.oid AND attname = 'pgh_id')
    FROM pg_class found WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'm', 'f')
"""


@digested
def names_read(key: int):
    return [Regency.objects.filter(pk=key).values_list("pk", "name")]


class Name:
    """The name of a region, and how often it was read."""

    def __init__(self, place: Regency) -> None:
        self.place, self.kept, self.times = place, Kept[str](), 0

    def __call__(self) -> str:
        return self.kept.of("name", names_read, (self.place.pk,), self.read)

    def read(self) -> str:
        self.times += 1
        return Regency.objects.get(pk=self.place.pk).name


@pytest.fixture
def name(transactional_db) -> Name:
    found = Name(factories.regency("Kabupaten Uji", "61.90"))
    assert found() == "Kabupaten Uji"
    return found


def rename(name: Name, text: str) -> None:
    Regency.objects.filter(pk=name.place.pk).update(name=text)


def digest(name: Name, captured) -> str:
    """The statement the process asks of what is kept, run again to say whether it met a change."""
    assert len(captured) == 1, [query["sql"] for query in captured]
    with connection.cursor() as cursor:
        cursor.execute(captured[0]["sql"])
        _, is_changed, *_ = cursor.fetchone()
    return is_changed


def test_the_digests_of_all_rooms_are_held_to_it():
    assert {digest.__module__ for digest in DIGESTS} >= {
        "awards.panel.boards",
        "awards.panel.member.peers",
        "awards.results.rows",
        "regencies.tables.verifier.contents",
    }


@pytest.mark.django_db
def test_every_table_tells_of_its_changes_but_those_named_and_the_history():
    with connection.cursor() as cursor:
        cursor.execute(TOLD_OF)
        found = cursor.fetchall()
    assert {table for table, tells, is_history in found if not tells and not is_history} == set(NOT_TOLD)
    assert not [table for table, tells, is_history in found if tells and is_history]


@pytest.mark.django_db
@pytest.mark.parametrize("digest", DIGESTS, ids=lambda digest: f"{digest.__module__}.{digest.__name__}")
def test_nothing_is_digested_that_tells_nothing(digest):
    with connection.cursor() as cursor:
        cursor.execute(TOLD_OF)
        tables = {table: tells for table, tells, _ in cursor.fetchall()}
    values = [OF_KIND.get(name, 1) for name in inspect.signature(digest).parameters]
    sql = " ".join(str(query.query) for query in digest.queries(*values))
    named = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
    assert len(named) > 5
    assert [table for table in named if not tables[table]] == []


def test_what_nobody_changed_is_kept_without_a_digest(name, django_assert_num_queries):
    with django_assert_num_queries(1) as captured:
        assert name() == "Kabupaten Uji"
    assert digest(name, captured) is False
    SecurityLine.objects.create(at=timezone.now(), event="action", done=True, provinces=[])
    with django_assert_num_queries(1) as captured:
        name()
    assert digest(name, captured) is False
    assert name.times == 1


def test_a_change_elsewhere_costs_a_digest_and_nothing_is_read_anew(name, django_assert_num_queries):
    factories.regency("Kabupaten Lain", "61.91")
    with django_assert_num_queries(1) as captured:
        assert name() == "Kabupaten Uji"
    assert digest(name, captured) is True
    with django_assert_num_queries(1) as captured:
        name()
    assert (digest(name, captured), name.times) == (False, 1)


@pytest.mark.parametrize("verb", ["update", "insert and delete", "truncate", "in a savepoint"])
def test_each_kind_of_change_is_met(name, verb):
    before = KNOWN.state().number
    if verb == "update":
        rename(name, "Kabupaten Baru")
    elif verb == "insert and delete":
        factories.regency("Kabupaten Lain", "61.91").delete()
    elif verb == "truncate":
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {Regulation._meta.db_table} CASCADE")
    else:
        with transaction.atomic(), transaction.atomic():
            rename(name, "Kabupaten Baru")
    assert name() == Regency.objects.get(pk=name.place.pk).name
    assert KNOWN.state().number == before + 1


def test_what_was_rolled_back_is_no_change(name):
    before = KNOWN.state().number

    with transaction.atomic():
        rename(name, "Tidak jadi")
        assert name() == "Tidak jadi"
        transaction.set_rollback(True)
    assert name() == "Kabupaten Uji"
    with transaction.atomic():
        point = transaction.savepoint()
        rename(name, "Tidak jadi")
        assert name() == "Tidak jadi"
        transaction.savepoint_rollback(point)
    assert name() == "Kabupaten Uji"
    assert KNOWN.state().number == before


def test_who_commits_after_the_question_is_met_by_the_next_one(name):
    """The change is there while another asks, and is not committed yet: its transaction is older than the answer."""
    before, during = race(lambda: rename(name, "Kabupaten Baru"), name, waits=False)
    assert (before, during) == (None, "Kabupaten Uji")
    assert name() == "Kabupaten Baru"


def test_who_began_first_and_commits_last_is_met_too(name):
    """Neither numbers nor times of transactions come in the order in which they end."""

    def another():
        factories.regency("Kabupaten Lain", "61.91")
        return name()

    _, during = race(lambda: rename(name, "Kabupaten Baru"), another, waits=False)
    assert during == "Kabupaten Uji"
    assert name() == "Kabupaten Baru"


def test_a_question_that_met_a_change_another_thread_met_before_names_no_state():
    known = Known()
    start = known.state()
    assert known.found(start, "5:5:", is_changed=True) == 1
    assert known.found(start, "4:4:", is_changed=True) is None
    assert known.found(start, "4:4:", is_changed=False) == 0
    assert known.state() == (1, "5:5:")
    assert known.found(known.state(), "6:6:", is_changed=False) == 1
    assert known.found(known.state(), None, is_changed=True) is None
    assert known.state() == (1, "6:6:")


def test_a_process_that_asked_nothing_for_long_asks_for_the_digest(
    name, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(changes, "TRUSTED", -1.0)
    with transaction.atomic(), triggers_off():
        rename(name, "Kabupaten Baru")
    with django_assert_num_queries(3):
        assert name() == "Kabupaten Baru"


def test_what_is_known_of_nothing_changed_rests_on_the_triggers(name):
    """The counterpart: with triggers off a change is not met, which is why such a restore needs a restart."""
    with transaction.atomic(), triggers_off():
        rename(name, "Kabupaten Baru")
    assert name() == "Kabupaten Uji"


def test_what_is_kept_whole_is_made_anew_after_any_change(name, django_assert_num_queries):
    kept, made = KeptWhole[int](), []

    def of(what: str) -> int:
        return kept.of(what, lambda: made.append(what) or len(made))

    assert (of("a"), of("b"), of("a")) == (1, 2, 1)
    with django_assert_num_queries(1):
        assert of("b") == 2
    factories.regency("Kabupaten Lain", "61.91")
    assert (of("a"), of("a")) == (3, 3)
    with transaction.atomic():
        rename(name, "Kabupaten Baru")
        assert (of("a"), of("a")) == (4, 5)  # nothing is kept of what may be rolled back
        transaction.set_rollback(True)
    assert of("a") == 3


def test_the_worker_forgets_what_no_process_relies_on(name):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO changed VALUES ('3', now() - interval '25 hours')")
        LAST.pop("forgotten", None)
        forget_daily()
        cursor.execute("SELECT min(at) > now() - interval '1 day', count(*) > 0 FROM changed")
        assert cursor.fetchone() == (True, True)


def test_a_second_migration_leaves_the_triggers_as_they_are(name):
    asked = "SELECT array_agg(oid ORDER BY oid) FROM pg_trigger WHERE tgname = 'tells_change'"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        before = cursor.fetchone()
        call_command("migrate", verbosity=0)
        cursor.execute(asked)
        assert cursor.fetchone() == before
