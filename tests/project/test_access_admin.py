"""Django admin by the same matrix, and what its rules say of every model: only the own province, ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.forms import ModelChoiceField
from django.test import Client
from django.urls import reverse

from regencies.models import Membership, User
from tests.project.access import (
    LOGIN,
    METHODS,
    Matrix,
    Page,
    Row,
    ask,
    changed,
    clients,
    pages,
    read,
    written,
)
from tests.project.access_objects import name_rows, objects
from tests.project.access_rows_admin import OF_THE_COUNTRY, expanded

# Whoever administers nothing is told apart by nothing here: the nearest to it stand for all.
ROLES = ("visitor", "nobody", "head", "verifier", "chair", "admin", "far_admin")
ROWS = read(expanded(), ROLES)
DESK = [page for page in pages() if page.name.startswith("admin:") and page.name != "admin:"]


def model_names() -> list[str]:
    return [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]


def test_every_page_of_the_desk_has_a_row_and_every_row_a_page():
    assert {page.name for page in DESK} == set(ROWS)


class Desk(Matrix):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.here, cls.there = objects(cls.world.here), objects(cls.world.there)
        name_rows(cls.world, cls.here, DESK)

    def setUp(self):
        self.browsers = {role: browser for role, browser in clients(self.world).items() if role in ROLES}

    def wrong_cells(self, page: Page, row: Row) -> dict[str, tuple[object, object]]:
        url, answers = page.url(self.world), {}
        for method in METHODS:
            before = written()
            for role, browser in self.browsers.items() if method != "HEAD" else ():
                answers[f"{method} as {role}"] = (ask(browser, method, url), row.expected(method, role))
            if method == "GET" and (tables := changed(before)):
                answers["GET writes"] = (tables, set())
        return {cell: pair for cell, pair in answers.items() if pair[0] != pair[1]}

    def shown_to_admin(self, name: str, *arguments: Any) -> Any:
        return self.browsers["admin"].get(reverse(f"admin:{name}", args=arguments)).context

    def test_every_model_of_the_desk_is_tried(self):
        assert sorted(self.here) == sorted(model_names())

    def test_everybody_gets_the_answer_of_the_row_and_looking_changes_nothing(self):
        for page in DESK:
            with self.subTest(page.name, route=page.route):
                assert self.wrong_cells(page, ROWS.get(page.name, Row(page.name))) == {}

    def test_a_post_without_its_token_is_refused_on_every_page(self):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(self.world.people["admin"])
        found = {page.name: ask(browser, "POST", page.url(self.world)) for page in DESK}
        assert {name: status for name, status in found.items() if status != 403} == {}

    def test_a_list_shows_the_own_rows_and_no_others(self):
        for name in model_names():
            with self.subTest(name):
                listed = set(
                    self.shown_to_admin(f"{name}_changelist")["cl"].queryset.values_list("pk", flat=True)
                )
                assert self.here[name].pk in listed
                if name not in OF_THE_COUNTRY and self.there[name]:
                    assert self.there[name].pk not in listed

    def test_no_form_offers_a_row_of_another_province(self):
        foreign = {
            type(row): row.pk for name, row in self.there.items() if row and name not in OF_THE_COUNTRY
        }
        looked_at = 0
        for name in model_names():
            pages_with_forms = [(f"{name}_change", self.here[name].pk)]
            if ROWS[f"admin:{name}_add"].expected("GET", "admin") == 200:
                pages_with_forms.append((f"{name}_add",))
            for page, *arguments in pages_with_forms:
                for label, field in choices_of(self.shown_to_admin(page, *arguments)):
                    looked_at += 1
                    with self.subTest(page, field=label):
                        offered = field.queryset.values_list("pk", flat=True)
                        assert foreign.get(field.queryset.model) not in offered
        assert looked_at > 10

    def test_an_office_in_another_province_is_not_given(self):
        """The one form that could hand out rights: a choice that was not offered is not taken either."""
        own, elsewhere = (
            {
                "user": self.here["regencies_user"].pk,
                "role": "admin",
                "since": "1 Januari 2026",
                "province": place.pk,
            }
            for place in (self.here["regencies_province"], self.there["regencies_province"])
        )
        url = reverse("admin:regencies_membership_add")
        assert self.browsers["admin"].post(url, elsewhere).status_code == 200
        assert not Membership.objects.filter(user=self.here["regencies_user"], role="admin").exists()
        assert self.browsers["admin"].post(url, own).status_code == 302

    def test_an_operators_account_is_out_of_sight(self):
        operator = User.objects.create_superuser("operator@contoh.id", "x", full_name="Operator")
        Membership.objects.create(user=operator, role="verifier", province=self.here["regencies_province"])
        for page in ("regencies_user_change", "regencies_user_password_link", "regencies_user_history"):
            url = reverse(f"admin:{page}", args=[operator.pk])
            assert [
                self.browsers["admin"].get(url).status_code,
                self.browsers["admin"].post(url).status_code,
            ] == [
                404,
                404,
            ], page

    def test_an_address_of_the_desk_that_does_not_exist_tells_nobody_anything(self):
        for role, expected in (("visitor", 302), ("head", 404), ("admin", 404)):
            assert ask(self.browsers[role], "GET", "/admin/awards/rahasia/") in {expected, LOGIN}, role


def choices_of(context: Any) -> Iterator[tuple[str, ModelChoiceField]]:
    """Every field of a change page, inlines included, that offers rows to choose from."""
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [*inline.formset.forms, inline.formset.empty_form]
    for form in forms:
        for name, field in form.fields.items():
            if isinstance(field, ModelChoiceField) and not field.widget.is_hidden:
                yield f"{type(form).__name__}.{name}", field
