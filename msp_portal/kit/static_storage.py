"""Static files in production: hashed names, compressed, JavaScript modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashes the files that ES modules import from one another too.

    Only ours (``js/*.js``): libraries may import bare names that no file bears. Without it a module imported by name keeps its plain address, and a browser could run half of
    the new version with half of the old one.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),  # noqa: SLF001
    )
