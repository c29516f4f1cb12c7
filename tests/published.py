"""Every document the tests publish, recomputed by the packed verifier in a bare Python when a run ends.

Its data package is then held against Frictionless.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import frictionless
from django.db.models.signals import post_save

from awards.document.parse import NoDocument, parse
from awards.exports.verifier import NAME, verifier
from awards.models import Publication
from awards.open_data.datasets.publication import description_of, table_of
from awards.open_data.files import comma_csv
from awards.open_data.published import Published

ALL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from awards.verify import verdict
for file in sorted(Path(sys.argv[2]).glob("*.json")):
    status, lines = verdict(file.read_bytes())
    if status:
        print(file.name, status, *lines[:3], sep=" | ")
"""


@contextmanager
def recomputed_at_the_end(where: Path) -> Iterator[None]:
    """Keep the documents published meanwhile, each once; what a test stored that is no document is none."""

    def keep(instance: Publication, created: bool, **_: Any) -> None:
        content = bytes(instance.document)
        file = where / f"{sha256(content).hexdigest()}.json"
        if created and not file.exists() and is_document(content):
            file.write_bytes(content)

    post_save.connect(keep, sender=Publication, weak=False, dispatch_uid="tests.published")
    try:
        yield
    finally:
        post_save.disconnect(sender=Publication, dispatch_uid="tests.published")
    assert differing(where) == ""
    assert faults_of_packages(where) == {}


def is_document(content: bytes) -> bool:
    try:
        return bool(parse(content))
    except NoDocument:
        return False


def differing(where: Path) -> str:
    """A line for every document in this directory that does not follow from its own inputs."""
    packed = where / NAME
    packed.write_bytes(verifier())
    command = [sys.executable, "-I", "-S", "-c", ALL, str(packed), str(where)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def faults_of_packages(where: Path) -> dict[str, list[str]]:
    """What Frictionless finds wrong in the data package of each document in this directory, by the document's name."""
    faults = {}
    for file in where.glob("*.json"):
        folder = where / file.stem
        folder.mkdir(exist_ok=True)
        one = Published(json.loads(file.read_bytes()), file.stem, "https://contoh.id/", True, {}, {})
        (folder / "data.csv").write_bytes(comma_csv(table_of(one)))
        package = folder / "datapackage.json"
        package.write_text(json.dumps(description_of(one)))
        found = frictionless.validate(str(package)).flatten(["message"])
        if found:
            faults[file.name] = [message for [message] in found]
    return faults
