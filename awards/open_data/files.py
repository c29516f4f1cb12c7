"""A dataset as files: CSV for programs, CSV for an Indonesian Excel, XLSX, JSON. The same rows give the same bytes."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

from awards.exports.csv_file import csv_bytes, harmless
from awards.exports.sheet import one_sheet
from awards.open_data.dataset import Dataset, Value
from awards.open_data.package import LICENCE, fields

TRUE_OR_FALSE = {True: "true", False: "false"}
YES_OR_NO = {True: "ya", False: "tidak"}


def comma_csv(dataset: Dataset) -> bytes:
    """Return CSV by RFC 4180 as programs read it by themselves: commas, decimal points, UTF-8 without a mark."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(dataset.names)
    writer.writerows([_plain(value) for value in row] for row in dataset.table())
    return file.getvalue().encode()


def indonesian_csv(dataset: Dataset) -> bytes:
    """Return CSV as an Indonesian Excel opens it: semicolons, decimal commas, UTF-8 with its mark."""
    rows = [[_answered(value) for value in row] for row in dataset.table()]
    return csv_bytes([dataset.names, *rows])


def workbook(dataset: Dataset) -> bytes:
    """Return XLSX: a head in words that stays in sight, a filter, landscape as wide as the paper; text is text."""
    heads = [f"{column.title} ({column.unit})" if column.unit else column.title for column in dataset.columns]
    return one_sheet(dataset.title, heads, [[_answered(value) for value in row] for row in dataset.table()])


def json_file(dataset: Dataset) -> bytes:
    """Return JSON: name, meaning, fields as in datapackage.json, and every row as an object."""
    rows = [
        {name: _number(value) for name, value in zip(dataset.names, row, strict=True)}
        for row in dataset.table()
    ]
    told: dict[str, Any] = {
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "license": LICENCE,
        "fields": fields(dataset),
        "rows": rows,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return TRUE_OR_FALSE[value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return harmless(value) if isinstance(value, str) else str(value)


def _answered(value: Value) -> str | int | Decimal:
    return YES_OR_NO[value] if isinstance(value, bool) else value


def _number(value: Value) -> str | int | bool | float:
    """Return what JSON has: a decimal of at most six digits is written as it was."""
    return float(value) if isinstance(value, Decimal) else value
