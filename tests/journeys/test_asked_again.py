"""The chair reopens a sheet an hour after the log-in: the password is asked once more, and what was typed is there."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from awards.choices import Stage
from awards.models import ScoreSheet
from config.accounts.asked_again import NOTHING_DONE
from config.accounts.sessions import STARTED, SessionStore
from tests.builders import panel
from tests.factories import PASSWORD
from tests.journeys.conftest import LAPTOP, PHONE, stands

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("window", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_reason_typed_before_is_there_after_the_password(someone, window, script):
    seats = panel.by_seat(panel.seated_edition(2))
    sheet = panel.locked(seats[1], panel.in_time(panel.candidate(seats[0].edition), Stage.DESK), Stage.DESK)
    person, wide = someone(window, java_script_enabled=script).enter(seats[0].user), window["width"]
    session = SessionStore(Session.objects.get().session_key)
    session[STARTED] -= 3600
    session.save()
    person.page.goto(person.site + reverse("chair_reopen", args=[sheet.pk]))
    person.page.get_by_label("Alasan").fill("Salah ketik B2")
    person.page.get_by_role("button", name="Buka kembali").click()
    if script:
        person.check().shoot(f"konfirmasi-{wide}")
    person.page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    person.page.get_by_role("button", name="Lanjutkan").click()
    person.sees(NOTHING_DONE)
    assert person.page.get_by_label("Alasan").input_value() == "Salah ketik B2"
    if script:
        person.check().shoot(f"konfirmasi-kembali-{wide}")
    person.page.get_by_role("button", name="Buka kembali").click()
    stands(lambda: ScoreSheet.objects.get(pk=sheet.pk).locked_at, None)
