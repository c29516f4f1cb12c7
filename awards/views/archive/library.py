"""The public libraries: what regions decreed and invented, searched by words, region, year and kind."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards.models import LibraryItem
from awards.tables.public.library import LibraryFilter, LibraryTable
from awards.views.published_bytes import public_page
from regencies.choices import Section


class Library(NamedTuple):
    """One library: what of a report it holds, and its words."""

    section: Section
    title: str
    lead: str


REGULATIONS = Library(
    Section.REGULATIONS,
    "Pustaka produk hukum",
    "Produk hukum daerah tentang jaminan sosial ketenagakerjaan, menurut laporan yang sudah dinilai dan diumumkan.",
)
INNOVATIONS = Library(
    Section.INNOVATIONS,
    "Pustaka inovasi",
    "Inovasi daerah untuk melindungi pekerja, menurut laporan yang sudah dinilai dan diumumkan.",
)


@public_page
def library(request: HttpRequest, library: Library) -> HttpResponse:
    """List what is in a library, narrowed down as asked."""
    found = LibraryItem.objects.filter(section=library.section, publication__live=True)
    year = "publication__category__edition__award_year"
    offered = found.aggregate(
        regions=ArrayAgg("region", distinct=True, default=[]),
        years=ArrayAgg(year, distinct=True, default=[]),
        kinds=ArrayAgg("kind", distinct=True, default=[]),
        sample_data=BoolOr("publication__category__edition__sample_data", default=False),
    )
    choices = {
        "daerah": [(name, name) for name in offered["regions"]],
        "tahun": [(str(one), str(one)) for one in reversed(offered["years"])],
        "jenis": [(kind, kind) for kind in offered["kinds"] if kind],
    }
    rows = found.select_related("publication__category__edition").order_by(f"-{year}", "region", "place")
    asked = LibraryFilter(request.GET, rows, choices)
    table = LibraryTable(asked.qs, caption=library.title, request=request)
    context = {
        "library": library,
        "form": asked.form,
        "table": table,
        "sample_data": offered["sample_data"],
    }
    return render(request, "public/library.html", context)
