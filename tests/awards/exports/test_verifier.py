"""The verifier as one file, run by a Python that is given nothing else; the page beside it, and what it answers."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from awards.contract.conform import MOST_COMPLAINTS
from awards.document.build import build, malformed
from awards.document.parse import parse, work
from awards.document.recomputed import LARGEST, MOST_WORK, recomputed
from awards.exports.verifier import NAME, verifier
from awards.models import Category
from awards.verify import verdict
from regencies.seals.canonical import canonical, sha256
from tests.awards.document.test_verify_garbage import NO_DOCUMENTS
from tests.builders import publication as world
from tests.builders.document import inputs, small_inputs
from tests.published import differing


@pytest.fixture(scope="module")
def packed(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("verifier") / NAME
    file.write_bytes(verifier())
    return file


def run(packed: Path, file: Path) -> subprocess.CompletedProcess[str]:
    """The file in a bare Python: no site-packages, no PYTHONPATH, no directory of the user's."""
    command = [sys.executable, "-I", "-S", str(packed), str(file)]
    return subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)


def spoilt() -> dict[str, bytes]:
    """Twenty-five documents with something wrong: a digit, a rank, a seal, or no document at all."""
    whole = canonical(build(inputs()))
    found = {
        "figure": whole.replace(b"80101", b"80102", 1),
        "name": whole.replace(b"Ketapang", b"Ketapong", 1),
        "space": whole.replace(b":", b": ", 1),
        "line end": whole + b"\n",
    }
    for name, path, value in (
        ("total", ("entrants", 0, "total"), "99.99"),
        ("rank", ("entrants", 0, "rank"), 2),
        ("score", ("entrants", 0, "scores", "A1"), "1"),
        ("mark", ("entrants", 0, "sheets", 0, "scores", "B1"), "1"),
        ("group", ("entrants", 0, "groups", "A"), "1.00"),
        ("stability", ("entrants", 0, "stability", "worst"), 9),
        ("weight", ("criteria", 0, "weight"), "17"),
        ("quorum", ("method", "quorum"), 99),
        ("trim", ("method", "trim"), 2),
        ("seal", ("sealed_sha256",), "0" * 64),
    ):
        document = json.loads(whole)
        *parents, last = path
        place = document
        for part in parents:
            place = place[part]
        place[last] = value
        found[name] = canonical(document)
    return found | dict(list(NO_DOCUMENTS.items())[:11])


SPOILT = spoilt()


def test_there_are_twenty_five_spoilt_documents():
    assert len(SPOILT) == 25


def test_a_bare_python_recomputes_a_document(packed, tmp_path):
    file = tmp_path / "dokumen.json"
    for content in (canonical(build(inputs())), canonical(build(small_inputs()))):
        file.write_bytes(content)
        done = run(packed, file)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"SHA-256 {sha256(content)}\nCocok: ")


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_document_is_found_as_the_module_finds_it(packed, tmp_path, name):
    file = tmp_path / "dokumen.json"
    file.write_bytes(SPOILT[name])
    status, lines = verdict(SPOILT[name])
    done = run(packed, file)
    assert (done.returncode, status != 0) == (status, True)
    assert all(line.encode("ascii", "ignore").decode() for line in lines)
    assert "Traceback" not in done.stderr
    assert (done.stdout if status == 1 else done.stderr).strip()


def test_the_file_holds_what_it_needs_and_is_the_same_each_time():
    names = zipfile.ZipFile(io.BytesIO(verifier())).namelist()
    assert {"__main__.py", "awards/verify.py", "regencies/seals/canonical.py"} <= set(names)
    assert not [name for name in names if "django" in name or "models" in name]
    verifier.cache_clear()
    assert verifier() == (first := verifier())
    verifier.cache_clear()
    assert verifier() == first
    assert len(first) < 60_000


def test_what_the_suite_publishes_is_recomputed_and_a_wrong_one_would_be_told(tmp_path):
    (tmp_path / "right.json").write_bytes(canonical(build(inputs())))
    assert differing(tmp_path) == ""
    (tmp_path / "wrong.json").write_bytes(SPOILT["total"])
    assert differing(tmp_path).startswith("wrong.json | 1 | ")


