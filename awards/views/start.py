"""The page where each role starts after logging in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from regencies.choices import Role

START = {
    Role.OFFICER: "report_index",
    Role.HEAD: "report_index",
    Role.NOMINATOR: "nominee_index",
    Role.VERIFIER: "verifier_queue",
    Role.ADMIN: "admin:index",
}


@require_safe
def home_for_role(request: HttpRequest) -> HttpResponse:
    """Redirect to the first page of the user's role."""
    user = request.user
    for membership in user.active_memberships:
        return redirect(START[Role(membership.role)])
    if user.seats.living().exists():
        return redirect("panel_index")
    return redirect("admin:index" if user.is_superuser else "home")
