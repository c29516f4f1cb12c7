"""The result of a nominee and what is objected to it: its own region's office alone sees and writes them."""

import re

import pytest
from django.urls import reverse

from awards.choices import Phase
from awards.editions.default_criteria import create_category
from awards.models import Entry, Objection
from tests import factories
from tests.builders import nominees
from tests.builders import publication as world
from tests.builders.edition import later
from tests.builders.objections import drafted
from tests.builders.panel import logged_in
from tests.once import once

pytestmark = pytest.mark.django_db
WORKERS = "figure:registered.wage_earners"


@once
def entry() -> Entry:
    """A village of Ketapang whose result may be objected to."""
    edition = factories.edition(award_year=2026, phase=Phase.OBJECTIONS, objections_deadline=later(2))
    category = create_category(edition, nominees.VILLAGE)
    found = nominees.candidate(category, "Desa Alfa", factories.regency())
    for seat in factories.seats(edition):
        world.lock_sheets(found, seat, 80)
    return found


def plain(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def pages(entry: Entry, objection: Objection) -> list[str]:
    return [
        reverse("objection_result", args=[entry.pk]),
        reverse("objection_new", args=[entry.pk]),
        reverse("objection", args=[objection.pk]),
        reverse("objection_file", args=[objection.files.get().pk]),
    ]


def test_its_own_office_sees_the_result_of_a_nominee_and_objects_to_it(entry):
    office = logged_in(factories.officer(entry.regency))
    start = office.get(reverse("objection_index")).content.decode()
    result = reverse("objection_result", args=[entry.pk])
    assert f'href="{result}"' in start
    shown = plain(office.get(result))
    assert ("Desa Alfa" in shown, "Peringkat 1 dari 1" in shown) == (True, True)
    typed = {"subject": WORKERS, "claimed": "450", "content": "Data BPJS.", "title": "Surat BPJS"}
    made = office.post(reverse("objection_new", args=[entry.pk]), typed | {"file": factories.pdf()})
    assert made.status_code == 302
    assert Objection.objects.get().entry == entry


def test_another_office_and_everybody_else_finds_none_of_its_pages(entry):
    objection = drafted(entry, factories.officer(entry.regency), WORKERS)
    addresses = pages(entry, objection)
    own = logged_in(factories.head(entry.regency))
    assert [own.get(url).status_code for url in addresses] == [200] * 4
    neighbour = factories.regency("Sambas", "61.01")
    strangers = [
        factories.officer(neighbour),
        factories.head(neighbour),
        entry.nominee.nominated_by,  # who nominated it fills in, and objects to nothing
        nominees.nominator(entry.regency.province),
        factories.verifier(),
    ]
    for stranger in strangers:
        assert [logged_in(stranger).get(url).status_code for url in addresses] == [404] * 4, stranger
    typed = {"subject": WORKERS, "claimed": "450", "content": "Data BPJS."}
    assert logged_in(strangers[0]).post(addresses[1], typed).status_code == 404
    assert "Desa Alfa" not in logged_in(strangers[0]).get(reverse("objection_index")).content.decode()


def test_an_office_of_two_nominees_keeps_their_results_apart(entry):
    other = nominees.candidate(entry.category, "Desa Zeta", factories.regency("Sambas", "61.01"))
    for seat in entry.category.edition.seats.all():
        world.lock_sheets(other, seat, 70)
    office = logged_in(factories.officer(other.regency))
    shown = plain(office.get(reverse("objection_result", args=[other.pk])))
    assert ("Peringkat 2 dari 2" in shown, "Desa Alfa" in shown) == (True, False)
    assert office.get(reverse("objection_result", args=[entry.pk])).status_code == 404
