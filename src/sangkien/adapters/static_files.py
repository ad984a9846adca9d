"""Static files of a production: collected once, compressed, kept for ever under a hashed name."""

from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes the modules that a script imports as well as the script itself.

    Otherwise a browser asks for them again at each visit, and may run old ones with a new script.
    """

    support_js_module_import_aggregation = True
