"""What the tests of the verifier share, and those of the panel: an edition being scored by three members."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from awards.models import Edition, Entry, Seat
from awards.verify import main
from tests import factories
from tests.builders import panel as world
from tests.once import once


@pytest.fixture
def verify(tmp_path, capsys) -> Callable[..., tuple[int, list[str]]]:
    """Verify some bytes as a file; gives the exit status and the lines printed, on either stream."""

    def run(content: bytes, *options: str) -> tuple[int, list[str]]:
        file = tmp_path / "dokumen.json"
        file.write_bytes(content)
        status = main([str(file), *options])
        streams = capsys.readouterr()
        return status, (streams.out + streams.err).splitlines()

    return run


@once
def edition() -> Edition:
    edition = world.scoring_edition()
    factories.seats(edition, 3)
    return edition


@pytest.fixture
def panel(edition) -> list[Seat]:
    """Chair, and two members."""
    return world.by_seat(edition)


@pytest.fixture
def seat(panel) -> Seat:
    return panel[1]


@once
def entry(edition) -> Entry:
    return world.candidate(edition)
