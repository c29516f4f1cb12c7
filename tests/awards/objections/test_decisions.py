"""The admin sees what an objection would do to the ranks, decides it with a reason, and is led to the correction."""

import json
import re

import pytest
from django.core import mail
from django.urls import reverse

from awards.choices import ObjectionStatus, Phase
from awards.editions.phase_changes import advance
from awards.models import Category, Correction, Edition, Objection, Publication, Seat
from awards.objections.decisions import decide_objection, seen_of
from awards.results.preview import preview
from awards.verify import findings
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import publication as world
from tests.builders.admin_pages import page, text
from tests.builders.objections import WAGE_EARNERS, objected_category, sent
from tests.builders.panel import logged_in
from tests.once import once
from tests.racing import race

MEMPAWAH = "61.02"


@once
def category():
    return objected_category()


@pytest.fixture
def entry(category):
    return category.entries.get(regency__kemendagri_code=MEMPAWAH)


@pytest.fixture
def head(entry):
    return factories.head(entry.regency, "Kepala Mempawah")


@pytest.fixture
def admin():
    return factories.admin()


def plain(response):
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def decided(objection, **other):
    return {
        "status": "accepted",
        "granted": "90.000",
        "answer": "Angka BPJS benar.",
        "seen": seen_of(objection),
    } | other


def test_the_effect_is_seen_before_anything_is_decided_and_the_number_counts_after(
    category, entry, head, admin
):
    objection = sent(entry, head, claimed=90_000)
    before = preview(category).document["entrants"]
    ranks = {one["code"]: one["rank"] for one in before if one["rank"]}
    assert ranks[MEMPAWAH] == 3
    desk, address = logged_in(admin), page("awards_objection_decide", objection.pk)
    assert f'href="{address}"' in text(desk.get(page("awards_objection_change", objection.pk)))
    assert desk.get(address).context["form"]["granted"].value() == "90.000"
    looked = desk.post(address, decided(objection, look="1"))
    [first, *_] = looked.context["moves"].rows.data
    assert (first.name, first.rank, first.new_rank) == ("Kabupaten Mempawah", 3, 1)
    assert Objection.objects.get().status == ObjectionStatus.RECEIVED
    assert preview(category).document["entrants"] == before
    # Decided: the office is told, the number counts, and the page says what follows.
    officer = factories.officer(entry.regency, "Petugas Mempawah")
    juror = Seat.objects.get(edition=category.edition, number=3).user
    factories.Membership.objects.create(user=juror, role="officer", regency=entry.regency, since="2024-01-01")
    mail.outbox.clear()
    done = desk.post(address, decided(objection), follow=True)
    told = mail.outbox
    assert {letter.to[0] for letter in told} >= {head.email, officer.email}
    assert juror.email not in {letter.to[0] for letter in told}
    assert {letter.subject for letter in told} == {
        "Paritrana Award 2025: sanggahan Kabupaten Mempawah dikabulkan"
    }
    assert "Angka yang dikabulkan: 90.000" in told[0].body
    assert "Angka BPJS benar." in told[0].body
    assert "Angkanya sudah berlaku. Hitung dan lihat , lalu umumkan." in plain(done)
    document = preview(category).document
    [own] = [one for one in document["entrants"] if one["code"] == MEMPAWAH]
    assert (own["rank"], own["figures"]["registered"]["wage_earners"]) == (1, 90_000)
    assert own["notes"][-1] == {
        "figure": "Peserta Penerima Upah (PU), 2024",
        "text": "Sebelumnya 30.120; diubah menurut putusan atas sanggahan.",
    }
    shown = plain(logged_in(head).get(reverse("objection", args=[objection.pk])))
    assert "Putusan: dikabulkan Angka yang dikabulkan 90.000 Angka BPJS benar." in shown
    # It is published as it counts, and recomputed by anybody.
    publication = world.published(Category.objects.get(pk=category.pk), admin)
    raw = bytes(publication.document)
    assert list(findings(raw, json.loads(raw))) == []


def test_after_the_announcement_an_accepted_one_leads_to_the_correction_in_one_path(
    category, entry, head, admin
):
    Edition.objects.update(phase=Phase.PROVISIONAL)
    first = world.published(Category.objects.get(pk=category.pk), admin)
    before = bytes(first.document)
    Edition.objects.update(phase=Phase.OBJECTIONS)
    objection = sent(entry, head)
    desk = logged_in(admin)
    done = desk.post(page("awards_objection_decide", objection.pk), decided(objection), follow=True)
    assert done.redirect_chain[-1][0] == page("awards_category_correct", category.pk)
    assert "Sanggahan yang dikabulkan: Kabupaten Mempawah (Peserta Penerima Upah (PU), 2024)." in plain(done)
    form = done.context["form"]
    assert (form["what"].value(), form["reason"].value()) == (
        "rest",
        "Sanggahan Kabupaten Mempawah dikabulkan: Peserta Penerima Upah (PU), 2024.",
    )
    given = {"what": form["what"].value(), "reason": form["reason"].value()}
    assert desk.post(page("awards_category_correct", category.pk), given).status_code == 302
    assert Correction.objects.get().reason == given["reason"]
    second = world.published(Category.objects.get(pk=category.pk), admin, given["reason"])
    ranks = {one["code"]: one["rank"] for one in json.loads(bytes(second.document))["entrants"]}
    assert (second.number, ranks[MEMPAWAH]) == (2, 1)
    assert bytes(Publication.objects.get(number=1).document) == before


