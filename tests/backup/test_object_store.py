"""Evidence in an object store: fetched into the archive, and put back into an empty bucket."""

import pytest

from config.backup.making import make_backup
from config.backup.restoring import _in_use, check, restore
from regencies.models import Evidence
from tests import factories
from tests.backup.conftest import attach
from tests.regencies.actions.evidence.test_object_store import bucket, server, use  # noqa: F401


def test_evidence_comes_from_the_bucket_and_goes_back_into_one(bucket, transactional_db, to, empty):  # noqa: F811
    typist = factories.officer(factories.regency())
    factories.draft(typist.offices[0], by=typist)
    kept = attach(typist, 1)
    [stored] = bucket.objects.all()
    content = stored.get()["Body"].read()
    made = make_backup(to)
    assert (made.problems, check(made.path, None)[1]) == ((), [])
    stored.delete()
    with _in_use(empty):
        restore(made.path, None)
        assert Evidence.objects.get().file.open().read() == content
    [stored] = bucket.objects.all()
    assert (stored.key, stored.get()["Body"].read()) == (kept.file.name, content)


def test_a_store_that_is_away_is_no_missing_evidence(bucket, transactional_db, to, settings):  # noqa: F811
    typist = factories.officer(factories.regency())
    factories.draft(typist.offices[0], by=typist)
    attach(typist, 1)
    use(settings, "http://127.0.0.1:1")
    with pytest.raises(OSError, match="The object store: "):
        make_backup(to)
    assert [path.name for path in to.iterdir()] == [".lock"]
