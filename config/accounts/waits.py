"""How long whoever fails to show who they are has to wait: longer with every failure, never at their own device.

Counted in the cache that all processes share, a day long, under names that tell neither account nor address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import time as clock

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from config.accounts.typed_values import is_known_device
from config.security.lines import note
from regencies.choices import SecurityEvent
from regencies.l10n.dates import format_time
from regencies.models import User

PASSWORD, CODE = "password", "code"  # what is shown
FREE = {
    "account": 5,
    "device": 5,
    "address": 100,
}  # failures before the first wait; an address may be a province's
FIRST, LONGEST, COUNTED = 60, 3600, 86_400  # seconds
DOUBLINGS = 6  # from the first to the longest


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt; it stays counted as a failure unless it `succeeded`."""

    at: float
    failures: dict[str, list[float]]  # by counter, as they were before; seconds since 1970

    def succeeded(self) -> None:
        """Forget what failed for this account; of the address, which others share, only this attempt is taken back."""
        for counter, before in self.failures.items():
            if counter.startswith("address"):
                cache.set(counter, before, COUNTED)
            else:
                cache.delete(counter)


def attempt(request: HttpRequest, what: str, whose: str, person: User | None) -> Attempt:
    """Count an attempt to show a password or a code, whoever it is for, and return it.

    Raises ValidationError, with the time in words, while earlier failures have to be waited for. One that runs at the
    same time waits until this one is stored.
    """
    counters = _counters(request, what, whose, person)
    with connection.cursor() as cursor:
        for counter in counters:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [counter])
    now, stored = clock(), cache.get_many(counters)
    failures = {counter: [at for at in stored.get(counter, []) if at > now - COUNTED] for counter in counters}
    until = max(free_again(at, FREE[counter.partition(":")[0]]) for counter, at in failures.items())
    if until > now:
        note(SecurityEvent.LOCKED_OUT, done=False, person=person)
        raise ValidationError(_in_words(until), code="too_many_login_attempts")
    for counter, before in failures.items():
        cache.set(counter, [*before[-max(FREE.values()) - DOUBLINGS :], now], COUNTED)
    return Attempt(now, failures)


def forget(what: str, whose: str, person: User) -> None:
    """Forget what failed for an account whose owner has proven who they are in another way."""
    cache.delete_many([_counter("account", what, whose), _counter("device", what, str(person.pk))])


def free_again(failures: list[float], free: int) -> float:
    """Return when somebody who failed at these moments may try again, in seconds since 1970: 0 for at once."""
    over = len(failures) - free
    return failures[-1] + min(FIRST * 2**over, LONGEST) if over >= 0 else 0


def _counters(request: HttpRequest, what: str, whose: str, person: User | None) -> list[str]:
    if person is not None and is_known_device(request, person.pk):
        return [_counter("device", what, str(person.pk))]
    return [_counter("account", what, whose), _counter("address", "", ratelimit.get_ip(request))]


def _counter(kind: str, what: str, whose: str) -> str:
    return f"{kind}:{salted_hmac('waits', f'{what}:{whose}', algorithm='sha256').hexdigest()}"


def _in_words(until: float) -> str:
    whole = datetime.fromtimestamp(until, UTC) + timedelta(seconds=59)
    return (
        f"Terlalu banyak percobaan yang salah. Silakan coba lagi pukul {format_time(timezone.localtime(whole))}. "
        "Setiap kesalahan berikutnya memperpanjang waktu tunggu."
    )
