"""What a file must pass before any parser sees it: size, unpacked size, members, no DOCTYPE, no far cells.

There is no limit on the ratio of compression: honest sheets reach 300 : 1.

Source: reliability.md B3 and section 4 item 8; OWASP ASVS 1.5.1 and 5.2.3.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

_MB = 1024 * 1024
_CHUNK = 256 * 1024
_OVERLAP = 256
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Only what could be too far is looked at: columns from KO on, three letters, or six digits and more; and only as
# spreadsheet programs write it, for speed: what is written to slip through meets the limits of the reading process.
_FAR = rb"([A-Z]{3}\d+|(?:K[O-Z]|[L-Z][A-Z])\d+|[A-Z]{1,2}\d{6,})"
_FAR_CELL = re.compile(rb'<c r="' + _FAR + rb'"[^<>]*(?<!/)>')
_FAR_CELL_SPELT_OTHERWISE = re.compile(rb"""<(?:\w+:)?c r=["']""" + _FAR + rb"""["'][^<>]*(?<!/)>""")
_FAR_ROW = re.compile(rb"""<(?:\w+:)?row r=["'](\d{6,})["'][^<>]*(?<!/)>""")
_REFERENCE = re.compile(rb"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Limits:
    """How large a workbook may be.

    Args:
        file_mb: The file itself, in megabytes.
        unpacked_mb: All its members, counted while inflating.
        members: Number of its members.
        rows: Farthest row with a filled cell.
        columns: Farthest column with a filled cell.
        memory_mb: What the reading process may take.
        cpu_seconds: How long the reading process may compute.
    """

    file_mb: int = 10
    unpacked_mb: int = 60
    members: int = 200
    rows: int = 200_000
    columns: int = 300
    memory_mb: int = 512
    cpu_seconds: int = 30


DEFAULT_LIMITS = Limits()


def check_size(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse a file that is larger than the limit.

    Raises:
        BadInput: It is.
    """
    if len(data) > limits.file_mb * _MB:
        raise BadInput(
            _(
                "%(file)s is too large: %(size)s MB, and at most %(limit)s MB are read.",
                file=name or _("The file"),
                size=round(len(data) / _MB, 1),
                limit=limits.file_mb,
            ),
            _("Split it into several files."),
            code="file.too_large",
        )


def check_workbook(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse a workbook that could harm the reader; nothing of it is kept in memory.

    Args:
        data: The whole file. An XLS file (no ZIP) is checked for its size only.
        name: The file's name, for messages.
        limits: The limits.

    Raises:
        BadInput: It breaks a limit, holds a DOCTYPE, or is broken.
    """
    check_size(data, name, limits)
    if not data.startswith(b"PK"):
        return
    called = name or _("The workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > limits.members:
                raise _unsafe(
                    _(
                        "%(file)s holds %(count)s parts, more than a workbook of ours ever needs (%(limit)s).",
                        file=called,
                        count=len(members),
                        limit=limits.members,
                    ),
                )
            left = limits.unpacked_mb * _MB
            for member in members:
                left = _check_member(archive, member, called, left, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise _broken(called) from error


def check_xml(data: bytes, name: str) -> None:
    """Refuse XML with a DOCTYPE or an entity: no file that we read needs one.

    Raises:
        BadInput: It has one.
    """
    if _DOCTYPE.search(data.replace(b"\x00", b"")):
        raise _unsafe(_("%(file)s holds a DOCTYPE or an entity, which may hide other files.", file=name))


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, called: str, left: int, limits: Limits) -> int:
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    is_sheet = is_xml and "worksheets/" in member.filename.lower()
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _unsafe(
                    _(
                        "%(file)s is small but unpacks to more than %(limit)s MB.",
                        file=called,
                        limit=limits.unpacked_mb,
                    )
                )
            if is_xml:
                window = tail + chunk
                if b"<!" in window or b"<\x00!" in window:
                    _refuse_doctype(window, called)
                if is_sheet:
                    _refuse_far_cells(window, called, limits)
                tail = window[-_OVERLAP:]
    return left


def _refuse_doctype(window: bytes, called: str) -> None:
    if _DOCTYPE.search(window.replace(b"\x00", b"")):
        raise _unsafe(_("%(file)s holds a DOCTYPE or an entity, which may hide other files.", file=called))


def _refuse_far_cells(window: bytes, called: str, limits: Limits) -> None:
    if b"\x00" in window:
        window = window.replace(b"\x00", b"")
    otherwise = b":c r=" in window or b"c r='" in window
    for match in (_FAR_CELL_SPELT_OTHERWISE if otherwise else _FAR_CELL).finditer(window):
        found = _REFERENCE.fullmatch(match[1])
        if found and (int(found[2]) > limits.rows or _column(found[1]) > limits.columns):
            raise _far(called, match[1].decode(), limits)
    for match in _FAR_ROW.finditer(window):
        if int(match[1]) > limits.rows:
            raise _far(called, "A" + match[1].decode(), limits)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _far(called: str, cell: str, limits: Limits) -> BadInput:
    return BadInput(
        _(
            "%(file)s has a filled cell far away, at %(cell)s; at most %(rows)s rows and %(columns)s columns are read.",
            file=called,
            cell=cell,
            rows=f"{limits.rows:,}",
            columns=limits.columns,
        ),
        _("Delete the far cells, or copy the table into a new workbook."),
        code="workbook.far_cell",
    )


def _unsafe(text: str) -> BadInput:
    return BadInput(
        text, _("Copy the table into a new workbook, save it as XLSX or CSV, and choose that."), code="file.unsafe"
    )


def _broken(called: str) -> BadInput:
    return BadInput(
        _("%(file)s is damaged or locked with a password, so it cannot be opened.", file=called),
        _("Open it in a spreadsheet program, save it as XLSX without a password, and choose it again."),
        code="workbook.broken",
    )
