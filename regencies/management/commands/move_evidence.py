"""`manage.py move_evidence`: copies evidence from MEDIA_ROOT into the object store the settings name."""

from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import BaseCommand, CommandError

from regencies.actions.evidence.moving import move_files


class Command(BaseCommand):
    """Copies each file and reads it back against its hash; begun again it goes on where it stopped."""

    help = "Copies evidence from MEDIA_ROOT into the object store; each file is read back against its hash."

    def handle(self, *args: Any, **options: Any) -> None:
        if isinstance(default_storage._wrapped or default_storage, FileSystemStorage):
            raise CommandError("EVIDENCE_S3_BUCKET is not set: there is no object store to move to.")
        copied = wrong = known = 0
        try:
            for one in move_files(FileSystemStorage(location=settings.MEDIA_ROOT), default_storage):
                copied, known = copied + one.is_copied, known + (not one.is_copied and not one.problem)
                if one.problem:
                    wrong += 1
                    self.stdout.write(f"{one.name} {one.problem}.")
        except OSError as problem:
            raise CommandError(
                f"{copied} files copied, then a store was away: {problem}. Run this again."
            ) from problem
        told = f"{copied} files copied, {known} were there already"
        if wrong:
            raise CommandError(f"{told}, {wrong} are not in the object store.")
        self.stdout.write(f"{told}. Each was read back as it was uploaded.")
