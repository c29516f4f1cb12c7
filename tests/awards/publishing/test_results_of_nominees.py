"""What was published of nominees stands on the page of their region, and nothing that was not published."""

import datetime
import json
import re

import pytest
from django.urls import reverse

from awards.choices import Disclosure, Phase
from awards.document.parse import parse
from awards.editions.default_criteria import create_category
from awards.models import Category, Entry
from awards.presenters.nominee_results import nominee_results
from awards.publishing.coverage_pages import pages_of
from awards.publishing.delivery import serve
from regencies.actions.nominees import change_nominee, withdraw_nominee
from regencies.models import Nominee, Regency
from tests import factories
from tests.builders import nominees, publication
from tests.once import once

pytestmark = pytest.mark.django_db
PAGE = "/daerah/61.04/"


def text(response) -> str:
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


def listed(client, path: str = PAGE) -> list[list[str]]:
    """The cells of the list of nominees on a region's page."""
    main = client.get(path).content.decode().partition('id="calon"')[2]
    rows = re.findall(r"<tr>(.*?)</tr>", main.partition("<tbody>")[2].partition("</tbody>")[0])
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return [[re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in row] for row in cells]


def entry(category: Category, place: Regency, name: str, *, candidate: bool = True) -> Entry:
    if not candidate:
        found = nominees.nominee(category.kind, place, name=name)
        reason = "Nilai berkas di bawah ambang."
        return Entry.objects.create(
            category=category, regency=place, nominee=found, candidate=False, reason=reason
        )
    return nominees.candidate(category, name, place)


def year(kind: str, award_year: int, **method) -> Category:
    edition = factories.edition(award_year=award_year, phase=Phase.PROVISIONAL, sample_data=True)
    category = create_category(edition, kind)
    Category.objects.filter(pk=category.pk).update(**method)
    factories.seats(edition)
    return Category.objects.get(pk=category.pk)


def scored(entry: Entry, mark: int) -> Entry:
    for seat in entry.category.edition.seats.all():
        publication.lock_sheets(entry, seat, mark)
    return entry


@once
def ready() -> Category:
    """Two villages of Ketapang and one of Sambas in the ranking, one of Ketapang that is no candidate."""
    category = year(nominees.VILLAGE, 2026)
    ketapang, sambas = factories.regency(), factories.regency("Sambas", "61.01")
    for place, name, mark in (
        (ketapang, "Desa Alfa", 70),
        (sambas, "Desa Beta", 80),
        (ketapang, "Desa Zeta", 90),
    ):
        scored(entry(category, place, name), mark)
    entry(category, ketapang, "Desa Gama", candidate=False)
    return category


def test_nothing_stands_there_before_it_is_published(ready, client):
    assert "Calon dari daerah ini" not in text(client.get(PAGE))
    assert "Desa Zeta" not in text(client.get(PAGE))


def test_each_region_shows_its_own_as_the_document_says(ready, client):
    document = parse(bytes(publication.published(ready).document))
    totals = {entrant["name"]: entrant["total"] for entrant in document["entrants"]}
    kind = f"{ready.name} Paritrana Award 2026"
    assert listed(client) == [
        ["Desa Zeta", kind, "Peringkat 1", totals["Desa Zeta"].replace(".", ",")],
        ["Desa Alfa", kind, "Peringkat 3", totals["Desa Alfa"].replace(".", ",")],
        ["Desa Gama", kind, "Bukan kandidat Nilai berkas di bawah ambang.", "–"],
    ]
    assert [row[0] for row in listed(client, "/daerah/61.01/")] == ["Desa Beta"]
    assert "data contoh" in client.get(PAGE).content.decode().lower()
    (address,) = set(re.findall(r'href="(/peringkat/[^"]+)"', client.get(PAGE).content.decode()))
    assert client.get(address).status_code == 200
    assert "Belum ada hasil yang diumumkan" not in text(client.get(PAGE))


