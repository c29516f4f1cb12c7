"""The page of a category's criteria as a browser uses it: what it sends back, what it was told, what is stored then."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpResponse
from django.test import Client

from awards.models import Band, Category
from regencies.presenters.audit_log import Change
from tests.builders.admin_pages import page


def address(category: Category) -> str:
    return page("awards_category_criteria", category.pk)


def boxes(shown: HttpResponse) -> dict[str, str]:
    """What the browser sends back of the page, unchanged."""
    sets = [shown.context["groups"], shown.context["criteria"]]
    sets += [row.bands for row in shown.context["criteria"]]
    forms = [form for each in sets for form in (each.management_form, *each.forms)]
    values = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    sent = {
        name: str(value) for name, value in values.items() if value not in (None, "") and value is not False
    }
    return sent | {"seen": shown.context["seen"]}


def prefix(shown: HttpResponse, code: str) -> str:
    """The name of the boxes of a criterion."""
    return next(row.prefix for row in shown.context["criteria"] if row["code"].value() == code)


def told(answer: HttpResponse) -> list[str]:
    return answer.context["problems"]


def history(desk: Client, category: Category) -> list[Change]:
    return list(desk.get(page("awards_category_history", category.pk)).context["table"].data)


def weights(category: Category) -> dict[str, Decimal]:
    return dict(category.criteria.order_by("position").values_list("code", "weight"))


def bands(category: Category, code: str) -> list[tuple[int, int, str]]:
    found = Band.objects.filter(criterion__group__category=category, criterion__code=code)
    return list(found.order_by("-low").values_list("low", "high", "label"))
