"""`manage.py seal_history`: seal what the history has gained; the server does it daily."""

from typing import Any

from django.core.management.base import BaseCommand

from regencies.seals.seal import seal_history


class Command(BaseCommand):
    """Seals the rows of the history that are in no seal yet, and prints the seal."""

    help = "Seals the rows of the history that are in no seal yet, and prints the seal's number and SHA-256."

    def handle(self, *args: Any, **options: Any) -> None:
        seal = seal_history()
        self.stdout.write(f"{seal.number} {seal.until.isoformat()} {seal.sha256}")
