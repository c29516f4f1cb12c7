"""Addresses by their name; what one was made of numbers, texts and frozen values is kept."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

NOT_FROZEN = SimpleNamespace(frozen=False)


def address_of(name: str, *values: Any, site: str | None = None) -> str:
    """Return what Django's `reverse` returns, seen from a page of `site`. Raises NoReverseMatch."""
    if not all(map(_stays, values)):
        return reverse(name, args=values, current_app=site)
    return _address(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), site, name, *values)


def _stays(value: object) -> bool:
    """Return whether a value says the same for ever."""
    return isinstance(value, str | int) or getattr(value, "__dataclass_params__", NOT_FROZEN).frozen


@lru_cache(maxsize=4096, typed=True)
def _address(urls: str, prefix: str, site: str | None, name: str, *values: Hashable) -> str:
    return reverse(name, urls, values, current_app=site)
