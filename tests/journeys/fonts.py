"""The fonts a page is laid out with: one set and nothing else of the machine's, told to Chromium by fontconfig."""

from __future__ import annotations

from pathlib import Path

import pytest

PACKAGES = "fonts-dejavu-core fonts-liberation fonts-noto-core"
SETS = {
    "DejaVu Sans": "dejavu",
    "Liberation Sans": "liberation",
    "Noto Sans": "noto",
}  # family: its directory
PLACES = ("/usr/share/fonts/truetype", "/usr/share/fonts", "/usr/local/share/fonts")
CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{directory}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern"><edit name="family" mode="append_last"><string>{family}</string></edit></match>
</fontconfig>
"""


def only_font(family: str, where: Path) -> dict[str, str]:
    """Environment of a browser that knows no font but this set's; fails the test when the machine lacks the set."""
    directories = [Path(place, SETS[family]) for place in PLACES]
    for directory in filter(Path.is_dir, directories):
        config = where / f"{SETS[family]}.conf"
        config.write_text(CONFIG.format(directory=directory, family=family, cache=where / "cache"))
        return {"FONTCONFIG_FILE": str(config)}
    pytest.fail(f"{family} is not on this machine; install it: apt install {PACKAGES}", pytrace=False)
