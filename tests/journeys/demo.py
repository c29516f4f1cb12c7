"""The demo as `make demo` loads it, and whoever walks through its pages."""

from __future__ import annotations

import io

from django.core.management import call_command

from config.env import DEMO_PASSWORD
from tests.journeys.conftest import LAPTOP, PHONE, Person


def load(settings, stage: str) -> None:
    """Load the demo's award years, the latest one as far as `stage`."""
    settings.DEMO = True
    call_command("load_demo", stage=stage, stdout=io.StringIO())


def visit(someone, email: str, paths: dict[str, str], *, widths=(PHONE, LAPTOP)) -> None:
    """Open each path at each width; a name beside it is the picture's."""
    for width in widths:
        person: Person = someone(width)
        if email:
            person.log_in(email, DEMO_PASSWORD)
        for path, name in paths.items():
            person.open(path)
            if name and name.endswith("ponsel") == (width == PHONE):
                person.shoot(name)
