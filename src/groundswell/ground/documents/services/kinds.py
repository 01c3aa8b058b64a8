"""What a file is, by what stands in it. Only what is listed here is stored; what could act is refused.

Two small libraries were tried (ADR 0012): neither tells HTML, SVG or CSV from other text, and one calls every zip
a Word document. A list of what is allowed is also shorter than a list of what exists.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO

from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput

HEAD_BYTES = 65_536
MOST_MEMBERS = 5_000
MOST_TABLE_BYTES = 2 * 1024 * 1024
TYPES: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
    "audio/mpeg": (".mp3",),
    "audio/wav": (".wav",),
    "audio/ogg": (".ogg", ".oga", ".opus"),
    "audio/mp4": (".m4a",),
    "video/mp4": (".mp4", ".m4v"),
    "video/3gpp": (".3gp",),
    "video/webm": (".webm",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
    "application/vnd.oasis.opendocument.presentation": (".odp",),
    "application/vnd.ms-excel": (".xls",),
    "text/csv": (".csv",),
    "text/tab-separated-values": (".tsv",),
    "application/json": (".json", ".geojson"),
    "application/xml": (".xml",),
    "text/plain": (".txt", ".md"),
}
BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
)
RIFF = {b"WAVE": "audio/wav", b"WEBP": "image/webp"}
BRANDS = {b"M4A": "audio/mp4", b"M4B": "audio/mp4", b"3gp": "video/3gpp", b"3g2": "video/3gpp"} | dict.fromkeys(
    (b"iso", b"mp4", b"avc", b"M4V", b"MSN", b"das"), "video/mp4"
)
OFFICE = (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"))
PROGRAMS = ("vbaproject.bin", ".exe", ".dll", ".js")
EBML = b"\x1a\x45\xdf\xa3"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BY_ENDING = {ending: media_type for media_type, endings in TYPES.items() for ending in endings}
TEXTS = ("text/csv", "text/tab-separated-values", "application/json", "text/plain")
OPENING = re.compile(rb"\s*(?:<\?xml\b.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE\b(?:[^>\[]|\[.*?\])*>\s*)*", re.S | re.I)
ACTIVE = re.compile(rb"<\?xml-stylesheet|<!DOCTYPE\s+(?:html|svg)|http://www\.w3\.org/(?:2000/svg|1999/xhtml)", re.I)
ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
DATA_ROOT = re.compile(rb"\s*<\?xml\b", re.I)
ACTS = re.compile(rb"<(?:script|html|body|iframe|svg|!doctype html)\b|<\?php|<%@", re.I)
END_BYTES = 65_557
END = re.compile(rb"(?=PK\x05\x06.{6}(.{2})(.{4}))", re.S)
ZIP_END = re.compile(rb"(?=PK\x05\x06.{16}(.{2}))", re.S)
NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def media_type_of(stream: IO[bytes], name: str) -> str:
    """The media type of a file; its name decides only between kinds of text that act alike.

    Args:
        stream: The file, seekable; it is left at its beginning.
        name: The name that it was sent under.

    Raises:
        BadInput: It is empty, of a kind that is not stored, or could act in a browser or office program.
    """
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    ending = ending_of(name)
    try:
        found = by_beginning(head, ending)
        if found and is_twofold(stream, head, found):
            raise twofold(name)
        found = found or in_zip(stream, head, name) or text_kind(head, ending, name)
    finally:
        stream.seek(0)
    if not head:
        raise BadInput(_("“%(name)s” is empty.") % {"name": name}, _("Choose the file again."), code="documents.empty")
    if not found:
        raise BadInput(
            _("“%(name)s” is of a kind that is not stored here.") % {"name": name},
            _("Store it as PDF, an office file without macros, PNG, JPEG, MP3, MP4, CSV or plain text."),
            code="documents.kind",
        )
    return found


def ending_of(name: str) -> str:
    """The ending of a name in small letters, with its dot.

    Example:
        >>> ending_of("Report.March.CSV"), ending_of("report")
        ('.csv', '')
    """
    _stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot else ""


def by_beginning(head: bytes, ending: str) -> str:
    """The kind that the first bytes tell, empty where they tell none.

    Example:
        >>> by_beginning(b"%PDF-1.7", ".doc"), by_beginning(b"place,value", ".pdf")
        ('application/pdf', '')
    """
    for beginning, media_type in BEGINNINGS:
        if head.startswith(beginning):
            return media_type
    if head[:4] == b"RIFF":
        return RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:11], "")
    if head.startswith(EBML) and b"\x42\x82\x84webm" in head[:64]:
        return "video/webm"
    if head.startswith(OLD_OFFICE) and ending == ".xls":
        return "application/vnd.ms-excel"
    return "audio/mpeg" if is_mp3_frame(head) else ""


def is_twofold(stream: IO[bytes], head: bytes, media_type: str) -> bool:
    """Whether a file that begins as one kind is a zip as well, or carries markup where a picture or sound has none."""
    if media_type.startswith(("image/", "audio/", "video/")) and ACTS.search(head):
        return True
    size = stream.seek(0, io.SEEK_END)
    start = max(0, size - END_BYTES)
    stream.seek(start)
    ends = ZIP_END.finditer(stream.read())
    return any(start + end.start() + 22 + int.from_bytes(end[1], "little") == size for end in ends)


def twofold(name: str) -> BadInput:
    """The sentence for a file that is two kinds at once: what is checked as one may act as the other."""
    return BadInput(
        _("“%(name)s” is two kinds of file in one.") % {"name": name},
        _("Open it in the program that made it, save it again and store that."),
        code="documents.twofold",
    )


def is_mp3_frame(head: bytes) -> bool:
    """Whether the bytes begin with the header of an MPEG layer III frame (ISO/IEC 11172-3, 2.4.1.3)."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    layer_three, rate, sampling = (head[1] >> 1) & 3 == 1, head[2] >> 4, (head[2] >> 2) & 3
    return layer_three and rate not in {0, 15} and sampling != 3


