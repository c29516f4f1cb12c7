"""The desk of an award year: its index, and the verbs that move a year, without a shell."""

import pytest
from django.urls import reverse

from awards.choices import Phase
from awards.editions.phase_changes import advance
from awards.models import (
    Criterion,
    Edition,
)
from regencies.models import Extension
from regencies.seals.seal import seal_history
from regencies.templatetags.formats import moment
from tests import factories
from tests.awards.admin.test_queries import IN_ORDER
from tests.builders import edition as world
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db


def test_the_index_shows_the_running_year_and_leads_to_the_list_of_its_next_phase(desk, admin):
    edition = world.prepared(sk_number="")
    Criterion.objects.filter(code="A1").update(weight="17.5")
    shown = text(desk.get(reverse("admin:index")))
    assert "Paritrana Award 2026 · Kalimantan Barat" in shown
    assert "Berikutnya: Pengisian" in shown
    opening = page("awards_edition_advance", edition.pk, "pengisian")
    assert f'href="{opening}">Periksa kesiapan' in shown
    assert "berjumlah 99,5; jumlahnya harus tepat 100" in text(desk.get(opening))
    shown_year = text(desk.get(page("awards_edition_change", edition.pk)))
    assert "Siap ke tahap Pengisian?" in shown_year
    assert "1 belum siap" in shown_year
    assert [name for name in ("Semesta pekerja resmi", "Kursi Tim Sembilan", "Akun") if name in shown] == [
        "Semesta pekerja resmi",
        "Kursi Tim Sembilan",
        "Akun",
    ]


def test_the_index_shows_the_last_seal_of_the_history(desk):
    seal_history()
    last = seal_history()
    shown = text(desk.get(reverse("admin:index")))
    assert f"Kode keaslian riwayat nomor 2, sampai {moment(last.until)}: " in shown
    assert last.sha256 in shown


def test_an_empty_desk_says_what_to_do_first(desk):
    assert "Belum ada tahun penghargaan yang berjalan" in text(desk.get(reverse("admin:index")))


@pytest.mark.parametrize("at", IN_ORDER)
def test_the_index_is_made_in_seven_queries_whatever_the_phase(desk, admin, django_assert_num_queries, at):
    world.prepared() if at == "prepared" else getattr(world, at)(admin)
    with django_assert_num_queries(7 + 2):  # the test's own savepoint
        desk.get(reverse("admin:index"))


def test_nobody_without_the_membership_comes_in(client):
    for person in (factories.verifier(), factories.officer(factories.regency()), factories.user()):
        client.force_login(person)
        assert client.get(reverse("admin:index")).status_code == 404
    client.logout()
    response = client.get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0] == f"{reverse('account_login')}?next=/admin/"


def test_logging_in_leads_back_to_the_desk(client, admin):
    login = client.get(reverse("admin:index"), follow=True).redirect_chain[-1][0]
    typed = {"login": admin.email, "password": factories.PASSWORD, "next": "/admin/"}
    assert client.post(login, typed).url == reverse("admin:index")
    assert client.get(reverse("admin:login")).url == reverse("admin:index")


def test_a_year_is_started_and_opened_without_a_shell(desk, admin):
    factories.premium()
    place = factories.regency()
    for year in (2024, 2025):
        factories.workforce(place, year)
    typed = {
        "province": place.province_id,
        "award_year": "2026",
        "assessed_year": "2025",
        "filling_deadline": "29 Juli 2030 16.00",
        "verification_deadline": "29/08/2030 16.00",
        "presentation_date": "",
        "ceremony_date": "",
        "sk_number": "",
        "sk_date": "",
        "quorum": "7",
        "aggregate": "trimmed_mean",
        "trim": "1",
        "places": "2",
        "tie_break": "kelompok A,Kriteria a2, Kelompok B",
        "disclosure": "full",
    }
    offered = desk.get(page("awards_edition_add")).context["adminform"].form["tie_break"]
    assert offered.value() == "Kelompok A, Kriteria A2, Kelompok B"
    response = desk.post(page("awards_edition_add"), typed)
    edition = Edition.objects.get()
    assert response.url == page("awards_edition_change", edition.pk)
    assert edition.tie_break == ["group:A", "criterion:A2", "group:B"]
    assert edition.filling_deadline.isoformat() == "2030-07-29T09:00:00+00:00"  # 16.00 WIB
    assert desk.post(page("awards_edition_category", edition.pk), {"kabupaten-kota": "on"}).status_code == 302
    assert Criterion.objects.count() == 18
    change = page("awards_edition_change", edition.pk)
    stranger = text(desk.post(change, typed | {"tie_break": "Kelompok Z, Kriteria A2"}))
    assert (
        "Kelompok Z tidak ada pada tahun penghargaan ini. Tulis yang ada, misalnya Kelompok A, " in stranger
    )
    twice = text(desk.post(change, typed | {"tie_break": "Kelompok A, Kriteria A2, kelompok a"}))
    assert "Kelompok A disebut lebih dari satu kali. Tulis setiap penentu satu kali." in twice
    named = typed | {"tie_break": "Kelompok A, Kriteria A1, Kriteria A2"}  # as the sentence says
    assert desk.post(change, named).status_code == 302
    assert world.reload(edition).tie_break == ["group:A", "criterion:A1", "criterion:A2"]
    assert (
        desk.post(page("awards_edition_advance", edition.pk, "pengisian"), {"reason": ""}).status_code == 302
    )
    assert world.reload(edition).phase == Phase.FILLING


