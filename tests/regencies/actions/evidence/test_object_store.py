"""Evidence in an S3-compatible store, over real HTTP: kept, served, held against its hash, gone, away."""

import io
import os
from unittest import mock

import boto3
import pytest
from django.core.checks import Tags, run_checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from moto.server import ThreadedMotoServer

from config import env
from regencies.actions.errors import Refused
from regencies.actions.evidence.attach import attach_evidence, remove_evidence, use_evidence
from regencies.choices import Section
from tests import factories
from tests.builders.browser_tab import browser
from tests.builders.pdfs import pages_pdf

pytestmark = pytest.mark.django_db
PDF = pages_pdf(2)
GIVEN = {"EVIDENCE_S3_BUCKET": "paritrana", "EVIDENCE_S3_KEY": "kunci", "EVIDENCE_S3_SECRET": "rahasia"}


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(server, settings):
    """An empty bucket, in which the settings of the environment keep what is uploaded."""
    store = boto3.resource(
        "s3",
        endpoint_url=server,
        aws_access_key_id="kunci",
        aws_secret_access_key="rahasia",
        region_name="us-east-1",
    )
    bucket = store.create_bucket(Bucket="paritrana")
    use(settings, server)
    yield bucket
    bucket.objects.all().delete()
    bucket.delete()


def use(settings, endpoint):
    with mock.patch.dict(os.environ, GIVEN | {"EVIDENCE_S3_ENDPOINT": endpoint}):
        settings.STORAGES = settings.STORAGES | {"default": env.evidence_store()}


def attach(entry, by, content=PDF):
    return attach_evidence(entry, SimpleUploadedFile("surat.pdf", content), title="Surat", page="2", by=by)


def download(user, evidence):
    client = browser(user)
    client.raise_request_exception = False
    return client.get(reverse("evidence", args=[evidence.pk]))


def test_a_file_is_kept_in_the_bucket_and_served_by_the_application(bucket, target, officer):
    evidence = attach(target, officer)
    [stored] = bucket.objects.all()
    assert (stored.key, stored.get()["Body"].read()) == (evidence.file.name, PDF)
    answer = download(officer, evidence)
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer["Content-Disposition"].startswith("attachment; ")
    shown = browser(officer).get(reverse("evidence_page", args=[evidence.pk]))
    assert shown.context["shown"].pages == 2
    identity = factories.entry(target.report, Section.IDENTITY)
    use_evidence(identity, evidence, page="", by=officer)
    remove_evidence(evidence, by=officer)
    assert evidence.file.name in {one.key for one in bucket.objects.all()}  # for the receipts


def test_a_changed_object_and_a_lost_one_are_served_to_nobody(bucket, target, officer):
    evidence = attach(target, officer)
    bucket.put_object(Key=evidence.file.name, Body=PDF + b" ")
    assert download(officer, evidence).status_code == 409
    bucket.Object(evidence.file.name).delete()
    lost = download(officer, evidence)
    assert (lost.status_code, "tidak ada lagi di penyimpanan" in lost.content.decode()) == (409, True)


def test_a_store_that_is_away_is_a_disk_that_is_away(bucket, server, target, officer, settings):
    evidence = attach(target, officer)
    use(settings, "http://127.0.0.1:1")
    assert download(officer, evidence).status_code == 503
    with pytest.raises(Refused, match="tempat penyimpanan sedang bermasalah"):
        attach(target, officer, PDF + b" ")
    use(settings, server)
    assert download(officer, evidence).content == PDF
    attach(target, officer, PDF + b" ")


def test_the_start_says_why_a_bucket_cannot_be_used(bucket, server, settings):
    assert run_checks(tags=[Tags.files]) == []
    use(settings, "http://127.0.0.1:1")
    [said] = run_checks(tags=[Tags.files])
    assert (said.id, said.msg.startswith("The bucket of EVIDENCE_S3_BUCKET cannot be used:")) == (
        "paritrana.E008",
        True,
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"EVIDENCE_S3_SECRET": ""},
            "EVIDENCE_S3_SECRET is missing: an object store needs bucket, key and secret.",
        ),
        (
            {"EVIDENCE_S3_ENDPOINT": "s3.contoh.id"},
            "EVIDENCE_S3_ENDPOINT='s3.contoh.id' is not an address: write it as https://s3.example.go.id.",
        ),
    ],
)
def test_half_a_store_is_complained_of(given, said, monkeypatch):
    monkeypatch.setattr(env, "complaints", complaints := [])
    with mock.patch.dict(os.environ, GIVEN | given):
        env.evidence_store()
    assert complaints == [said]


def test_without_a_bucket_files_are_on_the_disk():
    assert env.evidence_store() == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


# Moving there -----------------------------------------------------------------------------------------
@pytest.fixture
def on_disk(target, officer, settings, tmp_path):
    """Three files on the disk, one of them of a row that is gone again."""
    settings.MEDIA_ROOT = tmp_path
    here = [attach(target, officer, PDF + str(number).encode()) for number in range(3)]
    remove_evidence(here[2], by=officer)
    return here


def moved() -> str:
    out = io.StringIO()
    call_command("move_evidence", stdout=out)
    return out.getvalue()


def test_every_file_ever_kept_is_moved_read_back_and_not_moved_twice(on_disk, bucket, officer):
    assert moved() == "3 files copied, 0 were there already. Each was read back as it was uploaded.\n"
    assert {one.key for one in bucket.objects.all()} == {one.file.name for one in on_disk}
    assert download(officer, on_disk[0]).content == PDF + b"0"
    bucket.Object(on_disk[1].file.name).put(Body=PDF[:40])  # broken off
    assert moved() == "1 files copied, 2 were there already. Each was read back as it was uploaded.\n"


def test_what_is_not_what_was_uploaded_is_named_and_not_moved(on_disk, bucket, settings):
    (settings.MEDIA_ROOT / on_disk[0].file.name).write_bytes(b"another")
    (settings.MEDIA_ROOT / on_disk[1].file.name).unlink()
    out = io.StringIO()
    with pytest.raises(
        CommandError, match="1 files copied, 0 were there already, 2 are not in the object store"
    ):
        call_command("move_evidence", stdout=out)
    assert sorted(out.getvalue().splitlines()) == sorted(
        [f"{on_disk[0].file.name} is not what was uploaded.", f"{on_disk[1].file.name} is not on the disk."]
    )
    assert [one.key for one in bucket.objects.all()] == [on_disk[2].file.name]


def test_nothing_is_moved_without_a_store_or_to_one_that_is_away(on_disk, settings):
    with pytest.raises(CommandError, match="EVIDENCE_S3_BUCKET is not set"):
        moved()
    use(settings, "http://127.0.0.1:1")
    with pytest.raises(CommandError, match="0 files copied, then a store was away"):
        moved()
