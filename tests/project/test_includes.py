"""The parts of a page: every one documented, wired for assistive technology, silent when there is nothing to say."""

import re
from pathlib import Path

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

TEMPLATES = Path(settings.BASE_DIR) / "templates"
INCLUDES = sorted(path for room in ("includes", "paritrana") for path in (TEMPLATES / room).glob("*.html"))
STATIC = Path(settings.BASE_DIR) / "config" / "static" / "site"


class ReportForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    workers = forms.CharField(label="Penerima Upah (PU)", help_text="Per 31 Desember 2025.")
    valid = forms.ChoiceField(
        label="Masih berlaku?", choices=[("ya", "Ya"), ("tidak", "Tidak")], widget=forms.RadioSelect
    )


ReportFormSet = forms.formset_factory(ReportForm, extra=1, max_num=1)


def render(name: str, room: str = "includes", **context) -> str:
    return " ".join(render_to_string(f"{room}/{name}.html", context).split())


@pytest.mark.parametrize("template", INCLUDES, ids=lambda path: path.stem)
def test_every_include_says_what_it_takes(template: Path) -> None:
    assert template.read_text().startswith("{% comment %}")


def test_every_static_file_a_template_names_exists() -> None:
    named = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r"""{%\s*static\s+['"]([^'"]+)""", path.read_text())
    }
    assert {name for name in named if finders.find(name) is None} == set()


def test_scripts_stay_small() -> None:
    assert {path.name for path in STATIC.glob("*.js") if len(path.read_text().splitlines()) > 150} == set()


def test_a_summary_names_each_field_with_a_link_to_it() -> None:
    page = render("error_summary", form=ReportForm({}))
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', page)
    assert links == [
        ("#id_workers", "Penerima Upah (PU): Isian ini wajib diisi."),
        ("#id_valid", "Masih berlaku? Isian ini wajib diisi."),
    ]


def test_a_summary_reads_formsets_and_plain_reasons() -> None:
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-workers": "1"}
    page = render("error_summary", forms=[ReportFormSet(data), ReportForm()])
    assert re.findall(r'href="([^"]+)"', page) == ["#id_form-0-valid"]
    page = render("error_summary", problems=["Bobot berjumlah 98.", {"text": "SK kosong.", "url": "/sk/"}])
    assert re.findall(r"<li>\s*(.*?)\s*</li>", page) == [
        "Bobot berjumlah 98.",
        '<a href="/sk/">SK kosong.</a>',
    ]


@pytest.mark.parametrize("form", [None, ReportForm(), ReportForm({"workers": "1", "valid": "ya"})])
def test_a_summary_of_nothing_is_nothing(form: ReportForm | None) -> None:
    assert render("error_summary", form=form) == ""


def test_a_field_is_described_by_its_help_and_its_error() -> None:
    page = render("field", "paritrana", field=ReportForm({})["workers"])
    described = re.search(r'aria-describedby="([^"]+)"', page)
    assert described is not None
    assert described[1].split() == ["id_workers_helptext", "id_workers_error"]
    assert all(page.count(f'id="{name}"') == 1 for name in described[1].split())
    assert 'aria-invalid="true"' in page


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    page = render("field", "paritrana", field=ReportForm()["valid"])
    assert page.startswith('<fieldset class="field"')
    assert '<legend class="label">Masih berlaku?</legend>' in page


def test_a_form_shown_by_crispy_has_its_hidden_fields_first_and_every_field_once() -> None:
    page = as_crispy_form(ReportForm({"workers": "1"}))
    assert re.findall(r'<input type="(\w+)" name="(\w+)"', page) == [
        ("hidden", "version"),
        ("text", "workers"),
        ("radio", "valid"),
        ("radio", "valid"),
    ]
    assert re.findall(r'data-error-for="(\w+)"', page) == ["workers", "valid"]
