"""`manage.py verify_history`: is the history as it was sealed? The server asks daily; what was found is remembered."""

from string import hexdigits
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from regencies.models import HistoryCheck, HistorySeal
from regencies.seals.verify import differences


class Command(BaseCommand):
    """Names every row of the history that was changed, removed or inserted since it was sealed."""

    help = "Names every row of the history that was changed, removed or inserted since it was sealed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seal",
            metavar="SHA256",
            help="a seal printed earlier, which must still be in the chain: an owner can rewrite rows and seals alike",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(differences())
        printed = options["seal"]
        digits = "".join(letter for letter in (printed or "").lower() if letter in hexdigits)
        if printed and not HistorySeal.objects.filter(sha256=digits).exists():
            found.append(f"Seal {printed} is not in the chain: rows and seals were rewritten together.")
        HistoryCheck.objects.create(differences=len(found))
        for line in found:
            self.stdout.write(line)
        last = HistorySeal.objects.last()
        if found:
            raise CommandError(f"{len(found)} differences.")
        self.stdout.write(
            f"As sealed: {last.number} seals, the last {last.sha256}." if last else "Nothing is sealed yet."
        )
