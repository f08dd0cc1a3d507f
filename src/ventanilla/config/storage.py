"""Static files with a hash in their name, compressed."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hashed names also inside ES modules that import each other, so that all of them can be cached for ever."""

    support_js_module_import_aggregation = True
