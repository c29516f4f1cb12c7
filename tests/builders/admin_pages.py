"""Asking the desk: addresses of its pages, and what an answer says."""

from django.http import HttpResponse
from django.urls import reverse


def page(name: str, *args: object) -> str:
    """ "awards_edition_change" and its arguments as an address."""
    return reverse(f"admin:{name}", args=args)


def text(response: HttpResponse) -> str:
    """The page with its white space evened out."""
    return " ".join(response.content.decode().split())
