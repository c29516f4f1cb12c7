#!/usr/bin/env python
"""Django's command line."""

import gc
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from config.postgres.base import DatabaseUnreachable


def main(arguments: list[str]) -> None:
    """Run a command; settings that make no sense and a dead database end it with one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    gc.set_threshold(50_000)  # a command ends soon, and what it makes is seldom garbage
    try:
        execute_from_command_line(arguments)
    except (DatabaseUnreachable, ImproperlyConfigured) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main(sys.argv)
