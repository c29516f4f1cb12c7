"""/readyz and the desk page "Keadaan sistem": one thing wrong after the other, as a state and in words."""

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS, Email

from config.backup.last import Outcome, remember
from config.state.facts import Fact, State, facts, migrations_in_code
from config.state.words import TITLES, WORDS
from regencies.models import HistoryCheck, HistorySeal, Quarantined
from regencies.seals.seal import seal_history
from tests.builders.admin_pages import page, text
from tests.database import database_away

pytestmark = pytest.mark.django_db
SOUND = {
    "status": "ok",
    "database": "ok",
    "migrations": "ok",
    "mail": "ok",
    "seal": "ok",
    "history": "ok",
    "disk": "ok",
}
LONG_AGO = timezone.now() - datetime.timedelta(days=3)


@pytest.fixture(autouse=True)
def sound(settings) -> None:
    """A site where nothing waits for anybody; a test then breaks one thing."""
    seal_history()
    HistoryCheck.objects.create(differences=0)
    settings.DISK_LEAST_BYTES = 1


def asked(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/readyz")
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, answer.json()


def letter(status: int) -> None:
    kept = Email.objects.create(from_email="a@contoh.id", to="b@contoh.id", status=status)
    Email.objects.filter(pk=kept.pk).update(created=LONG_AGO)


def backed_up(settings, tmp_path, outcome: Outcome, made_at: datetime.datetime | None) -> None:
    settings.BACKUP_DIR = tmp_path
    remember(tmp_path, outcome, (), made_at=made_at)


def lack_a_migration(*_) -> None:
    MigrationRecorder(connection).record_unapplied(*max(migrations_in_code()))


def seal_no_more(*_) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE regencies_historyseal DISABLE TRIGGER USER")
        cursor.execute("UPDATE regencies_historyseal SET until = %s", [LONG_AGO])


def check_no_more(*_) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE regencies_historycheck DISABLE TRIGGER USER")
        cursor.execute("UPDATE regencies_historycheck SET checked_at = %s", [LONG_AGO])


def scan_later(settings, *_) -> None:
    settings.CLAMD_SOCKET = "/run/clamav/clamd.ctl"
    Quarantined.objects.create(sha256="a" * 64, size=1, file="a.pdf")


BROKEN: dict[str, tuple[Callable[..., None], str, str]] = {
    "migrations": (lack_a_migration, "migrations", "pending"),
    "mail that waits": (lambda *_: letter(STATUS.queued), "mail", "waiting"),
    "mail tried again": (lambda *_: letter(STATUS.requeued), "mail", "waiting"),
    "scanner": (scan_later, "scan", "waiting"),
    "seal": (seal_no_more, "seal", "late"),
    "history": (lambda *_: HistoryCheck.objects.create(differences=2), "history", "differs"),
    "old check": (check_no_more, "history", "late"),
    "disk": (lambda settings, _: setattr(settings, "DISK_LEAST_BYTES", 10**18), "disk", "low"),
    "no backup": (lambda settings, path: setattr(settings, "BACKUP_DIR", path), "backup", "never"),
    "old backup": (lambda *given: backed_up(*given, Outcome.WHOLE, LONG_AGO), "backup", "late"),
    "backup failed": (lambda *given: backed_up(*given, Outcome.FAILED, None), "backup", "failed"),
    "backup not sent": (
        lambda *given: backed_up(*given, Outcome.NOT_SENT, timezone.now()),
        "backup",
        "not_sent",
    ),
    "half a backup": (
        lambda *given: backed_up(*given, Outcome.INCOMPLETE, timezone.now()),
        "backup",
        "incomplete",
    ),
}


def test_a_sound_site_is_ready(client, django_assert_num_queries):
    with django_assert_num_queries(5):
        assert asked(client) == (200, SOUND)
    assert client.post("/readyz").status_code == 405


@pytest.mark.parametrize("what", BROKEN)
def test_one_thing_wrong_is_one_word_and_says_what_to_do(client, desk, settings, tmp_path, what):
    break_it, name, state = BROKEN[what]
    break_it(settings, tmp_path)
    status, told = asked(client)
    assert (status, told["status"], told[name]) == (503, "failing", state)
    assert set(told.values()) <= {each.value for each in State} | {"failing"}
    shown = text(desk.get(page("system_state")))
    assert TITLES[name] in shown
    assert WORDS[name, State(state)][0] in shown
    assert WORDS[name, State(state)][1] in shown


def test_what_was_sent_scanned_and_backed_up_waits_no_more(client, settings, tmp_path):
    letter(STATUS.sent)
    letter(STATUS.failed)
    Email.objects.create(from_email="a@contoh.id", to="b@contoh.id", status=STATUS.queued)
    settings.CLAMD_SOCKET = "/run/clamav/clamd.ctl"
    Quarantined.objects.create(sha256="a" * 64, size=1, file="a.pdf", virus="Eicar")
    backed_up(settings, tmp_path, Outcome.WHOLE, timezone.now())
    assert asked(client) == (200, SOUND | {"scan": "ok", "backup": "ok"})


def test_a_site_never_sealed_and_checked_says_so(client):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE regencies_historyseal, regencies_historycheck")
    told = asked(client)[1]
    assert (told["seal"], told["history"], HistorySeal.objects.count()) == ("never", "never", 0)


@pytest.mark.django_db(transaction=True)
def test_a_dead_database_is_told_and_what_only_it_knows_is_not_guessed(client):
    with database_away():
        status, told = asked(client)
    assert (status, told) == (
        503,
        SOUND
        | {"status": "failing", "database": "unreachable"}
        | dict.fromkeys(("migrations", "mail", "seal", "history"), "unknown"),
    )


def test_the_desk_shows_what_is_in_order_with_its_figures(desk, settings):
    letter(STATUS.sent)
    shown = text(desk.get(page("system_state")))
    assert shown.count("Perlu tindakan") == 0
    assert shown.count(">Baik<") == len(facts())
    assert "Riwayat diberi kode keaslian setiap hari. Terakhir " in shown


def test_every_fact_has_words_for_whatever_it_may_say(settings, tmp_path):
    settings.BACKUP_DIR, settings.CLAMD_SOCKET = tmp_path, "/run/clamav/clamd.ctl"
    measured = [Fact(fact.name, State.OK) for fact in facts()]
    assert [fact.name for fact in measured] == [*TITLES]
    assert {name for name, _ in WORDS} == {*TITLES}
    assert {(fact.name, fact.state) for fact in measured} <= {*WORDS}
    assert {State(outcome.value) for outcome in Outcome if outcome != Outcome.WHOLE} <= {
        state for name, state in WORDS if name == "backup"
    }
    assert [words for (_, state), words in WORDS.items() if (state == State.OK) != (words[1] == "")] == []
