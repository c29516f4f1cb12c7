"""Layout objects for the forms of a page, beside those of crispy-forms, and the layout of an entry's form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.template.loader import get_template
from django.utils.safestring import SafeString

from regencies.presenters.figure_rows import YEAR_BEFORE, FigureRow


class Part:
    """A template with some boxes of the form, those named by `boxes`; `shown` is what else it shows.

    Of the page the template sees nothing. A box the form lacks is left out.
    """

    def __init__(self, template: str, boxes: Mapping[str, str], **shown: Any) -> None:
        self.template, self.boxes, self.shown = template, boxes, shown

    def render(self, form: forms.BaseForm, *args: Any, **kwargs: Any) -> SafeString:
        """Return the template with those boxes the form has."""
        here = {place: name for place, name in self.boxes.items() if name in form.fields}
        form.rendered_fields.update(here.values())
        return get_template(self.template).render(
            self.shown | {place: form[name] for place, name in here.items()}
        )


class Group(LayoutObject):
    """Parts that stand together in one <div>, below a heading or without one; another template may show more."""

    def __init__(
        self,
        css_class: str,
        *parts: Any,
        heading: str = "",
        template: str = "paritrana/group.html",
        **shown: Any,
    ) -> None:
        self.css_class, self.heading, self.fields = css_class, heading, list(parts)
        self.template, self.shown = template, shown

    def render(self, form: forms.BaseForm, context: Any, **kwargs: Any) -> SafeString:
        parts = self.get_rendered_fields(form, context, **kwargs)
        shown = {"css_class": self.css_class, "heading": self.heading, "parts": parts}
        return get_template(self.template).render(self.shown | shown)


class Fold(LayoutObject):
    """Boxes that are folded away below a heading until somebody opens them, open where one says something."""

    def __init__(self, heading: str, *boxes: str) -> None:
        self.heading, self.fields = heading, list(boxes)

    def render(self, form: forms.BaseForm, context: Any, **kwargs: Any) -> SafeString:
        said = any(form[name].errors or form[name].value() not in (None, "") for name in self.fields)
        parts = self.get_rendered_fields(form, context, **kwargs)
        shown = {"heading": self.heading, "is_open": said, "parts": parts}
        return get_template("paritrana/fold.html").render(shown)


def helper_of(*parts: Any) -> FormHelper:
    """Return what {% crispy %} lays a form out by: these parts, then the hidden boxes.

    The <form> element and the buttons are the page's.
    """
    helper = FormHelper()
    helper.form_tag, helper.render_hidden_fields = False, True
    helper.layout = Layout(*parts)
    return helper


Asked = Callable[[Sequence[str]], Any]  # names of boxes → the part of the page with what is asked about them


def entry_helper(
    form: forms.BaseForm | None,
    figures: Mapping[str, FigureRow],
    year: int,
    asked: Asked | None = None,
    *,
    abreast: bool = False,
) -> FormHelper:
    """Return the layout of an entry's form: runs of figures beside last year's, the others below each other.

    What is `asked` about a box stands below it. `abreast`: as many of the others in one line as there is room for,
    as a row of a grid has them, and the questions below the line.
    """
    parts = _runs(form, figures, year, asked or (lambda names: None), abreast=abreast) if form else ()
    return helper_of(*filter(None, parts))


def _runs(
    form: forms.BaseForm, figures: Mapping[str, FigureRow], year: int, asked: Asked, *, abreast: bool
) -> Iterator[Any]:
    before = {name: YEAR_BEFORE.get(name, "") for name in figures}
    names = [name for name in form.fields if name not in before.values() and not form[name].is_hidden]
    for are_figures, run in groupby(names, key=figures.__contains__):
        here = list(run)
        boxes = [_figure(name, figures[name], year) if are_figures else name for name in here]
        about = [[name, before[name]] if are_figures else [name] for name in here]
        if abreast:
            yield Group("figure-inputs" if are_figures else "row-boxes", *boxes)
            yield asked([name for some in about for name in some])
        else:
            pairs = zip(boxes, about, strict=True)
            parts = [part for box, some in pairs for part in (box, asked(some)) if part]
            yield from [Group("figure-inputs", *parts)] if are_figures else parts


def _figure(name: str, row: FigureRow, year: int) -> Part:
    boxes = {"field": name, "previous_field": YEAR_BEFORE.get(name, "")}
    return Part("paritrana/figure.html", boxes, row=row, previous_label=year - 1, current_label=year)
