"""Where the collected style sheets and scripts are, under names that change with their content."""

from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORTED = r"""(?P<matched>from "(?P<url>\./[a-z_]+\.js)";)"""


class HashedStatic(CompressedManifestStaticFilesStorage):
    """Names what our own scripts import by its hash too: a page never runs half of an older version."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("site/*.js", ((IMPORTED, 'from "%(url)s";'),)),
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._addresses: dict[
            str, str
        ] = {}  # by name: a page names a dozen files, and none changes in a process

    def url(self, name: str, force: bool = False) -> str:
        """Return the address of a file. Raises ValueError where none of this name was collected."""
        if settings.DEBUG or force:
            return super().url(name, force)
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]
