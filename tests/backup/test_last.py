"""What is known of the last backup, for the page and the monitor that ask."""

import datetime

from django.utils import timezone

from config.backup.last import KEPT_IN, LastBackup, Outcome, is_due, last_backup, remember

MADE = datetime.datetime(2026, 11, 29, 17, 30, tzinfo=datetime.UTC)  # half past midnight in Pontianak
ARCHIVE = {"archive": "paritrana-1.tar", "made_at": MADE, "size": 4096, "sha256": "ab" * 32}


def test_without_a_directory_nothing_is_known_and_nothing_due(settings):
    settings.BACKUP_DIR = None
    assert last_backup() is None
    assert not is_due(timezone.now())


def test_before_the_first_one_it_is_due(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "not" / "there"
    assert last_backup() is None
    assert is_due(timezone.now())


def test_what_was_remembered_is_read_back(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path
    remember(tmp_path, Outcome.NOT_SENT, ("BACKUP_COMMAND ended with 3.",), **ARCHIVE)
    known = last_backup()
    assert known == LastBackup(
        known.tried_at, Outcome.NOT_SENT, ("BACKUP_COMMAND ended with 3.",), *ARCHIVE.values()
    )
    assert [path.name for path in tmp_path.iterdir()] == [KEPT_IN]


def test_a_try_that_fails_does_not_hide_the_archive_before_it(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path
    remember(tmp_path, Outcome.WHOLE, (), **ARCHIVE)
    remember(tmp_path, Outcome.FAILED, ("The disk is full.",))
    known = last_backup()
    assert (known.outcome, known.problems, known.archive, known.made_at) == (
        Outcome.FAILED,
        ("The disk is full.",),
        "paritrana-1.tar",
        MADE,
    )


def test_it_is_due_once_a_day_of_the_time_zone(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path
    remember(tmp_path, Outcome.INCOMPLETE, (), **ARCHIVE)
    assert not is_due(MADE + datetime.timedelta(hours=23))
    assert is_due(MADE + datetime.timedelta(hours=24))


def test_a_note_that_cannot_be_read_is_none(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path
    (tmp_path / KEPT_IN).write_text('{"outcome": "whole"')
    assert last_backup() is None
    (tmp_path / KEPT_IN).write_text('{"outcome": "whole"}')
    assert last_backup() is None
