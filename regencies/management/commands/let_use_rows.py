"""`manage.py let_use_rows ROLE`: what the role of a public site may do; run by the owner of the tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from config.postgres.roles import let_use_rows


class Command(BaseCommand):
    """Lets a role read and write rows, and nothing else."""

    help = "Lets a role of the database read and write rows, and nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        try:
            let_use_rows(role)
        except ProgrammingError as problem:
            raise CommandError(str(problem).partition("\n")[0]) from problem
        self.stdout.write(f"{role} reads and writes rows. Name it in the DATABASE_URL of the server.")
