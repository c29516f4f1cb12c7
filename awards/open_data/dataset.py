"""What a dataset is: named columns with a type and a meaning, a key, and rows without gaps. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Value = str | int | bool | Decimal
Row = Mapping[str, Value]
Type = Literal["string", "integer", "number", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its stable name, what it is called on a screen, what it means, and its unit where it has one.

    Only text may be blank; the other types always hold a value, so that every reader sees their type.
    """

    name: str
    title: str
    type: Type
    description: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One table: `key` are the columns no two rows share."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Sequence[Row]

    @property
    def names(self) -> list[str]:
        """The columns, in order."""
        return [column.name for column in self.columns]

    def table(self) -> list[list[Value]]:
        """Return the cells of every row, in the order of the columns."""
        return [[row[name] for name in self.names] for row in self.rows]
