"""Which queries took longer than SLOW_MS: their text, in which places stand for the values."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

LONGEST = 2000  # characters of a query

logger = logging.getLogger(__name__)


def time_query(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Execute a query, and log it when it was slow; a wrapper of every connection (config.postgres.base)."""
    since = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        if (took := round((time.perf_counter() - since) * 1000)) > settings.SLOW_MS:
            logger.warning("Slow query, %d ms: %s", took, str(sql)[:LONGEST])