def in_zip(stream: IO[bytes], head: bytes, name: str) -> str:
    """The office format of a zip, read from its table of contents; nothing is unpacked.

    Raises:
        BadInput: It holds macros, too many parts, or is broken.
    """
    if not head.startswith(b"PK\x03\x04"):
        return ""
    if not is_small_inside(stream):
        raise broken(name)
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise broken(name) from error
    if any(
        part.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) or part.startswith("Basic/") for part in names
    ):
        raise BadInput(
            _("“%(name)s” holds a program (macros).") % {"name": name},
            _("Save it without macros (.xlsx, .docx) and store that."),
            code="documents.macros",
        )
    if "[Content_Types].xml" in names:
        return next((BY_ENDING[kind] for folder, kind in OFFICE if any(n.startswith(folder) for n in names)), "")
    said = re.match(rb"PK\x03\x04.{26}mimetype(application/vnd\.oasis\.opendocument\.[a-z]+)", head, re.S)
    return said[1].decode() if said and said[1].decode() in TYPES else ""


def is_small_inside(stream: IO[bytes]) -> bool:
    """Whether every end of a zip says that its table of contents is short: one of millions is not even read."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - END_BYTES))
    for end in END.finditer(stream.read()):
        members, table = int.from_bytes(end[1], "little"), int.from_bytes(end[2], "little")
        if members > MOST_MEMBERS or table > MOST_TABLE_BYTES:
            return False
    return True


def broken(name: str) -> BadInput:
    """The sentence for a zip that cannot be looked into."""
    return BadInput(
        _("“%(name)s” is broken or built to be harmful.") % {"name": name},
        _("Open it in the program that made it, save it again and store that."),
        code="documents.broken",
    )


def text_kind(head: bytes, ending: str, name: str) -> str:
    """The kind of a text, empty where the bytes are no text.

    Raises:
        BadInput: It is HTML, SVG or other markup that a browser could run.
    """
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        head = head.decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    if not head or NOT_IN_TEXT.search(head):
        return ""
    if re.match(rb"\s*<[!?/a-z]", head, re.I):
        return markup_kind(head, name)
    named = BY_ENDING.get(ending, "text/plain")
    return named if named in TEXTS else "text/plain"


def markup_kind(head: bytes, name: str) -> str:
    """XML that only holds data; everything else that begins with a tag could act.

    Raises:
        BadInput: It is no plain XML.
    """
    root = ROOT.match(head, OPENING.match(head).end())  # type: ignore[union-attr]  # OPENING matches nothing, too
    tag = root[1].lower() if root else b""
    if DATA_ROOT.match(head) and tag not in {b"", b"html", b"svg", b"script"} and not ACTIVE.search(head):
        return "application/xml"
    raise BadInput(
        _("“%(name)s” is a web page or drawing that can run programs (HTML, SVG).") % {"name": name},
        _("Store it as PDF or PNG instead."),
        code="documents.active",
    )
