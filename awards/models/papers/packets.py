"""What goes with a winner to the next stage, packed in one file: made by the worker, and made again at any time."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models

from awards.choices import PacketState
from awards.models.entries import Entry
from awards.models.publications import Publication
from regencies.models import User


class NominationPacketQuerySet(models.QuerySet):
    """Questions about packets."""

    def unfinished(self) -> Self:
        """Return those that wait, or whose packing was broken off or is under way; asked for first come first."""
        return self.filter(state__in=[PacketState.WAITING, PacketState.PACKING]).order_by("asked_at", "pk")


def packet_path(row: NominationPacket, filename: str) -> str:
    """Return a path nobody can guess."""
    return f"packets/{row.publication_id}/{uuid.uuid4().hex}.zip"


class NominationPacket(models.Model):
    """The ZIP of one winner of a publication: report, evidence, document, papers, and an index with their hashes.

    `done` of `total` files are in it; `missing` could not be put in, and the index names them.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="packets", verbose_name="pengumuman"
    )
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="packets", verbose_name="pemenang"
    )
    state = models.CharField("keadaan", max_length=8, choices=PacketState, default=PacketState.WAITING)
    done = models.PositiveIntegerField("berkas selesai", default=0)
    total = models.PositiveIntegerField("jumlah berkas", default=0)
    missing = models.PositiveIntegerField("berkas tidak disertakan", default=0)
    file = models.FileField("berkas", upload_to=packet_path, max_length=200, blank=True)
    size = models.PositiveBigIntegerField("ukuran (bita)", default=0)
    sha256 = models.CharField("kode keaslian (SHA-256)", max_length=64, blank=True)
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="diminta oleh"
    )
    asked_at = models.DateTimeField("diminta pada")
    made_at = models.DateTimeField("selesai pada", null=True, blank=True)

    objects = NominationPacketQuerySet.as_manager()

    class Meta:
        ordering = ["publication", "pk"]
        verbose_name = "berkas pengusulan"
        verbose_name_plural = "berkas pengusulan"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "entry"],
                name="nomination_packet_once",
                violation_error_message="Berkas pengusulan pemenang ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"Berkas pengusulan {self.entry}"

    @property
    def progress(self) -> str:
        """How far the packing is, in words."""
        return f"{self.done} dari {self.total}"

    @property
    def is_unfinished(self) -> bool:
        return self.state in {PacketState.WAITING, PacketState.PACKING}
