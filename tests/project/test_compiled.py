"""Queries whose SQL is made once a process (`config.postgres.compiled`) find what the queries themselves find."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from threading import Event

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.db.models import Count, Q, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from config.postgres.compiled import compiled
from config.postgres.settings import database_settings
from regencies.choices import Role
from regencies.models import Membership, Province, Regency, User
from tests import factories

SINCE = datetime.date(2026, 1, 1)


@compiled
def regions(province: int, codes: list[int], predecessor: int | None, *, with_province: bool = False):
    rows = Regency.objects.filter(Q(province=province) | Q(pk__in=codes), predecessor=predecessor)
    return (rows.select_related("province") if with_province else rows).order_by("kemendagri_code")


@compiled
def sizes(least: int) -> QuerySet[Province, tuple[str, int]]:
    counted = Province.objects.annotate(many=Count("regencies")).filter(many__gte=least)
    return counted.order_by("name").values_list("name", "many")


@compiled
def offices(on: datetime.date, role: str) -> QuerySet[Membership]:
    return (
        Membership.objects.active(on).filter(role=role).prefetch_related("user__memberships").order_by("pk")
    )


@pytest.fixture
def places(db) -> list[Regency]:
    return [factories.regency() for _ in range(3)]


def test_rows_are_those_of_the_query_whatever_the_values(places):
    province, keys = places[0].province_id, [place.pk for place in places]
    for given in (
        (province, [], None),
        (0, keys, None),
        (0, keys[:1], None),
        (0, [], None),
        (province, keys, keys[0]),
    ):
        for form in ({}, {"with_province": True}):
            assert regions(*given, **form) == list(regions.queryset(*given, **form)), (given, form)


def test_a_list_of_keys_is_something_a_scan_can_filter_by(places):
    with CaptureQueriesContext(connection) as asked:
        regions(0, [places[0].pk], None)
    (sql,) = [query["sql"] for query in asked.captured_queries]
    assert "= ANY (" in sql
    assert "unnest" not in sql


def test_a_row_carries_what_was_joined_counted_and_fetched_beside_it(places, django_assert_num_queries):
    officer = factories.officer(places[0])
    regions(0, [], None, with_province=True), offices(SINCE, Role.HEAD)
    with django_assert_num_queries(1):
        (found,) = regions(0, [places[0].pk], None, with_province=True)
        assert found.province == places[0].province
    assert sizes(2) == list(sizes.queryset(2))
    today = datetime.date.today()
    with django_assert_num_queries(3):
        (office,) = offices(today, Role.OFFICER)
        assert [each.pk for each in office.user.memberships.all()] == [office.pk]
    assert office.user == officer


def test_an_empty_answer_has_no_first(places):
    assert regions.first(0, [], None) is None
    assert regions.first(0, [places[1].pk], None) == regions.get(0, [places[1].pk], None) == places[1]
    with pytest.raises(Regency.DoesNotExist):
        regions.get(0, [], None)


def test_text_is_a_value_and_never_sql(places):
    assert offices(SINCE, "' OR 1=1 --") == []
    assert offices(SINCE, "%s") == []


def test_a_percent_sign_of_the_query_stays_one(places):
    @compiled
    def named(province: int):
        return Regency.objects.filter(province=province, name__contains="%").order_by("pk")

    Regency.objects.filter(pk=places[0].pk).update(name="100% Sejahtera")
    assert named(places[0].province_id) == [Regency.objects.get(pk=places[0].pk)]


def test_a_moment_of_the_query_itself_would_be_asked_for_ever_and_is_refused(db):
    @compiled
    def active(user: int):
        return Membership.objects.active().filter(user=user)

    with pytest.raises(TypeError, match="asked for ever"):
        active(1)


def test_texts_to_choose_from_are_refused_as_values(db):
    with pytest.raises(TypeError, match="by keyword"):
        regions(1, ["61.04"], None)


def test_a_query_that_can_find_nothing_asks_nothing(db, django_assert_num_queries):
    @compiled
    def none(province: int):
        return Regency.objects.filter(province=province, pk__in=[])

    with django_assert_num_queries(0):
        assert none(1) == []


def test_the_server_plans_it_once_a_connection(places):
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    connection.connection._prepared.clear()
    for place in places:
        assert regions(0, [place.pk], None) == [place]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%regencies_regency%'"
        )
        assert cursor.fetchall() == [(len(places), 0)]


def test_behind_a_pooler_nothing_is_prepared(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres:///x?host=/run/pooler")
    monkeypatch.delenv("WORKER_DATABASE_URL", raising=False)
    assert database_settings()["OPTIONS"]["prepare_threshold"] == 1
    monkeypatch.setenv("WORKER_DATABASE_URL", "postgres:///x?host=/run/postgresql")
    assert "prepare_threshold" not in database_settings()["OPTIONS"]
    monkeypatch.setenv("DATABASE_URL", "postgres:///x?host=/run/postgresql")  # the worker itself
    assert database_settings()["OPTIONS"]["prepare_threshold"] == 1


def test_a_failed_transaction_and_a_new_column_leave_it_usable(places):
    assert regions(0, [places[0].pk], None) == places[:1]
    with transaction.atomic():
        regions(0, [places[1].pk], None)
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE regencies_regency ADD COLUMN more integer")
    assert regions(0, [places[0].pk], None) == places[:1]


@pytest.mark.django_db(transaction=True)
def test_threads_ask_with_connections_of_their_own():
    places = [factories.regency() for _ in range(8)]

    def ask(place: Regency) -> list[Regency]:
        try:
            return [found for _ in range(20) for found in regions(0, [place.pk], None)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, places)) == [[place] * 20 for place in places]


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_in_a_transaction_or_not_at_all():
    @compiled
    def held(key: int) -> QuerySet[Regency]:
        return Regency.objects.filter(pk=key).select_for_update()

    place = factories.regency()
    with transaction.atomic():
        assert held.get(place.pk) == place
        assert not is_free(place)
    with pytest.raises(transaction.TransactionManagementError):
        held(place.pk)
    assert is_free(place)


def is_free(place: Regency) -> bool:
    """Whether another session may lock a region."""
    other = connection.copy()
    with closing(other), other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM regencies_regency WHERE id = %s FOR UPDATE SKIP LOCKED", [place.pk])
        return cursor.fetchone() is not None


@pytest.mark.django_db(transaction=True)
def test_a_column_that_becomes_another_is_asked_for_anew_and_a_transaction_under_way_is_to_be_done_again():
    place = factories.regency()
    try:
        for length in (90, 100, 110):
            assert regions.first(0, [place.pk], None, with_province=True) == place
            lengthen(length)
            for _ in range(2):  # the first forgets, the second prepares
                assert regions.first(0, [place.pk], None, with_province=True) == place
            lengthen(length + 1)
            with pytest.raises(OperationalError), transaction.atomic():
                regions(0, [place.pk], None, with_province=True)
        assert connection.connection.prepare_threshold is not None
    finally:
        lengthen(80)


def lengthen(length: int) -> None:
    """A migration does so, with a session of its own."""
    other = connection.copy()
    with closing(other), other.cursor() as cursor:
        cursor.execute(f"ALTER TABLE regencies_regency ALTER COLUMN name TYPE varchar({length})")


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_an_office_has_nobody_else_wait():
    """Behind a pooler with few sessions all of them waited for one another: one lock held by all threads."""
    slow, quick = (factories.officer(factories.regency()) for _ in range(2))
    waits, goes_on = Event(), Event()

    def asked(execute, *args):
        waits.set()
        assert goes_on.wait(10)
        return execute(*args)

    def read(person: User) -> int:
        try:
            known = User.objects.annotate(holds_office=Value(True)).get(pk=person.pk)
            with connection.execute_wrapper(asked) if person == slow else nullcontext():
                return len(known.active_memberships)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(read, slow)
        assert waits.wait(10)
        assert pool.submit(read, quick).result(10) == 1
        goes_on.set()
        assert first.result(10) == 1


def test_a_union_is_made_once_and_an_ordered_one_refused(db):
    @compiled
    def both(first: int, second: list[int], *, ordered: bool):
        found = (
            Regency.objects.filter(pk=first).order_by("pk")[:1].union(Regency.objects.filter(pk__in=second))
        )
        return found.order_by("name") if ordered else found

    one, two, _ = (factories.regency() for _ in range(3))
    for given in [(one.pk, [two.pk]), (two.pk, [one.pk, 0]), (0, [one.pk, two.pk])]:
        assert {*both(*given, ordered=False)} == {one, two}
    assert both(0, [], ordered=False) == []
    with pytest.raises(TypeError, match="ordered union"):
        both(one.pk, [two.pk], ordered=True)


def forget() -> None:
    """Behind a pooler: the session that knew the statements is somebody else's now."""
    connection.connection.pgconn.exec_(b"DEALLOCATE ALL")


@pytest.mark.django_db(transaction=True)
def test_behind_a_pooler_nobody_told_of_nothing_is_prepared_any_more():
    place = factories.regency()
    assert regions(0, [place.pk], None) == [place]
    forget()
    assert regions(0, [place.pk], None) == [place]
    assert connection.connection.prepare_threshold is None
    connection.close()
    assert regions(0, [place.pk], None) == [place]
    forget()
    with pytest.raises(OperationalError), transaction.atomic():
        regions(0, [place.pk], None)
    assert regions(0, [place.pk], None) == [place]
    connection.close()  # the next test has one that prepares


def test_no_two_connections_call_a_statement_the_same(places):
    """A session that was given away answers for a name it knows: with what somebody else asked."""
    other = connection.copy()
    with closing(other):
        other.connect()
        names = [one.connection._prepared._prepared_idx for one in (connection, other)]
    assert abs(names[0] - names[1]) > 10_000
