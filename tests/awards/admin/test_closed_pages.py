"""A verb's page opened by its address when the verb is refused: the reason of the verb, and no button."""

from urllib.parse import urlencode

import pytest

from awards.choices import Phase
from awards.models import Edition
from awards.publishing.corrections import open_correction
from awards.results.preview import preview
from tests import factories
from tests.builders import publication
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db

BUTTON = 'class="btn btn-primary"'
PAGES = {  # page and its argument: phase with the button, phase without, the reason
    ("advance", "pleno"): (
        Phase.SCORING,
        Phase.FILLING,
        "Dari tahap “Pengisian” tidak dapat langsung ke tahap “Pleno”. "
        "Muat ulang halaman untuk melihat tahap terakhir.",
    ),
    ("postpone", "ceremony_date"): (
        Phase.PROVISIONAL,
        Phase.ANNOUNCED,
        "Hasil sudah diumumkan; hari penganugerahan tidak diubah lagi.",
    ),
    ("extension",): (
        Phase.FILLING,
        Phase.SCORING,
        "Perpanjangan diberikan pada tahap “Pengisian” dan “Verifikasi”; "
        "tahun penilaian 2025 tidak sedang di tahap itu.",
    ),
    ("category",): (
        Phase.PREPARATION,
        Phase.FILLING,
        "Kategori ditambah hanya pada tahap “Persiapan”; tahap sekarang “Pengisian”.",
    ),
}


@pytest.mark.parametrize(("which", "told"), PAGES.items(), ids=lambda value: value[0])
def test_a_page_has_its_button_only_while_the_verb_may_pass(which, told):
    opened, closed, reason = told
    name, *args = which
    edition, desk = factories.edition(phase=opened), logged_in(factories.admin())
    url = page(f"awards_edition_{name}", edition.pk, *args)
    shown = text(desk.get(url))
    assert (BUTTON in shown, reason in shown) == (True, False)
    Edition.objects.update(phase=closed)
    shown = text(desk.get(url))
    assert (BUTTON in shown, shown.count(reason)) == (False, 1)


def test_a_correction_is_opened_given_up_and_published_on_pages_that_say_why_not():
    category = publication.category_with(["61.04"])
    desk = logged_in(publication.admin_of(category))
    opening, giving_up = (page(f"awards_category_{name}", category.pk) for name in ("correct", "withdraw"))

    def publishing():
        return (
            page("awards_category_publish", category.pk)
            + "?"
            + urlencode({"dilihat": preview(category).fingerprint})
        )

    def closed(url):
        shown = desk.get(url)
        assert shown.status_code == 200
        return ("btn-primary" in text(shown) or "btn-danger" in text(shown), shown.context["closed"])

    nothing = "Belum ada pengumuman yang dapat diubah. Perbaiki hasilnya, lalu umumkan."
    assert [closed(url) for url in (opening, giving_up, publishing())] == [(False, nothing)] * 2 + [
        (True, "")
    ]
    publication.published(category)
    same = "Isinya sama dengan pengumuman nomor 1; tidak ada yang perlu diumumkan lagi."
    none = "Tidak ada perubahan yang terbuka atas pengumuman nomor 1."
    assert [closed(url) for url in (opening, giving_up, publishing())] == [
        (True, ""), (False, none), (False, same),
    ]  # fmt: skip
    open_correction(category, "Keliru", by=publication.admin_of(category))
    publication.rescore(category.entries.get(candidate=True), 60)
    (may_open, opened), other, publishes = (closed(url) for url in (opening, giving_up, publishing()))
    assert (may_open, opened.startswith("Perubahan atas pengumuman nomor 1 sudah dibuka ")) == (False, True)
    differs = (
        "Hasil sekarang berbeda dari pengumuman nomor 1. Umumkan perubahannya, atau kembalikan seperti semula"
    )
    assert (other, publishes) == ((False, f"{differs} lebih dahulu."), (True, ""))
    Edition.objects.filter(pk=category.edition_id).update(phase=Phase.PLENARY)
    phases = "“Hasil sementara”, “Masa sanggah”, “Pengumuman”"
    told = f"Tahap Paritrana Award 2025 adalah “Pleno”. Hasil diumumkan pada tahap {phases}."
    assert closed(publishing()) == (False, told)


def test_dates_are_not_offered_once_the_result_is_public():
    edition, desk = factories.edition(phase=Phase.PROVISIONAL), logged_in(factories.admin())
    url = page("awards_edition_change", edition.pk)
    assert "Undurkan batas pengisian" in text(desk.get(url))
    Edition.objects.update(phase=Phase.ANNOUNCED)
    assert "Undurkan" not in text(desk.get(url))
