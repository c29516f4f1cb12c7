"""`manage.py load_demo`: Kalimantan Barat with award year 2025 published and 2026 at the stage asked for."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from awards.demo.people import create_cast
from awards.demo.reports import load_branch_figures, load_workforce
from awards.demo.years import STAGES, load_2025, load_2026
from awards.models import Edition
from awards.publishing.files import make_open_data
from regencies.models import Notice, OutgoingMail, Province
from regencies.places.reference_data import load_places


@contextmanager
def as_one() -> Iterator[None]:
    """Let the verbs of the load set no savepoints, a third of its statements: one that fails fails the load.

    Nor look for garbage all the while, a third of its time: what it leaves in circles is little.
    """
    connection.features.uses_savepoints = False
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        del connection.features.uses_savepoints


class Command(BaseCommand):
    """Loads the sample year once; run again, it keeps what was typed."""

    help = "Load the sample year. Run again, it keeps what was typed; `make demo-reset` starts over."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--stage", choices=STAGES, default=STAGES[0])

    def handle(self, *, stage: str, **options) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data is loaded in demo mode only: set DEMO=1.")
        load_places()
        province = Province.objects.get(code="61")
        if Edition.objects.filter(province=province).exists():
            self.stdout.write(
                "The demo is loaded already; what was typed is kept (make demo-reset starts over)."
            )
            return
        with transaction.atomic(), as_one():
            cast = create_cast(province)
            load_workforce(province)
            load_branch_figures(province)
            load_2025(province, cast)
            load_2026(province, cast, stage)
            OutgoingMail.objects.all().delete()  # to people who do not exist
            Notice.objects.filter(report__year=2024).update(read_at=timezone.now())
        make_open_data()
        self.stdout.write(f"Loaded: award year 2025 published, award year 2026 at stage {stage}.")
