"""How long somebody stays logged in: until they were idle too long, and never longer than the limit."""

from __future__ import annotations

import datetime
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends.db import SessionStore as DatabaseSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.postgres.compiled import compiled

STARTED = "started"  # seconds since 1970 when the person logged in
STEP = timedelta(minutes=1)  # a session in use is prolonged once in that time, not with every request


class SessionStore(DatabaseSession):
    """Prolongs a session that is used; ends it when its limit is reached, however much it is used."""

    def load(self) -> dict[str, Any]:
        row = _living.first(self.session_key, timezone.now())
        if row is None:
            self._session_key = None
            return {}
        data = self.decode(row.session_data)
        if SESSION_KEY not in data:
            return data
        if data.get(STARTED, 0) + settings.SESSION_LIMIT_MINUTES * 60 < time.time():
            self._session_key = None
            return {}
        left = row.expire_date - timezone.now()
        if left < timedelta(seconds=settings.SESSION_COOKIE_AGE) - STEP:
            self.modified = True
        return data

    def save(self, must_create: bool = False) -> None:
        if SESSION_KEY in self._get_session(no_load=must_create):
            self.setdefault(STARTED, int(time.time()))
        super().save(must_create)

    @classmethod
    def get_model_class(cls) -> Any:
        return DatabaseSession.get_model_class()


@compiled
def _living(key: str | None, now: datetime.datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@login_not_required
@require_safe
@never_cache
def session_state(request: HttpRequest) -> JsonResponse:
    """Tell an open page who is logged in now, and the token its forms are sent with."""
    return JsonResponse({"person": request.user.pk, "token": get_token(request)})
