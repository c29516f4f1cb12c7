"""Quick nodes draw what Django's draw, to the byte."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Engine
from django.test import override_settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from config.formats.templates import QuickNode, QuickVariable
from regencies.views.officer.report_key import ReportKey

OURS = "config.formats.templates.Loader"
ADDRESS = "{% url 'region' value %}"
PARTS = {
    "part": "[{{ name }}|{{ outer }}|{{ forloop.counter }}]",
    "sets": '{% firstof name "x" as kept %}{{ kept }}',
    "wide": "{% block one %}wide {{ name }}{% endblock %}{% block two %}{{ name }}{% endblock %}",
    "narrow": '{% extends "wide" %}{% block one %}{{ block.super }} narrow{% endblock %}',
    "lean": '{% extends "narrow" %}{% block two %}{{ block.super }}{% endblock %}{% block no %}x{% endblock %}',
}
TEMPLATES = [
    "{{ text }} {{ safe }} {{ lazy }} {{ none }} {{ true }} {{ whole }} {{ exact }} {{ day }} {{ moment }} {{ no }}",
    "{{ text|safe }} {{ text|upper }} {{ no|default:text }} {{ whole|add:whole }} {{ none|default_if_none:which }}",
    '{{ "a < b" }} {{ 5 }} {{ 2.5 }} {{ _("Yes") }} {{ _("Yes")|lower }} {{ True }} {{ None }}',
    "{{ row.name }} {{ row.method }} {{ row.lookup }} {{ row.missing }} {{ row.missing.more }} {{ row.wants }}",
    "{{ row.deletes }} {{ row.gone }} {{ row.kind }} {{ row.kept.x }} {{ listed.1 }} {{ listed.9 }} {{ listed.x }}",
    "{{ held.items }} {{ held.key }} {{ held.1 }} {{ waiting.name }} {{ waiting.key }} {{ called }} {{ whole.real }}",
    "{% autoescape off %}{{ text }} {{ safe }} {{ whole }}{% endautoescape %}{{ text }}",
    "{% if missing %}a{% elif row.name == text %}b{% elif not row.missing and listed|length > 1 %}c{% endif %}",
    "{% if row.gone %}a{% endif %}{% if no is None %}b{% endif %}{% if no.more == row.missing %}c{% endif %}",
    "{% for name in listed %}{{ forloop.counter }}{{ name }}{% include 'part' %}{% empty %}-{% endfor %}{{ name }}",
    "{% for name in no %}{{ name }}{% empty %}-{% endfor %}{% for a, b in held.items %}{{ a }}{{ b }}{% endfor %}",
    "{% with outer=text name=row.name %}{{ outer }}{% include 'part' %}{% include 'part' only %}{% endwith %}",
    "{% with outer=whole %}{% include 'part' with name=text only %}{% include 'part' with name=missing %}{% endwith %}",
    "{% include 'sets' with name=text %}{{ kept }}{% include 'sets' %}{{ name }}",
    "{% include 'narrow' with name=text %}{% include 'narrow' with name=whole only %}{% include which %}",
    "{% include listed.0|default:'part' %}",
    "{% include 'lean' with name=text %}{% include 'narrow' %}{% include 'lean' with name=whole only %}",
    "{% extends 'lean' %}{% block one %}{{ text }}{{ block.super }}{% include 'narrow' %}{% endblock %}",
    "{% extends which_base %}{% block two %}{% for name in listed %}{{ name }}{% endfor %}{% endblock %}",
    "{% url 'home' %} {% url 'region' listed.2 %} {% url 'evidence' whole %} {% url 'admin:index' %}",
    "{% url 'evidence' evidence=whole %} {% url 'evidence' true as kept %}{{ kept }} {% url 'evidence' 1 %}",
    "{% url 'nowhere' as kept %}[{{ kept }}] {% url 'region' row.name %} {% url which_page 2025 %}",
    "{% url 'report_overview' key %} {% url 'region' marked %}",
    "{% autoescape off %}{% url 'region' row.name %}{% endautoescape %}",
    "{% csrf_token %}{% with csrf_token=text %}{% csrf_token %}{% endwith %}",
    "{% cycle 'a' 'b' as which %}{{ which }}{% filter upper %}{{ text }}{% endfilter %}",
]


class Row:
    name = "a < b"
    kind = int

    def __str__(self):
        return "<row>"

    def method(self):
        return "it's"

    def wants(self, argument):
        return argument

    def deletes(self):
        raise AssertionError

    deletes.alters_data = True

    def kept(self):
        raise AssertionError

    kept.do_not_call_in_templates = True

    @property
    def gone(self):
        raise ObjectDoesNotExist


class Marked:
    """What may say something else the next time."""

    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text


def shown():
    """What the templates are given, anew for each: nothing of one is seen by another."""
    row = Row()
    return {
        "text": '<b>"it\'s" & more</b>',
        "safe": mark_safe("<b>safe</b>"),
        "lazy": gettext_lazy("Yes"),
        "none": None,
        "true": True,
        "whole": 12345,
        "exact": Decimal("1234.50"),
        "day": datetime.date(2026, 7, 29),
        "moment": datetime.datetime(2026, 7, 29, 3, tzinfo=datetime.UTC),
        "row": row,
        "listed": ["part", "<two>", "61.04"],
        "key": ReportKey(2025, region="6104"),
        "marked": Marked("61.05 & more"),
        "which_page": "report_overview",
        "which_base": "wide",
        "held": {"key": "<value>", 1: "one"},
        "waiting": SimpleLazyObject(lambda: row),
        "called": lambda: "<called>",
        "which": "part",
    }


def engine(*, quick, debug=False):
    """An engine with these templates, of our loader or of Django's."""
    named = PARTS | {str(number): text for number, text in enumerate(TEMPLATES)}
    loader = OURS if quick else "django.template.loaders.cached.Loader"
    return engine_of(named, loader, debug=debug)


