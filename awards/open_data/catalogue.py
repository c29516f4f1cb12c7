"""All datasets, in the order they are shown, and every file they are served as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from awards.open_data.dataset import Dataset
from awards.open_data.datasets import coverage, policy, results
from awards.open_data.files import comma_csv, indonesian_csv, json_file, workbook
from awards.open_data.published import Published


class Form(NamedTuple):
    """One kind of file: how its name ends, what it is called and for whom, its media type, and how it is made."""

    ending: str
    label: str
    media: str
    make: Callable[[Dataset], bytes]


FORMS = (
    Form("csv", "CSV", "text/csv; charset=utf-8", comma_csv),
    Form("id.csv", "CSV untuk Excel", "text/csv; charset=utf-8", indonesian_csv),
    Form("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
    Form("json", "JSON", "application/json", json_file),
)
MEDIA = {form.ending: form.media for form in FORMS}


def all_datasets(published: Sequence[Published]) -> list[Dataset]:
    """Return every dataset of these publications, those without a row too."""
    return [
        *coverage.datasets(published),
        *results.datasets(published),
        *policy.datasets(published),
    ]
