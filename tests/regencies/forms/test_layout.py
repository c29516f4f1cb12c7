"""A form laid out by its helper: every box once and in order, figures beside last year's, nothing of the page."""

import re

from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils.safestring import SafeString

from regencies.forms.fields import PlainNumberField, WholeNumberField
from regencies.forms.layout import entry_helper
from regencies.presenters.figure_rows import FigureRow

ROW = FigureRow("Jumlah pekerja", "71.405", "80.101", "+8.696", "up", SafeString("<svg></svg>"))


class ProposalForm(forms.Form):
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    segment = forms.CharField(label="Segmen")
    figure = WholeNumberField(label="Jumlah pekerja", help_text="Per 31 Desember.")
    figure_previous = WholeNumberField(label="Tahun sebelumnya", required=False)
    since = PlainNumberField(label="Sejak", required=False)


def laid_out(data: dict[str, str] | None = None, *, row: FigureRow | None = ROW) -> str:
    form = ProposalForm(data)
    figures = {"figure": row} if row else {}
    page = {"row": "row of the page", "card": "card of the page"}
    return " ".join(render_crispy_form(form, entry_helper(form, figures, 2025), page).split())


def boxes(page: str) -> list[str]:
    return re.findall(r'<input type="\w+" name="(\w+)"', page)


def test_every_box_stands_once_in_the_order_of_the_form_and_hidden_ones_last() -> None:
    assert boxes(laid_out(row=None)) == ["segment", "figure", "figure_previous", "since", "version"]


def test_a_figure_stands_beside_the_box_of_the_year_before() -> None:
    page = laid_out()
    assert boxes(page) == ["segment", "figure_previous", "figure", "since", "version"]
    assert re.findall(r'<label class="cell-label" for="(\w+)"> (\d+)', page) == [
        ("id_figure_previous", "2024"),
        ("id_figure", "2025"),
    ]
    assert re.findall(r"of the page", page) == []


def test_a_wrong_figure_is_described_by_its_help_and_its_error_and_a_right_one_is_read_back() -> None:
    page = laid_out({"segment": "pu", "figure": "-5", "figure_previous": "71.405"})
    (described,) = re.findall(r'<input type="text" name="figure"[^>]*aria-describedby="([^"]+)"', page)
    assert described.split() == ["id_figure_helptext", "id_figure_error"]
    assert [page.count(f'id="{name}"') for name in described.split()] == [1, 1]
    assert re.findall(
        r'<div class="figure-input( field-wrong)?" role="group" aria-label="([^"]+)"', page
    ) == [(" field-wrong", "Jumlah pekerja")]
    right = laid_out({"segment": "pu", "figure": "80.101"})
    assert re.findall(r'id="id_figure_echo" aria-live="polite">([^<]*)<', right) == [
        "Terbaca: 80.101 (delapan puluh ribu seratus satu)"
    ]


def test_a_number_box_is_as_wide_as_its_numbers() -> None:
    page = laid_out(row=None)
    assert re.findall(r'<div class="(box[^"]*)">', page) == ["box", "box box-sm", "box box-sm", "box box-xs"]