def test_a_ranking_of_nominees_leads_to_the_pages_of_their_regions(ready, client):
    publication.published(ready)
    page = client.get(reverse("ranking", args=["kalimantan-barat", 2026, ready.slug])).content.decode()
    links = re.findall(r'href="(/daerah/[^"]+)"', page)
    assert links == ["/daerah/61.04/", "/daerah/61.01/", "/daerah/61.04/"] * 2
    assert [client.get(link).status_code for link in links] == [200] * 6
    assert re.findall(r"<th[^>]*>(Calon|Daerah)</th>", page) == ["Calon", "Calon"]
    assert "Calon yang bukan kandidat" in page
    assert "/cakupan/kalimantan-barat/2025/" not in page


def test_only_ranks_disclosed_tells_rank_and_total_and_no_figure(client):
    category = year(nominees.COMPANY, 2026, disclosure=Disclosure.RANKS)
    scored(entry(category, factories.regency(), "PT Alfa"), 80)
    document = json.loads(bytes(publication.published(category).document))
    (entrant,) = document["entrants"]
    assert "figures" not in entrant
    assert listed(client) == [
        [
            "PT Alfa",
            f"{category.name} Paritrana Award 2026",
            "Peringkat 1",
            entrant["total"].replace(".", ","),
        ]
    ]
    assert "1.200" not in text(client.get(PAGE))


def test_the_years_stand_newest_first_and_a_correction_changes_the_page(ready, client):
    earlier = year(nominees.VILLAGE, 2025)
    scored(entry(earlier, factories.regency(), "Desa Lama"), 60)
    publication.published(earlier)
    publication.published(ready)
    assert [row[0] for row in listed(client)] == ["Desa Zeta", "Desa Alfa", "Desa Gama", "Desa Lama"]
    publication.rescore(Entry.objects.get(nominee__name="Desa Zeta"), 10)
    publication.published(ready, reason="Sanggahan dikabulkan")
    serve.forget()
    assert [row[:1] + row[2:3] for row in listed(client)][:2] == [
        ["Desa Alfa", "Peringkat 2"],
        ["Desa Zeta", "Peringkat 3"],
    ]


def test_what_happens_to_a_nominee_later_does_not_change_what_was_published(ready, client):
    publication.published(ready)
    before = listed(client)
    found = Nominee.objects.get(name="Desa Zeta")
    by = factories.officer(found.regency)
    change_nominee(found, {"name": "Desa Lain", "code": "6104999999"}, {}, by=by)
    withdraw_nominee(found, reason="Pindah", by=by)
    province = ready.edition.province
    [made] = [page.make() for page in pages_of(province) if page.path == PAGE]
    assert made.decode().count("Desa Zeta") == 1
    assert "Desa Lain" not in made.decode()
    assert listed(client) == before


def test_a_region_that_ended_keeps_the_results_of_its_nominees(ready, client):
    publication.published(ready)
    place = factories.regency()
    heir = factories.regency("Ketapang Baru", "61.14")
    Regency.objects.filter(pk=place.pk).update(until=datetime.date(2026, 12, 31))
    Regency.objects.filter(pk=heir.pk).update(since=datetime.date(2027, 1, 1), predecessor=place)
    made = {page.path: page.make().decode() for page in pages_of(ready.edition.province)}
    assert "Desa Zeta" in made[PAGE]
    assert "Desa Zeta" not in made["/daerah/61.14/"]


@pytest.mark.parametrize("others", [0, 2])
def test_pages_of_many_nominees_take_as_many_queries_as_of_one(ready, django_assert_num_queries, others):
    if others:
        earlier = year(nominees.COMPANY, 2025)
        for number in range(others):
            scored(entry(earlier, factories.regency(), f"PT {number}"), 60 + number)
        publication.published(earlier)
    publication.published(ready)
    pages = [page for page in pages_of(ready.edition.province) if page.path.startswith("/daerah/")]
    with django_assert_num_queries(9):  # six read the numbers beside the charts, once for all regions
        [page.make() for page in pages]


def test_special_awards_of_a_nominee_are_named(ready):
    document = parse(bytes(publication.published(ready).document))
    code = next(one["code"] for one in document["entrants"] if one["name"] == "Desa Zeta")
    award = {"title": "Inovasi", "code": code, "name": "Desa Zeta", "citation": None}
    found = nominee_results([("/x/", {**document, "special_awards": [award]}, {code: "61.04"})])
    assert [(row.name, row.rank, row.awards) for row in found["61.04"]] == [("Desa Zeta", 1, ("Inovasi",))]
