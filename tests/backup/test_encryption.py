"""An archive encrypted to a public key: read with its secret key alone, and not made at all where it cannot be."""

import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from config.backup.archive import AGE, NO_AGE
from config.backup.errors import BackupProblem
from config.backup.making import make_backup
from config.backup.restoring import check
from tests.backup.processes import around, said


class Key(NamedTuple):
    public: str
    secret: Path


@pytest.fixture
def key(age, tmp_path) -> Key:
    return made_key(tmp_path / "key.txt")


def made_key(path: Path) -> Key:
    subprocess.run(["age-keygen", "-o", path], check=True, capture_output=True)
    public = subprocess.run(["age-keygen", "-y", path], check=True, capture_output=True, text=True)
    return Key(public.stdout.strip(), path)


def test_an_encrypted_archive_is_read_with_its_secret_key_alone(officer, media, to, key, tmp_path):
    assert said("backup", "--to", to, **around(media, BACKUP_RECIPIENT=key.public))[0] == 0
    [path] = to.glob("paritrana-*.tar.age")
    assert path.read_bytes().startswith(AGE)
    assert said("restore", path, "--check", "--identity", key.secret, **around(media))[0] == 0
    with pytest.raises(BackupProblem, match="The archive is encrypted: name the file with its secret key"):
        check(path, None)
    with pytest.raises(BackupProblem, match="no identity matched"):
        check(path, made_key(tmp_path / "other.txt").secret)
    damaged = tmp_path / "damaged.tar.age"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(BackupProblem, match="failed to decrypt"):
        check(damaged, key.secret)
    damaged.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(BackupProblem, match=r"age: error|is no whole archive"):
        check(damaged, key.secret)


def test_a_key_that_is_none_makes_no_archive(officer, to, key):
    with pytest.raises(BackupProblem, match="malformed recipient"):
        make_backup(to, f"{key.public[:-1]}{'q' if key.public[-1] != 'q' else 'p'}")
    assert [path.name for path in to.iterdir()] == [".lock"]


def test_without_the_program_there_is_no_archive(officer, media, to, key, tmp_path):
    status, told, wrong = said(
        "backup", "--to", to, **around(media, BACKUP_RECIPIENT=key.public, PATH=str(tmp_path))
    )
    assert (status, told, wrong[-2:]) == (
        1,
        [],
        [
            "?: (paritrana.W007) BACKUP_RECIPIENT is set, but the program age is missing.",
            f"CommandError: No backup was made: {NO_AGE}",
        ],
    )
    assert [path.name for path in to.iterdir()] == [".lock"]
