"""A correction of what is public: opened with a reason, told to everybody, followed to its end or given up."""

import re

import pytest
from django.urls import reverse

from awards.choices import ObjectionStatus, Phase
from awards.conflicts.substitutes import name_substitute
from awards.editions.phase_changes import advance
from awards.models import Correction, Edition, Objection, Publication, ScoreSheet
from awards.objections.decisions import seen_of
from awards.panel.sheets import lock_sheet, reopen_sheet, save_scores
from awards.preflight.run import preflight
from awards.publishing.corrections import open_correction, withdraw_correction
from awards.publishing.delivery import serve
from awards.publishing.plenary import record_plenary
from awards.results.preview import preview
from regencies.actions.errors import Refused
from regencies.l10n.dates import format_date
from tests import factories
from tests.builders import publication as world
from tests.builders.admin_pages import page, text
from tests.builders.panel import INNOVATION, logged_in, values
from tests.once import once

pytestmark = pytest.mark.django_db

PENDING = "Perubahan atas pengumuman ini sedang disiapkan"


@once
def category():
    category = world.tied_category()
    world.published(category)
    return category


@pytest.fixture
def admin(category):
    return world.admin_of(category)


@pytest.fixture
def chair(category):
    return category.edition.seats.get(number=1).user


def plain(response):
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def phase():
    return Edition.objects.get().phase


def links(response):
    return re.findall(r'href="([^"]+)"', text(response))


def public(client, number=None):
    args = ["kalimantan-barat", 2025, "kabupaten-kota", *([number] if number else [])]
    return plain(client.get(reverse("publication" if number else "ranking", args=args)))


def test_from_an_objection_to_the_next_version_every_step_is_named_by_the_page_before(
    category, admin, chair, client
):
    desk, board = logged_in(admin), logged_in(chair)
    year = page("awards_edition_change", category.edition_id)
    # The objection is accepted: the answer names the way.
    objection = Objection.objects.create(
        entry=category.entries.get(regency=factories.regency()), letter="100/2025", content="Nilai D keliru."
    )
    accepted = {"status": "accepted", "answer": "Diperbaiki.", "seen": seen_of(objection)}
    told = desk.post(page("awards_objection_decide", objection.pk), accepted)
    correct = page("awards_category_correct", category.pk)
    assert (told.status_code, told.url) == (302, correct)
    letter = desk.get(page("awards_objection_change", objection.pk))
    assert "Buka perubahan atas pengumuman nomor 1." in plain(letter)
    assert correct in links(letter)
    # A correction is opened with a reason.
    asked = desk.get(correct)
    assert "Sanggahan yang dikabulkan: Kabupaten Ketapang (100/2025)." in plain(asked)
    assert desk.post(correct, {"what": "marks", "reason": " "}).status_code == 409
    assert desk.post(correct, {"reason": "Nilai D"}).status_code == 422
    assert (phase(), Correction.objects.count()) == (Phase.ANNOUNCED, 0)
    opened = desk.post(correct, {"what": "marks", "reason": "Nilai D salah ketik"}, follow=True)
    assert phase() == Phase.SCORING
    # Admin, chair and public are told.
    assert "Perubahan atas pengumuman nomor 1 belum diumumkan" in plain(opened)
    assert "Ketua membuka kembali lembar yang keliru" in plain(opened)
    assert reverse("chair_edition", args=[category.edition_id]) in links(opened)
    since = format_date(Correction.objects.get().opened_at.astimezone(category.edition.province.zone).date())
    said = f"{PENDING} Disiapkan sejak {since}. Pengumuman nomor 1 berlaku selama belum digantikan."
    assert said in public(client)
    assert said in public(client, 1)
    assert "Nilai D salah ketik" not in public(client)
    checked = client.get(reverse("verify_hash", args=[Publication.objects.get().sha256]))
    assert f"Pengumuman ini berlaku. Perubahannya sedang disiapkan sejak {since}." in plain(checked)
    assert f"Perubahan atas pengumuman ini sedang disiapkan sejak {since}." in plain(client.get("/"))
    assert "Alasan: Nilai D salah ketik" in plain(
        board.get(reverse("chair_edition", args=[category.edition_id]))
    )
    # The chair reopens, the member puts right.
    sheet = ScoreSheet.objects.filter(
        seat__number=2, entry__regency__kemendagri_code="61.02", stage="desk"
    ).get()
    reopened = board.post(reverse("chair_reopen", args=[sheet.pk]), {"reason": "Salah ketik"})
    assert reopened.status_code == 302
    assert "Lembar yang terbuka: Kabupaten Mempawah kursi 2 (penilaian berkas)." in plain(desk.get(year))
    sheet.refresh_from_db()
    member = sheet.seat.user
    saved = save_scores(
        sheet, values(dict.fromkeys(INNOVATION, "10")), expected_version=sheet.version, by=member
    )
    lock_sheet(saved, by=member, statement=True)
    # Forward again, to the next version.
    for to in (Phase.PLENARY, Phase.PROVISIONAL):
        forward = page("awards_edition_advance", category.edition_id, to.value)
        assert forward in links(desk.get(year))
        assert desk.post(forward, {"reason": ""}).status_code == 302
    assert "tekan Umumkan perubahan" in plain(desk.get(year))
    look = desk.get(page("awards_category_look", category.pk))
    [publish] = [url for url in links(look) if "/umumkan/" in url]
    assert "Umumkan perubahan (nomor 2)" in plain(look)
    form = desk.get(publish.replace("&amp;", "&"))
    assert "Nilai D salah ketik" in text(form)
    seen = preview(category).fingerprint
    done = desk.post(page("awards_category_publish", category.pk), {"fingerprint": seen, "reason": "Nilai D"})
    assert done.status_code == 302
    assert phase() == Phase.ANNOUNCED
    serve.forget()
    assert [(p.number, p.live) for p in Publication.objects.order_by("number")] == [(1, False), (2, True)]
    assert (PENDING in public(client), PENDING in public(client, 1)) == (False, False)
    assert "belum diumumkan" not in plain(desk.get(year))
    assert Publication.objects.get(number=1).correction.reason == "Nilai D salah ketik"


