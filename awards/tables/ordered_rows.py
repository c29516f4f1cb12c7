"""Rows of a list that a column orders in memory: those without a value come last either way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django_tables2.data import TableListData
from django_tables2.utils import OrderBy


class OrderedRows(TableListData):
    """Equal rows keep the order they were given in."""

    data: list[Any]

    def order_by(self, aliases: Sequence[str]) -> None:
        for alias in map(OrderBy, reversed(aliases)):
            value = self.table.columns[alias.bare].accessor.resolve
            known = [row for row in self.data if value(row) is not None]
            blank = [row for row in self.data if value(row) is None]
            self.data = sorted(known, key=value, reverse=alias.is_descending) + blank
