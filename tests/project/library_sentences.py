"""The sentences of Django and allauth that a page of ours can show, as they are read in Indonesian."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
from django.utils.translation import gettext, override

from tests.project.screen_texts import Text

LIBRARIES = {
    Path(django.__file__).parent: (
        "core/validators.py",
        "contrib/admin",
        "contrib/auth",
        "contrib/postgres",
        "db/models",
        "forms",
    ),
    Path(allauth.__file__).parent: ("account", "core", "mfa"),
}
# Pages and forms that are ours instead, or that no address leads to.
NEVER_SHOWN = re.compile(
    r"templates/(registration|mfa|account|allauth|socialaccount)/|admin/(invalid_setup|login|404|500|auth/user/add_form)"
    r"|account/(admin|management)|webauthn"
)
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
TRANSLATED = re.compile(r"""\{%\s*trans(?:late)?\s+(?:"([^"]+)"|'([^']+)')""")


def sentences() -> Iterator[Text]:
    with override("id"):
        for root, places in LIBRARIES.items():
            for path in (path for place in places for path in _files(root / place)):
                shown = str(path.relative_to(root.parent))
                if not NEVER_SHOWN.search(shown):
                    for line, english in _english(path):
                        yield Text(shown, line, re.sub(r"%\(\w+\)\w|\{\w*\}", "…", gettext(english)))


def _files(place: Path) -> list[Path]:
    return (
        [place]
        if place.is_file()
        else sorted(path for path in place.rglob("*") if path.suffix in {".py", ".html"})
    )


def _english(path: Path) -> Iterator[tuple[int, str]]:
    contents = path.read_text()
    if path.suffix == ".html":
        for found in TRANSLATED.finditer(contents):
            yield contents.count("\n", 0, found.start()) + 1, found[1] or found[2]
        return
    for node in ast.walk(ast.parse(contents)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in GETTEXT:
            pointed = ast.unparse(node.func).endswith(
                ("pgettext", "pgettext_lazy")
            )  # its first word is a context
            for argument in node.args[pointed:]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                    yield node.lineno, argument.value