# On the page ------------------------------------------------------------------------------------------
PAGE = reverse("recompute")


def chosen(client, content: bytes, name: str = "dokumen.json"):
    file = SimpleUploadedFile(name, content, content_type="application/json")
    return client.post(reverse("recompute_file"), {"file": file})


@pytest.mark.django_db
def test_the_file_is_served_and_asked_for_again_for_nothing(client):
    served = client.get(reverse("verifier_file"))
    assert (served.status_code, served.content, served["Content-Disposition"]) == (
        200,
        verifier(),
        f'attachment; filename="{NAME}"',
    )
    again = client.get(reverse("verifier_file"), headers={"if-none-match": served["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_a_document_chosen_on_the_page_is_recomputed(client):
    content = canonical(build(inputs()))
    page = chosen(client, content).content.decode()
    assert "Berkas “dokumen.json” cocok" in page
    assert sha256(content) in page
    wrong = chosen(client, SPOILT["figure"]).content.decode()
    assert "tidak cocok dengan hasil hitung ulangnya" in wrong
    assert verdict(SPOILT["figure"])[1][0].split(":")[0] in wrong
    none = chosen(client, b"bukan dokumen", "<b>.json").content.decode()
    assert "Berkas “&lt;b&gt;.json” bukan dokumen pengumuman" in none
    assert chosen(client, b"").status_code == 422


@pytest.mark.django_db
def test_what_would_keep_the_server_busy_is_sent_home(client):
    document = build(small_inputs())
    first = document["criteria"][0]
    document["criteria"] = [first | {"code": f"X{n}"} for n in range(190)]
    content = canonical(document)
    assert work(parse(content)) > MOST_WORK
    sent_home = "terlalu besar untuk dihitung di halaman ini"
    assert sent_home in chosen(client, content).content.decode()
    assert recomputed(b" " * LARGEST, "d.json").state == "no_document"
    assert sent_home in chosen(client, b" " * (LARGEST + 1)).content.decode()


@pytest.mark.django_db
def test_who_sends_many_files_in_a_minute_waits_and_nobody_else_does(client):
    statuses = [chosen(client, b"bukan dokumen").status_code for _ in range(21)]
    assert statuses == [200] * 20 + [429]
    assert "Tunggu satu menit" in chosen(client, b"bukan dokumen").content.decode()
    assert chosen(Client(REMOTE_ADDR="192.0.2.7"), b"bukan dokumen").status_code == 200


def test_a_file_wrong_in_a_million_places_is_told_the_first_hundred():
    found = malformed({"entrants": [1] * 1_000_000})
    assert (len(found), found[-1]) == (MOST_COMPLAINTS, malformed({"entrants": [1] * MOST_COMPLAINTS})[-1])


def test_only_the_first_differences_are_listed():
    document = json.loads(canonical(build(inputs())))
    for entrant in document["entrants"]:
        entrant["scores"] = dict.fromkeys(entrant["scores"], "1")
        entrant["groups"] = dict.fromkeys(entrant["groups"], "1.00")
    found = recomputed(canonical(document), "d.json")
    assert (found.state, len(found.lines), found.more > 0) == ("different", 20, True)


@pytest.mark.django_db
def test_the_newest_ranking_is_worked_out(client):
    category: Category = world.tied_category()
    publication = world.published(category)
    document = json.loads(bytes(publication.document))
    first = next(entrant for entrant in document["entrants"] if entrant["rank"] == 1)
    shown = client.get(PAGE)
    example = shown.context["example"]
    assert (example.name, str(example.total)) == (first["name"], first["total"])
    assert {line.code for line in example.lines} == set(first["scores"])
    assert round(example.points, document["method"]["places"]) == example.total
    for line in example.lines:
        assert line.score == round(type(line.score)(first["scores"][line.code]), 4)
    assert f"Satu contoh: {first['name']}" in shown.content.decode()


@pytest.mark.django_db
def test_without_a_publication_the_page_explains_all_the_same(client):
    page = client.get(PAGE).content.decode()
    assert "python3 -I paritrana-verify.pyz dokumen.json" in page
    assert "Satu contoh" not in page
