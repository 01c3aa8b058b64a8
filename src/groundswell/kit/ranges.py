"""The part of a file that a browser asks for, so that sound and film can be played from the middle (RFC 9110, 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

CHUNK_BYTES = 256 * 1024


def asked(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of what is asked for; None where it lies outside the file.

    Args:
        header: What the browser asks, one range only.
        size: Bytes of the file.

    Raises:
        ValueError: It is no request for one range, and so the whole file is sent.

    Example:
        >>> asked("bytes=0-99", 1000), asked("bytes=900-", 1000), asked("bytes=-50", 1000), asked("bytes=1000-", 1000)
        ((0, 99), (900, 999), (950, 999), None)
    """
    found = re.fullmatch(r"bytes=(\d*)-(\d*)", header.replace(" ", ""))
    if not found or not (found[1] or found[2]) or (found[1] and found[2] and int(found[1]) > int(found[2])):
        raise ValueError(header)
    if not found[1]:
        first, last = max(0, size - int(found[2])), size - 1
    else:
        first, last = int(found[1]), min(int(found[2] or size - 1), size - 1)
    return (first, last) if first <= last and first < size else None


def part_of(request: HttpRequest, path: Path, media_type: str, tag: str) -> HttpResponseBase | None:
    """The answer to a request for a part of a file; None where the whole is asked for.

    Args:
        request: The request.
        path: The file.
        media_type: What it is.
        tag: Its entity tag: a part of another content is no part of this one.
    """
    size, known = path.stat().st_size, request.headers.get("If-Range", tag)
    try:
        wanted = asked(request.headers.get("Range", ""), size)
    except ValueError:
        return None
    if known != tag:
        return None
    if wanted is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = wanted
    headers = {"Content-Range": f"bytes {first}-{last}/{size}", "Content-Length": str(last - first + 1)}
    return StreamingHttpResponse(pieces(path, first, last), status=206, content_type=media_type, headers=headers)


def pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    """The bytes from the first to the last, in pieces."""
    with path.open("rb") as held:
        held.seek(first)
        left = last - first + 1
        while left and (piece := held.read(min(CHUNK_BYTES, left))):
            left -= len(piece)
            yield piece
