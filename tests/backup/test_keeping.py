"""The backup of BACKUP_DIR: how many stay, what takes them elsewhere, what is known afterwards, and when it is made."""

from pathlib import Path

import pytest

from config import worker
from config.backup.errors import AnotherRuns, BackupProblem
from config.backup.keeping import archives, back_up, forget_old, take_away
from config.backup.last import Outcome, last_backup
from config.backup.making import _alone
from regencies.models import Evidence
from tests.backup.processes import around, said, until


@pytest.fixture
def kept_in(settings, to) -> Path:
    """BACKUP_DIR."""
    settings.BACKUP_DIR, settings.BACKUP_KEEP, settings.BACKUP_COMMAND = to, 2, []
    return to


def old(directory: Path, *names: str) -> None:
    directory.mkdir(exist_ok=True)
    for name in names:
        (directory / f"paritrana-{name}").touch()
        (directory / f"paritrana-{name}.sha256").touch()


def left(directory: Path) -> list[str]:
    return [path.name.removeprefix("paritrana-") for path in archives(directory)]


def test_the_newest_stay(to):
    old(to, "1.tar", "2.tar.age", "3.tar", "4.tar")
    (to / "notes.txt").touch()
    (to / "paritrana-0.tar").touch()  # without its hash: copied here by somebody
    forget_old(to, 2)
    assert sorted(path.name for path in to.iterdir()) == [
        "notes.txt",
        "paritrana-0.tar",
        "paritrana-3.tar",
        "paritrana-3.tar.sha256",
        "paritrana-4.tar",
        "paritrana-4.tar.sha256",
    ]
    forget_old(to, 5)
    assert left(to) == ["4.tar", "3.tar"]


def test_the_only_complete_one_stays_however_old(to):
    old(to, "1.tar", "2.tar", "3-incomplete.tar", "4-incomplete.tar")
    forget_old(to, 1)
    assert left(to) == ["4-incomplete.tar", "2.tar"]
    old(to, "5.tar")
    forget_old(to, 2)
    assert left(to) == ["5.tar", "4-incomplete.tar"]


def test_what_was_made_is_known_kept_and_taken_elsewhere(officer, kept_in, settings, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    settings.BACKUP_COMMAND = ["sh", "-c", f'cp "$0" "{elsewhere}"']
    old(kept_in, "1.tar", "2.tar")
    made = back_up(kept_in)
    known = last_backup()
    assert (known.outcome, known.problems, known.archive, known.size, known.sha256) == (
        Outcome.WHOLE,
        (),
        made.path.name,
        made.path.stat().st_size,
        made.sha256,
    )
    assert elsewhere.read_bytes() == made.path.read_bytes()
    assert left(kept_in) == [made.path.name.removeprefix("paritrana-"), "2.tar"]


def test_a_command_that_fails_is_told_and_known(officer, media, kept_in):
    status, _, wrong = said(
        "backup", **around(media, BACKUP_DIR=str(kept_in), BACKUP_COMMAND="sh -c 'exit 3'")
    )
    problem = "BACKUP_COMMAND ended with 3."
    assert (status, wrong) == (1, [problem, "CommandError: The backup was made. Wrong with it: 1."])
    known = last_backup()
    assert (known.outcome, known.problems) == (Outcome.NOT_SENT, (problem,))
    assert (kept_in / known.archive).stat().st_size == known.size
    assert take_away(Path("x"), ["/nowhere/at/all"]).startswith("BACKUP_COMMAND failed: ")


def test_missing_evidence_and_a_failure_are_known(officer, media, kept_in, settings, monkeypatch):
    row = Evidence.objects.first()
    (media / row.file.name).unlink()
    made = back_up(kept_in)
    known = last_backup()
    assert (known.outcome, known.problems) == (Outcome.INCOMPLETE, (f"{row.file.name} is missing.",))
    with _alone(kept_in), pytest.raises(AnotherRuns):
        back_up(kept_in)
    assert last_backup() == known
    monkeypatch.setenv("PATH", "/nowhere")  # no age
    settings.BACKUP_RECIPIENT = "age1" + "q" * 58
    with pytest.raises(BackupProblem):
        back_up(kept_in)
    after = last_backup()
    assert (after.outcome, after.archive, after.made_at) == (Outcome.FAILED, made.path.name, known.made_at)
    assert after.tried_at > known.tried_at


def test_without_a_directory_it_says_what_to_name():
    assert said("backup") == (1, [], ["CommandError: BACKUP_DIR is not set: say where, --to DIR."])


def test_the_worker_has_it_made_once_a_day_by_a_process_of_its_own(officer, media, kept_in, monkeypatch):
    for name, value in around(media, BACKUP_DIR=str(kept_in)).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(worker, "LAST", {})
    monkeypatch.setattr(worker, "BESIDE", {})
    worker.back_up_daily()
    process = worker.BESIDE["backup"]
    worker.back_up_daily()
    worker.LAST.clear()
    worker.back_up_daily()
    assert list(worker.BESIDE.values()) == [process]
    until(lambda: process.poll() is not None)
    assert len(archives(kept_in)) == 1
    worker.LAST.clear()
    worker.back_up_daily()
    assert list(worker.BESIDE.values()) == [process]
