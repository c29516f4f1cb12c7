"""Two admins save one number at once: the second is told by the form's own check, and nothing of it is stored."""

import pytest

from tests import factories
from tests.builders.admin_pages import page
from tests.builders.panel import logged_in
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_somebody_else_stores_meanwhile_is_told_in_the_words_of_the_form():
    place, desk = factories.regency("Sambas", "61.01"), logged_in(factories.admin())
    url = page("regencies_regency_change", place.pk)
    form = desk.get(url).context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields} | {"kemendagri_code": "61.08"}
    _, answer = race(lambda: factories.regency("Landak", "61.08"), lambda: desk.post(url, typed))
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == ["kemendagri_code"]
    place.refresh_from_db()
    assert place.kemendagri_code == "61.01"
