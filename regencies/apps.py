"""The Django application of yearly reports."""

from django.apps import AppConfig


class RegenciesConfig(AppConfig):
    """Names the application."""

    name = "regencies"
    verbose_name = "Daerah dan laporan"
