"""Evidence in an S3-compatible object store: one that is away is an OSError, as a disk is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage


@contextmanager
def _as_disk() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as problem:
        raise OSError(f"The object store: {problem}") from problem


class ObjectStore(S3Storage):
    """Keeps each file as one private object; a file is read whole when it is opened (10 MB at most)."""

    def get_default_settings(self) -> dict[str, Any]:
        """Return the library's, but paths instead of host names, and no waiting for minutes."""
        quick = Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"total_max_attempts": 2},
            s3={"addressing_style": "path"},
            signature_version="s3v4",
        )
        return {**super().get_default_settings(), "client_config": quick}

    def _open(self, name: str, mode: str = "rb") -> File:
        with _as_disk(), super()._open(name, mode) as stored:
            return File(io.BytesIO(stored.read()), name)

    def _save(self, name: str, content: Any) -> str:
        with _as_disk():
            saved: str = super()._save(name, content)
            return saved

    def exists(self, name: str) -> bool:
        with _as_disk():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _as_disk():
            super().delete(name)

    def why_unreachable(self) -> str:
        """Return why the bucket cannot be used now; "" when it can."""
        try:
            self.connection.meta.client.head_bucket(Bucket=self.bucket_name)
        except (BotoCoreError, ClientError) as problem:
            return str(problem)
        return ""
