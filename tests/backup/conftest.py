"""Rows and files worth keeping, a directory for archives, and empty databases to restore into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from regencies.actions.evidence.attach import attach_evidence
from regencies.choices import Section
from regencies.models import Evidence, User
from regencies.seals.seal import seal_history
from tests import factories
from tests.database import connect_to_server


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    """An empty store of evidence."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def officer(transactional_db: None, media: Path) -> User:
    """An officer whose draft has two files; the history is sealed."""
    typist = factories.officer(factories.regency())
    factories.draft(typist.offices[0], by=typist)
    for number in range(2):
        attach(typist, number)
    seal_history()
    return typist


def attach(typist: User, number: int, more: bytes = b"") -> Evidence:
    """One more file in the draft of an officer, each with bytes of its own."""
    target = factories.entry(typist.offices[0].reports.get(), Section.TARGET)
    upload = factories.pdf(f"surat-{number}.pdf", factories.PDF + b"%% %d %s\n%%%%EOF\n" % (number, more))
    return attach_evidence(target, upload, title=f"Surat {number}", page=None, by=typist)


@pytest.fixture
def to(tmp_path: Path) -> Path:
    """Where archives go."""
    return tmp_path / "archives"


@pytest.fixture
def empty(transactional_db: None) -> Iterator[str]:
    """The name of an empty database beside that of the tests."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connect_to_server() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield name
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
