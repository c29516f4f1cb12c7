"""The Django application that puts our admin site in the place of Django's."""

from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate

from config.postgres.changes import tell_of_every_table
from config.postgres.triggers import ignore_nothing


class ParitranaAdmin(AdminConfig):
    """Makes awards.admin_site the admin site."""

    default_site = "awards.admin_site.ParitranaAdminSite"

    def ready(self) -> None:
        super().ready()
        from config import checks  # noqa: F401 (registers the system checks)
        from config.security import signals

        signals.connect()

        for install in (ignore_nothing, tell_of_every_table):
            post_migrate.connect(install, sender=self)
