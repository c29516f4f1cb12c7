"""The plenary orders those whom nothing else tells apart, and nobody else."""

import json

import pytest
from django.urls import reverse

from awards.choices import Phase
from awards.models import Absence, Edition, Entry, PlenaryDecision, Recusal, Seat
from awards.publishing.plenary import record_plenary
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import publication as world
from tests.builders.panel import logged_in
from tests.once import once

pytestmark = pytest.mark.django_db


@once
def category():
    return world.tied_category()


@pytest.fixture
def chair(category):
    return category.edition.seats.get(number=1).user


def refused(category, order, by, reason="Inovasi lebih luas"):
    with pytest.raises(Refused) as refusal:
        record_plenary(category, order, reason, by=by)
    assert not PlenaryDecision.objects.exists()
    return refusal.value.reasons


def ranks(category):
    document = json.loads(bytes(world.published(category).document))
    return {e["code"]: (e["rank"], e["tie"]) for e in document["entrants"]}, document["plenary"]


def test_without_a_decision_the_tied_share_the_rank(category):
    assert ranks(category) == (
        {"61.02": (1, "shared"), "61.04": (1, "shared"), "61.71": (3, None)},
        [],
    )


@pytest.mark.parametrize("who", ["chair", "admin"])
def test_chair_or_admin_records_the_order(category, chair, who):
    by = chair if who == "chair" else world.admin_of(category)
    record_plenary(category, ["61.02", "61.04"], " Inovasi lebih luas ", by=by)
    assert ranks(category) == (
        {"61.02": (1, "plenary"), "61.04": (2, "plenary"), "61.71": (3, None)},
        [{"codes": ["61.02", "61.04"], "order": ["61.02", "61.04"], "reason": "Inovasi lebih luas"}],
    )


def test_a_decision_may_be_taken_again(category, chair):
    record_plenary(category, ["61.02", "61.04"], "Pleno pertama", by=chair)
    record_plenary(category, ["61.04", "61.02"], "Pleno kedua", by=chair)
    assert ranks(category)[0]["61.04"] == (1, "plenary")


@pytest.mark.parametrize(
    "order",
    [["61.04"], ["61.04", "61.71"], ["61.04", "61.02", "61.71"], ["61.04", "61.04"], ["61.04", "99.99"], []],
)
def test_only_all_who_share_a_rank_can_be_ordered(category, chair, order):
    assert refused(category, order, chair) == [
        "Keputusan pleno mengurutkan semua kandidat yang berbagi satu peringkat, masing-masing sekali. Yang "
        "berbagi peringkat: peringkat 1: Kabupaten Mempawah (61.02), Kabupaten Ketapang (61.04)."
    ]


def test_a_decision_on_a_tie_that_is_no_more_is_not_published(category, chair):
    record_plenary(category, ["61.02", "61.04"], "Inovasi lebih luas", by=chair)
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.02"), 60)
    assert ranks(category) == ({"61.02": (3, None), "61.04": (1, None), "61.71": (2, None)}, [])


def test_without_ties_there_is_nothing_to_decide(category, chair):
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.02"), 60)
    [reason] = refused(category, ["61.02", "61.04"], chair)
    assert reason.endswith("Saat ini tidak ada kandidat yang berbagi peringkat.")


def test_a_member_or_an_officer_decides_nothing(category):
    for person in (category.edition.seats.get(number=2).user, factories.officer(factories.regency())):
        assert refused(category, ["61.02", "61.04"], person) == [
            "Hanya ketua Tim Sembilan atau admin provinsi yang dapat mencatat keputusan pleno."
        ]


def test_a_chair_in_conflict_leaves_it_to_the_admin(category, chair):
    entry = Entry.objects.get(regency__kemendagri_code="61.02")
    Recusal.objects.create(seat=category.edition.seats.get(number=1), entry=entry, reason="Kerabat bupati")
    [reason] = refused(category, ["61.02", "61.04"], chair)
    assert "benturan kepentingan" in reason


def test_a_chair_who_works_for_the_region_leaves_it_to_the_admin_too(category, chair):
    factories.Membership.objects.create(
        user=chair, role="officer", regency=factories.regency("Mempawah", "61.02"), since="2024-01-01"
    )
    [reason] = refused(category, ["61.02", "61.04"], chair)
    assert "benturan kepentingan" in reason


