"""What a process that starts loads: commands, workers and servers start by the hundred, most to do something small."""

from tests import commands
from tests.project.source_tree import LOADED_LATER

START = f"""
import sys, django
django.setup()
import config.urls
print(*sorted({set(LOADED_LATER)} & {{*sys.modules}}))
"""


def test_what_makes_files_is_loaded_when_the_first_one_is_made():
    started = commands.run(
        "-c", START, DJANGO_SETTINGS_MODULE="config.settings", DEMO="1", SITE_URL="http://localhost:8000"
    )

    assert (started.returncode, started.stdout.split()) == (0, []), started.stderr
