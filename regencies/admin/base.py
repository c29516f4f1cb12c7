"""The base page of the desk, as Django admin is called: rights by province, Indonesian boxes, one history.

Rights come from the provincial membership, never from Django's permission table: a page is visible when its rows
are in a province the user administers, and may change only where the subclass says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

import pghistory
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.forms import Field
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from regencies.actions.base import note_row, province_of
from regencies.admin.desk_form import Autocomplete, DeskForm, DeskFormSet, typed_reason, with_reason
from regencies.admin.stale_check import FIELD, fresh_only, history_token
from regencies.forms.fields import (
    FIELD_CLASSES,
    DecimalNumberField,
    IndonesianDateField,
    IndonesianMomentField,
    indonesian_formfield,
)
from regencies.models import User
from regencies.presenters.audit_log import Source, Subject, changes
from regencies.tables.history import HistoryTable

EXAMPLES = {
    IndonesianMomentField: "Misalnya 29 Juli 2026 16.00",
    IndonesianDateField: "Misalnya 29 Juli 2026",
    DecimalNumberField: "Dengan koma, misalnya 12,5",
}


def administered(queryset: models.QuerySet[Any], user: User, path: str) -> models.QuerySet[Any]:
    """Return the rows of the provinces a user administers; all of them for the operator."""
    return (
        queryset if user.is_superuser else queryset.filter(**{f"{path}__in": user.administered_province_ids})
    )


def once(question: Callable[[User, Any], bool], user: User, row: Any) -> bool:
    """Return the answer to a question about a row, asked once for each user: Django asks up to nine times a page."""
    answers = row.__dict__.setdefault("_rights", {})
    key = question.__name__, user.pk
    if key not in answers:
        answers[key] = question(user, row)
    return answers[key]


class DeskForms:
    """Boxes that parse Indonesian numbers and dates; choices are the rows the same person sees in the lists."""

    form = DeskForm

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        if isinstance(db_field, tuple(FIELD_CLASSES)) and not db_field.choices:
            box = indonesian_formfield(db_field)
            if box is not None and not box.help_text:
                box.help_text = EXAMPLES.get(type(box), "")
            return box
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for name in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            if field is not None and hasattr(field.widget, name):
                setattr(field.widget, name, False)
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        known = self.admin_site._registry.get(db_field.remote_field.model)
        if "queryset" not in kwargs:
            rows = db_field.remote_field.model._default_manager
            kwargs["queryset"] = known.get_queryset(request) if known else rows.none()
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Autocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class DeskAdmin(DeskForms, admin.ModelAdmin):
    """A page of the desk: rows of the own province, read-only unless a subclass lets somebody change them."""

    province_path = "province"
    only: dict[str, Any] = {}  # of which rows this page is at all
    related: tuple[str, ...] = ()  # fetched along with every row
    apart = ""  # what tells a row from its namesakes in the title of its pages: "group.category.edition.award_year"
    in_words: dict[str, str] = {}  # field → column that writes it for people, where it is only read
    actions = None
    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/desk/change_form.html"
    change_list_template = "admin/desk/change_list.html"
    object_history_template = "admin/desk/history.html"
    delete_confirmation_template = "admin/desk/delete_confirmation.html"

    # What a subclass decides ---------------------------------------------------------------------------
    def may_add(self, user: User) -> bool:
        return False

    def may_change(self, user: User, row: Any) -> bool:
        return False

    def may_delete(self, user: User, row: Any) -> bool:
        return False

    def visible(self, queryset: models.QuerySet[Any], user: User) -> models.QuerySet[Any]:
        return administered(queryset, user, self.province_path)

    def history_of(self, row: Any, user: User) -> Iterable[Source]:
        """Return the rows, or querysets of events, whose changes the history of this row shows to this user."""
        return [row]

    subject: Subject | None = None

    def called(self, row: Any) -> str:
        """Return what the pages about a row call it: its name, and what tells it from its namesakes."""
        return f"{row} · {attrgetter(self.apart)(row)}" if self.apart else str(row)

    # How Django asks ------------------------------------------------------------------------------------
    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request).select_related(*self.related)
        return self.visible(rows.filter(**self.only), request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request) and self.may_add(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request) and (
            obj is None or once(self.may_change, request.user, obj)
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return (
            self.admin_site.has_permission(request)
            and obj is not None
            and once(self.may_delete, request.user, obj)
        )

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the visible row of this key; None for digits that only Python takes for a number ("1_0", "١")."""
        if not (object_id.isascii() and object_id.isdigit()):
            return None
        return self.in_its_zone(request, super().get_object(request, object_id, from_field))

    def in_its_zone(self, request: HttpRequest, row: Any) -> Any:
        """Return a row found, or None; from here on the page tells times in the zone of its province."""
        provinces = {m.province_id: m.province for m in request.user.active_memberships if m.province}
        if len(provinces) > 1 and (
            its_own := provinces.get(province_of(row))
        ):  # of two time zones it has one
            timezone.activate(its_own.zone)
        return row

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Answer 404, whether the row is another province's or nobody's."""
        raise Http404

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.in_words:
            return fieldsets
        writing = self.has_change_permission(request, obj)
        only_read = set(self.get_readonly_fields(request, obj)) if writing else set(self.in_words)
        in_words = {name: column for name, column in self.in_words.items() if name in only_read}
        return [
            (title, {**options, "fields": [in_words.get(name, name) for name in options["fields"]]})
            for title, options in fieldsets
        ]

    def row_or_404(self, request: HttpRequest, pk: Any) -> Any:
        """Return the row of a verb's page, if this person sees it; else raise Http404."""
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        return row

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = with_reason(super().get_form(request, obj, change, **kwargs), typed_reason(request))
        token = request.POST.get(FIELD)
        if obj is None or token is None:
            return form
        return fresh_only(form, obj, self.history_of(obj, request.user), token)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        context["subtitle"] = self.called(obj) if obj is not None else None
        context["reason"] = typed_reason(request)
        if obj is not None and self.has_change_permission(request, obj):
            context["history_token"] = request.POST.get(FIELD) or history_token(
                self.history_of(obj, request.user)
            )
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and (reason := typed_reason(request)):
            pghistory.context(reason=reason)
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (
            IntegrityError
        ):  # somebody stored the same meanwhile: now the form's own check sees it, and says so
            return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        title = f"Hapus {self.opts.verbose_name}: {self.called(self.row_or_404(request, object_id))}"
        return super().delete_view(request, object_id, {"title": title}, *args, **kwargs)

    # One history: the database's own, which no page can bypass ----------------------------------------------
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        self.note_written(obj, "dibuat")

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        self.note_written(obj, "diubah")

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            self.note_written(obj, "dihapus")

    def note_written(self, row: Any, what: str) -> None:
        """Note the line of the security log about a row that was written here; a subclass may say more of it."""
        note_row(row, what)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        rows = changes(*self.history_of(row, request.user), subject=self.subject)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Riwayat {self.opts.verbose_name}: {self.called(row)}",
            "table": HistoryTable(rows, request=request),
            "opts": self.opts,
            "object": row,
        }
        return TemplateResponse(request, self.object_history_template, context)


class DeskInline(DeskForms, admin.TabularInline):
    """Rows within a page, with the rights of that page."""

    formset = DeskFormSet
    extra = 0
    can_delete = True

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the box, named for who cannot see the head of its column."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = field.label
        return field

    def _owner_may_change(self, request: HttpRequest, owner: Any) -> bool:
        page = self.admin_site._registry[self.parent_model]
        return page.has_change_permission(request, owner) if owner else page.has_add_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._owner_may_change(request, obj)

    has_change_permission = has_delete_permission = has_add_permission


class ReadOnlyInline(DeskInline):
    """Rows within a page that nobody changes here."""

    can_delete = False

    def _owner_may_change(self, request: HttpRequest, owner: Any) -> bool:
        return False


class OwnProvinceFilter(admin.RelatedFieldListFilter):
    """A filter by related row that offers only those of the own province."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: DeskAdmin) -> list[Any]:
        page = model_admin.admin_site._registry[field.remote_field.model]
        return [(row.pk, str(row)) for row in page.get_queryset(request)]
