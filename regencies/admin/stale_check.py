"""Refuses a form of the desk whose row was changed since the form was opened, so that nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ModelForm

from regencies.presenters.audit_log import Source

FIELD = "_seen"
BEHIND = (
    "Data ini sudah diubah sejak halaman ini dibuka; belum ada yang disimpan. Muat ulang halaman, lalu ubah "
    "bila perlu."
)


def history_token(sources: Iterable[Source]) -> str:
    """Return a text that changes with the recorded history of the sources. One query for each source."""
    return "-".join(str(_latest(source)) for source in sources)


def _latest(source: Source) -> int:
    if isinstance(source, models.Model):
        source = type(source).pgh_event_model.objects.filter(pgh_obj_id=source.pk)
    found: int | None = source.aggregate(last=models.Max("pgh_id"))["last"]
    return found or 0


def fresh_only(form: type[ModelForm], row: models.Model, sources: Iterable[Source], token: str) -> Any:
    """Return the form class, refusing when the history no longer has this token; it locks the row until the end."""

    class FreshForm(form):  # type: ignore[valid-type,misc]
        def clean(self) -> Any:
            cleaned = super().clean()
            held = type(row)._base_manager.select_for_update(of=("self",), no_key=True)
            held.filter(pk=row.pk).values_list("pk").first()
            if history_token(sources) != token:
                raise ValidationError(BEHIND)
            return cleaned

    return FreshForm
