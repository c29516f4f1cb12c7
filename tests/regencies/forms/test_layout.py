"""A form laid out by its helper: every box once and in order, figures beside last year's, nothing of the page."""

import re

from crispy_forms.layout import HTML
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


def test_what_is_asked_about_a_box_stands_below_it_and_below_a_line_of_boxes_abreast() -> None:
    def asked(names):
        return HTML(f"<hr title='{' '.join(names)}'>")

    def order(figures, *, abreast: bool) -> list[str]:
        helper = entry_helper(ProposalForm(), figures, 2025, asked, abreast=abreast)
        page = render_crispy_form(ProposalForm(), helper)
        return [
            one or two
            for one, two in re.findall(r"<hr title='([^']*)'|<input type=\"text\" name=\"(\w+)\"", page)
        ]

    figure = [
        "figure_previous",
        "figure",
        "figure figure_previous",
    ]  # two boxes, then what is asked about them
    assert order({"figure": ROW}, abreast=False) == ["segment", "segment", *figure, "since", "since"]
    assert order({"figure": ROW}, abreast=True) == ["segment", "segment", *figure, "since", "since"]
    names = ["segment", "figure", "figure_previous", "since"]
    assert order({}, abreast=False) == [name for name in names for _ in range(2)]
    assert order({}, abreast=True) == [*names, " ".join(names)]


def test_a_number_box_is_as_wide_as_its_numbers() -> None:
    page = laid_out(row=None)
    assert re.findall(r'<div class="(box[^"]*)">', page) == ["box", "box box-sm", "box box-sm", "box box-xs"]
