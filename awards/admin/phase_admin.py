"""The base of desk pages whose rows may change only in some phases of their award year."""

from __future__ import annotations

from functools import reduce
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from awards.choices import Phase
from awards.editions.overview import own_phases
from awards.editions.phases import why_not_in
from awards.models import Category, Edition
from awards.panel.locks import hold_phase
from regencies.admin.base import DeskAdmin
from regencies.models import User
from regencies.permissions import can_administer


class PhasedAdmin(DeskAdmin):
    """A page open in the phases of `open_in`; the award year is kept in its phase while a change is written."""

    open_in: frozenset[Phase] = frozenset()
    made_in: frozenset[Phase] | None = None  # where rows are added and deleted; None: wherever they change
    edition_path = "category.edition"

    def edition_of(self, row: Any) -> Edition:
        """Return the award year a row belongs to."""
        return reduce(getattr, self.edition_path.split("."), row)

    def why_closed(self, owner: Any) -> str:
        """Return why the rows of an owner, the first step of `edition_path`, stay as they are; "" if they change."""
        _, *path = self.edition_path.split(".")
        edition = reduce(getattr, path, owner)
        return why_not_in(edition, self.open_in, str(self.opts.verbose_name).capitalize())

    def owner_of(self, row: Any) -> Any:
        """Return what a row belongs to: its award year, or what leads to it."""
        return getattr(row, self.edition_path.partition(".")[0])

    def may_add(self, user: User) -> bool:
        return not own_phases(user).isdisjoint(self._made_in)

    def may_change(self, user: User, row: Any) -> bool:
        edition = self.edition_of(row)
        return can_administer(user, edition.province_id) and not self.why_closed(self.owner_of(row))

    def may_delete(self, user: User, row: Any) -> bool:
        return self.edition_of(row).phase in self._made_in and self.may_change(user, row)

    @property
    def _made_in(self) -> frozenset[Phase]:
        return self.open_in if self.made_in is None else self.made_in

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the row, fetched anew once the phase is locked: it may have been left while this request waited.

        Raises PermissionDenied, with the reason, where a change is posted to what stays as it is.
        """
        row = super().get_object(request, object_id, from_field)
        if row is None or request.method != "POST":
            return row
        hold_phase(self.edition_of(row).pk)
        row = super().get_object(request, object_id, from_field)
        if row is not None and (reason := self.why_closed(self.owner_of(row))):
            raise PermissionDenied(reason)
        return row

    def row_or_404(self, request: HttpRequest, pk: Any) -> Any:
        """Return the row without a lock: the verb takes a stronger one, and two with this one would deadlock."""
        row = super().get_object(request, str(pk))
        if row is None:
            raise Http404
        return row

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the field, offering only award years in the right phase."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        paths = {Edition: "phase__in", Category: "edition__phase__in"}
        if path := paths.get(db_field.remote_field.model):
            field.queryset = field.queryset.filter(**{path: self._made_in})
        return field

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return a form that locks the phase of the award year a new row joins, then checks it."""
        form = super().get_form(request, obj, change, **kwargs)
        if obj is not None:
            return form
        page = self

        class HeldForm(form):
            def clean(self) -> Any:
                cleaned = super().clean()
                first, *path = page.edition_path.split(".")
                if owner := cleaned.get(first):
                    edition = reduce(getattr, path, owner)
                    hold_phase(edition.pk)
                    edition.refresh_from_db(fields=["phase"])
                    name = str(page.opts.verbose_name).capitalize()
                    if reason := page.why_closed(owner) or why_not_in(edition, page._made_in, name):
                        raise forms.ValidationError(reason)
                return cleaned

        return HeldForm