CONFLICT = "Bapak/Ibu memiliki benturan kepentingan dengan salah satu kandidat."
LEAVE_IT = f"{CONFLICT} Keputusannya dicatat oleh admin provinsi."


def test_every_reason_is_told_at_once(category, chair):
    Edition.objects.update(phase=Phase.SCORING)
    reasons = refused(category, ["61.04"], chair, reason=" ")
    assert [text.partition(".")[0] for text in reasons] == [
        "Alasan keputusan pleno belum ditulis",
        "Tahap Paritrana Award 2025 adalah “Penilaian”",
        "Keputusan pleno mengurutkan semua kandidat yang berbagi satu peringkat, masing-masing sekali",
    ]


def test_the_chair_of_another_year_decides_nothing(category, chair):
    before = factories.edition(category.edition.province, category.edition.award_year - 1)
    Seat.objects.create(
        edition=before, number=1, user=factories.user("Ketua Lama"), element="Sekda", position="chair"
    )
    assert refused(category, ["61.02", "61.04"], Seat.objects.get(edition=before).user) == [
        "Hanya ketua Tim Sembilan atau admin provinsi yang dapat mencatat keputusan pleno."
    ]


@pytest.mark.parametrize("code", ["61.02", "61.71"])
def test_a_chair_in_conflict_with_a_candidate_leaves_it_to_the_admin(category, chair, code):
    away_from(category, code)
    assert refused(category, ["61.02", "61.04"], chair) == [LEAVE_IT]
    record_plenary(category, ["61.02", "61.04"], "Inovasi lebih luas", by=world.admin_of(category))


def test_after_the_announcement_only_a_conflict_with_one_of_the_tied_counts(category, chair):
    Edition.objects.update(phase=Phase.ANNOUNCED)
    away_from(category, "61.71")
    record_plenary(category, ["61.02", "61.04"], "Inovasi lebih luas", by=chair)
    assert ranks(category)[0]["61.02"] == (1, "plenary")


def test_after_the_announcement_a_chair_in_conflict_with_one_of_the_tied_still_leaves_it_to_the_admin(
    category, chair
):
    Edition.objects.update(phase=Phase.ANNOUNCED)
    away_from(category, "61.04")
    assert refused(category, ["61.02", "61.04"], chair) == [LEAVE_IT]


def away_from(category, code):
    entry, seat = Entry.objects.get(regency__kemendagri_code=code), category.edition.seats.get(number=1)
    Recusal.objects.create(seat=seat, entry=entry, reason="Kerabat")


@pytest.mark.parametrize("code", ["61.02", "61.71"])
def test_an_absence_is_no_conflict_the_chair_decides(category, chair, code):
    entry, seat = Entry.objects.get(regency__kemendagri_code=code), category.edition.seats.get(number=1)
    Absence.objects.create(seat=seat, entry=entry, reason="Dirawat", recorded_by=world.admin_of(category))
    record_plenary(category, ["61.02", "61.04"], "Inovasi lebih luas", by=chair)
    assert ranks(category)[0]["61.02"] == (1, "plenary")


def test_going_on_sharing_takes_a_decision_back(category, chair):
    record_plenary(category, ["61.02", "61.04"], "Salah catat", by=chair)
    record_plenary(category, ["61.02", "61.04"], "Pleno membiarkan keduanya berbagi", by=chair, shared=True)
    assert PlenaryDecision.objects.count() == 2
    assert ranks(category) == (
        {"61.02": (1, "shared"), "61.04": (1, "shared"), "61.71": (3, None)},
        [],
    )


@pytest.mark.parametrize("phase", Phase)
def test_page_and_verb_agree_on_when(category, chair, phase):
    Edition.objects.update(phase=phase)
    url = f"{reverse('chair_plenary', args=[category.pk])}?peringkat=1&place_1=61.02&place_2=61.04"
    shown = logged_in(chair).get(url).status_code
    try:
        record_plenary(category, ["61.02", "61.04"], "Inovasi lebih luas", by=chair)
    except Refused:
        assert shown == 403
    else:
        assert shown == 200
    assert (shown == 200) == (phase in {Phase.PLENARY, Phase.PROVISIONAL, Phase.OBJECTIONS, Phase.ANNOUNCED})
