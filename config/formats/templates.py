"""Templates drawn by quicker nodes than Django's: the same language, to the byte the same pages.

Django asks at every turn what is known once a template is read: whether a value is text, what a name may mean, which
template is included. Where errors are shown to developers (`engine.debug`) its own nodes draw: they say where.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from django.conf import settings
from django.template import Engine
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Template,
    TextNode,
    Variable,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.context import BaseContext, Context
from django.template.defaulttags import CsrfTokenNode, URLNode, WithNode
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode, IncludeNode
from django.template.loaders import cached
from django.template.smartif import TokenBase
from django.urls import NoReverseMatch
from django.utils.safestring import SafeString

from config.formats.addresses import address_of

FROM = ("django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader")
NO_SUCH_KEY = (TypeError, AttributeError, KeyError, ValueError, IndexError)
FOUND = Variable("found")
NAMES = {"True": True, "False": False, "None": None}  # what every context knows


class Loader(cached.Loader):
    """Reads each template once, from our directory or that of an application, and has quick nodes draw it."""

    def __init__(self, engine: Engine, loaders: Sequence[Any] = FROM) -> None:
        super().__init__(engine, loaders)

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """Return the template of this name. Raises TemplateDoesNotExist."""
        template = super().get_template(template_name, skip)
        if not self.engine.debug and not getattr(template, "is_quick", False):
            _quicken(template.nodelist)
            template.is_quick = True
        return template


class QuickVariable(Variable):
    """What a template names, found as Django finds it; a name that leads nowhere is not written to the log."""

    __slots__ = ()

    def resolve(self, context: BaseContext) -> Any:
        if self.lookups is None or self.translate:
            return super().resolve(context)
        try:
            return self._followed(context)
        except Exception as problem:
            if getattr(problem, "silent_variable_failure", False):
                return context.template.engine.string_if_invalid
            raise

    def _followed(self, context: BaseContext) -> Any:
        name = self.lookups[0]
        for names in reversed(context.dicts):
            if name in names:
                found = names[name]
                break
        else:
            raise VariableDoesNotExist("Failed lookup for key [%s] in %r", (name, context))
        if callable(found):
            found = _called(found, context)
        for name in self.lookups[1:]:
            found = _part(found, name)
            if callable(found):
                found = _called(found, context)
        return found


class QuickExpression(FilterExpression):
    """A name or text with its filters; without any there is nothing to ask of them."""

    __slots__ = ()

    def resolve(self, context: Context, ignore_failures: bool = False) -> Any:
        if self.filters or not self.is_var:
            return super().resolve(context, ignore_failures)
        try:
            return self.var.resolve(context)
        except VariableDoesNotExist:
            if ignore_failures:
                return None
            shown = context.template.engine.string_if_invalid
            return shown % self.var if "%s" in shown else shown


class QuickNode(VariableNode):
    """A value in a page: text and whole numbers, which most are, without asking what else they might be."""

    def render(self, context: Context) -> str:
        value = self.filter_expression.resolve(context)
        kind = type(value)
        if kind is SafeString:
            return value
        if kind is str and context.autoescape:
            return escape(value)
        if kind is int and not settings.USE_THOUSAND_SEPARATOR:
            return str(value)
        return render_value_in_context(value, context)

    render_annotated = render


class QuickWith(WithNode):
    """Names for what is drawn inside."""

    def render(self, context: Context) -> str:
        context.dicts.append({name: value.resolve(context) for name, value in self.extra_context.items()})
        try:
            return self.nodelist.render(context)
        finally:
            context.dicts.pop()

    render_annotated = render


class QuickInclude(IncludeNode):
    """An included template, looked for once where its name is written in the page; `only` takes the names away."""

    included: Template | None = None

    def render(self, context: Context) -> str:
        if self.included is None:
            if self.template.is_var or self.template.filters or self.template.var.startswith("."):
                return super().render(context)
            self.included = context.template.engine.get_template(self.template.var)
        named = {name: value.resolve(context) for name, value in self.extra_context.items()}
        before = context.dicts
        context.dicts = [NAMES, named] if self.isolated_context else [*before, named]
        try:
            return _drawn(self.included, context)
        finally:
            context.dicts = before

    render_annotated = render


class QuickExtends(ExtendsNode):
    """A page that fills the blocks of another; those of the outermost are looked for once, not at every page."""

    def render(self, context: Context) -> str:
        parent, state = self.get_parent(context), context.render_context
        if BLOCK_CONTEXT_KEY not in state:
            state[BLOCK_CONTEXT_KEY] = BlockContext()
        state[BLOCK_CONTEXT_KEY].add_blocks(self.blocks)
        state[BLOCK_CONTEXT_KEY].add_blocks(_outermost_blocks(parent))
        with state.push_state(parent, isolated_context=False):
            return parent._render(context)

    render_annotated = render


class QuickAddress(URLNode):
    """An address by its name; what an address was made of numbers, texts and frozen values is kept."""

    def render(self, context: Context) -> str:
        name, values = self.view_name.resolve(context), [value.resolve(context) for value in self.args]
        if self.kwargs:
            return super().render(context)
        try:
            address = address_of(name, *values, site=_site(context))
        except NoReverseMatch:
            if self.asvar is None:
                raise
            address = ""
        if self.asvar:
            context[self.asvar] = address
            return ""
        return escape(address) if context.autoescape else address

    render_annotated = render


class QuickToken(CsrfTokenNode):
    """The token of a form."""

    def render(self, context: Context) -> str:
        token = str(context.get("csrf_token") or "")
        if token in ("", "NOTPROVIDED"):
            return super().render(context)
        return f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">'

    render_annotated = render


def _outermost_blocks(template: Template) -> dict[str, BlockNode]:
    """Return the blocks of a template by name; none of one that extends another, which gives them itself."""
    if not hasattr(template, "blocks_found"):
        first = next((node for node in template.nodelist if not isinstance(node, TextNode)), None)
        nodes = [] if isinstance(first, ExtendsNode) else template.nodelist.get_nodes_by_type(BlockNode)
        template.blocks_found = {node.name: node for node in nodes}
    return template.blocks_found


def _site(context: Context) -> str | None:
    """Return the site of the desk, or the namespace, that a page is of."""
    request = getattr(context, "request", None)
    match = getattr(request, "resolver_match", None)
    return getattr(request, "current_app", match and match.namespace)


QUICK: dict[type, type] = {
    Variable: QuickVariable,
    FilterExpression: QuickExpression,
    VariableNode: QuickNode,
    WithNode: QuickWith,
    IncludeNode: QuickInclude,
    ExtendsNode: QuickExtends,
    URLNode: QuickAddress,
    CsrfTokenNode: QuickToken,
}


def _quicken(part: object) -> None:
    """Give whatever a template consists of its quick class: nodes, conditions, expressions and their arguments."""
    if kind := QUICK.get(type(part)):
        part.__class__ = kind
    if isinstance(part, FilterExpression):
        _quicken([part.var, *(argument for _, arguments in part.filters for _, argument in arguments)])
    elif isinstance(part, NodeList | list | tuple):
        for one in part:
            _quicken(one)
    elif isinstance(part, dict):
        _quicken(list(part.values()))
    elif isinstance(part, Node | TokenBase):
        _quicken(list(vars(part).values()))


def _part(whole: Any, name: str) -> Any:
    """Return what stands under this name: key, attribute or place in a list. Raises VariableDoesNotExist."""
    if hasattr(type(whole), "__getitem__"):
        try:
            return whole[name]
        except NO_SUCH_KEY:
            pass
    try:
        return getattr(whole, name)
    except (TypeError, AttributeError):
        if name in dir(whole):
            raise
        try:
            return whole[int(name)]
        except (IndexError, ValueError, KeyError, TypeError):
            raise VariableDoesNotExist("Failed lookup for key [%s] in %r", (name, whole)) from None


def _called(found: Any, context: BaseContext) -> Any:
    """Return what a function gives without arguments; Django decides on one that changes rows or wants some."""
    if not getattr(found, "do_not_call_in_templates", False) and not getattr(found, "alters_data", False):
        try:
            return found()
        except TypeError:
            pass
    with context.push(found=found):
        return FOUND.resolve(context)


def _drawn(template: Template, context: Context) -> str:
    """Return `template.render(context)` inside of a page, without its three context managers."""
    state = context.render_context
    before, state.template = state.template, template
    state.push()
    try:
        return template._render(context)
    finally:
        state.pop()
        state.template = before
