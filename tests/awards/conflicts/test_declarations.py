"""Declared for the year before any file opens: of every candidate, all or nothing, and whoever was not asked later."""

import datetime

import pytest
from django.urls import reverse

from awards.choices import Conflict, Phase, Stage
from awards.conflicts.declarations import Answer, asked_of, declare
from awards.conflicts.recusals import recuse, withdraw_recusal
from awards.editions.candidates import seat_member
from awards.editions.default_criteria import create_category
from awards.models import Declaration, Edition, Recusal, Score, ScoreSheet
from awards.panel.permissions import can_recuse, can_score, can_see_dossier
from awards.panel.sheets import lock_sheet, save_scores
from regencies.actions.errors import Refused
from regencies.choices import Role
from regencies.models import Membership
from tests import factories
from tests.builders import nominees
from tests.builders import panel as world
from tests.builders.panel import sheet_url
from tests.project.test_typed_values import given_back

pytestmark = pytest.mark.django_db
NONE = Answer("")
FAMILY = Answer(Conflict.FAMILY, "Saudara kandung kepala dinas")


@pytest.fixture
def other(edition):
    return world.candidate(edition, "Sambas", "61.01")


@pytest.fixture
def fresh(seat, entry, other):
    """A member who has yet to declare about two candidates."""
    seat.declarations.all().delete()
    return seat


@pytest.fixture
def client(fresh):
    return world.logged_in(fresh.user)


def page_of(seat) -> str:
    return reverse("panel_declaration", args=[seat.edition_id])


def typed(*answers, statement="on"):
    """What is posted: (entry, conflict, kind, reason)."""
    values = {"statement": statement} if statement else {}
    for entry, conflict, *more in answers:
        kind, reason = more or ("", "")
        values |= {f"conflict_{entry.pk}": conflict, f"kind_{entry.pk}": kind, f"reason_{entry.pk}": reason}
    return values


def said(seat):
    return dict(seat.declarations.values_list("entry", "kind"))


def employ(seat, entry):
    Membership.objects.create(
        user=seat.user, role=Role.OFFICER, regency=entry.regency, since=datetime.date(2025, 1, 1)
    )


# The page -------------------------------------------------------------------------------------------
def test_every_page_of_a_candidate_leads_to_the_declaration_until_it_is_made(client, fresh, entry, other):
    evidence = world.evidence_of(entry)
    pages = [
        reverse("panel_dossier", args=[entry.pk]),
        reverse("panel_evidence", args=[entry.pk, evidence.pk]),
        reverse("panel_evidence_page", args=[entry.pk, evidence.pk]),
        reverse("panel_evidence_picture", args=[entry.pk, evidence.pk, 1]),
        reverse("panel_recuse", args=[entry.pk]),
        reverse("panel_scores", args=[entry.pk]),
        sheet_url(entry),
        sheet_url(entry, Stage.INTERVIEW),
        sheet_url(entry, name="panel_total"),
        sheet_url(entry, name="panel_lock"),
    ]
    for page in pages:
        answer = client.get(page)
        assert (answer.status_code, answer.headers.get("Location")) == (302, page_of(fresh)), page
    text = client.get(reverse("panel_index")).content.decode()
    assert text.count("terbuka setelah pernyataan benturan kepentingan diisi") == 2
    assert [sheet_url(entry) in text, page_of(fresh) in text] == [False, True]
    assert client.post(page_of(fresh), typed((entry, "none"), (other, "none"))).status_code == 302
    assert client.get(sheet_url(entry)).status_code == 200
    text = client.get(reverse("panel_index")).content.decode()
    assert [sheet_url(entry) in text, page_of(fresh) in text] == [True, False]


def test_nothing_is_chosen_before_and_one_missing_row_records_none(client, fresh, entry, other):
    assert "checked" not in client.get(page_of(fresh)).content.decode()
    answer = client.post(
        page_of(fresh), typed((entry, "some", "family", "Saudara kandung"), (other, ""), statement="")
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        f"conflict_{other.pk}": ["Kabupaten Sambas: pilih “Tidak ada” atau “Ada”."],
        "statement": ["Pernyataan belum dicentang. Centang, lalu kirim lagi."],
    }
    text = answer.content.decode()
    assert "Saudara kandung</textarea>" in text
    assert text.count("checked") == 2
    assert not said(fresh)
    assert not Recusal.objects.exists()


