"""Tags about a form that was refused: every error of a page as links, and what was typed in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import template
from django.forms import BaseForm, BaseFormSet, Textarea, TextInput

register = template.Library()


def _sentence(label: str, text: str) -> str:
    """Return label and error as one sentence; a label may be a question, which takes no colon."""
    return f"{label} {text}" if label.endswith((".", "?", "!")) else f"{label.rstrip(':')}: {text}"


def _of_form(form: BaseForm) -> Iterator[dict[str, str]]:
    for text in form.non_field_errors():
        yield {"text": text, "url": ""}
    for field in form:
        for text in field.errors:
            # A hidden field cannot be reached by a link.
            url = "" if field.is_hidden else f"#{field.id_for_label or field.auto_id}"
            yield {"text": _sentence(str(field.label), text), "url": url}


def _of_forms(forms: Iterable[BaseForm | BaseFormSet]) -> Iterator[dict[str, str]]:
    for form in forms:
        if not form.is_bound:
            continue
        if isinstance(form, BaseFormSet):
            yield from ({"text": text, "url": ""} for text in form.non_form_errors())
            yield from _of_forms(form.forms)
        else:
            yield from _of_form(form)


@register.simple_tag
def error_items(form=None, forms=(), problems=()) -> list[dict[str, str]]:
    """Return {text, url} of every error; `problems`: sentences, mappings {text, url} or findings."""
    items = list(_of_forms([form] if form else forms or ()))
    for problem in problems or ():
        if isinstance(problem, dict):
            items.append({"text": problem["text"], "url": problem.get("url", "")})
        else:
            text = getattr(problem, "text", None) or getattr(problem, "message", None) or str(problem)
            items.append({"text": text, "url": getattr(problem, "url", None) or ""})
    return items


@register.simple_tag
def typed_texts(form: BaseForm | None) -> list[tuple[str, str]]:
    """Return (label, text) of every box of a sent form in which something was typed."""
    if form is None or not form.is_bound:
        return []
    boxes = [box for box in form.visible_fields() if isinstance(box.field.widget, TextInput | Textarea)]
    return [(str(box.label), text) for box in boxes if (text := str(box.data or "").strip())]
