"""Django admin as the provincial desk: entered with a provincial membership, not with a flag."""

from functools import wraps
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from awards.editions.overview import own_phases, remember_phases, running_editions
from config.postgres.kept import KeptWhole
from config.state.facts import facts
from config.state.table import StateTable
from regencies.actions.evidence.scanning import is_scanning
from regencies.models import HistorySeal, User

# The desk in plain words: heading → models, in the order of the work.
GROUPS = {
    "Tahun penghargaan": ["awards.Edition", "awards.Category", "awards.Criterion"],
    "Daerah dan laporan": [
        "regencies.YearlyReport",
        "regencies.OfficialWorkforce",
        "regencies.BranchFigure",
        "regencies.Extension",
        "regencies.Regency",
        "regencies.Province",
        "regencies.MinimumPremium",
    ],
    "Kandidat dan penilaian": [
        "awards.Entry",
        "awards.Seat",
        "awards.Recusal",
        "awards.Absence",
        "awards.Substitution",
        "awards.ScoreSheet",
    ],
    "Hasil": ["awards.Publication", "awards.PlenaryDecision", "awards.SpecialAward", "awards.Objection"],
    "Orang": [
        "regencies.User",
        "regencies.Membership",
        "regencies.Invitation",
        "regencies.OutgoingMail",
        "regencies.SecurityLine",
    ],
}


class Running(NamedTuple):
    """The running award years as the index shows them, and their phases."""

    drawn: SafeString
    phases: set[str]


RUNNING: KeptWhole[Running] = KeptWhole(32)  # for each admin


def running(user: User) -> SafeString:
    """Return the running award years of a user's provinces, drawn; "" for none. One query; another to draw them."""
    found = RUNNING.of((user.pk, timezone.localdate()), lambda: _running(user))
    remember_phases(user, found.phases)
    return found.drawn


def _running(user: User) -> Running:
    shown = [{"running": one, "heading": True} for one in running_editions(user)]
    drawn = "".join(render_to_string("admin/awards/running.html", one) for one in shown)
    return Running(SafeString(drawn), own_phases(user))


class ParitranaAdminSite(AdminSite):
    """The desk: its index lists the running award years, its pages are those of one province."""

    site_header = "Paritrana Award"
    site_title = "Meja admin"
    index_title = "Meja admin provinsi"
    site_url = "/"
    enable_nav_sidebar = False
    index_template = "admin/index.html"
    _empty_value_display = "–"

    def has_permission(self, request) -> bool:
        user = request.user
        return (
            user.is_active
            and user.is_authenticated
            and (user.is_superuser or bool(user.administered_province_ids))
        )

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """Redirect to the one log-in; 404 for whoever is logged in without the right."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next", reverse("admin:index")))
        if not self.has_permission(request):
            raise Http404
        return redirect("admin:index")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def register(self, model_or_iterable, admin_class=None, **options):
        """Register only pages made for the desk: a library's own page knows nothing of provinces."""
        if admin_class is not None and hasattr(admin_class, "province_path"):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        """Return the view with 404 for who may not enter, and times in the zone of the province."""

        def in_own_zone(request, *args, **kwargs):
            timezone.activate(request.user.zone)
            return view(request, *args, **kwargs)

        inner = super().admin_view(in_own_zone, cacheable)

        @wraps(inner)
        def unseen_or_inner(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return unseen_or_inner

    def each_context(self, request) -> dict[str, Any]:
        """Return what every page shows, without Django's list of applications: only the index has one."""
        return {
            "site_title": self.site_title,
            "site_header": self.site_header,
            "site_url": self.site_url,
            "has_permission": self.has_permission(request),
            "is_popup": False,
            "is_nav_sidebar_enabled": False,
            "log_entries": None,
        }

    def index(self, request, extra_context=None):
        context = {
            **self.each_context(request),
            "title": self.index_title,
            "running": running(request.user),
            "groups": self.groups(request),
            "seal": HistorySeal.objects.defer("content").last(),
            "is_scanning": is_scanning(),
        }
        return TemplateResponse(request, self.index_template, context)

    def get_urls(self) -> list[Any]:
        own = path("keadaan-sistem/", self.admin_view(require_safe(self.system_state)), name="system_state")
        return [own, *super().get_urls()]

    def system_state(self, request):
        """Show what the monitor asks of /readyz, in words."""
        context = self.each_context(request) | {"title": "Keadaan sistem", "table": StateTable(facts())}
        return TemplateResponse(request, "admin/desk/system_state.html", context)

    def app_index(self, request, app_label, extra_context=None):
        return redirect("admin:index")

    def groups(self, request) -> dict[str, list[dict]]:
        """Return heading → entries of Django's own list, for the models a heading names."""
        listed = {
            f"{app['app_label']}.{model['object_name']}": model
            for app in self.get_app_list(request)
            for model in app["models"]
        }
        return {
            heading: [listed[name] for name in names if name in listed] for heading, names in GROUPS.items()
        }
