"""`manage.py render_publications`: write the files of every publication, as after a restore."""

from typing import Any

from django.core.management.base import BaseCommand

from awards.models import Category
from awards.publishing import store
from awards.publishing.store import CategoryAddress


class Command(BaseCommand):
    """Renders the files that are missing or made by another version of the code."""

    help = "Renders the files of every publication that are missing or made by another version of the code."

    def handle(self, *args: Any, **options: Any) -> None:
        categories = Category.objects.filter(publications__live=True).select_related("edition__province")
        places = [CategoryAddress.of(category) for category in categories]
        for place in places:
            store.refresh(place)
            self.stdout.write("/".join(map(str, place)))
        self.stdout.write(f"{len(places)} categories are ready to be served.")
