"""`manage.py restore`: an archive into an empty database or, with --check, into one beside the live one to prove it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup.contents import pending_migrations
from config.backup.errors import BackupProblem
from config.backup.restoring import check, restore, restore_files

NAMED = 20


class Command(BaseCommand):
    """Restores whole or not at all, and ends with 1 when it did not, or when the archive lacks something."""

    help = (
        "Restores an archive of `manage.py backup` into an empty database, or proves it beside the live one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--check", action="store_true", help="change nothing: prove it in a database of its own"
        )
        what.add_argument("--files", action="store_true", help="only evidence that is missing or altered now")
        parser.add_argument(
            "--identity", metavar="FILE", type=Path, help="the secret key of an encrypted archive"
        )

    def handle(self, *args: Any, archive: Path, identity: Path | None, **options: Any) -> None:
        try:
            if options["check"]:
                self._prove(archive, identity)
            elif options["files"]:
                self._put_back(archive, identity)
            else:
                self._restore(archive, identity)
        except (BackupProblem, OSError) as problem:
            raise CommandError(str(problem)) from problem

    def _prove(self, archive: Path, identity: Path | None) -> None:
        manifest, found = check(archive, identity)
        self._tell(manifest)
        for line in found[:NAMED]:
            self.stderr.write(line)
        if found:
            raise CommandError(f"Wrong with the archive: {len(found)}.")
        self.stdout.write("Everything is as it was backed up; seals and published documents verify.")

    def _restore(self, archive: Path, identity: Path | None) -> None:
        manifest = restore(archive, identity)
        self._tell(manifest)
        if pending := pending_migrations():
            self.stdout.write(
                f"{pending} migrations are newer than the archive: run `manage.py migrate` next."
            )
        for line in manifest["problems"][:NAMED]:
            self.stderr.write(line)
        if lacking := len(manifest["problems"]):
            raise CommandError(
                f"All is restored. Files that were missing or altered when the backup was made: {lacking}."
            )
        self.stdout.write("All is restored.")

    def _put_back(self, archive: Path, identity: Path | None) -> None:
        restored, lacking = restore_files(archive, identity)
        for name in restored:
            self.stdout.write(f"{name} is what was uploaded again.")
        for name in lacking:
            self.stderr.write(f"{name} is not in the archive as it was uploaded.")
        if lacking:
            raise CommandError(
                f"Files that are still missing or altered: {len(lacking)}. Try another archive."
            )
        self.stdout.write("All evidence is what was uploaded.")

    def _tell(self, manifest: dict[str, Any]) -> None:
        rows, files = sum(manifest["rows"].values()), len(manifest["members"]) - 1
        self.stdout.write(
            f"Made {manifest['made_at']} by version {manifest['version']}: {rows} rows in {len(manifest['rows'])} "
            f"tables, {files} files, {len(manifest['published'])} publications, last seal {manifest['seal'] or 'none'}."
        )
