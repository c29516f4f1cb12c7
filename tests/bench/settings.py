"""The settings the application is served with, and the addresses of the floors."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.floors"
