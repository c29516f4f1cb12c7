"""Two tabs on one row of the desk: the one that is behind is refused, and overwrites nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ModelForm

from regencies.presenters.audit_log import Source

FIELD = "_seen"
BEHIND = (
    "Data ini sudah diubah sejak halaman ini dibuka, jadi belum ada yang disimpan. Catat isian Bapak/Ibu, muat "
    "ulang halaman, lalu ubah lagi bila masih perlu."
)


def mark(sources: Iterable[Source]) -> str:
    """Names the last recorded change of everything a page tells the history of. One query for each source."""
    return "-".join(str(_latest(source)) for source in sources)


def _latest(source: Source) -> int:
    if isinstance(source, models.Model):
        source = type(source).pgh_event_model.objects.filter(pgh_obj_id=source.pk)
    found: int | None = source.aggregate(last=models.Max("pgh_id"))["last"]
    return found or 0


def fresh_only(form: type[ModelForm], row: models.Model, sources: Iterable[Source], seen: str) -> Any:
    """The form, which refuses when the row is not as it was seen. The row is held until that is decided."""

    class FreshForm(form):  # type: ignore[valid-type,misc]
        def clean(self) -> Any:
            cleaned = super().clean()
            held = type(row)._base_manager.select_for_update(of=("self",), no_key=True)
            held.filter(pk=row.pk).values_list("pk").first()
            if mark(sources) != seen:
                raise ValidationError(BEHIND)
            return cleaned

    return FreshForm
