"""The disk or the database away while people work: said in words, nothing half stored, and known to pass."""

import json
import sys
from copy import deepcopy

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import reverse

from awards.document.build import build
from awards.document.parse import LONGEST, NoDocument, parse
from awards.publishing.names import CategoryAddress
from config.errors import server_error
from regencies.actions.errors import Refused
from regencies.actions.files import store
from regencies.choices import Section
from regencies.models import Evidence
from tests import factories
from tests.builders.document import small_inputs
from tests.builders.panel import logged_in
from tests.builders.publication import category_with
from tests.builders.publication import published as publish
from tests.database import database_away


class FullAfterTheFirstBytes(ContentFile):
    """An upload during which the disk fills up."""

    def chunks(self, chunk_size=None):
        yield b"%PDF-1.4 first"
        raise OSError(28, "No space left on device")


@pytest.mark.django_db
def test_an_upload_that_cannot_be_stored_says_so_and_stores_nothing(tmp_path):
    report = factories.draft(by=(officer := factories.officer(factories.regency())))
    row = factories.entry(report, Section.TARGET)
    page = reverse("report_evidence", args=[report.year, row.pk])
    (tmp_path / "file").touch()
    with override_settings(MEDIA_ROOT=tmp_path / "file" / "media"):
        response = logged_in(officer).post(page, {"file": factories.pdf()})
    assert (response.status_code, Evidence.objects.count()) == (422, 0)
    assert "tempat penyimpanan sedang bermasalah" in response.content.decode()


@pytest.mark.django_db
def test_a_disk_that_fills_up_keeps_no_half_a_file():
    report = factories.draft(by=factories.officer(factories.regency()))
    evidence = Evidence(entry=factories.entry(report, Section.TARGET), name="bukti.pdf")
    before = files()
    with pytest.raises(Refused):
        store(evidence.file, FullAfterTheFirstBytes(b"%PDF-1.4 first and more"), "bukti.pdf")
    assert (files(), bool(evidence.file)) == (before, False)


def files() -> set[str]:
    return {str(path) for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("problem", "status"), [(OperationalError(), 503), (OSError(28, "full"), 503), (ValueError(), 500)]
)
def test_what_passes_is_told_from_what_is_broken(rf, problem, status):
    try:
        raise problem
    except type(problem):
        assert sys.exception() is problem
        response = server_error(rf.get("/"))
    assert (response.status_code, response.get("Retry-After")) == (status, "30" if status == 503 else None)


@pytest.mark.django_db(transaction=True)
def test_a_ranking_never_served_before_is_a_503_while_the_database_is_away():
    address = reverse("ranking", args=CategoryAddress.of(publish(category_with()).category))
    with database_away():
        response = Client(raise_request_exception=False).get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "30")


@pytest.mark.parametrize("name", LONGEST)
def test_a_document_made_to_keep_its_reader_waiting_is_none(name):
    document = deepcopy(build(small_inputs()))
    document[name] = document[name] * (LONGEST[name] + 1)
    with pytest.raises(NoDocument, match=f"{name} memuat lebih dari"):
        parse(json.dumps(document).encode())
