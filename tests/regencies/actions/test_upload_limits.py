"""How much one file and one request may bring, and in which words what is over is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import SkipFile
from django.test import override_settings

from regencies.actions.errors import Refused
from regencies.actions.files import StopAtLimit, inspect, too_large, too_many
from tests import factories


@override_settings(EVIDENCE_MAX_BYTES=100)
def test_each_of_the_two_limits_holds_without_the_other(rf):
    request = rf.post("/")
    handler = StopAtLimit(request)
    handler.file_name = "besar.pdf"
    assert handler.receive_data_chunk(b"x" * 100, 0) == b"x" * 100
    with pytest.raises(SkipFile):
        handler.receive_data_chunk(b"x", 100)
    assert request.too_large == "besar.pdf"
    with pytest.raises(Refused, match=r"“besar\.pdf” lebih besar dari 0 MB"):
        inspect(SimpleUploadedFile("besar.pdf", factories.PDF.ljust(101, b" ")))
    assert inspect(SimpleUploadedFile("pas.pdf", factories.PDF[:100].ljust(100, b" "))).size == 100


@override_settings(EVIDENCE_MAX_BYTES=100, EVIDENCE_POST_BYTES=150)
def test_what_one_request_brings_has_a_limit_of_its_own(rf):
    handler = StopAtLimit(rf.post("/"))
    for name, content in (("satu.pdf", b"x" * 100), ("dua.pdf", b"x" * 50)):
        handler.file_name = name
        assert handler.receive_data_chunk(content, 0) == content
    with pytest.raises(SkipFile):
        handler.receive_data_chunk(b"x", 50)
    assert handler.request.left_out == [too_many("dua.pdf")]


@pytest.mark.parametrize(("over", "told"), [(-1, "2"), (0, "3")])
def test_a_limit_is_told_in_whole_megabytes_that_are_accepted(settings, over, told):
    settings.EVIDENCE_MAX_BYTES = settings.EVIDENCE_POST_BYTES = 3 * 1024**2 + over
    assert f"lebih besar dari {told} MB" in too_large("a.pdf")
    assert f"paling banyak {told} MB" in too_many("a.pdf")
