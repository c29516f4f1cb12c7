"""A list that is shown fifty rows a page and can be searched once it has more than one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from regencies.tables.base import PER_PAGE


class SearchForm(forms.Form):
    """Part of a region's name."""

    cari = forms.CharField(label="Cari daerah", required=False, max_length=100)


class LongList:
    """One page of rows whose names hold what the address searches for; `search` is None for a short list.

    `shown` returns what the page shows of the rows on it, where that is more than they say themselves.
    """

    def __init__(
        self,
        rows: Sequence[Any],
        name_of: Callable[[Any], object],
        request: HttpRequest,
        shown: Callable[[Sequence[Any]], Sequence[Any]] | None = None,
    ) -> None:
        self.search = SearchForm(request.GET) if len(rows) > PER_PAGE else None
        wanted = request.GET.get("cari", "").strip().casefold() if self.search else ""
        found = [row for row in rows if wanted in str(name_of(row)).casefold()] if wanted else rows
        self.page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        if shown is not None:
            self.page.object_list = shown(list(self.page.object_list))
        query = request.GET.copy()
        query.pop("page", None)
        self.query = query.urlencode()
