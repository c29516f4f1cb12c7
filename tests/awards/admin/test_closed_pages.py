"""A verb's page opened by its address when the verb is refused: the reason of the verb, and no button."""

import pytest

from awards.choices import Phase
from awards.models import Edition
from tests import factories
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
        "Kategori dibuat hanya pada tahap “Persiapan”; tahap sekarang “Pengisian”.",
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


def test_dates_are_not_offered_once_the_result_is_public():
    edition, desk = factories.edition(phase=Phase.PROVISIONAL), logged_in(factories.admin())
    url = page("awards_edition_change", edition.pk)
    assert "Undurkan batas pengisian" in text(desk.get(url))
    Edition.objects.update(phase=Phase.ANNOUNCED)
    assert "Undurkan" not in text(desk.get(url))
