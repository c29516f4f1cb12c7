"""What one request goes through: files and functions of the project entered, queries sent, rows read again."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from django.db import connection
from django.db.models import Model
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.bench.measuring import NO_QUESTIONS, statement

ROOT = Path(__file__).resolve().parents[2]
PARTS = tuple(f"{ROOT / part}/" for part in ("regencies", "awards", "config"))
UNNAMED = ("<lambda>", "<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>")
FROM_DB = Model.from_db.__func__.__code__


@dataclass(frozen=True)
class PathTaken:
    """`functions` are (file, qualified name); `reread` names the rows that more than one query brought."""

    status: int
    functions: list[tuple[str, str]]
    queries: list[str]
    reread: list[str]

    @property
    def files(self) -> list[str]:
        return sorted({file for file, _ in self.functions})

    @property
    def named(self) -> list[tuple[str, str]]:
        """Without lambdas and comprehensions, which Python 3.12 counts otherwise than 3.11."""
        return [function for function in self.functions if not function[1].endswith(UNNAMED)]


class Tracer:
    """Notes every function of the project that is entered, and every row that Django makes an object of."""

    def __init__(self, log: CaptureQueriesContext) -> None:
        self.log = log
        self.codes: set[CodeType] = set()
        self.rows: defaultdict[str, set[int]] = defaultdict(set)  # row: the queries that brought it

    def __enter__(self) -> Tracer:
        sys.setprofile(self.note)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def note(self, frame: FrameType, event: str, _: Any) -> None:
        if event != "call":
            return
        self.codes.add(frame.f_code)
        if frame.f_code is FROM_DB:
            given = frame.f_locals
            model = given["cls"]
            row = dict(zip(given["field_names"], given["values"], strict=True))
            self.rows[f"{model.__name__} {row.get(model._meta.pk.attname)}"].add(len(self.log))

    def functions(self) -> list[tuple[str, str]]:
        ours = [code for code in self.codes if code.co_filename.startswith(PARTS)]
        return sorted({(str(Path(code.co_filename).relative_to(ROOT)), code.co_qualname) for code in ours})


def path_of(ask: Callable[[], HttpResponse]) -> PathTaken:
    """Makes one request and tells its path. What a process does once has been done by a request before."""
    with CaptureQueriesContext(connection) as log, Tracer(log) as tracer:
        response = ask()
    sent = [statement(query["sql"]) for query in log.captured_queries]
    return PathTaken(
        status=response.status_code,
        functions=tracer.functions(),
        queries=[sql for sql in sent if not sql.startswith(NO_QUESTIONS)],
        reread=sorted(row for row, queries in tracer.rows.items() if len(queries) > 1),
    )


DRIVER = "/psycopg/"


def calls(ask: Callable[[], Any]) -> int:
    """How many functions, of whatever library, are entered until it is done, garbage collected meanwhile left out.

    Not those of the driver: it asks again and again whether the server has answered, on a busy machine less often.
    """
    return min(_entered(ask) for _ in range(3))


def _entered(ask: Callable[[], Any]) -> int:
    entered = 0

    def note(frame: FrameType, event: str, _: Any) -> None:
        nonlocal entered
        entered += event == "call" and DRIVER not in frame.f_code.co_filename

    sys.setprofile(note)
    try:
        ask()
    finally:
        sys.setprofile(None)
    return entered


def in_words(taken: dict[str, PathTaken]) -> str:
    """A table with a line for each request, and below it the files of each."""
    lines = [f"{'':<36}{'files':>6}{'functions':>11}{'named':>7}{'queries':>9}{'rows read again':>17}"]
    for name, path in taken.items():
        counts = (len(path.files), len(path.functions), len(path.named), len(path.queries), len(path.reread))
        files, functions, named, queries, reread = counts
        lines.append(f"{name:<36}{files:>6}{functions:>11}{named:>7}{queries:>9}{reread:>17}")
    for name, path in taken.items():
        lines += ["", name, *(f"  {file}" for file in path.files)]
        lines += [f"  read again: {row}" for row in path.reread]
    return "\n".join(lines)
