"""A restore whole or not at all, the drill of a bad day, and a check that finds what is wrong with an archive."""

import hashlib
import io
import json
import shutil
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from awards.models import Publication
from config.backup.archive import MANIFEST, MANIFEST_HASH, add, manifest_of, sidecar
from config.backup.contents import newer_migrations, pending_migrations, structure
from config.backup.errors import BackupProblem
from config.backup.making import make_backup
from config.backup.proof import differing, findings
from config.backup.restoring import _in_use, check, require_fit, restore, restore_files
from regencies.models import Evidence
from regencies.seals.seal import seal_history
from tests import factories
from tests.backup.conftest import attach
from tests.backup.processes import Pipe, around, said, stopped_at
from tests.builders.publication import category_with, published
from tests.commands import run
from tests.database import connect_to_server, databases, triggers_off

PAUSE = """
CREATE FUNCTION pause() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(7); END $$;
CREATE EVENT TRIGGER pause_of_a_test ON ddl_command_start WHEN TAG IN ('CREATE TRIGGER') EXECUTE FUNCTION pause();
"""
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event = 'advisory'"


def test_the_drill_of_a_bad_day(officer, media, to, empty):
    """Backed up, lost, restored into an empty database and an empty directory: people log in, files open, laws hold."""
    publication = published(category_with(["61.02"], others=0, disclosure="ranks"))
    made = make_backup(to)
    lived = {row.file.name: (media / row.file.name).read_bytes() for row in Evidence.objects.all()}
    shutil.rmtree(media)
    status, told, wrong = said("restore", made.path, **around(media, empty))
    assert (status, told[1:], wrong) == (0, ["All is restored."], [])
    assert {name: (media / name).read_bytes() for name in lived} == lived
    with _in_use(empty):
        assert findings(manifest_of(made.path, None)) == []
        client = Client()
        answer = client.post("/akun/masuk/", {"login": officer.email, "password": factories.PASSWORD})
        assert (answer.status_code, answer["Location"]) == (302, "/beranda/")
        evidence = Evidence.objects.filter(uploaded_by=officer).first()
        assert b"".join(client.get(f"/bukti/{evidence.pk}/")) == lived[evidence.file.name]
        assert bytes(Publication.objects.get().document) == bytes(publication.document)
        with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
            Publication.objects.all().delete()


def test_a_database_that_holds_something_is_left_alone(officer, media, to):
    made, before = make_backup(to), structure()
    status, told, [wrong] = said("restore", made.path, **around(media))
    name = connection.settings_dict["NAME"]
    assert (status, told) == (1, [])
    assert wrong == (
        f"CommandError: The database {name} is not empty, it has {len(before['rows'])} tables. Nothing was changed. To "
        f"restore, make an empty one (`createdb {name}_restored`), name it in DATABASE_URL, and run this again."
    )
    assert structure() == before


def test_killed_before_its_last_statement_it_leaves_an_empty_database_and_is_run_again(
    officer, media, to, empty
):
    made, other = make_backup(to), media.with_name("other")
    with closing(connect_to(empty)) as held:
        held.execute(PAUSE)
        held.execute("SELECT pg_advisory_lock(7)")

        def pauses() -> bool:
            return held.execute(WAITS, [empty]).fetchone()[0] > 0

        with stopped_at(pauses, "restore", made.path, **around(other, empty)):
            pass
    ran = run("-m", "config.serve", "--port", "0", **around(other, empty))
    assert (ran.returncode, ran.stderr.partition(" migrations")[2]) == (
        1,
        ": run `manage.py migrate` first.\n",
    )
    with closing(connect_to(empty)) as held:
        held.execute("DROP EVENT TRIGGER pause_of_a_test; DROP FUNCTION pause")
    kept = {path.name: path.stat().st_mtime_ns for path in other.rglob("*") if path.is_file()}
    assert len(kept) == 2
    assert said("restore", made.path, **around(other, empty))[0] == 0
    assert {path.name: path.stat().st_mtime_ns for path in other.rglob("*") if path.is_file()} == kept


