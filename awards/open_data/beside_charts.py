"""The coverage of one region, or of one year, as files beside the chart that draws it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial

from django.urls import reverse

from awards.open_data.dataset import Dataset
from awards.open_data.datasets.columns import coded
from awards.open_data.datasets.coverage import coverage_dataset, stated
from awards.open_data.files import comma_csv, json_file
from awards.open_data.pages import Page
from awards.open_data.published import in_force, published
from regencies.models import Province, Regency

FORMS = {"region_csv": comma_csv, "region_json": json_file}


class ChartFiles:
    """The files beside the charts of one province; what is in force there is read once, when the first is made."""

    def __init__(self, province: Province) -> None:
        self.province = province
        self._whole = cache(self._read)

    def of_region(self, regency: Regency) -> Iterator[Page]:
        """Yield the coverage of a region over the years, as CSV and JSON."""
        code = regency.kemendagri_code
        for name, make in FORMS.items():
            which = partial(self._where, "kode_kemendagri", coded(code))
            yield Page(reverse(name, args=[code]), partial(_made, make, which))

    def of_year(self, year: int) -> Page:
        """Return the coverage of every region in a year, as JSON."""
        path = reverse("coverage_json", args=[self.province.slug, year])
        return Page(path, partial(_made, json_file, partial(self._where, "tahun", year)))

    def _where(self, column: str, value: str | int) -> Dataset:
        whole = self._whole()
        return replace(whole, rows=[row for row in whole.rows if row[column] == value])

    def _read(self) -> Dataset:
        rows = in_force().filter(category__edition__province=self.province)
        return coverage_dataset(stated(published(rows)))


def _made(make: Callable[[Dataset], bytes], which: Callable[[], Dataset]) -> bytes:
    return make(which())