def test_a_wrong_date_is_refused_with_advice(desk):
    place = factories.regency()
    response = desk.post(
        page("awards_edition_add"),
        {"province": place.province_id, "award_year": "2026", "filling_deadline": "08/13/2030 16.00"},
    )
    assert response.status_code == 200
    assert "08/13/2030" in text(response)
    assert not Edition.objects.exists()


def test_opening_too_early_is_refused_with_the_list_and_nothing_changes(desk):
    edition = factories.edition(phase=Phase.PREPARATION)
    response = desk.post(page("awards_edition_advance", edition.pk, "pengisian"), {"reason": ""})
    assert response.status_code == 409
    assert "Belum ada kategori" in text(response)
    assert "Batas pengisian belum diisi" in text(response)
    assert world.reload(edition).phase == Phase.PREPARATION


def test_verbs_are_asked_before_they_are_done(desk, admin):
    edition = world.filling(admin)
    for url in (
        page("awards_edition_advance", edition.pk, "verifikasi"),
        page("awards_edition_postpone", edition.pk, "filling_deadline"),
        page("awards_edition_extension", edition.pk),
    ):
        shown = desk.get(url)
        assert shown.status_code == 200
        assert "csrfmiddlewaretoken" in text(shown)
        assert desk.put(url).status_code == 405
    assert desk.get(page("awards_edition_advance", edition.pk, "entah")).status_code == 404
    assert desk.get(page("awards_edition_postpone", edition.pk, "phase")).status_code == 404


def test_a_deadline_is_postponed_in_indonesian(desk, admin):
    edition = world.filling(admin, filling_deadline=world.later(2), verification_deadline=world.later(4000))
    url = page("awards_edition_postpone", edition.pk, "filling_deadline")
    refused = desk.post(url, {"moment": "13/08", "reason": "Padam."})
    assert refused.status_code == 422
    assert desk.post(url, {"moment": "29 Juli 2030 16.00", "reason": "Listrik padam."}).status_code == 302
    moved = world.reload(edition)
    assert moved.filling_deadline.isoformat() == "2030-07-29T09:00:00+00:00"
    assert moved.notice.endswith("menjadi 29 Juli 2030 16.00 WIB. Alasan: Listrik padam.")


def test_one_regency_gets_more_time(desk, admin):
    edition = world.filling(admin)
    typed = {"regency": factories.regency().pk, "until": "29 Juli 2030 16.00", "reason": "Banjir."}
    assert desk.post(page("awards_edition_extension", edition.pk), typed).status_code == 302
    assert Extension.objects.get().reason == "Banjir."
    _, elsewhere = world.elsewhere()
    refused = desk.post(page("awards_edition_extension", edition.pk), typed | {"regency": elsewhere.pk})
    assert refused.status_code == 422


def test_the_history_of_a_year_says_who_and_why(desk, admin):
    edition = world.filling(admin)
    advance(edition, Phase.PREPARATION, by=admin, reason="Bobot keliru.")
    shown = text(desk.get(page("awards_edition_history", edition.pk)))
    for word in ("Rina Wulandari, S.STP.", "Pengisian", "Persiapan", "Bobot keliru."):
        assert word in shown
