"""Keadaan sistem on a phone and at a desk: what is wrong, with what to do, readable by everybody."""

import pytest

from config.state.words import WORDS, State
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_admin_is_led_to_what_waits(someone, settings, tmp_path, width):
    settings.DISK_LEAST_BYTES, settings.BACKUP_DIR = 10**18, tmp_path
    person = someone({"width": width, "height": 740}).enter(factories.admin()).open("/admin/")
    person.press("Keadaan sistem")
    for name, state in (("disk", State.LOW), ("backup", State.NEVER), ("database", State.OK)):
        person.sees(*WORDS[name, state])
    person.shoot(f"keadaan-sistem-{width}")
