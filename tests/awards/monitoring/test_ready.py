"""Reports that are complete and not sent: the admin finds them before the deadline, and the head reads it."""

import pytest
from django.urls import reverse

from awards.choices import Phase
from awards.editions.default_criteria import create_category
from awards.editions.phase_changes import advance
from awards.models import Edition
from awards.monitoring.nominees import nominee_states
from awards.monitoring.regions import region_states
from regencies.actions.report_status import submit_report
from regencies.models import FillingWindow, User
from tests import factories
from tests.builders import edition as world
from tests.builders import nominees
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(admin) -> Edition:
    """A year of regions and villages being filled in: Ketapang is complete, Mempawah a draft, Sambas not begun."""
    prepared = world.prepared()
    create_category(prepared, nominees.VILLAGE)
    for name, code in (("Mempawah", "61.02"), ("Sambas", "61.01")):
        place = factories.regency(name, code)
        factories.workforce(place, 2024), factories.workforce(place, 2025)
    made = world.reload(advance(prepared, Phase.FILLING, by=admin))
    ketapang, mempawah = (factories.regency(code=code) for code in ("61.04", "61.02"))
    officer = factories.officer(ketapang)
    factories.complete(factories.draft(ketapang, by=officer), by=officer)
    factories.draft(mempawah)
    return made


def ready(edition: Edition) -> list[str]:
    return [row.name for row in (*region_states(edition), *nominee_states(edition)) if row.is_ready]


def listed(desk, name: str, edition: Edition, **asked: str) -> tuple[str, list[str]]:
    answer = desk.get(page(f"awards_edition_{name}", edition.pk), asked)
    return text(answer), [row.record.name for row in answer.context["table"].paginated_rows]


def waiting(head: User) -> list[str]:
    return [str(report.participant) for _, report in logged_in(head).get("/laporan/").context["waiting"]]


def test_the_admin_is_told_and_filters_by_it(admin, edition):
    assert ready(edition) == ["Kabupaten Ketapang"]
    shown, _ = listed(logged_in(admin), "monitoring", edition)
    assert "Lengkap tetapi belum dikirim</p> <p>Kabupaten Ketapang</p>" in shown
    assert shown.count("Lengkap, belum dikirim</span>") == 1
    _, names = listed(logged_in(admin), "monitoring", edition, status="lengkap")
    assert names == ["Kabupaten Ketapang"]


def test_what_was_sent_or_is_late_waits_for_nobody(admin, edition):
    head = factories.head(place := factories.regency(code="61.04"))
    FillingWindow.objects.update(deadline=world.later(-1))
    assert (ready(edition), waiting(head)) == ([], [])
    FillingWindow.objects.update(deadline=world.later(1))
    assert (ready(edition), waiting(head)) == (["Kabupaten Ketapang"], ["Kabupaten Ketapang"])
    submit_report(place.reports.get(), by=head, statement=True)
    assert (ready(edition), waiting(head)) == ([], [])
    assert "Lengkap tetapi belum dikirim" not in listed(logged_in(admin), "monitoring", edition)[0]


def test_the_head_reads_it_with_the_way_to_send_the_officer_does_not(edition):
    place = factories.regency(code="61.04")
    head, officer = factories.head(place), factories.officer(place)
    shown = text(logged_in(head).get("/laporan/"))
    assert "Lengkap, menunggu dikirim kepala dinas" in shown
    send = reverse("report_send", args=["2025"])
    assert f'<a href="{send}">Kabupaten Ketapang, tahun penilaian 2025</a>' in shown
    assert waiting(officer) == []
    assert waiting(factories.head(factories.regency(code="61.02"))) == []


@pytest.mark.parametrize("more", [1, 3])
def test_the_nominees_of_a_region_wait_for_its_head_too(admin, edition, more, django_assert_max_num_queries):
    place = factories.regency(code="61.04")
    for number in range(more):
        report = nominees.filled(place=place, name=f"Desa {number}", code=f"61040520{number:02}")
        nominees.answer_all(report, factories.officer(place))
    names = [f"Desa {number}" for number in range(more)]
    assert sorted(ready(edition)) == [*names, "Kabupaten Ketapang"]
    shown, found = listed(logged_in(admin), "nominees", edition, status="lengkap")
    assert (sorted(found), "Lengkap tetapi belum dikirim</p> <p>Desa 0" in shown) == (names, True)
    head = factories.head(place)
    assert sorted(waiting(head)) == [*names, "Kabupaten Ketapang"]
    browser = logged_in(head)
    browser.get("/laporan/")
    with django_assert_max_num_queries(25):
        browser.get("/laporan/")
