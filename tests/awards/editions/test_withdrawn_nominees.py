"""A nominee withdrawn after it was entered: shown as such, no candidate any more, and named before the panel scores."""

import pytest
from django.test import Client

from awards.admin.candidate_pages import WITHDRAWN
from awards.choices import Phase
from awards.editions.candidates import enter_participants, name_candidate
from awards.editions.default_criteria import create_category
from awards.models import Edition, Entry
from awards.preflight.judging import candidates
from regencies.actions.errors import Refused
from regencies.actions.nominees import nominate_again, withdraw_nominee
from regencies.models import User
from tests import factories
from tests.builders import nominees
from tests.builders.admin_pages import page
from tests.once import once
from tests.racing import race

pytestmark = pytest.mark.django_db
REASON = "Desa digabung"


@once
def year() -> Edition:
    """Candidates are named; two villages were verified, one of them was withdrawn after that."""
    edition = factories.edition(award_year=2026, phase=Phase.CANDIDATES)
    create_category(edition, nominees.VILLAGE)
    for name in ("Desa Alfa", "Desa Zeta"):
        nominees.verified(nominees.VILLAGE, factories.regency(), name=name)
    enter_participants(edition)
    gone = Entry.objects.get(nominee__name="Desa Zeta").nominee
    withdraw_nominee(gone, reason=REASON, by=factories.officer(gone.regency))
    return edition


@pytest.fixture
def admin(year) -> User:
    return factories.admin()


@pytest.fixture
def gone(year) -> Entry:
    return Entry.objects.select_related("nominee", "regency").get(nominee__name="Desa Zeta")


def named(edition: Edition) -> list[str]:
    """The sentences of what is not ready that name the withdrawn nominee."""
    return [item.text for item in candidates(edition) if not item.ok and "Desa Zeta" in item.text]


def test_the_list_of_candidates_shows_it_as_withdrawn(year, admin, client: Client):
    client.force_login(admin)
    table = client.get(page("awards_edition_candidates", year.pk)).context["table"]
    shown = {str(row.record[0].entry): str(row.get_cell("report")) for row in table.rows}
    assert ("Usulan ditarik" in shown["Desa Zeta"], shown["Desa Alfa"]) == (True, "Diverifikasi, versi 1")


def test_it_becomes_no_candidate_and_each_advice_works(year, admin, gone):
    with pytest.raises(Refused) as refusal:
        name_candidate(gone, True, "Nilai tertinggi.", by=admin)
    assert refusal.value.reasons == [
        f"Usulan Desa Zeta sudah ditarik: {REASON}. Tetapkan bukan kandidat, atau usulkan kembali di halaman calonnya."
    ]
    assert name_candidate(gone, False, "Usulan ditarik.", by=admin).candidate is False
    nominate_again(gone.nominee, by=factories.officer(gone.regency))
    assert name_candidate(gone, True, "Nilai tertinggi.", by=admin).candidate is True


def test_who_is_proposed_by_number_leaves_it_out_and_says_why(year, admin, client):
    client.force_login(admin)
    [category] = year.categories.all()
    asked = {
        "category": category.pk,
        "number": 2,
        "chosen": "Dua teratas.",
        "others": "Di bawah dua teratas.",
    }
    table = client.get(page("awards_edition_candidates", year.pk), asked).context["table"]
    proposed = {
        str(row.record[0].entry): (row.record[0]["decision"].value(), row.record[0]["reason"].value())
        for row in table.rows
    }
    assert proposed == {"Desa Alfa": ("yes", "Dua teratas."), "Desa Zeta": ("no", WITHDRAWN)}


def test_a_candidate_that_was_withdrawn_is_named_before_the_panel_scores(year, admin, gone):
    Entry.objects.filter(pk=gone.pk).update(candidate=True, reason="Nilai tertinggi.")
    said = "Usulan kandidat Desa Zeta sudah ditarik. Tetapkan bukan kandidat, atau usulkan kembali di halaman calonnya."
    assert said in named(year)
    name_candidate(gone, False, "Usulan ditarik.", by=admin)  # the advice, followed
    assert said not in named(year)
    Entry.objects.filter(pk=gone.pk).update(candidate=True)
    nominate_again(gone.nominee, by=factories.officer(gone.regency))  # the other one
    assert said not in named(year)


def test_each_is_entered_in_the_category_of_its_kind_and_who_was_withdrawn_before_in_none(year, gone):
    create_category(year)
    create_category(year, nominees.COMPANY)
    nominees.verified(nominees.COMPANY, gone.regency, name="PT Beta")
    factories.verified(gone.regency)
    gone.delete()
    enter_participants(year)
    entered = {}
    for entry in Entry.objects.select_related("category").with_participant():
        entered.setdefault(entry.category.kind, []).append(str(entry))
    assert entered == {
        "kabupaten-kota": ["Kabupaten Ketapang"],
        nominees.VILLAGE: ["Desa Alfa"],
        nominees.COMPANY: ["PT Beta"],
    }


@pytest.mark.django_db(transaction=True)
def test_who_names_it_while_it_is_withdrawn_waits_and_is_refused():
    edition = factories.edition(award_year=2026, phase=Phase.CANDIDATES)
    create_category(edition, nominees.VILLAGE)
    report = nominees.verified(nominees.VILLAGE, factories.regency(), name="Desa Zeta")
    enter_participants(edition)
    admin, officer = factories.admin(), factories.officer(report.regency)
    _, refused = race(
        lambda: withdraw_nominee(report.nominee, reason=REASON, by=officer),
        lambda: name_candidate(Entry.objects.get(), True, "Nilai tertinggi.", by=admin),
    )
    assert "sudah ditarik" in str(refused)
    assert Entry.objects.get().candidate is None
