"""How Django's forms are drawn: what a hidden box tells nobody is left out."""

from typing import Any

from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates

from config.formats.widgets import drawn


class Box(BoundField):
    """A field of a form. Its hidden twin, which holds what stood in it, is described and judged to nobody."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        """Return the attributes of the widget; those of assistive technology only for one that is shown."""
        given = super().build_widget_attrs(attrs, widget)
        hidden = (widget or self.field.widget).is_hidden
        return {name: value for name, value in given.items() if not (hidden and name.startswith("aria-"))}


class Renderer(DjangoTemplates):
    """Django's own templates, our boxes; the commonest widgets without a template, to the byte the same."""

    bound_field_class = Box

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Return the form, field or widget as HTML."""
        widget = context.get("widget")
        return (widget and drawn(template_name, widget)) or super().render(template_name, context, request)
