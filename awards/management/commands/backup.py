"""`manage.py backup`: database and evidence in one archive, while people work; the server does it daily."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup.errors import BackupProblem
from config.backup.keeping import back_up
from config.backup.making import make_backup

NAMED = 20  # files; all of them stand in the manifest


class Command(BaseCommand):
    """Makes an archive, and ends with 1 when there is none, when it lacks evidence, or was not taken elsewhere."""

    help = "Puts database and evidence in one archive, while people work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", metavar="DIR", help="another directory than BACKUP_DIR: nothing in it is deleted or sent"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        to, usual = options["to"], settings.BACKUP_DIR
        if not to and usual is None:
            raise CommandError("BACKUP_DIR is not set: say where, --to DIR.")
        try:
            made = make_backup(Path(to), settings.BACKUP_RECIPIENT) if to else back_up(usual)
        except (BackupProblem, OSError) as problem:
            raise CommandError(f"No backup was made: {problem}") from problem
        self.stdout.write(f"{made.path} {made.size} bytes, SHA-256 {made.sha256}")
        for line in made.problems[:NAMED]:
            self.stderr.write(line)
        if made.problems:
            raise CommandError(f"The backup was made. Wrong with it: {len(made.problems)}.")
