"""What was a code on the desk: the regions of a plenary decision, and a tie rule before there are criteria."""

import pytest

from awards.choices import Phase
from awards.models import Edition, PlenaryDecision
from awards.publishing.plenary import record_plenary
from tests import factories
from tests.builders import publication as world
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in, queries

pytestmark = pytest.mark.django_db

NAMED = "Kabupaten Mempawah, Kabupaten Ketapang"


def test_a_decision_names_its_regions_in_list_page_and_history():
    category = world.tied_category()
    desk = logged_in(by := world.admin_of(category))
    decision = record_plenary(category, ["61.02", "61.04"], "Inovasi lebih luas", by=by)
    listed = page("awards_plenarydecision_changelist")
    assert "Kabupaten Mempawah – Kabupaten Ketapang" in text(desk.get(listed))
    for name in ("change", "history"):
        shown = text(desk.get(page(f"awards_plenarydecision_{name}", decision.pk)))
        assert (NAMED in shown, "61.02" in shown) == (True, False)
    one = queries(desk, listed)
    for _ in range(2):
        record_plenary(category, ["61.04", "61.02"], "Diganti", by=by)
    assert (PlenaryDecision.objects.count(), queries(desk, listed)) == (3, one)


def test_a_region_that_is_gone_keeps_its_code():
    category = world.tied_category()
    decision = PlenaryDecision(category=category, order=["61.04", "61.99"], reason="Lama")
    assert str(decision) == "Kabupaten Ketapang – 61.99"


def test_an_award_year_without_a_category_is_held_against_the_default_criteria():
    edition, desk = factories.edition(phase=Phase.PREPARATION), logged_in(factories.admin())
    url = page("awards_edition_change", edition.pk)
    form = desk.get(url).context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields} | {
        "tie_break": "Kelompok Z, Kriteria A2"
    }
    refused = desk.post(url, typed).context["adminform"].form.errors
    assert refused == {
        "tie_break": [
            "Kelompok Z tidak ada pada tahun penghargaan ini. Tulis yang ada, misalnya Kelompok A, Kriteria A1, "
            "Kriteria A2."
        ]
    }
    advised = typed | {"tie_break": "Kelompok A, Kriteria A1, Kriteria A2"}
    assert desk.post(url, advised).status_code == 302
    assert Edition.objects.get().tie_break == ["group:A", "criterion:A1", "criterion:A2"]
