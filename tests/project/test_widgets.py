"""A widget drawn without a template is to the byte what Django's template gives."""

import datetime
from decimal import Decimal

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from config.formats.boxes import Renderer
from config.formats.widgets import DRAWN

ODD = "\"><script>alert(1)</script> & ' Ünïc≤de\n\tbaris kedua "
VALUES = [None, "", 0, 2026, -1.5, "80.101", Decimal("85.50"), True, False, ODD, mark_safe("<b>&amp;</b>")]
VALUES += [
    datetime.date(2026, 7, 29),
    datetime.datetime(2026, 7, 29, 14, 30),
    datetime.time(14, 30),
    ("a", "b"),
]
VALUES += [gettext_lazy("Yes"), ["1", "2026"]]
ATTRS: list[dict[str, object]] = [
    {},
    {"id": "id_a", "required": True, "disabled": False, "maxlength": 4000, "data-x": None, "class": ODD},
    {"aria-label": gettext_lazy("Yes"), 'odd"name': mark_safe("&lt;")},
]
CHOICES = [
    ("", "---------"),
    (1, gettext_lazy("Yes")),
    (2026, 2026),
    (ODD, ODD),
    ("Kelompok <a>", [("x", mark_safe("<i>x</i>")), ("y", Decimal("1234.5"))]),
]
PLAIN = [
    *(forms.TextInput, forms.NumberInput, forms.EmailInput, forms.PasswordInput, forms.HiddenInput),
    *(forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.CheckboxInput, forms.Textarea),
    *(forms.SearchInput, forms.TelInput, forms.URLInput, forms.FileInput),
]
CHOOSING = [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect, forms.RadioSelect]


def of_django(widget: forms.Widget, name: str, value: object, attrs: dict[str, object]) -> str:
    return widget.render(name, value, attrs, renderer=DjangoTemplates())


@pytest.mark.parametrize("attrs", ATTRS)
@pytest.mark.parametrize("kind", PLAIN)
def test_an_input_is_what_its_template_gives(kind: type[forms.Widget], attrs: dict[str, object]) -> None:
    for value in VALUES:
        drawn = kind().render(f"nama<{ODD}", value, attrs, renderer=Renderer())
        assert drawn == of_django(kind(), f"nama<{ODD}", value, attrs)
        assert hasattr(drawn, "__html__")


@pytest.mark.parametrize("attrs", ATTRS)
@pytest.mark.parametrize("kind", CHOOSING)
def test_a_list_is_what_its_template_gives(kind: type[forms.Widget], attrs: dict[str, object]) -> None:
    widget = kind() if kind is forms.NullBooleanSelect else kind(choices=CHOICES)
    for value in VALUES[:-1]:
        drawn = widget.render("pilih", value, attrs, renderer=Renderer())
        assert drawn == of_django(widget, "pilih", value, attrs)


def test_an_option_with_a_template_of_its_own_keeps_it() -> None:
    class Own(forms.Select):
        option_template_name = "django/forms/widgets/checkbox_option.html"

    shown = Own(choices=CHOICES).render("pilih", "x", renderer=Renderer())
    assert "<option" not in shown
    assert shown == of_django(Own(choices=CHOICES), "pilih", "x", {})


def test_the_commonest_widgets_need_no_template() -> None:
    common = [*PLAIN[:6], forms.CheckboxInput, forms.Textarea, forms.Select, forms.SelectMultiple]
    assert {kind.template_name for kind in common} <= set(DRAWN)
