"""`manage.py personal_data`: what is held about one person, and taking it out of the account."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from regencies.actions.errors import Refused
from regencies.models import User
from regencies.personal_data.erase import erase_person, is_named, what_stays
from regencies.personal_data.export import held_about


class Command(BaseCommand):
    """Prints what is held about a person as JSON, or erases the person from the account (docs/privacy.md)."""

    help = (
        "Prints what is held about a person as JSON, or erases the person from the account (docs/privacy.md)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="what", required=True)
        export = verbs.add_parser("export", help="everything held about a person, as JSON")
        erase = verbs.add_parser("erase", help="name, address, NIP, telephone, second steps, sessions, mail")
        for each in (export, erase):
            each.add_argument("email", help="the address of the account")
        erase.add_argument("--by", required=True, metavar="EMAIL", help="the operator who does it")
        erase.add_argument(
            "--reason", required=True, help="why; without names, for the history keeps it for good"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = self._account(options["email"])
        if options["what"] == "export":
            told = json.dumps(held_about(person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            self.stdout.write(told)
            return
        try:
            erased = erase_person(person, by=self._account(options["by"]), reason=options["reason"])
        except Refused as refused:
            raise CommandError("\n".join(refused.reasons)) from refused
        self.stdout.write(f"Account {erased.pk} is closed and nobody's: {erased.full_name}, {erased.email}.")
        self.stdout.write("Gone: NIP, telephone, password, second steps, sessions, mail in the outbox.")
        if is_named(erased):
            self.stdout.write("The name stays: the public record of an award year names this person.")
        self.stdout.write("These stay, for nobody can change or delete them (docs/privacy.md says why):")
        for what, rows in what_stays(erased).items():
            self.stdout.write(f"{rows:6} {what}")

    def _account(self, email: str) -> User:
        person = User.objects.with_address(email)
        if person is None:
            raise CommandError(f"No account has the address {email}.")
        return person
