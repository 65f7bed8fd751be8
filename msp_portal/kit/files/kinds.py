"""What a file really is, from its content: the name only has to agree."""

import enum
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import filetype

ODF = "application/vnd.oasis.opendocument."
OOXML = "application/vnd.openxmlformats-officedocument."
_HEAD = 8192
_MARKS_OF_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_OOXML_MAIN = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}


class FileKind(enum.Enum):
    """The kinds of file a team may give, by extension."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    CSV = "csv"
    TXT = "txt"
    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"

    @property
    def mime(self) -> str:
        """The media type the file is stored and sent with."""
        return _MIMES[self]

    @property
    def is_image(self) -> bool:
        """Shown inside a page, stripped of what the camera wrote."""
        return self in IMAGES

    @property
    def is_office(self) -> bool:
        """An archive of office software."""
        return self in OFFICE


_MIMES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: f"{OOXML}wordprocessingml.document",
    FileKind.XLSX: f"{OOXML}spreadsheetml.sheet",
    FileKind.PPTX: f"{OOXML}presentationml.presentation",
    FileKind.ODT: f"{ODF}text",
    FileKind.ODS: f"{ODF}spreadsheet",
    FileKind.CSV: "text/csv",
    FileKind.TXT: "text/plain",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
}
IMAGES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
OFFICE = frozenset({FileKind.DOCX, FileKind.XLSX, FileKind.PPTX, FileKind.ODT, FileKind.ODS})
TEXTS = frozenset({FileKind.CSV, FileKind.TXT})
DOCUMENTS = frozenset({FileKind.PDF}) | OFFICE
EVERYTHING = frozenset(FileKind)
_BY_EXTENSION = {kind.value: kind for kind in FileKind} | {"jpeg": FileKind.JPEG}
_BY_MAGIC = {
    "application/pdf": FileKind.PDF,
    "image/jpeg": FileKind.JPEG,
    "image/png": FileKind.PNG,
    "image/webp": FileKind.WEBP,
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What the content is: a known kind, a program, or something else (both empty)."""

    kinds: frozenset[FileKind]
    is_program: bool = False
    is_old_office: bool = False


def kind_of_extension(extension: str) -> FileKind | None:
    """The kind a name announces."""
    return _BY_EXTENSION.get(extension)


def look_at(content: BinaryIO) -> Looked:
    """Recognise a file by its content. A text may be a CSV or a plain text: both are said."""
    content.seek(0)
    head = content.read(_HEAD)
    if head.startswith(_MARKS_OF_PROGRAMS):
        return Looked(frozenset(), is_program=True)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Looked(frozenset(), is_old_office=True)
    if head.startswith(b"PK"):
        kind = _archive_kind(content)
        return Looked(frozenset({kind}) if kind else frozenset())
    guessed = filetype.guess(head)
    if guessed is not None:
        kind = _BY_MAGIC.get(guessed.mime)
        return Looked(frozenset({kind}) if kind else frozenset())
    return Looked(TEXTS if _is_text(content) else frozenset())


def _archive_kind(content: BinaryIO) -> FileKind | None:
    """Which office file an archive is, by its own declaration of what it holds."""
    try:
        with zipfile.ZipFile(content) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                return next((kind for kind in OFFICE if kind.mime == declared), None)
            if "[Content_Types].xml" in names:
                return next(
                    (
                        _BY_EXTENSION[extension]
                        for extension, folder in _OOXML_MAIN.items()
                        if any(name.startswith(folder) for name in names)
                    ),
                    None,
                )
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
        return None
    return None


def _is_text(content: BinaryIO) -> bool:
    """Readable text, in UTF-8 or in the Windows encoding French spreadsheets still write."""
    content.seek(0)
    while piece := content.read(1024 * 1024):
        if any(code < 32 and code not in b"\t\n\r\x0c\x1b" for code in set(piece)):
            return False
    content.seek(0)
    start = content.read(_HEAD).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return not start.startswith((b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php"))