@pytest.mark.parametrize(
    ("given", "box", "problem"),
    [
        (("some", "", "Kerabat"), "kind", "pilih jenisnya"),
        (("some", "family", " "), "reason", "tuliskan alasannya"),
        (("none", "", "Kerabat"), "conflict", "jenis atau alasannya terisi"),
        (("none", "family", ""), "conflict", "jenis atau alasannya terisi"),
        (("friend", "", ""), "conflict", "pilih"),
    ],
)
def test_a_row_that_is_not_whole_says_what_is_missing(client, fresh, entry, other, given, box, problem):
    answer = client.post(page_of(fresh), typed((entry, *given), (other, "none")))
    (key, told), *more = answer.context["form"].errors.items()
    assert (answer.status_code, key, more) == (422, f"{box}_{entry.pk}", []) or given[0] == "friend"
    assert problem in str(told).lower()
    assert not said(fresh)


def test_a_conflict_takes_that_candidate_away_and_opens_the_other(client, fresh, entry, other):
    answer = client.post(page_of(fresh), typed((entry, "some", "data_owner", "Data kami"), (other, "none")))
    assert (answer.status_code, answer.url) == (302, reverse("panel_edition", args=[fresh.edition_id]))
    assert said(fresh) == {entry.pk: "data_owner", other.pk: ""}
    recusal = Recusal.objects.get()
    assert (recusal.entry, recusal.kind, recusal.reason) == (entry, "data_owner", "Data kami")
    assert [client.get(sheet_url(one)).status_code for one in (entry, other)] == [404, 200]
    shown = client.get(page_of(fresh)).content.decode()
    assert "Tidak ada kandidat yang menunggu pernyataan Bapak/Ibu." in shown
    assert "Pemilik data yang dinilai" in shown


def test_who_works_for_the_region_is_told_so_and_has_no_say(client, fresh, entry, other):
    employ(fresh, entry)
    assert f"conflict_{entry.pk}" not in client.get(page_of(fresh)).context["form"].fields
    assert client.post(page_of(fresh), typed((entry, "none"), (other, "none"))).status_code == 302
    assert said(fresh) == {entry.pk: "employed", other.pk: ""}
    assert Recusal.objects.get().reason == "Bertugas di Kabupaten Ketapang (tercatat otomatis)"


def test_a_candidate_added_later_is_asked_for_alone(client, fresh, edition, entry, other):
    client.post(page_of(fresh), typed((entry, "none"), (other, "none")))
    late = world.candidate(edition, "Landak", "61.08")
    fresh.declarations.filter(entry=late).delete()
    assert asked_of(fresh) == [late]
    assert [client.get(sheet_url(one)).status_code for one in (entry, late)] == [200, 302]
    assert client.post(page_of(fresh), typed((late, "none"))).status_code == 302
    assert client.get(sheet_url(late)).status_code == 200


def test_a_second_tap_is_no_fault_and_another_answer_is_said_to_change_nothing(client, fresh, entry, other):
    sent = typed((entry, "none"), (other, "some", "family", "Kerabat"))
    assert [client.post(page_of(fresh), sent).status_code for _ in range(2)] == [302, 302]
    changed = client.post(page_of(fresh), typed((entry, "some", "family", "Kerabat"), (other, "none")))
    assert (changed.status_code, len(changed.context["problems"])) == (409, 2)
    assert changed.context["problems"][0] == (
        "Pernyataan tentang Kabupaten Sambas sudah tercatat dan tetap berlaku. Bila kini ada benturan kepentingan, "
        "nyatakan di bawah lembar nilainya."
    )
    assert said(fresh) == {entry.pk: "", other.pk: "family"}
    # The advice followed
    withdraw = reverse("panel_recuse", args=[entry.pk])
    assert client.post(withdraw, {"kind": "family", "reason": "Kerabat"}).status_code == 302
    assert Recusal.objects.count() == 2


def test_the_page_costs_the_same_at_one_and_at_three_candidates(client, fresh, edition, entry, other):
    Declaration.objects.filter(seat=fresh).delete()
    fresh.declarations.create(entry=other)
    one = world.queries(client, page_of(fresh))
    for name, code in (("Landak", "61.08"), ("Sanggau", "61.03")):
        world.candidate(edition, name, code)
    fresh.declarations.exclude(entry=other).delete()
    assert (one, world.queries(client, page_of(fresh))) == (6, 6)


