"""What docs/operations.md says of the environment and of the proxy is what there is; `make install-drill` types it."""

import json
import re
import subprocess

from tests.commands import run
from tests.installation.page import GUIDE as PAGE
from tests.installation.page import blocks
from tests.project.nu import complaints
from tests.project.source_tree import ROOT

GUIDE = PAGE.read_text()
# Every variable that is asked for while the settings are read, whatever it is set to.
ASKED = """
import json, os, environ

class Asked(dict):
    names = set()
    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)
    def __contains__(self, name):
        self.names.add(name)
        return super().__contains__(name)
    def get(self, name, default=None):
        self.names.add(name)
        return super().get(name, default)

environ.Env.ENVIRON = Asked(os.environ)
import config.settings
print(json.dumps(sorted(Asked.names)))
"""


def asked(**environment: str) -> set[str]:
    ran = run("-c", ASKED, **environment)
    assert ran.returncode == 0, ran.stderr
    return set(json.loads(ran.stdout))


def test_the_table_of_the_environment_names_every_variable_that_is_read_and_no_other():
    table = GUIDE.partition("## Environment")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`[A-Z][^|]*) \|", table, re.MULTILINE)
    named = [name for cell in cells for name in re.findall(r"`([A-Z][A-Z0-9_]*)`", cell)]
    assert len(named) == len({*named})
    assert {*named} == asked() | asked(DATABASE_URL="postgres:///unused")


def test_the_page_that_nginx_shows_while_the_application_is_away_needs_nothing_but_itself(java):
    snippet = (ROOT / "config" / "deploy" / "nginx.conf").read_text()
    folder, name = (
        re.findall(r"root /srv/paritrana/([\w/]+);", snippet),
        re.findall(r"location = /(\S+)", snippet),
    )
    page = (ROOT / folder[0] / name[0]).read_text()
    assert "error_page 502 503 504 =503 /pemeliharaan.html;" in snippet
    assert "add_header Retry-After 120 always;" in snippet
    assert complaints(java, {name[0]: page.encode()}) == {}
    assert re.findall(r"(?:src|href|url)\b", page) == []
    assert re.findall(r'<html lang="(\w+)">|<h1>(.*)</h1>', page) == [
        ("id", ""),
        ("", "Situs sedang dipelihara"),
    ]


def test_every_variable_of_the_environment_that_is_installed_is_one_of_the_table():
    installed = (ROOT / "config" / "deploy" / "paritrana.env").read_text()
    names = re.findall(r'^#?([A-Z_]+)="[^"]*"$', installed, re.MULTILINE)
    assert len(names) + 2 == len(installed.splitlines())  # two lines of comment
    assert {name for name in names if f"`{name}`" not in GUIDE} == set()


def test_every_shell_block_of_the_page_is_one_that_bash_can_read():
    found = blocks(GUIDE)
    assert len(found) == GUIDE.count("```sh\n") > 10
    for block in found:
        read = subprocess.run(["bash", "-n"], input=block.text, capture_output=True, text=True, check=False)
        assert (block.line, read.stderr) == (block.line, "")


def test_a_block_that_is_left_out_says_why():
    guide = "## A\n\n```sh\ntrue\n```\n\n*Not run by the drill: no moon.*\n\n  ```sh\n  false\n  ```\n"
    found = [(block.text, block.section, block.line, block.why_not) for block in blocks(guide)]
    assert found == [("true\n", "A", 3, ""), ("false\n", "A", 9, "no moon.")]
