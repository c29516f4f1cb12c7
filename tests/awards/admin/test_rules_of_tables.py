"""Every rule of every table that the desk writes, broken through its pages: a sentence, never an error."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.admin import site
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from regencies.admin.base import DeskAdmin
from regencies.choices import Role
from regencies.models import Membership, User
from tests import factories
from tests.awards.admin import broken_award_rules  # noqa: F401  adds its cases
from tests.awards.admin.broken_rules import CASES

pytestmark = pytest.mark.django_db


def boxes(response: HttpResponse) -> dict[str, Any]:
    """What the browser sends back of a page of the desk, unchanged."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    return {
        name: "" if value is None else "on" if value is True else value
        for name, value in values.items()
        if value is not False
    }


def errors(response: HttpResponse) -> list[str]:
    """Every sentence of a refused page, once."""
    found = [*response.context["adminform"].form.errors.values()]
    for inline in response.context["inline_admin_formsets"]:
        found += [inline.formset.non_form_errors()]
        found += [each for form in inline.formset.forms for each in form.errors.values()]
    return list(dict.fromkeys(sentence for sentences in found for sentence in sentences))


# Nothing can be typed that breaks these there: what they are about is only read.
READ_ONLY = {
    ("edition_phase_known", "add"),
    ("edition_phase_known", "change"),
    # A letter names what it is about, is decided, and granted a number, on the page of its decision only.
    ("objection_answered", "add"),
    ("objection_answered", "change"),
    ("objection_grants_what_was_accepted", "add"),
    ("objection_grants_what_was_accepted", "change"),
    ("objection_once_while_it_waits", "add"),
    ("objection_once_while_it_waits", "change"),
    # A rehearsal is made by its button only; no form has what makes a year one.
    *(
        (f"edition_{rule}", page)
        for rule in ("one_rehearsal", "rehearsal_has_no_result")
        for page in ("add", "change")
    ),
    # Unique because the key is: something else points to both columns.
    ("nominee_in_one_region", "change"),
    ("seat_in_one_edition", "add"),
    ("seat_in_one_edition", "change"),
    ("category_in_one_edition", "add"),
    ("category_in_one_edition", "change"),
    ("nominee_withdrawn_with_reason", "change"),
    ("regency_not_after_itself", "add"),  # what is not there yet cannot be chosen
}


def rules() -> set[tuple[str, str]]:
    """(rule, page) for each constraint and unique field of what the desk adds or changes."""
    found = set()
    for model, desk in site._registry.items():
        pages = {"add": "may_add", "change": "may_change"}
        open_pages = [
            p for p, ask in pages.items() if getattr(type(desk), ask) is not getattr(DeskAdmin, ask)
        ]
        for table in [model, *(inline.model for inline in desk.inlines)]:
            names = [constraint.name for constraint in table._meta.constraints]
            names += [
                f"{table.__name__}.{field.name}"
                for field in table._meta.concrete_fields
                if field.unique and not field.primary_key
            ]
            found |= {(name, page) for name in names for page in open_pages}
    return found


def test_every_rule_is_broken_here():
    assert rules() - set(CASES) - READ_ONLY == set()


@pytest.mark.parametrize(("rule", "page"), CASES)
def test_a_broken_rule_is_told_in_a_sentence(client: Client, rule: str, page: str):
    model, broken, says = CASES[rule, page]
    row, typed = broken()
    operator = User.objects.create_superuser("operator@contoh.id", factories.PASSWORD, full_name="Operator")
    Membership.objects.create(
        user=operator, role=Role.ADMIN, province=factories.province(), since=datetime.date(2024, 1, 1)
    )
    client.force_login(operator)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    address = reverse(name, args=[row.pk] if page == "change" else [])
    answer = client.post(address, boxes(client.get(address)) | typed)
    assert (answer.status_code, errors(answer)) == (200, says)
