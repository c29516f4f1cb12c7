"""Planning a publication on the desk: the ranks are shown, a second admin agrees, the public page is seen before."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from awards.models import Publication, PublicationPlan, SpecialAward
from awards.publishing.corrections import open_correction
from awards.publishing.publish import publish
from awards.results.preview import preview
from regencies.l10n.dates import format_moment
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(admin):
    return world.provisional(admin).categories.get()


def moment(category, minutes: int) -> str:
    at = timezone.now() + datetime.timedelta(minutes=minutes)
    return format_moment(at.astimezone(category.edition.province.zone))


def test_the_page_that_publishes_shows_the_ranks(desk, category):
    result = preview(category)
    [best] = [e for e in result.document["entrants"] if e["rank"] == 1]
    asked = text(desk.get(page("awards_category_publish", category.pk), {"dilihat": result.fingerprint}))
    assert f"Peringkat 1: {best['name']}, {best['total'].replace('.', ',')}." in asked


def test_a_minute_is_typed_and_shown(desk, category):
    url, seen = page("awards_category_publish", category.pk), preview(category).fingerprint
    past = desk.post(url, {"fingerprint": seen, "publish_at": "1 Januari 2020 10.00"})
    assert past.status_code == 409
    assert "sudah lewat. Pilih waktu yang akan datang" in text(past)
    odd = desk.post(url, {"fingerprint": seen, "publish_at": "besok"})
    assert odd.status_code == 422
    typed = moment(category, 60)
    done = desk.post(url, {"fingerprint": seen, "publish_at": typed}, follow=True)
    assert f"Pengumuman diajukan: terbit {typed}." in text(done)
    assert "Pengumuman sudah diajukan" in text(done)
    assert "Umumkan hasil ini" not in text(done)
    closed = text(desk.get(url, {"dilihat": seen}))
    assert "Tarik rencana itu di Hitung dan lihat lebih dahulu." in closed
    assert not Publication.objects.exists()


def test_a_plan_that_was_overtaken_says_so_and_is_withdrawn(desk, category):
    url = page("awards_category_publish", category.pk)
    desk.post(url, {"fingerprint": preview(category).fingerprint, "publish_at": moment(category, 60)})
    SpecialAward.objects.create(entry=world.entry_of(category.edition), title="Khusus")
    look = page("awards_category_look", category.pk)
    assert "Hasilnya berubah sejak diajukan, sehingga tidak akan terbit." in text(desk.get(look))
    withdraw, plan = page("awards_category_unplan", category.pk), PublicationPlan.objects.get()
    assert "Alasan menarik rencana belum ditulis" in text(desk.post(withdraw, {"plan": plan.pk}))
    desk.post(withdraw, {"plan": plan.pk, "reason": "Hasil berubah."})
    after = text(desk.get(look))
    assert "Pengumuman sudah diajukan" not in after
    assert "Umumkan hasil ini" in after
    assert desk.get(withdraw).url == look  # nothing is open


def test_a_second_admin_agrees_on_the_page(desk, category):
    category.second_approval = True
    category.save()
    look, approve = (page(f"awards_category_{name}", category.pk) for name in ("look", "approve"))
    assert "Ajukan pengumuman (nomor 1)" in text(desk.get(look))
    seen = preview(category).fingerprint
    desk.post(page("awards_category_publish", category.pk), {"fingerprint": seen})
    assert "Setujui pengumuman" not in text(desk.get(look))  # one's own
    assert "diajukan Bapak/Ibu sendiri" in text(desk.get(approve))
    other = Client()
    other.force_login(factories.admin(name="Budi Santoso, S.E."))
    assert "Setujui pengumuman" in text(other.get(look))
    asked = text(other.get(approve))
    assert "Peringkat 1: " in asked
    assert "Admin lain di provinsi ini diminta menyetujui" not in asked
    plan = PublicationPlan.objects.get()
    odd = [other.post(approve, {"plan": key}) for key in ("0", "x", "9" * 40)]
    assert [answer.status_code for answer in odd] == [302, 302, 302]
    assert not Publication.objects.exists()
    done = other.post(approve, {"plan": plan.pk}, follow=True)
    assert "SHA-256" in text(done)
    assert Publication.objects.count() == 1


def test_a_plan_made_since_is_not_approved_unseen(desk, category):
    category.second_approval = True
    category.save()
    publish_url = page("awards_category_publish", category.pk)
    seen = preview(category).fingerprint
    desk.post(publish_url, {"fingerprint": seen})
    first = PublicationPlan.objects.get()
    desk.post(page("awards_category_unplan", category.pk), {"plan": first.pk, "reason": "Salah."})
    desk.post(publish_url, {"fingerprint": seen, "publish_at": moment(category, 60)})
    other = Client()
    other.force_login(factories.admin(name="Budi Santoso, S.E."))
    stale = other.post(page("awards_category_approve", category.pk), {"plan": first.pk})
    assert stale.status_code == 409
    assert "Rencana ini sudah tidak terbuka: ditarik." in text(stale)


def test_the_public_page_is_seen_before_exactly_as_it_will_be(desk, category, admin):
    """But for its marks of a draft, its moment, its hash and what depends on them."""
    draft = desk.get(page("awards_category_draft", category.pk)).content.decode()
    assert "Rancangan: halaman ini belum diumumkan" in draft
    made = publish(category, by=admin, fingerprint=preview(category).fingerprint)
    whole = bytes(made.files.get(name="index.html").content).decode()
    assert "Rancangan" not in whole
    assert same(draft) == same(whole)


def test_the_page_of_a_correction_is_seen_before_with_what_it_changes(desk, category, admin):
    publish(category, by=admin, fingerprint=preview(category).fingerprint)
    open_correction(category, "Penghargaan tertinggal.", by=admin)
    SpecialAward.objects.create(entry=world.entry_of(category.edition), title="Khusus")
    draft = desk.get(page("awards_category_draft", category.pk)).content.decode()
    assert (
        draft.count("Penghargaan khusus ditambah: Khusus (") == 2
    )  # in its notice, and in the list of versions
    seen = preview(category).fingerprint
    made = publish(category, by=admin, fingerprint=seen, reason="Penghargaan tertinggal.")
    whole = bytes(made.files.get(name="index.html").content).decode()
    assert same(draft) == same(whole)


def same(html: str) -> list[str]:
    """The lines of a page without what only a published one can know."""
    html = re.sub(r'<div class="notice notice-warning" role="note">.*?</div>', "", html, flags=re.DOTALL)
    html = re.sub(r'<script type="application/ld\+json">.*?</script>', "", html, flags=re.DOTALL)
    html = re.sub(r'<meta property="og:image.*?>', "", html, flags=re.DOTALL)
    html = re.sub(r"[0-9a-f]{64}", "SHA", html)
    html = re.sub(r"\d{1,2} \w+ \d{4}(, pukul|,)? \d\d[.:]\d\d( \w+)?", "MOMENT", html)
    html = re.sub(r'<span class="badge.*?</span>', "", html, flags=re.DOTALL)
    html = re.sub(r"<a [^>]*tanda-terima.*?</a>", "", html, flags=re.DOTALL)
    return [line.strip() for line in html.splitlines() if line.strip()]
