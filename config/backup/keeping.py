"""The daily backup: made in BACKUP_DIR, the oldest put away, taken elsewhere by a command of the site's, remembered."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from config.backup.archive import sidecar
from config.backup.errors import AnotherRuns, BackupProblem
from config.backup.last import Outcome, remember
from config.backup.making import INCOMPLETE, PREFIX, Made, make_backup

LONGEST = 20 * 3600  # seconds BACKUP_COMMAND may take: the next one comes a day later


def back_up(directory: Path) -> Made:
    """Make the backup of BACKUP_DIR, and whatever belongs to it; `problems` are told and known afterwards."""
    try:
        made = make_backup(directory, settings.BACKUP_RECIPIENT)
    except AnotherRuns:
        raise
    except (BackupProblem, OSError) as problem:
        if directory.is_dir():
            remember(directory, Outcome.FAILED, (str(problem),))
        raise
    outcome = Outcome.INCOMPLETE if made.problems else Outcome.WHOLE
    archive = {"archive": made.path.name, "made_at": timezone.now(), "size": made.size, "sha256": made.sha256}
    remember(directory, outcome, made.problems, **archive)
    forget_old(directory, settings.BACKUP_KEEP)
    if failure := take_away(made.path, settings.BACKUP_COMMAND):
        made = replace(made, problems=(failure, *made.problems))
        remember(directory, Outcome.NOT_SENT if outcome == Outcome.WHOLE else outcome, made.problems)
    return made


def archives(directory: Path) -> list[Path]:
    """Return the archives in a directory, the newest first; one without its hash beside it is none of ours."""
    named = [path for path in directory.glob(f"{PREFIX}*.tar*") if path.suffix in {".tar", ".age"}]
    return sorted((path for path in named if sidecar(path).exists()), reverse=True)


def forget_old(directory: Path, keep: int) -> None:
    """Delete all but the newest archives; of older ones the newest complete stays while none of those is complete."""
    there = archives(directory)
    kept = there[:keep]
    complete = [path for path in there if INCOMPLETE not in path.name]
    for path in there[keep:]:
        if path not in complete[:1] or complete[0] in kept:
            path.unlink()
            sidecar(path).unlink()


def take_away(path: Path, command: list[str]) -> str:
    """Run a command with the path of an archive; returns why it failed, "" when it did not or there is none."""
    if not command:
        return ""
    try:
        done = subprocess.run(  # noqa: S603
            [*command, path], stdout=subprocess.DEVNULL, timeout=LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return f"BACKUP_COMMAND failed: {problem}."
    return f"BACKUP_COMMAND ended with {done.returncode}." if done.returncode else ""
