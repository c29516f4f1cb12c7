"""Django admin as the provincial desk: entered with a provincial membership, not with a flag."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.urls import reverse


class ParitranaAdminSite(AdminSite):
    site_header = "Paritrana Award"
    site_title = "Meja admin"
    index_title = "Meja admin provinsi"
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request) -> bool:
        user = request.user
        return (
            user.is_active
            and user.is_authenticated
            and (user.is_superuser or bool(user.administered_province_ids))
        )

    def login(self, request, extra_context=None):
        """One login for everybody; whoever is logged in without the right does not learn what is here."""
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))
