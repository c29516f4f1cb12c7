"""What the tests of the verifier share, those of the panel (an edition being scored by three members), and those of
the desk (the provincial admin and their browser)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from awards.models import Edition, Entry, Seat
from awards.verify import main
from regencies.models import User
from tests import factories
from tests.awards import panel_world as world


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


@pytest.fixture
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


@pytest.fixture
def entry(edition) -> Entry:
    return world.candidate(edition)


@pytest.fixture
def admin(db: None) -> User:
    """The provincial admin of Kalimantan Barat."""
    return factories.admin(name="Rina Wulandari, S.STP.")


@pytest.fixture
def desk(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client