def test_a_criterion_is_previewed_as_if_every_member_gave_the_mark_and_stores_none(
    category, entry, head, admin
):
    objection = sent(entry, head, "criterion:B1", claimed=None)
    desk, address = logged_in(admin), page("awards_objection_decide", objection.pk)
    looked = desk.post(address, decided(objection, look="1", granted="100"))
    moved = {row.name: (row.rank, row.new_rank) for row in looked.context["moves"].rows.data}
    assert moved["Kabupaten Mempawah"][0] == 3
    assert desk.post(address, decided(objection, granted="100")).status_code == 302
    objection.refresh_from_db()
    assert (objection.status, objection.granted) == (ObjectionStatus.ACCEPTED, None)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"status": ""}, "Putusan belum dipilih. Pilih “Dikabulkan” atau “Ditolak”."),
        ({"answer": " "}, "Jawaban belum ditulis. Tuliskan alasan putusannya."),
        ({"granted": ""}, "Angka yang dikabulkan belum ditulis. Tuliskan angka yang berlaku."),
        (
            {"granted": "30.120"},
            "Angka itu sama dengan hasil, 30.120. Tolak sanggahannya, atau tulis angka lain.",
        ),
        ({"seen": "received-2020"}, "Muat ulang halaman untuk melihat putusannya."),
        ({"look": "1", "granted": ""}, "Angkanya belum ditulis."),
    ],
)
def test_an_incomplete_decision_is_refused_with_what_to_do(category, entry, head, admin, given, said):
    objection = sent(entry, head)
    answer = logged_in(admin).post(page("awards_objection_decide", objection.pk), decided(objection, **given))
    assert (answer.status_code, said in plain(answer)) == (409, True)
    assert Objection.objects.get().status == ObjectionStatus.RECEIVED


def test_a_letter_names_what_it_is_about_when_it_is_decided(category, entry, admin):
    letter = Objection.objects.create(entry=entry, letter="1/2025", content="Angka PU keliru.")
    desk, address = logged_in(admin), page("awards_objection_decide", letter.pk)
    assert desk.post(address, decided(letter, subject=WAGE_EARNERS)).status_code == 302
    letter.refresh_from_db()
    assert (letter.about, letter.judged, letter.granted) == (
        "Peserta Penerima Upah (PU), 2024",
        "30.120",
        90_000,
    )


def test_who_has_a_conflict_of_interest_does_not_decide(category, entry, head, admin):
    objection = sent(entry, head)
    factories.Membership.objects.create(user=admin, role="officer", regency=entry.regency, since="2024-01-01")
    assert logged_in(admin).get(page("awards_objection_decide", objection.pk)).status_code == 403
    with pytest.raises(Refused, match="tidak memiliki benturan kepentingan"):
        decide_objection(objection, "rejected", "Benar.", by=admin, seen=seen_of(objection))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False])
def test_of_two_decisions_at_once_the_second_is_told_of_the_first(same):
    entry = objected_category(["61.04"]).entries.get(candidate=True)
    objection = sent(entry, factories.head(entry.regency))
    one, two = factories.admin(name="Admin Satu"), factories.admin(name="Admin Dua")
    seen = seen_of(objection)
    first, second = race(
        lambda: decide_objection(objection, "rejected", "Sudah benar.", by=one, seen=seen),
        lambda: decide_objection(objection, "rejected", "Sudah benar.", by=one if same else two, seen=seen),
    )
    assert first == objection
    if same:
        assert second == objection
    else:
        assert "Sanggahan ini sudah diputus oleh Admin Satu: ditolak." in str(second)
    mails = [letter for letter in mail.outbox if "ditolak" in letter.subject]
    assert len(mails) == len({letter.to[0] for letter in mails})


@pytest.mark.django_db(transaction=True)
def test_a_phase_left_meanwhile_takes_no_decision():
    entry = objected_category(["61.04"]).entries.get(candidate=True)
    objection = sent(entry, factories.head(entry.regency))
    admin = factories.admin()
    _, late = race(
        lambda: advance(entry.category.edition, Phase.PLENARY, by=admin, reason="Mufakat"),
        lambda: decide_objection(objection, "rejected", "Benar.", by=admin, seen=seen_of(objection)),
    )
    assert "Sanggahan diputus hanya pada tahap" in str(late)
    assert Objection.objects.get().status == ObjectionStatus.RECEIVED
