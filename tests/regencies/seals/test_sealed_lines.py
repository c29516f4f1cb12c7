"""The security log under the seal: a line changed, removed or inserted afterwards is named."""

import datetime
import hashlib
import json

import pytest
from django.utils import timezone

from regencies.models import HistorySeal, SecurityLine
from regencies.seals.seal import LINES, seal_history, sealed_tables
from regencies.seals.verify import differences
from tests import factories
from tests.regencies.seals.test_seals import as_owner

pytestmark = pytest.mark.django_db


def line(minutes: int = 10, **fields) -> SecurityLine:
    at = timezone.now() - datetime.timedelta(minutes=minutes)
    said = {"request": "a" * 32, "event": "login", "done": True, "provinces": [], "about": "Masuk"}
    return SecurityLine.objects.create(at=at, **said | fields)


def held(seal: HistorySeal) -> list[int]:
    return sorted(map(int, json.loads(bytes(seal.content))["tables"][LINES]["rows"]))


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE {} SET about = 'Lain' WHERE id = %s", "changed since seal 1."),
        ("UPDATE {} SET address = '10.0.0.9' WHERE id = %s", "changed since seal 1."),
        ("DELETE FROM {} WHERE id = %s", "removed since seal 1."),
    ],
)
def test_what_the_owner_rewrites_is_named(sql, told):
    factories.regency()
    row, other = line(), line()
    assert held(seal_history()) == [row.pk, other.pk]
    assert list(differences()) == []
    as_owner(sql.format(LINES), row.pk)
    assert list(differences()) == [f"{LINES} {row.pk}: {told}"]


def test_a_line_inserted_with_an_earlier_date_is_named():
    line()
    seal_history()
    late = line(minutes=8)
    assert list(differences()) == [f"{LINES} {late.pk}: inserted since seal 1, with an earlier date."]


def test_a_line_of_this_moment_waits_for_the_next_seal():
    old, _ = line(), line(minutes=0)
    assert (held(seal_history()), list(differences())) == ([old.pk], [])


def test_seals_from_before_the_log_was_sealed_say_nothing_of_it():
    row = line()
    seal = seal_history()
    content = json.loads(bytes(seal.content))
    del content["tables"][LINES]
    old = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    as_owner("DELETE FROM regencies_historyseal")
    HistorySeal.objects.create(number=1, until=seal.until, content=old, sha256=digest(old))
    assert list(differences()) == []
    assert held(seal_history()) == [row.pk]
    assert list(differences()) == []
    as_owner(f"DELETE FROM {LINES}")  # noqa: S608
    assert list(differences()) == [f"{LINES} {row.pk}: removed since seal 2."]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_log_is_sealed_beside_the_history():
    assert set(sealed_tables()[LINES]) >= {"id", "at", "event", "actor", "address", "about"}