def test_a_wrong_decision_of_the_plenary_is_corrected_without_leaving_the_announcement(
    category, admin, chair
):
    desk = logged_in(admin)
    before = bytes(Publication.objects.get().document)
    with pytest.raises(Refused) as refusal:
        record_plenary(category, ["61.02", "61.04"], "Inovasi", by=admin)
    assert refusal.value.reasons == [
        "Hasil sudah diumumkan. Keputusan pleno diganti setelah admin provinsi membuka perubahan di Hitung dan lihat."
    ]
    look, plenary = page("awards_category_look", category.pk), reverse("chair_plenary", args=[category.pk])
    for client in (desk, logged_in(chair)):
        assert refusal.value.reasons[0] in plain(client.get(plenary))
        assert client.post(f"{plenary}?shared=on", {"reason": "Mufakat"}).status_code == 409
    shown = desk.get(look)
    assert (refusal.value.reasons[0] in plain(shown), f"{plenary}?peringkat=1" in links(shown)) == (
        True,
        False,
    )
    assert page("awards_category_correct", category.pk) in links(shown)
    desk.post(
        page("awards_category_correct", category.pk), {"what": "rest", "reason": "Pleno keliru dicatat"}
    )
    assert phase() == Phase.ANNOUNCED
    assert f"{plenary}?peringkat=1" in links(desk.get(look))
    assert "Ada perubahan pengumuman yang belum diumumkan." in plain(desk.get(reverse("admin:index")))
    record_plenary(category, ["61.02", "61.04"], "Inovasi", by=admin)
    second = world.published(category, admin, "Pleno keliru dicatat")
    assert (second.number, bytes(Publication.objects.get(number=1).document)) == (2, before)
    assert Publication.objects.get(number=2).under_correction is None


def test_what_is_public_is_not_changed_behind_it(category, admin, chair):
    """Neither by going back, nor by a sheet reopened while another category is corrected."""
    edition = Edition.objects.get()
    with pytest.raises(Refused) as refusal:
        advance(edition, Phase.OBJECTIONS, by=admin, reason="Sanggahan")
    assert refusal.value.reasons == [
        "Pengumuman nomor 1 “Pemerintah Kabupaten/Kota” sudah terbit. Buka perubahan atasnya dengan alasan, lalu "
        "kembali."
    ]
    [item] = preflight(edition, Phase.OBJECTIONS)
    assert item.url == page("awards_category_correct", category.pk)
    open_correction(category, "Sanggahan dikabulkan", by=admin)
    edition = advance(edition, Phase.OBJECTIONS, by=admin, reason="Sanggahan")
    edition = advance(edition, Phase.PLENARY, by=admin, reason="Sanggahan")
    edition = advance(edition, Phase.SCORING, by=admin, reason="Sanggahan")
    sheet = ScoreSheet.objects.filter(seat__number=2).first()
    Correction.objects.all().delete()
    with pytest.raises(Refused) as refusal:
        reopen_sheet(sheet, by=chair, reason="Salah ketik")
    settled = (
        "Hasil “Pemerintah Kabupaten/Kota” sudah diumumkan. Mintalah admin provinsi membuka perubahan atas "
        "pengumumannya lebih dahulu."
    )
    assert refusal.value.reasons == [settled]
    with pytest.raises(Refused) as refusal:
        name_substitute(sheet.seat, sheet.entry, "", by=chair, reason="Kuorum")
    assert refusal.value.reasons[0] == settled
    open_correction(category, "Sanggahan dikabulkan", by=admin)
    reopen_sheet(sheet, by=chair, reason="Salah ketik")


