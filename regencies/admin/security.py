"""The desk page of the security log: lines of the own province, read-only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from regencies.admin.base import DeskAdmin
from regencies.models import SecurityLine, User
from regencies.presenters.audit_log import Source


class ResultFilter(admin.SimpleListFilter):
    """Done or refused."""

    title = "hasil"
    parameter_name = "done"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("1", "Terlaksana"), ("0", "Ditolak")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(done=self.value() == "1") if self.value() in {"0", "1"} else queryset


@admin.register(SecurityLine)
class SecurityLineAdmin(DeskAdmin):
    """Who logged in, was refused, changed a role, read evidence or others' scores; nothing is written here."""

    province_path = "provinces"
    change_form_template = "admin/desk/line_form.html"
    list_display = ("at", "event", "result", "who", "whose", "about", "address")
    list_filter = ("event", ResultFilter, "at")
    search_fields = ("actor_name", "person_name", "address", "request", "about")
    search_help_text = "Nama, alamat IP, atau nomor permintaan"
    fields = ("at", "event", "result", "who", "whose", "about", "address", "request")
    readonly_fields = ("result", "who", "whose")

    def visible(self, queryset: QuerySet[Any], user: User) -> QuerySet[Any]:
        """Return the lines of the provinces a user administers."""
        if user.is_superuser:
            return queryset
        return queryset.filter(provinces__overlap=user.administered_province_ids)

    def history_of(self, row: Any, user: User) -> list[Source]:
        """Return nothing: a line never changes."""
        return []

    @admin.display(description="Hasil", ordering="done")
    def result(self, row: SecurityLine) -> str:
        return "Terlaksana" if row.done else "Ditolak"

    @admin.display(description="Pelaku", ordering="actor_name")
    def who(self, row: SecurityLine) -> str:
        return row.actor_name or "–"

    @admin.display(description="Akun", ordering="person_name")
    def whose(self, row: SecurityLine) -> str:
        return row.person_name or "–"
