"""Pictures without what they tell of place, person and camera: the picture itself stays, and which way up it is.

Nothing is decoded and nothing is drawn anew (ADR 0014): the parts of the file that are known to hold the picture are
copied, everything else is left out, also what somebody hung on behind its end.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput

ORIENTATION = 0x0112
EXIF = b"Exif\0\0"
JPEG_KEPT = frozenset((0xE0, 0xEE, 0xC4, 0xCC, 0xDB, 0xDD, *range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC)))
PNG_SIGN = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA sBIT sRGB iCCP cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
CLEANED = frozenset(("image/jpeg", "image/png", "image/webp"))


def cleaned(data: bytes, media_type: str, name: str) -> bytes:
    """A picture without EXIF, GPS, XMP, IPTC, comments and thumbnails; other kinds as they are.

    Args:
        data: The whole file.
        media_type: What it is, by its beginning.
        name: The name that it was sent under, for the sentence.

    Returns:
        The picture, the same for every eye.

    Raises:
        BadInput: It is broken, so that what it holds cannot be told apart.
    """
    clean = {"image/jpeg": clean_jpeg, "image/png": clean_png, "image/webp": clean_webp}.get(media_type)
    try:
        return clean(data) if clean else data
    except (struct.error, IndexError, ValueError) as error:
        raise BadInput(
            _("The picture “%(name)s” is broken.") % {"name": name},
            _("Open it in a program for pictures, save it again and store that."),
            code="documents.broken_picture",
        ) from error


def clean_jpeg(data: bytes) -> bytes:
    """A JPEG of its tables and scans only, with its turn; it ends where its first picture ends.

    Source:
        ITU-T T.81, annex B; Exif 2.32, 4.5.4.
    """
    parts, turn, place = [], 1, 2
    while True:
        place = data.index(b"\xff", place) if data[place] != 0xFF else place
        while data[place] == 0xFF:
            place += 1
        marker, place = data[place], place + 1
        if marker == 0xD9:
            break
        (length,) = struct.unpack_from(">H", data, place)
        body, place = data[place + 2 : place + length], place + length
        if len(body) != length - 2:
            raise ValueError("cut off")
        if marker == 0xE1 and body.startswith(EXIF):
            turn = orientation_of(body[len(EXIF) :]) or turn
        profile = marker == 0xE2 and body.startswith(b"ICC_PROFILE\0")
        if marker in JPEG_KEPT or profile:
            parts.append(segment(marker, body))
        elif marker == 0xDA:
            until = scan_end(data, place)
            parts.append(segment(marker, body) + data[place:until])
            place = until
    first = [segment(0xE1, EXIF + turned(turn))] if turn != 1 else []
    return b"".join([b"\xff\xd8", *first, *parts, b"\xff\xd9"])


def segment(marker: int, body: bytes) -> bytes:
    """One segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def scan_end(data: bytes, place: int) -> int:
    """Where the coded data of a scan end: at the next marker that is no restart and no stuffed zero."""
    while True:
        place = data.index(b"\xff", place)
        if data[place + 1] != 0 and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 2


def clean_png(data: bytes) -> bytes:
    """A PNG of its picture's chunks only, with its turn.

    Source:
        W3C, Portable Network Graphics, third edition, sections 5 and 11.
    """
    parts, turn = [], 1
    chunks = list(png_chunks(data))
    if chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise ValueError("no picture")
    for kind, body in chunks:
        if kind == b"eXIf":
            turn = orientation_of(body) or turn
        elif kind in PNG_KEPT:
            parts.append(png_chunk(kind, body))
    if turn != 1:
        parts.insert(1, png_chunk(b"eXIf", turned(turn)))
    return PNG_SIGN + b"".join(parts)


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG up to its end."""
    place, kind = len(PNG_SIGN), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + length]
        if len(body) != length or len(data) < place + 12 + length:
            raise ValueError("cut off")
        yield kind, body
        place += 12 + length


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def clean_webp(data: bytes) -> bytes:
    """A WebP of its picture's chunks only, with its turn.

    Source:
        RFC 9649, section 2.
    """
    (size,) = struct.unpack_from("<I", data, 4)
    if size + 8 > len(data) + 1:
        raise ValueError("cut off")
    parts, turn, place = [], 1, 12
    while place + 8 <= min(len(data), size + 8):
        kind, length = struct.unpack_from("<4sI", data, place)
        body = data[place + 8 : place + 8 + length]
        if len(body) != length:
            raise ValueError("cut off")
        if kind == b"EXIF":
            turn = orientation_of(body.removeprefix(EXIF)) or turn
        elif kind in WEBP_KEPT:
            parts.append((kind, body))
        place += 8 + length + length % 2
    if not parts:
        raise ValueError("no picture")
    if parts[0][0] == b"VP8X":
        flags = parts[0][1][0] & ~0x0C | (0x08 if turn != 1 else 0)
        parts[0] = (b"VP8X", bytes([flags]) + parts[0][1][1:])
        parts += [(b"EXIF", turned(turn))] if turn != 1 else []
    whole = b"WEBP" + b"".join(webp_chunk(kind, body) for kind, body in parts)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def webp_chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a WebP, of even length."""
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def orientation_of(tiff: bytes) -> int | None:
    """Which way up a picture is, 1 to 8, as its EXIF says; None where it does not.

    Example:
        >>> orientation_of(turned(6)), orientation_of(b"II*"), orientation_of(b"")
        (6, None, None)
    """
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:
        return None
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    if start + 2 > len(tiff):
        return None
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for place in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        tag, kind, _number, value = struct.unpack_from(f"{order}HHIH", tiff, place)
        if tag == ORIENTATION and kind == 3 and 1 <= value <= 8:
            return int(value)
    return None


def turned(turn: int) -> bytes:
    """The smallest EXIF: which way up, and nothing else."""
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, ORIENTATION, 3, 1, turn, 0, 0)
