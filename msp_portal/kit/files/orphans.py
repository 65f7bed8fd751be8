"""Contents that no row knows: written, then the transaction that would have named them failed.

A storage has no transaction: a form refused after its file was kept, a worker killed while writing
a document leave a file behind. They are found by walking the storage and asking the table.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

import structlog
from django.conf import settings
from django.core.files.storage import Storage
from django.db.models.fields.files import FileField

from msp_portal.kit import clock
from msp_portal.kit.models.documents import RenderedDocument
from msp_portal.kit.models.files import StoredFile

log = structlog.get_logger(__name__)

# Younger than this, its transaction may still be open (a task may last five minutes).
SETTLED = timedelta(days=1)
BATCH = 500
# Where each model keeps its contents (``upload_to`` of its field).
PLACES = ((StoredFile, "files"), (RenderedDocument, "documents"))


def sweep_orphan_files(*, now: datetime | None = None) -> int:
    """Delete the contents older than a day that no row names; how many went.

    ``now`` is the time of the machine that writes the files: the clock without the demo's shift.
    """
    present = now or clock.now() - timedelta(days=settings.CLOCK_OFFSET_DAYS)
    before = present - SETTLED
    gone = 0
    for model, folder in PLACES:
        field = model._meta.get_field("file")
        assert isinstance(field, FileField)  # noqa: S101 (PLACES names file fields)
        for paths in _batches(_walk(field.storage, folder)):
            known = set(model.objects.filter(file__in=paths).values_list("file", flat=True))
            gone += sum(_forget(field.storage, path, before) for path in set(paths) - known)
    return gone


def _batches(paths: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(paths, BATCH)):
        yield some


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    """Every content under this folder; none when nothing was ever kept there."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        yield f"{folder}/{name}"
    for inner in folders:
        yield from _walk(storage, f"{folder}/{inner}")


def _forget(storage: Storage, path: str, before: datetime) -> int:
    try:
        if storage.get_modified_time(path) >= before:
            return 0
        storage.delete(path)
    except FileNotFoundError:  # deleted meanwhile, by its own owner
        return 0
    log.info("file.orphan_deleted", path=path)
    return 1
