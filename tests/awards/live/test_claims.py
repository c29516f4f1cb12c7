"""A figure said aloud goes to the verifier and back to the panel; it goes into no score."""

import pytest
from django.urls import reverse

from awards.choices import Phase, Verdict
from awards.conflicts.recusals import recuse
from awards.live.claims import answer_claim, note_claim
from awards.models import Claim, Edition, Score
from regencies.actions.errors import Refused
from regencies.models import Notice
from tests import factories
from tests.builders import panel as world
from tests.database import triggers_off

pytestmark = pytest.mark.django_db
SAID = "45.000 pekerja rentan sepanjang tahun"


@pytest.fixture
def entry(edition):
    return world.presented(world.candidate(edition))


@pytest.fixture
def member(edition):
    return edition.seats.get(number=2)


@pytest.fixture
def verifier(edition):
    return factories.verifier(edition.province)


def test_what_was_said_reaches_the_verifier_and_the_finding_reaches_the_panel(entry, member, verifier):
    panel, desk = world.logged_in(member.user), world.logged_in(verifier)
    page = reverse("claim_note", args=[entry.pk])
    assert panel.post(page, {"text": f" {SAID}\n"}).status_code == 302
    claim = Claim.objects.get()
    assert (claim.text, claim.noted_by) == (SAID, member.user)
    notice = Notice.objects.get(person=verifier)
    assert SAID in notice.text
    assert notice.path == reverse("claim", args=[claim.pk])
    assert SAID in desk.get(reverse("claims")).content.decode()
    found = {"verdict": "differs", "answer": "Laporan terverifikasi: 34.400 orang, 7,4 bulan."}
    assert desk.post(notice.path, found).status_code == 302
    text = panel.get(page).content.decode()
    assert "Berbeda dari laporan terverifikasi" in text
    assert "34.400 orang, 7,4 bulan" in text
    assert f'href="{page}"' in panel.get(reverse("panel_dossier", args=[entry.pk])).content.decode()
    assert not Score.objects.exists()


def test_a_second_tap_notes_it_once(entry, member):
    note_claim(entry, by=member.user, text=SAID)
    note_claim(entry, by=member.user, text=SAID)
    assert Claim.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n", "Klaim belum ditulis. Tuliskan angka yang dikatakan dan tentang apa."),
        ("a" * 501, "Klaim 501 karakter, paling panjang 500. Tuliskan angkanya dan tentang apa."),
    ],
)
def test_nothing_and_too_much_are_refused(entry, member, text, told):
    with pytest.raises(Refused) as refused:
        note_claim(entry, by=member.user, text=text)
    assert refused.value.reasons == [told]
    note_claim(entry, by=member.user, text="a" * 500)


def test_only_from_the_presentation_on_and_while_the_panel_scores(edition, member):
    later = world.candidate(edition)
    with pytest.raises(Refused, match="belum dimulai"):
        note_claim(later, by=member.user, text=SAID)
    world.presented(later)
    edition.phase = Phase.PLENARY
    edition.save()
    with pytest.raises(Refused, match="Klaim dicatat pada tahap “Penilaian”"):
        note_claim(later, by=member.user, text=SAID)


def test_the_recused_and_strangers_find_nothing(edition, entry, member, verifier):
    other = edition.seats.get(number=3)
    claim = note_claim(entry, by=member.user, text=SAID)
    recuse(other, entry, by=other.user, reason="Ipar bupati", kind="family")
    page = reverse("claim_note", args=[entry.pk])
    for user in (other.user, factories.officer(entry.regency), verifier):
        assert world.logged_in(user).get(page).status_code == 404
        with pytest.raises(Refused, match="dicatat oleh anggota yang menilainya"):
            note_claim(entry, by=user, text=SAID)
    for user in (member.user, factories.verifier(factories.province("36", "Banten", "banten"))):
        assert world.logged_in(user).get(reverse("claim", args=[claim.pk])).status_code == 404
        with pytest.raises(Refused, match="diperiksa oleh verifikator provinsinya"):
            answer_claim(claim, by=user, verdict=Verdict.UNKNOWN, answer="")


def test_a_finding_is_chosen_and_a_difference_says_which(entry, member, verifier):
    claim = note_claim(entry, by=member.user, text=SAID)
    for verdict, told in (("", "Temuan belum dipilih"), ("differs", "Tuliskan angka menurut laporan")):
        with pytest.raises(Refused, match=told):
            answer_claim(claim, by=verifier, verdict=verdict, answer=" ")
    answer_claim(claim, by=verifier, verdict="differs", answer="34.400")
    answer_claim(claim, by=verifier, verdict="supported", answer="")
    assert Claim.objects.get().verdict == "supported"


def test_what_is_said_at_a_rehearsal_reaches_no_verifier(edition, entry, member, verifier):
    with triggers_off():
        Edition.living.filter(pk=edition.pk).update(rehearsal=True)
    note_claim(entry, by=member.user, text=SAID)
    assert not Notice.objects.filter(person=verifier).exists()
    assert SAID not in world.logged_in(verifier).get(reverse("claims")).content.decode()
