"""Static files in production: hashed names, compressed, JavaScript modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashes the files that ES modules import from one another too.

    Without it a module imported by name keeps its plain address, and a browser could run half of
    the new version with half of the old one.
    """

    support_js_module_import_aggregation = True
