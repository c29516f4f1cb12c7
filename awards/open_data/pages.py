"""Every address of the open data and how to make what stands there: page, datasets, data package, feed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from awards.open_data.catalogue import FORMS, all_datasets
from awards.open_data.dataset import Dataset
from awards.open_data.datasets.columns import REGION_YEAR, SAMPLE
from awards.open_data.feed import feed
from awards.open_data.package import ABOUT, TITLE, datapackage, for_a_script, for_search_engines
from awards.open_data.published import Published, published
from awards.open_data.tables import ColumnTable
from regencies.l10n.letters import with_likenesses
from regencies.l10n.numbers import format_integer

PACKAGE = "datapackage.json"
TEMPLATE = "public/open_data.html"
NAME = "paritrana-award"
SHARED = (*REGION_YEAR, SAMPLE)  # explained once


class Page(NamedTuple):
    """What stands at one address, and how to make it."""

    path: str
    make: Callable[[], bytes]


def pages() -> Iterator[Page]:
    """Yield everything of the open data, of all provinces together; what is in force is read once."""
    found = cache(published)
    datasets = cache(lambda: all_datasets(found()))
    named = cache(lambda: {dataset.name: dataset for dataset in datasets()})
    index = reverse("open_data")
    yield Page(index, lambda: _index(found(), datasets()))
    yield Page(reverse("open_data_package"), lambda: _package(datasets()))
    yield Page(reverse("feed"), feed)
    for name in (dataset.name for dataset in all_datasets([])):
        for form in FORMS:
            yield Page(f"{index}{name}.{form.ending}", partial(_file, form.make, named, name))


def _file(make: Callable[[Dataset], bytes], named: Callable[[], dict[str, Dataset]], name: str) -> bytes:
    return make(named()[name])


def _package(datasets: Sequence[Dataset]) -> bytes:
    told = datapackage(
        datasets,
        name=NAME,
        title=TITLE,
        description=ABOUT,
        address=settings.SITE_URL + reverse("open_data"),
    )
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _index(found: Sequence[Published], datasets: Sequence[Dataset]) -> bytes:
    provinces = sorted({one.common["provinsi"] for one in found})
    years = sorted({int(row["tahun"]) for dataset in datasets for row in dataset.rows})
    address = settings.SITE_URL + reverse("open_data")
    told = for_search_engines(datasets, address=address, provinces=provinces, years=years)
    context = {
        "site_role": {"province": provinces[0] if len(provinces) == 1 else ""},
        "demo": settings.DEMO,
        "sample_data": any(one.common["data_contoh"] for one in found),
        "address": address,
        "years": years,
        "provinces": provinces,
        "shared": ColumnTable("isian yang sama", SHARED),
        "datasets": [_shown(dataset) for dataset in datasets],
        "linked_data": for_a_script(told),
    }
    return with_likenesses(render_to_string(TEMPLATE, context)).encode()


def _shown(dataset: Dataset) -> dict[str, Any]:
    """Return a dataset as the page shows it."""
    base = f"{reverse('open_data')}{dataset.name}"
    return {
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "count": format_integer(len(dataset.rows)),
        "files": [{"url": f"{base}.{form.ending}", "label": form.label} for form in FORMS],
        "columns": ColumnTable(
            dataset.title.lower(), [column for column in dataset.columns if column not in SHARED]
        ),
    }
