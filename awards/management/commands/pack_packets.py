"""`manage.py pack_packets`: pack the files of winners that were asked for. The worker starts it; one runs at a time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from awards.ceremony.packets.packing import pack_waiting

ALONE = 2026_11_30  # the advisory lock of the one that packs; PostgreSQL gives it back when its session ends


class Command(BaseCommand):
    """Packs whatever waits."""

    help = "Packs the files of winners that were asked for."

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ALONE])
            [got] = cursor.fetchone()
            if not got:
                self.stdout.write("Another process is packing.")
                return
            try:
                self.stdout.write(f"{pack_waiting()} packets are ready.")
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ALONE])
