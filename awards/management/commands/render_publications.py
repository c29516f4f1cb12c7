"""`manage.py render_publications`: make anew what another version of the code made, as after an update."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from awards.models import Category
from awards.publishing.files import make_outdated_files, make_outdated_open_data, make_outdated_pages
from regencies.models import Province


class Command(BaseCommand):
    """Makes anew what another version of the code made, or could not make."""

    help = "Makes anew every file of a publication that another version of the code made, or could not make."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also the files that are up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        categories = Category.objects.filter(publications__live=True).order_by("pk")
        failed = [
            address
            for category in categories
            for address in make_outdated_files(category, every=options["all"])
        ]
        for province in Province.objects.filter(pk__in=categories.values("edition__province")):
            failed += make_outdated_pages(province, every=options["all"])
        failed += make_outdated_open_data(every=options["all"])
        if failed:
            raise CommandError(
                f"Cannot be made, so their earlier bytes are still served (the log says why): {', '.join(failed)}"
            )
        self.stdout.write(f"The files of {len(categories)} categories are up to date.")