def test_killed_among_the_files_it_has_not_begun_the_database(officer, media, to, empty, settings):
    made, other = make_backup(to), media.with_name("other")
    first, last = sorted(row.file.name for row in Evidence.objects.all())
    pipe = Pipe(other / last)
    with stopped_at(pipe.is_read, "restore", made.path, **around(other, empty)):
        assert (other / first).read_bytes() == (media / first).read_bytes()
    (other / last).unlink()
    (other / last).write_bytes(b"half")
    with _in_use(empty):
        assert structure()["rows"] == {}
        settings.MEDIA_ROOT = other
        restore(made.path, None)
        assert Evidence.objects.count() == 2
    assert (other / last).read_bytes() == (media / last).read_bytes()


def test_what_an_incomplete_archive_has_is_restored_and_what_it_lacks_is_named(
    officer, media, to, empty, settings
):
    gone, other = (row.file.name for row in Evidence.objects.order_by("file"))
    (media / gone).unlink()
    made, settings.MEDIA_ROOT = make_backup(to), media.with_name("other")
    wrong = io.StringIO()
    with _in_use(empty):
        with pytest.raises(
            CommandError, match=r"^All is restored\. Files that were missing or altered .* was made: 1\.$"
        ):
            call_command("restore", made.path, stdout=io.StringIO(), stderr=wrong)
        assert Evidence.objects.count() == 2
    assert wrong.getvalue() == f"{gone} is missing.\n"
    assert [
        str(path.relative_to(settings.MEDIA_ROOT))
        for path in settings.MEDIA_ROOT.rglob("*")
        if path.is_file()
    ] == [other]


def test_single_files_are_put_back_into_the_living_site(archive, officer, media):
    gone, altered = (media / row.file.name for row in Evidence.objects.order_by("file"))
    later = media / attach(officer, 9).file.name
    lived = {path: path.read_bytes() for path in (gone, altered, later)}
    gone.unlink()
    altered.write_bytes(b"lain")
    assert said("restore", archive, "--files", **around(media)) == (
        0,
        [
            f"{gone.relative_to(media)} is what was uploaded again.",
            f"{altered.relative_to(media)} is what was uploaded again.",
            "All evidence is what was uploaded.",
        ],
        [],
    )
    assert {path: path.read_bytes() for path in lived} == lived
    later.unlink()
    name = str(later.relative_to(media))
    assert restore_files(archive, None) == ([], [name])
    assert not later.exists()


def test_a_byte_that_flipped_is_found_wherever_it_is(archive, tmp_path):
    with tarfile.open(archive) as tar:
        dump, evidence, *_, manifest, _ = tar.getmembers()
    whole, damaged = archive.read_bytes(), tmp_path / archive.name
    for place in (dump, evidence, manifest):
        content = bytearray(whole)
        content[place.offset_data + place.size // 2] ^= 0x40
        damaged.write_bytes(content)
        with pytest.raises(BackupProblem, match=f"^{damaged} is damaged: .* not "):
            check(damaged, None)
    damaged.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupProblem, match=f"^{damaged} is no whole archive: "):
        check(damaged, None)
    damaged.write_bytes(whole[: manifest.offset])
    with pytest.raises(BackupProblem, match=f"^{damaged} is no whole archive: it ends before its manifest"):
        check(damaged, None)
    damaged.write_bytes(whole[:-1] + b"!")  # behind the end of the tar
    shutil.copy(sidecar(archive), sidecar(damaged))
    with pytest.raises(BackupProblem, match=f"^{damaged} is damaged: its SHA-256 is "):
        check(damaged, None)


@pytest.fixture
def archive(officer, to) -> Path:
    return make_backup(to).path


