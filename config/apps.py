from django.contrib.admin.apps import AdminConfig


class ParitranaAdmin(AdminConfig):
    default_site = "awards.admin_site.ParitranaAdminSite"

    def ready(self) -> None:
        super().ready()
        from config import checks  # noqa: F401 (registers the system checks)
