"""Regulations and innovations as the kept reports of publications say them, with the words to search them by."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from awards.models.publications import Publication
from regencies.choices import Section

WORDS = "indonesian"  # the text search configuration of PostgreSQL


class LibraryItem(models.Model):
    """One regulation or innovation of a region, copied from the reports a publication keeps; made anew with them."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="library", verbose_name="pengumuman"
    )
    section = models.CharField("bagian", max_length=12, choices=Section)
    place = models.PositiveSmallIntegerField("urutan")
    code = models.CharField("kode daerah", max_length=13)
    region = models.CharField("daerah", max_length=200)
    kind = models.CharField("jenis", max_length=120, blank=True)
    title = models.TextField("judul")
    about = models.TextField("keterangan", blank=True)
    words = models.GeneratedField(
        expression=SearchVector("title", "about", "region", config=WORDS),
        output_field=SearchVectorField(),
        db_persist=True,
        verbose_name="kata",
    )

    class Meta:
        ordering = ["publication", "section", "code", "place"]
        verbose_name = "butir pustaka"
        verbose_name_plural = "butir pustaka"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "section", "code", "place"], name="library_item_once"
            )
        ]
        indexes = [GinIndex(fields=["words"], name="library_words")]

    def __str__(self) -> str:
        return self.title
