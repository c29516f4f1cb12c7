from django.contrib.admin.apps import AdminConfig


class ParitranaAdmin(AdminConfig):
    default_site = "config.admin.ParitranaAdminSite"
