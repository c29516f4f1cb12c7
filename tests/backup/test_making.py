"""An archive made while people work: of one moment, whole or none at all, and what is wrong with evidence by name."""

import json
import os
import resource
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.db import connection

from config.backup.archive import sha256_of
from config.backup.errors import AnotherRuns, BackupProblem
from config.backup.making import _alone, make_backup
from config.backup.programs import major_of, program
from config.backup.restoring import check
from regencies.choices import Section
from regencies.models import Evidence
from tests.backup.conftest import attach
from tests.backup.processes import Pipe, around, said, stopped_at, until
from tests.builders.browser_tab import Tab
from tests.commands import ROOT
from tests.racing import Runner, race, until_ended

ENDING = ["manifest.json", "manifest.json.sha256"]


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir() if path.name != ".lock")


def manifest(path: Path) -> dict:
    with tarfile.open(path) as tar:
        return json.load(tar.extractfile("manifest.json"))


def test_an_archive_is_one_file_with_its_hash_beside_it(officer, media, to):
    made = make_backup(to)
    assert made.problems == ()
    assert names(to) == [made.path.name, f"{made.path.name}.sha256"]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    held = subprocess.run(
        ["sha256sum", "--check", f"{made.path.name}.sha256"], cwd=to, capture_output=True, check=False
    )
    assert held.returncode == 0
    kept = dict(Evidence.objects.values_list("file", "sha256"))
    with tarfile.open(made.path) as tar:
        assert tar.getnames() == [
            "database.dump",
            *(f"files/{name}" for name in sorted(kept)),
            *ENDING,
        ]
        for name in kept:
            assert tar.extractfile(f"files/{name}").read() == (media / name).read_bytes()
    told = manifest(made.path)
    assert (told["evidence"], told["rows"]["regencies_evidence"], told["problems"]) == (kept, 2, [])
    assert check(made.path, None) == (told, [])


def test_what_is_committed_while_it_is_made_is_in_the_next_one_whole(officer, to):
    """The second file arrives between the moment of the backup and its dump: neither row nor file is in it."""

    def add() -> None:
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE regencies_evidence IN ACCESS EXCLUSIVE MODE")
        attach(officer, 7)

    _, made = race(add, lambda: make_backup(to))
    assert (manifest(made.path)["rows"]["regencies_evidence"], Evidence.objects.count()) == (2, 3)
    assert check(made.path, None)[1] == []
    assert manifest(make_backup(to).path)["rows"]["regencies_evidence"] == 3


def test_people_type_on_and_every_archive_is_whole(officer, to):
    over = []

    def type_on() -> int:
        saved = 0
        while not over:
            saved += 1
            assert (
                Tab(officer, Section.PARTICIPATION).save(wage_earners_registered=str(saved)).status_code
                == 302
            )
            if saved < 50:
                attach(officer, 100 + saved)
        return saved

    typist = Runner(type_on)
    until(lambda: Evidence.objects.count() > 2)
    made = [make_backup(to) for _ in range(2)]
    over.append(True)
    until_ended(typist)
    assert typist.outcome > 2
    rows = [manifest(each.path)["rows"]["regencies_evidence"] for each in made]
    assert 2 < rows[0] <= rows[1]
    assert [check(each.path, None)[1] for each in made] == [[], []]


def test_evidence_that_is_missing_or_altered_is_named_and_the_rest_is_backed_up(officer, media, to):
    gone, altered = (row.file.name for row in Evidence.objects.order_by("file"))
    (media / gone).unlink()
    (media / altered).write_bytes(b"lain")
    status, told, wrong = said("backup", "--to", to, **around(media))
    problems = [f"{gone} is missing.", f"{altered} is not what was uploaded."]
    assert (status, wrong) == (1, [*problems, "CommandError: The backup was made. Wrong with it: 2."])
    [path] = to.glob("*.tar")
    assert told == [f"{path} {path.stat().st_size} bytes, SHA-256 {sha256_of(path)}"]
    assert path.stem.endswith("-incomplete")
    assert check(path, None)[1] == problems


def test_killed_in_the_middle_it_leaves_nothing_that_looks_whole(officer, media, to):
    last = media / max(row.file.name for row in Evidence.objects.all())
    content, pipe = last.read_bytes(), Pipe(last)
    with stopped_at(pipe.is_read, "backup", "--to", to, **around(media)):
        pass
    [left] = names(to)
    assert (left.startswith("."), left.endswith(".part")) == (True, True)
    last.unlink()
    last.write_bytes(content)
    made = make_backup(to)
    assert names(to) == [made.path.name, f"{made.path.name}.sha256"]
    assert check(made.path, None)[1] == []


def test_two_at_once_are_one(officer, to):
    to.mkdir()
    with _alone(to), pytest.raises(AnotherRuns, match="Another backup is being made in "):
        make_backup(to)
    assert make_backup(to).problems == ()


@pytest.mark.parametrize("limit", [100_000, 1_000_000], ids=["in the dump", "in the archive"])
def test_a_full_disk_is_a_line_and_leaves_nothing_half(officer, media, to, limit):
    """No file may grow beyond the limit, which is what a full disk is to a program."""
    if limit == 1_000_000:
        attach(officer, 1, b"a" * limit)
    ran = subprocess.run(
        [sys.executable, "manage.py", "backup", "--to", str(to)],
        cwd=ROOT,
        env={**os.environ, **around(media)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("CommandError: No backup was made: ")
    assert ran.stderr.count("\n") == 1
    assert names(to) == []


def test_a_program_older_than_the_server_is_refused_in_words():
    with pytest.raises(BackupProblem) as refused:
        program("pg_dump", 99)
    assert str(refused.value).startswith(
        "pg_dump of PostgreSQL 99 is needed (Debian: apt install postgresql-client-99); there is "
    )
    with pytest.raises(BackupProblem, match=r"there is none\.$"):
        program("pg_dump_of_nobody", 15)


def test_the_oldest_program_that_suits_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr("config.backup.programs.INSTALLED", tmp_path)
    for version in (15, 16, 17):
        path = tmp_path / str(version) / "bin" / "pg_of_tests"
        path.parent.mkdir(parents=True)
        path.write_text(f"#!/bin/sh\necho 'pg_of_tests (PostgreSQL) {version}.3 (Debian)'\n")
        path.chmod(0o755)
    assert [major_of(program("pg_of_tests", server)) for server in (15, 16, 17)] == [15, 16, 17]
    assert major_of(program("pg_of_tests", 15, at_least=16)) == 16
    with pytest.raises(BackupProblem, match=r"there is 15, 16, 17\."):
        program("pg_of_tests", 15, at_least=17)
