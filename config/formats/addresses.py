"""Addresses by their name, and which view an address leads to; both are kept, as they depend on nothing else."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.urls import ResolverMatch, URLPattern, URLResolver, get_script_prefix, get_urlconf, reverse
from django.urls.resolvers import RoutePattern

NOT_FROZEN = SimpleNamespace(frozen=False)
MOST, LONGEST = 4096, 200  # addresses kept, and characters of one that is


class KeptResolver(URLResolver):
    """Patterns that are gone through once for each address; what converters make of its parts has to be frozen.

    An address that leads nowhere is looked for each time it is asked for.
    """

    def __init__(self, patterns: Sequence[URLPattern | URLResolver]) -> None:
        super().__init__(RoutePattern("", is_endpoint=False), patterns)
        self._found = lru_cache(maxsize=MOST)(super().resolve)

    def resolve(self, path: str) -> ResolverMatch:
        """Return where a path leads. Raises Resolver404."""
        return self._found(path) if len(path) <= LONGEST else super().resolve(path)


def address_of(name: str, *values: Any, site: str | None = None) -> str:
    """Return what Django's `reverse` returns, seen from a page of `site`. Raises NoReverseMatch.

    Kept is what was made of numbers, texts and frozen values.
    """
    if not all(map(_stays, values)):
        return reverse(name, args=values, current_app=site)
    return _address(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), site, name, *values)


def _stays(value: object) -> bool:
    """Return whether a value says the same for ever."""
    return isinstance(value, str | int) or getattr(value, "__dataclass_params__", NOT_FROZEN).frozen


@lru_cache(maxsize=MOST, typed=True)
def _address(urls: str, prefix: str, site: str | None, name: str, *values: Hashable) -> str:
    return reverse(name, urls, values, current_app=site)
