"""Small files of many kinds, made here: what is stored, and what is refused."""

from __future__ import annotations

import base64
import io
import zipfile


def zipped(*names: str, mimetype: str = "") -> bytes:
    """A zip with these parts; an OpenDocument names its type first."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


def crowded_zip() -> bytes:
    """A zip whose end says that it has 60,000 parts."""
    whole = bytearray(zipped("[Content_Types].xml", "xl/workbook.xml"))
    end = whole.rfind(b"PK\x05\x06")
    whole[end + 10 : end + 12] = (60_000).to_bytes(2, "little")
    return bytes(whole)


PHOTO = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChn"
    "VFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAA"
    "b6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQA"
    "AAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAg"
    "ADIAMAAxADb/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBD"
    "AQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAYADADASIAAhEB"
    "AxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAYH/8QAGBABAAMBAAAAAAAAAAAAAAAAAAdFg8L/xAAWAQADAAAAAAAAAAAAAAAAAAAABAb/xAAc"
    "EQEAAQQDAAAAAAAAAAAAAAAAAQIDBTI0gbH/2gAMAwEAAhEDEQA/AJZdxjZ5doRdxjZ5dkLO8KzJ8Wrr2F4AfSYAAwhdxjZ5dgQs7wrMnxau"
    "vYXgB9JgAD//2Q=="
)
PHOTO_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAADAAAAAYCAYAAAC8/X7cAAAAXElEQVR4AeySwQkAMAjExP1H6052BgnSChH6vCsm5omozqvPJmP5uMBrgRrQ"
    "ACTgCUGAOK4BjBAWaAACxHENYISwQAMQII5rACOEBRqAAHG8YQD/NVLgAiNYG6UXAAD//5faPvYAAAAGSURBVAMAiUulJcKIbBUAAAAASUVO"
    "RK5CYII="
)
PHOTO_WEBP = base64.b64decode(
    "UklGRkACAABXRUJQVlA4WAoAAAAgAAAALwAAFwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChn"
    "VFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAA"
    "b6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQA"
    "AAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAg"
    "ADIAMAAxADZWUDggUgAAANADAJ0BKjAAGAA+tVCiTCckoyIqqADgFoljAMxp/+AogBgGxwANQAD+692fpgQ/84Pl9S5KhLqf/0JP5A/0O66m"
    "//6Jjf/g7rqKWdHvIoIAAAA="
)
"""Three real pictures of 48 × 24 points, drawn by a browser."""
OFFICE = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
STORED: list[tuple[str, bytes, str]] = [
    ("minutes.pdf", b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
    ("map.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
    ("photo.JPG", b"\xff\xd8\xff\xe1\0\x10Exif", "image/jpeg"),
    ("photo.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
    ("moving.gif", b"GIF89a\x01\0\x01\0", "image/gif"),
    ("song.mp3", b"ID3\x04\0\0\0\0", "audio/mpeg"),
    ("bare.mp3", b"\xff\xfb\x90\x64" + bytes(60), "audio/mpeg"),
    ("talk.wav", b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
    ("talk.ogg", b"OggS\0\x02" + bytes(20), "audio/ogg"),
    ("talk.m4a", b"\0\0\0\x1cftypM4A \0\0\0\0", "audio/mp4"),
    ("phone.webm", b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "video/webm"),
    ("film.mp4", b"\0\0\0\x18ftypisom\0\0\0\0", "video/mp4"),
    ("phone.3gp", b"\0\0\0\x18ftyp3gp5\0\0\0\0", "video/3gpp"),
    ("plan.docx", zipped("[Content_Types].xml", "word/document.xml"), f"{OFFICE}.wordprocessingml.document"),
    (
        "data.xlsx",
        zipped("docProps/app.xml", "xl/workbook.xml", "[Content_Types].xml"),
        f"{OFFICE}.spreadsheetml.sheet",
    ),
    ("talk.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml"), f"{OFFICE}.presentationml.presentation"),
    ("plan.odt", zipped("content.xml", mimetype=f"{ODF}.text"), f"{ODF}.text"),
    ("data.ods", zipped("content.xml", mimetype=f"{ODF}.spreadsheet"), f"{ODF}.spreadsheet"),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "application/vnd.ms-excel"),
    ("reports.csv", "place,value\nDorása,3\n".encode(), "text/csv"),
    ("latin.csv", "place;value\nDorása;3\n".encode("latin-1"), "text/csv"),
    ("excel.txt", "place\tvalue\n".encode("utf-16"), "text/plain"),
    ("ages.csv", b"<5 years,3\n", "text/csv"),
    ("says.csv", b"remark\nthey wrote <script>alert(1)</script>\n", "text/csv"),
    ("dhis2.json", b'{"dataValues": []}', "application/json"),
    ("dhis2.xml", b'<?xml version="1.0"?>\n<!-- x -->\n<dataValueSet xmlns="http://dhis2.org/"/>', "application/xml"),
    ("run.bat", b"del *.*\r\n", "text/plain"),
    ("page.pdf", b"hello", "text/plain"),
]
HTML = b"<script>alert(1)</script>"
REFUSED: list[tuple[str, bytes, str]] = [
    ("page.html", b"<!doctype html><p>x", "documents.active"),
    ("page.txt", b"  \r\n\t<HTML>" + HTML, "documents.active"),
    ("page.csv", HTML, "documents.active"),
    ("bom.csv", b"\xef\xbb\xbf" + HTML, "documents.active"),
    ("wide.csv", HTML.decode().encode("utf-16"), "documents.active"),
    ("hidden.txt", b"<!-- a comment --><body onload=x>", "documents.active"),
    ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "documents.active"),
    ("drawing.xml", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "documents.active"),
    ("prefix.xml", b'<?xml version="1.0"?><x:svg xmlns:x="http://www.w3.org/2000/svg"/>', "documents.active"),
    (
        "inside.xml",
        b'<?xml version="1.0"?><a xmlns:h="http://www.w3.org/1999/xhtml"><h:script/></a>',
        "documents.active",
    ),
    ("styled.xml", b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><data/>', "documents.active"),
    ("type.xml", b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "b">]><html/>', "documents.active"),
    ("macro.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "documents.macros"),
    ("macro.ods", zipped("Basic/script-lb.xml", mimetype=f"{ODF}.spreadsheet"), "documents.macros"),
    ("many.xlsx", crowded_zip(), "documents.broken"),
    ("cut.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml")[:60], "documents.broken"),
    ("both.jpg", PHOTO + zipped("a.html"), "documents.twofold"),
    ("both.pdf", b"%PDF-1.7\n" + zipped("[Content_Types].xml", "word/document.xml"), "documents.twofold"),
    ("acts.gif", b"GIF89a/*<script>alert(1)</script>*/", "documents.twofold"),
    ("acts.mp3", b"ID3\x04\0\0\0\0<HTML><script src=x>", "documents.twofold"),
    ("php.jpg", b"\xff\xd8\xff\xe0<?php system('x'); ?>", "documents.twofold"),
    ("matroska.mkv", b"\x1aE\xdf\xa3\x93B\x82\x88matroska", "documents.kind"),
    ("archive.zip", zipped("a.txt"), "documents.kind"),
    ("archive.docx", zipped("a.txt"), "documents.kind"),
    ("program.exe", b"MZ\x90\0" + bytes(60), "documents.kind"),
    ("program.pdf", b"\x7fELF\x02\x01\x01" + bytes(60), "documents.kind"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "documents.kind"),
    ("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "documents.kind"),
    ("empty.pdf", b"", "documents.empty"),
]