def engine_of(named, loader=OURS, **options):
    return Engine(loaders=[(loader, [("django.template.loaders.locmem.Loader", named)])], **options)


@pytest.mark.parametrize("number", range(len(TEMPLATES)), ids=TEMPLATES)
@pytest.mark.parametrize("grouped", [False, True])
def test_a_template_is_drawn_as_by_django(number, grouped):
    ours, theirs = engine(quick=True), engine(quick=False)
    with override_settings(USE_THOUSAND_SEPARATOR=grouped):
        for _ in range(2):  # the second time everything is kept
            drawn = [one.get_template(str(number)).render(Context(shown())) for one in (ours, theirs)]
            assert drawn[0] == drawn[1]


def test_every_name_of_a_template_is_quick_but_where_errors_are_shown_to_developers():
    number = str(next(at for at, text in enumerate(TEMPLATES) if "|safe" in text))
    quick = engine(quick=True).get_template(number).nodelist.get_nodes_by_type(QuickNode)
    assert [type(node.filter_expression.var) for node in quick] == [QuickVariable] * 5
    assert type(quick[3].filter_expression.filters[0][1][0][1]) is QuickVariable
    shown_to_developers = engine(quick=True, debug=True).get_template(number)
    assert shown_to_developers.nodelist.get_nodes_by_type(QuickNode) == []


@pytest.mark.parametrize(
    "text", ["{{ row.broken }}", "{% if 1 %}{{ row.broken }}{% endif %}", "{% include 'bad' %}"]
)
def test_a_fault_of_ours_is_raised_and_leaves_the_names_as_they_were(text):
    class Broken:
        @property
        def broken(self):
            return self.no_such_name

    named = {"page": text, "bad": "{% with a=1 %}{{ row.broken }}{% endwith %}"}
    quick = engine_of(named)
    context = Context({"row": Broken()})
    before = list(context.dicts)
    with pytest.raises(AttributeError, match="no_such_name"):
        quick.get_template("page").render(context)
    assert context.dicts == before


def test_an_address_is_kept_of_values_that_stay():
    page = engine_of({"page": ADDRESS}).get_template("page")
    marked = Marked("61.05")
    values = [1, True, "1", marked, ReportKey(2025), 1]
    drawn = [page.render(Context({"value": value})) for value in values]
    assert drawn == [reverse("region", args=[str(value)]) for value in values]
    marked.text = "61.06"
    assert page.render(Context({"value": marked})) == reverse("region", args=["61.06"])


def test_an_address_that_is_none_is_an_error_each_time():
    page = engine_of({"page": ADDRESS}).get_template("page")
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            page.render(Context({"value": ""}))


@pytest.mark.parametrize("invalid", ["", "?", "?%s?"])
def test_what_leads_nowhere_is_shown_as_the_engine_says_and_asked_for_once(invalid):
    asked = []
    page = engine_of({"page": "{{ row.more.missing }} {{ none }}"}, string_if_invalid=invalid).get_template(
        "page"
    )
    row = {"more": lambda: asked.append(1)}
    missing, none = page.render(Context({"row": row})).split(" ")
    assert (missing, none) == tuple(invalid.replace("%s", name) for name in ("row.more.missing", "none"))
    assert asked == [1]
