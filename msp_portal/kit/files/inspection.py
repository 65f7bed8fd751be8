"""What must not hide in an accepted file: macros, scripts, archives that burst."""

import re
import zipfile
import zlib
from typing import BinaryIO

MOST_ENTRIES = 5_000
MOST_UNPACKED = 300 * 1024 * 1024  # bytes
MOST_RATIO = 200  # unpacked for one packed byte, over a whole archive of some size
_SMALL = 2 * 1024 * 1024  # an archive that unpacks to less harms nobody
_MOST_INFLATED = 64 * 1024 * 1024

_MACRO_NAMES = re.compile(
    r"(^|/)(vbaproject|vbadata)[^/]*$|^basic/|^scripts/|\.(bas|cls|frm)$", re.IGNORECASE
)
_ACTIVE_NAMES = re.compile(r"(^|/)(activex|embeddings)/.*\.(bin|exe|dll|js|vbs)$", re.IGNORECASE)

_PDF_ESCAPE = re.compile(rb"#([0-9a-fA-F]{2})")
# A script is an action /S /JavaScript. Attached files are let through: invoices carry their data.
_PDF_ACTIVE = re.compile(rb"/(JavaScript|Launch|RichMedia)(?![A-Za-z0-9])")
_PDF_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_PDF_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PDF_DICTIONARY = 1_000  # bytes before a stream in which its dictionary is looked for


def archive_bursts(content: BinaryIO) -> bool:
    """Whether an archive unpacks to something out of proportion (or cannot be read)."""
    try:
        with zipfile.ZipFile(content) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        return True
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        return True
    return unpacked > _SMALL and unpacked > MOST_RATIO * max(packed, 1)


def has_macros(content: BinaryIO) -> bool:
    """Whether an office archive carries a program, under its own name or another's."""
    with zipfile.ZipFile(content) as archive:
        names = archive.namelist()
        if any(_MACRO_NAMES.search(name) or _ACTIVE_NAMES.search(name) for name in names):
            return True
        if "[Content_Types].xml" not in names:
            return False
        with archive.open("[Content_Types].xml") as types:
            return b"macroenabled" in types.read(1024 * 1024).lower()


def is_locked_pdf(content: BinaryIO) -> bool:
    """Whether a PDF is encrypted: nobody can then say what it holds."""
    return bool(_PDF_LOCKED.search(_plain_names(_whole(content))))


def has_active_pdf(content: BinaryIO) -> bool:
    """Whether a PDF carries a script or starts a program.

    Names may be written with escapes (``/J#61vaScript``) and sit in compressed object streams:
    both are undone first.
    """
    data = _whole(content)
    return any(_PDF_ACTIVE.search(_plain_names(part)) for part in (data, *_object_streams(data)))


def _whole(content: BinaryIO) -> bytes:
    content.seek(0)
    return content.read()


def _plain_names(data: bytes) -> bytes:
    if b"#" not in data:
        return data
    return _PDF_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data)


def _object_streams(data: bytes) -> list[bytes]:
    """The inflated object streams, where a PDF keeps most of its dictionaries since version 1.5."""
    found: list[bytes] = []
    left = _MOST_INFLATED
    for stream in _PDF_STREAM.finditer(data):
        before = data[max(0, stream.start() - _PDF_DICTIONARY) : stream.start()]
        if b"/ObjStm" not in _plain_names(before) or left <= 0:
            continue
        closed = data.find(b"endstream", stream.end())
        raw = data[stream.end() : closed if closed != -1 else len(data)]
        try:
            part = zlib.decompressobj().decompress(raw, left)
        except zlib.error:
            part = raw
        left -= len(part)
        found.append(part)
    return found
