"""Rows that many tests stand on, built once: a fixture marked `@once` instead of `@pytest.fixture`.

Building an award year takes a second or two, and every test that only reads it would build it anew. A function under
`@once` is called once for all tests in a row that ask for it, in a transaction that stays open around them. Each
test runs in a savepoint of its own, so what it writes is gone before the next one, and gets copies of what the
functions returned, so what it sets on an object is gone too.

    @once
    def entry(edition):                     # built on the rows of `edition`, itself under @once
        return world.candidate(edition)

Its arguments are other fixtures under `@once`: one under `@pytest.fixture` ends with its test. The tests of a file
that ask for the same rows run side by side, those that ask for none first. A test that commits cannot ask for any.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from copy import deepcopy
from itertools import groupby
from typing import Any, NamedTuple

import pytest
from django.db import transaction

Build = Callable[..., Any]


class Layer(NamedTuple):
    """What one function under `@once` added to the database, and everything built so far, {name: object}."""

    build: Build
    around: transaction.Atomic
    built: dict[str, Any]


class Ground:
    """What the database holds beneath the running test: layers, each in a savepoint on the one before."""

    def __init__(self) -> None:
        self.test: pytest.Item | None = None
        self.layers: list[Layer] = []
        self.copies: dict[str, Any] = {}  # of the running test
        self.clear: Callable[[], None] = lambda: None  # takes all layers away; known once there are some

    def is_laid(self, builds: list[Build]) -> bool:
        return [layer.build for layer in self.layers] == builds

    def lay(self, builds: list[Build]) -> None:
        """Have the rows of these functions in the database and no others; what is there already stays."""
        kept = 0
        while kept < min(len(builds), len(self.layers)) and builds[kept] is self.layers[kept].build:
            kept += 1
        while len(self.layers) > kept:
            roll_back(self.layers.pop().around)
        for build in builds[kept:]:
            self._add(build)

    def _add(self, build: Build) -> None:
        built = deepcopy(self.layers[-1].built) if self.layers else {}
        around = transaction.atomic()
        around._from_testcase = True  # as in Django's TestCase: `durable` blocks may stand within
        around.__enter__()
        try:
            built[build.__name__] = build(*(built[name] for name in parents(build)))
        except BaseException:
            roll_back(around)
            raise
        self.layers.append(Layer(build, around, built))

    def copy(self) -> None:
        self.copies = deepcopy(self.layers[-1].built) if self.layers else {}


GROUND = Ground()


def roll_back(around: transaction.Atomic) -> None:
    transaction.set_rollback(True)
    around.__exit__(None, None, None)


def once(build: Build) -> Any:
    """A fixture of what `build` returns, its rows built once for all tests in a row that ask for it."""

    def fixture(**_: Any) -> Any:
        return GROUND.copies[build.__name__]

    fixture.build = build
    fixture.__doc__ = build.__doc__
    asked = ["db", *parents(build)]
    fixture.__signature__ = inspect.Signature(
        [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in asked]
    )
    return pytest.fixture(fixture, name=build.__name__)


def parents(build: Build) -> list[str]:
    return list(inspect.signature(build).parameters)


def ground_of(item: pytest.Item) -> list[Build]:
    """The functions under `@once` that a test asks for, itself or by another fixture; each after those it needs."""
    fixtures = item._fixtureinfo.name2fixturedefs  # pytest has no public name for what a test resolves to
    found: list[Build] = []

    def add(name: str) -> None:
        build = getattr(fixtures[name][-1].func, "build", None)
        if build and build not in found:
            for parent in parents(build):
                add(parent)
            found.append(build)

    for name in sorted(fixtures):
        add(name)
    return found


def together(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The tests in their order, but within each file those side by side that stand on the same rows."""
    ordered: list[pytest.Item] = []
    for _, run in groupby(items, key=lambda item: item.path):
        ordered += sorted(run, key=lambda item: [build.__qualname__ for build in ground_of(item)])
    return ordered