def test_a_correction_is_given_up_only_while_nothing_differs(
    category, admin, client, django_capture_on_commit_callbacks
):
    desk, withdraw = logged_in(admin), page("awards_category_withdraw", category.pk)
    open_correction(category, "Sanggahan", by=admin)
    assert PENDING in public(client)
    record_plenary(category, ["61.02", "61.04"], "Inovasi", by=admin)
    refused = desk.post(withdraw, {"reason": "Sanggahan dicabut"})
    assert refused.status_code == 409
    assert (
        "Hasil sekarang berbeda dari pengumuman nomor 1. Umumkan perubahannya, atau kembalikan seperti semula"
        in plain(refused)
    )
    record_plenary(category, ["61.02", "61.04"], "Sanggahan dicabut", by=admin, shared=True)
    assert desk.post(withdraw, {"reason": " "}).status_code == 409
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(withdraw, {"reason": "Sanggahan dicabut"}).status_code == 302
    assert PENDING not in public(client)
    told = plain(desk.get(page("awards_publication_history", Publication.objects.get().pk)))
    assert "Perubahan pengumuman · Alasan – Sanggahan Admin Provinsi" in told
    assert "Sanggahan dicabut" in told
    with pytest.raises(Refused, match="Tidak ada perubahan yang terbuka atas pengumuman nomor 1"):
        withdraw_correction(category, "Lagi", by=admin)


def test_step_by_step_back_and_given_up_step_by_step_forward(category, admin):
    """What the year's page advises for marks found wrong later, and what the page of giving up advises."""
    desk, year = logged_in(admin), page("awards_edition_change", category.edition_id)
    open_correction(category, "Sanggahan", by=admin)
    assert f"kembalilah setahap demi setahap sampai {Phase.SCORING.label}" in plain(desk.get(year))
    for to in (Phase.OBJECTIONS, Phase.PLENARY, Phase.SCORING):
        step = page("awards_edition_advance", category.edition_id, to.value)
        assert step in links(desk.get(year))
        assert desk.post(step, {"reason": "Sanggahan"}).status_code == 302
    withdraw = page("awards_category_withdraw", category.pk)
    assert "buka lagi tahap berikutnya sampai Pengumuman" in plain(desk.get(withdraw))
    assert desk.post(withdraw, {"reason": "Sanggahan dicabut"}).status_code == 302
    for to in (Phase.PLENARY, Phase.PROVISIONAL, Phase.ANNOUNCED):
        step = page("awards_edition_advance", category.edition_id, to.value)
        assert step in links(desk.get(year))
        assert desk.post(step, {"reason": "Pleno membiarkan keduanya berbagi"}).status_code == 302
    assert (phase(), Publication.objects.get().number) == (Phase.ANNOUNCED, 1)


def test_the_year_is_not_closed_over_an_open_correction(category, admin):
    open_correction(category, "Sanggahan", by=admin)
    with pytest.raises(Refused) as refusal:
        advance(category.edition, Phase.ARCHIVED, by=admin)
    assert refusal.value.reasons == [
        "Perubahan atas pengumuman nomor 1 “Pemerintah Kabupaten/Kota” masih terbuka. Umumkan atau batalkan lebih "
        "dahulu."
    ]
    withdraw_correction(category, "Sanggahan dicabut", by=admin)
    assert advance(category.edition, Phase.ARCHIVED, by=admin).phase == Phase.ARCHIVED
    with pytest.raises(Refused, match="Pengumumannya tidak diubah lagi"):
        open_correction(category, "Sanggahan", by=admin)


def test_who_may_open_and_that_one_is_open_already(category, admin, chair):
    for person in (chair, factories.officer(factories.regency())):
        for verb in (open_correction, withdraw_correction):
            with pytest.raises(Refused, match="Hanya admin provinsi ini yang dapat membuka atau membatalkan"):
                verb(category, "Sanggahan", by=person)
    open_correction(category, "Sanggahan", by=admin)
    with pytest.raises(Refused) as refusal:
        open_correction(category, "Salah ketik", by=admin)
    [reason] = refusal.value.reasons
    assert reason.startswith("Perubahan atas pengumuman nomor 1 sudah dibuka Admin Provinsi pada ")


def test_before_anything_is_public_an_accepted_objection_leads_back_to_the_plenary():
    category = world.category_with(["61.04"])
    desk = logged_in(world.admin_of(category))
    objection = Objection.objects.create(
        entry=category.entries.first(),
        letter="100/2025",
        content="Nilai D keliru.",
        status=ObjectionStatus.ACCEPTED,
        answer="Diperbaiki.",
    )
    back = page("awards_edition_advance", category.edition_id, Phase.PLENARY.value)
    assert back in links(desk.get(page("awards_objection_change", objection.pk)))
    assert desk.post(back, {"reason": "Sanggahan dikabulkan"}).status_code == 302
    assert phase() == Phase.PLENARY
    with pytest.raises(Refused, match="Belum ada pengumuman yang dapat diubah"):
        open_correction(category, "Sanggahan", by=world.admin_of(category))
