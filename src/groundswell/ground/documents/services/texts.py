"""The text inside a stored file, for measuring how hard it is to read; nothing of it is trusted."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
import zlib
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from lxml import etree

from groundswell.domain.errors import BadInput
from groundswell.ground.documents.models import Edition, File
from groundswell.ground.documents.selectors import bytes_lie_at, missing

MOST_BYTES = 20 * 1024 * 1024
PDF_SECONDS = 20
PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word/document.xml",
    "application/vnd.oasis.opendocument.text": "content.xml",
}
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)


def text_of(edition: Edition) -> str:
    """The words of an edition.

    Args:
        edition: A text written here, or a file.

    Returns:
        Its text, paragraphs parted by empty lines.

    Raises:
        BadInput: The words of such a file cannot be read here.
        Conflict: Its bytes are gone from the folder of uploads.
    """
    file = edition.file
    if file is None:
        return edition.text
    path = bytes_lie_at(file.sha256)
    if not path.is_file():
        raise missing(file)
    if file.media_type in PARTS:
        return office_text(path, PARTS[file.media_type], file)
    if file.media_type == "text/plain":
        return path.read_bytes()[:MOST_BYTES].decode("utf-8-sig", "replace")
    if file.media_type == "application/pdf" and (reader := shutil.which("pdftotext")):
        return pdf_text(reader, path, file)
    raise unreadable(file)


def office_text(path: Path, part: str, file: File) -> str:
    """The paragraphs of a Word or OpenDocument text.

    Raises:
        BadInput: It is broken, too large inside, or holds a DOCTYPE.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
            data = limited(stream)
        if data is None or DOCTYPE.search(data.replace(b"\0", b"")):
            raise unreadable(file)
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, etree.XMLSyntaxError) as error:
        raise unreadable(file) from error
    lines = (paragraph_text(node) for node in root.iter("{*}p", "{*}h"))
    return "\n\n".join(line for line in lines if line)


def limited(stream: IO[bytes]) -> bytes | None:
    """What a member holds, counted while it is unpacked; None where it is too large."""
    data = stream.read(MOST_BYTES + 1)
    return data if len(data) <= MOST_BYTES else None


def paragraph_text(node: etree._Element) -> str:
    """The words of one paragraph: in Word those of its runs, in OpenDocument all."""
    runs = node.findall(".//{*}t")
    return ("".join(run.text or "" for run in runs) if runs else "".join(node.itertext())).strip()


def pdf_text(reader: str, path: Path, file: File) -> str:
    """What ``pdftotext`` reads in a PDF, where this machine has it.

    Raises:
        BadInput: It reads nothing: a scan, a protected or a broken file.
    """
    command = [reader, "-enc", "UTF-8", "-q", str(path), "-"]
    try:
        read = subprocess.run(command, capture_output=True, timeout=PDF_SECONDS, check=True).stdout  # noqa: S603
    except (subprocess.SubprocessError, OSError) as error:
        raise unreadable(file) from error
    text = read[:MOST_BYTES].decode("utf-8", "replace").replace("\f", "\n\n")
    if not text.strip():
        raise unreadable(file)
    return text


def unreadable(file: File) -> BadInput:
    """The sentence for a file whose words cannot be read here."""
    return BadInput(
        _("The words of “%(name)s” cannot be read here.") % {"name": file.filename},
        _("Paste the text to measure it."),
        code="documents.no_text",
    )
