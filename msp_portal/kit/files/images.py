"""Photographs without what the camera wrote in them: place, date, owner, thumbnail.

Segments are dropped, pixels are not touched: no quality is lost and no library is needed. Only
the colour profile and the orientation stay, without which a photograph lies on its side.
"""

import struct
from collections.abc import Iterator

from msp_portal.kit.files.kinds import FileKind

_PNG_MARK = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_ORIENTATION = 0x0112


class BrokenImageError(ValueError):
    """The file begins like an image and does not go on like one."""


def without_metadata(data: bytes, kind: FileKind) -> bytes:
    """The same picture, bare. Raises :class:`BrokenImageError` for a damaged file."""
    try:
        if kind is FileKind.JPEG:
            return _bare_jpeg(data)
        if kind is FileKind.PNG:
            return _bare_png(data)
        return _bare_webp(data)
    except (struct.error, IndexError) as error:
        raise BrokenImageError(str(error)) from error


def _bare_jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    orientation = 1
    body = b""
    for marker, segment in _jpeg_segments(data):
        if marker == 0xDA:
            body = segment
        elif marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            orientation = _orientation(segment[10:])
        elif (marker == 0xE2 and segment[4:15] != b"ICC_PROFILE") or (
            0xE0 <= marker <= 0xEF and marker not in {0xE0, 0xE2, 0xEE}
        ):
            continue
        elif marker != 0xFE:
            kept.append(segment)
    if not body:
        raise BrokenImageError("no picture in the file")
    if orientation != 1:
        kept.insert(2 if kept[1:2] and kept[1][1] == 0xE0 else 1, _upright(orientation))
    # What follows the end of the picture (a second image, a film) is dropped as well.
    return b"".join((*kept, body[: _end_of_scan(body)]))


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with its whole segment; the last is the picture itself, to the end of data."""
    place = 2
    while place < len(data):
        if data[place] != 0xFF:
            raise BrokenImageError("a segment is expected")
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0xDA:
            yield marker, data[place:]
            return
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        if length < 2:
            raise BrokenImageError("a segment is empty")
        yield marker, data[place : place + 2 + length]
        place += 2 + length


def _end_of_scan(body: bytes) -> int:
    """Just after the first end-of-image mark that is a mark (in the scan, 0xFF is always escaped)."""
    place = 0
    while (place := body.find(b"\xff", place)) != -1 and place + 1 < len(body):
        marker = body[place + 1]
        if marker == 0xD9:
            return place + 2
        if marker in {0x00, 0xFF} or 0xD0 <= marker <= 0xD7:
            place += 1 if marker == 0xFF else 2
        else:
            (length,) = struct.unpack(">H", body[place + 2 : place + 4])
            place += 2 + length
    return len(body)


def _orientation(exif: bytes) -> int:
    """The orientation tag (1 to 8) of an Exif block; 1 when it is absent or odd."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 14:
        return 1
    (start,) = struct.unpack(f"{order}I", exif[4:8])
    if start + 2 > len(exif):
        return 1
    (count,) = struct.unpack(f"{order}H", exif[start : start + 2])
    for number in range(min(count, 200)):
        entry = exif[start + 2 + 12 * number : start + 14 + 12 * number]
        if len(entry) == 12 and struct.unpack(f"{order}H", entry[:2])[0] == _ORIENTATION:
            (value,) = struct.unpack(f"{order}H", entry[8:10])
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _upright(orientation: int) -> bytes:
    """An Exif segment that says the orientation and nothing else."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    block = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block


def _bare_png(data: bytes) -> bytes:
    kept, place = [_PNG_MARK], len(_PNG_MARK)
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        name = data[place + 4 : place + 8]
        if place + 12 + length > len(data):
            raise BrokenImageError("a chunk is cut")
        if name not in _PNG_DROPPED:
            kept.append(data[place : place + 12 + length])
        place += 12 + length
        if name == b"IEND":
            return b"".join(kept)
    raise BrokenImageError("the file stops before its end")


def _bare_webp(data: bytes) -> bytes:
    (size,) = struct.unpack("<I", data[4:8])
    chunks, place, end = [], 12, min(len(data), 8 + size)
    while place + 8 <= end:
        name = data[place : place + 4]
        (length,) = struct.unpack("<I", data[place + 4 : place + 8])
        chunk = bytearray(data[place : place + 8 + length + length % 2])
        if name == b"VP8X":
            chunk[8] &= ~0x0C & 0xFF  # announces neither Exif nor XMP any more
        if name not in {b"EXIF", b"XMP "}:
            chunks.append(bytes(chunk))
        place += 8 + length + length % 2
    if not chunks:
        raise BrokenImageError("no picture in the file")
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body