def test_a_check_changes_nothing_and_leaves_nothing(archive, media):
    before = structure()
    status, told, wrong = said("restore", archive, "--check", **around(media))
    assert (status, wrong) == (0, [])
    assert told[1:] == ["Everything is as it was backed up; seals and published documents verify."]
    assert structure() == before
    with connect_to_server() as server:
        assert f"{connection.settings_dict['NAME']}_check" not in databases(server, "test_")


def test_what_the_owner_of_the_tables_rewrote_is_found_in_a_whole_archive(officer, media, to):
    publication = published(category_with(["61.02"], others=0))
    seal_history()
    event = Evidence.pgh_event_model.objects.first()
    with transaction.atomic(), triggers_off():
        Publication.objects.update(sha256="0" * 64)
        table = publication.files.get(name="peringkat.csv")
        publication.files.filter(pk=table.pk).update(content=b"lain")
        Evidence.pgh_event_model.objects.filter(pk=event.pk).update(title="Lain")
    assert check(make_backup(to).path, None)[1] == [
        f"awards.Publication {publication.pk} is not what its SHA-256 says.",
        f"awards.PublicationFile {table.pk} is not what its SHA-256 says.",
        f"regencies_evidenceevent {event.pk}: changed since seal 1.",
    ]


def test_a_trigger_that_is_switched_off_is_not_one_that_is_there(officer, to):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'awards_publication'::regclass AND NOT tgisinternal"
        )
        name = cursor.fetchone()[0]
        full = f"awards_publication.{name}"
        assert full in structure()["triggers"]
        cursor.execute(f"ALTER TABLE awards_publication DISABLE TRIGGER {name}")
        assert full not in structure()["triggers"]
        cursor.execute(f"ALTER TABLE awards_publication ENABLE TRIGGER {name}")


def test_an_archive_of_an_older_version_is_brought_to_this_one_to_be_proven(archive, empty):
    with _in_use(empty):
        manifest = restore(archive, None)
        call_command("migrate", "mfa", "0002", verbosity=0)
        older = manifest | structure()
        assert pending_migrations() == 1
        assert findings(older) == []
        assert pending_migrations() == 0
        assert differing(older, structure()) == [
            "Other rows than backed up: django_migrations {} → {} (1 in all).".format(
                older["rows"]["django_migrations"], manifest["rows"]["django_migrations"]
            ),
            "Other migrations than backed up: mfa.0003_authenticator_type_uniq (1 in all).",
        ]


def test_an_archive_of_a_newer_version_is_refused(archive):
    applied = structure()["migrations"]
    assert newer_migrations(applied) == []
    assert (
        newer_migrations(["regencies.0001_squashed_0032_minutes_are_signed"]) == []
    )  # put together anew since
    assert newer_migrations([*applied, "regencies.9000_later", "elsewhere.0001_initial"]) == [
        "regencies.9000_later",
        "elsewhere.0001_initial",
    ]
    with pytest.raises(
        BackupProblem, match=r"newer version of the application, with regencies\.9000_later: install"
    ):
        require_fit({"migrations": ["regencies.9000_later"]})
    with pytest.raises(BackupProblem, match="The archive is of PostgreSQL 99, this is "):
        require_fit({"migrations": [], "postgres": 99})


def test_an_archive_that_is_none(tmp_path, transactional_db):
    path = tmp_path / "foto.tar"
    path.write_bytes(b"JPEG" * 1000)
    with pytest.raises(BackupProblem, match="is no whole archive"):
        check(path, None)
    manifest = json.dumps({"format": "lain"}).encode()
    with tarfile.open(path, "w") as tar:
        add(tar, MANIFEST, io.BytesIO(manifest))
        add(tar, MANIFEST_HASH, io.BytesIO(hashlib.sha256(manifest).hexdigest().encode()))
    with pytest.raises(
        BackupProblem, match=r"is of another format, lain: this version reads paritrana.backup/1\.$"
    ):
        check(path, None)


def connect_to(name: str):
    return connection.get_new_connection(
        connection.get_connection_params() | {"dbname": name, "autocommit": True}
    )
