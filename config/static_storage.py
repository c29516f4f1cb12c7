"""Where the collected style sheets and scripts are, under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORTED = r"""(?P<matched>from "(?P<url>\./[a-z_]+\.js)";)"""


class HashedStatic(CompressedManifestStaticFilesStorage):
    """Names what our own scripts import by its hash too: a page never runs half of an older version."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("site/*.js", ((IMPORTED, 'from "%(url)s";'),)),
    )