# The verbs ------------------------------------------------------------------------------------------
def test_no_mark_is_stored_and_no_sheet_locked_before_the_declaration(panel, fresh, entry, client):
    sheet = ScoreSheet(seat=fresh, entry=entry, stage=Stage.DESK)
    told = "belum menyatakan ada tidaknya benturan kepentingan dengan Kabupaten Ketapang"
    with pytest.raises(Refused, match=told):
        save_scores(sheet, world.values({"B1": "80"}), expected_version=0, by=fresh.user)
    with pytest.raises(Refused, match=told):
        lock_sheet(sheet, by=fresh.user, statement=True)
    late = client.post(sheet_url(entry), {"version": "0", "B1": "80"})
    assert late.status_code == 409
    assert told in late.content.decode()
    assert not Score.objects.exists()
    assert [can_see_dossier(fresh.user, entry), can_score(fresh.user, entry, Stage.DESK)] == [False, False]
    assert can_recuse(fresh.user, entry)
    declare(fresh, {one.pk: NONE for one in asked_of(fresh)}, by=fresh.user, statement=True)
    assert world.locked(fresh, entry).is_locked
    assert can_score(fresh.user, entry, Stage.DESK)


def test_all_reasons_are_told_at_once_and_nothing_is_recorded(fresh, entry, other):
    with pytest.raises(Refused) as refused:
        declare(fresh, {entry.pk: Answer("friend")}, by=fresh.user, statement=False)
    assert refused.value.reasons == [
        "Pernyataan belum dicentang. Centang pernyataan, lalu kirim lagi.",
        "Kabupaten Sambas belum dinyatakan. Pilih “Tidak ada” atau “Ada”.",
        "Pilih jenis benturan kepentingan dengan Kabupaten Ketapang; bila tidak ada yang sesuai, “Lainnya”.",
        "Tuliskan alasan benturan kepentingan dengan Kabupaten Ketapang; alasannya tercatat dalam riwayat.",
    ]
    with pytest.raises(Refused, match="anggota yang menduduki kursinya"):
        declare(fresh, {entry.pk: NONE, other.pk: NONE}, by=factories.user("Lain"), statement=True)
    assert not said(fresh)


def test_who_was_recorded_as_absent_declares_after_scoring_and_reads_the_report(fresh, entry, other, edition):
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.PLENARY)
    declare(fresh, {entry.pk: FAMILY, other.pk: NONE}, by=fresh.user, statement=True)
    assert [can_see_dossier(fresh.user, one) for one in (entry, other)] == [False, True]


def test_a_conflict_that_is_lifted_needs_no_second_declaration(panel, fresh, entry, other):
    declare(fresh, {entry.pk: FAMILY, other.pk: NONE}, by=fresh.user, statement=True)
    withdraw_recusal(Recusal.objects.get(), by=panel[0].user, reason="Bukan kerabat")
    assert world.begin(fresh, entry, Stage.DESK, by=fresh.user).pk


def test_what_was_withdrawn_from_is_not_asked_and_once_lifted_it_is(panel, fresh, entry, other):
    recusal = recuse(fresh, entry, by=fresh.user, reason="Kerabat")
    assert asked_of(fresh) == [other]
    withdraw_recusal(recusal, by=panel[0].user, reason="Bukan kerabat")
    assert asked_of(fresh) == [other, entry]


def test_before_scoring_nothing_is_asked(client, fresh, edition):
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.CANDIDATES)
    assert asked_of(fresh) == []
    assert client.get(page_of(fresh)).status_code == 200


def test_only_candidates_of_the_categories_a_seat_judges_are_asked(fresh, entry, other, edition):
    world.judges_only(fresh, create_category(edition, nominees.VILLAGE))
    assert asked_of(fresh) == []


def test_what_was_typed_when_the_session_ended_is_shown_again_and_not_recorded(fresh, entry, other):
    answers = typed((entry, "some", "family", "Saudara kandung"), (other, "none"))
    shown = given_back(fresh.user, page_of(fresh), page_of(fresh), answers)
    assert "Saudara kandung</textarea>" in shown
    assert not said(fresh)


def test_what_was_declared_in_a_seat_is_not_the_next_holders(panel, fresh, entry, other, edition):
    declare(fresh, {entry.pk: NONE, other.pk: NONE}, by=fresh.user, statement=True)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.CANDIDATES)
    successor, admin = factories.user("Pengganti"), factories.admin()
    seat_member(edition, fresh.number, fresh.user, "Unsur 2", by=admin)
    assert said(fresh) == {entry.pk: "", other.pk: ""}
    seat_member(edition, fresh.number, successor, "Unsur 2", by=admin)
    assert said(fresh) == {}
