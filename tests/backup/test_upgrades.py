"""What earlier versions stored is what this one serves: each archive in releases/ is restored, migrated and used."""

import lzma
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from awards.models import Category, Publication
from awards.verify import EQUAL, verdict
from config.backup.contents import pending_migrations, published, row_counts
from config.backup.proof import findings
from config.backup.restoring import _in_use, restore
from regencies.models import Evidence
from regencies.seals.seal import seal_history
from regencies.seals.verify import differences
from tests import factories
from tests.backup.keep_release import RELEASES
from tests.builders.publication import published as publish_again
from tests.builders.publication import rescore

DJANGOS = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
}  # what is installed, not what was typed


def schema() -> list[tuple[str, ...]]:
    """Every column with its type, constraint and index by name, and trigger with its function."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT 'column', table_name || '.' || column_name, data_type || ' ' || is_nullable
                FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, contype::text
                FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
            UNION ALL SELECT 'index', tablename, indexname FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname,
                tgenabled::text || ' ' || obj_description(oid, 'pg_trigger') || ' ' || md5(
                    (SELECT prosrc FROM pg_proc WHERE pg_proc.oid = tgfoid))
                FROM pg_trigger WHERE NOT tgisinternal
            ORDER BY 1, 2, 3
        """)
        return cursor.fetchall()


@pytest.fixture(params=sorted(path.name for path in RELEASES.iterdir()))
def earlier(request, tmp_path: Path) -> Path:
    """The archive of an earlier version."""
    archive = tmp_path / request.param.removesuffix(".xz")
    archive.write_bytes(lzma.decompress((RELEASES / request.param).read_bytes()))
    return archive


def test_an_earlier_version_is_brought_to_this_one_and_goes_on(earlier, media, empty):
    made_now = schema()
    with _in_use(empty):
        manifest = restore(earlier, None)
        assert pending_migrations() > 0
        assert findings(manifest) == []  # and migrates
        assert pending_migrations() == 0
        rows = row_counts()
        kept = manifest["rows"].keys() - DJANGOS
        assert {name: rows.get(name) for name in kept} == {name: manifest["rows"][name] for name in kept}
        assert schema() == made_now
        assert published() == manifest["published"]

        evidence = Evidence.objects.get()
        officer = evidence.uploaded_by
        client = Client()
        answer = client.post("/akun/masuk/", {"login": officer.email, "password": factories.PASSWORD})
        assert (answer.status_code, answer["Location"]) == (302, "/beranda/")
        assert b"".join(client.get(f"/bukti/{evidence.pk}/")) == (media / evidence.file.name).read_bytes()
        with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
            Publication.objects.all().delete()

        category = Category.objects.get()
        earlier_ones = [bytes(each.document) for each in category.publications.order_by("number")]
        rescore(category.entries.filter(candidate=True).first(), 70)
        first = category.publications.earliest("number")
        correction = publish_again(category, by=first.published_by, reason="Nilai diperiksa sekali lagi")
        assert correction.number == len(earlier_ones) + 1
        assert verdict(bytes(correction.document))[0] == EQUAL
        assert [bytes(each.document) for each in category.publications.order_by("number")][
            :-1
        ] == earlier_ones
        seal_history()
        assert list(differences()) == []
