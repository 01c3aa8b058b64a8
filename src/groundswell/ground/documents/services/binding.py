"""Binding documents into one book of a language: a page to print, and a folder to carry where there is no network."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, override

from groundswell.ground.documents.models import Document, Edition
from groundswell.ground.documents.selectors import bytes_lie_at, missing, released_in
from groundswell.ground.documents.services.kinds import ending_of
from groundswell.ground.documents.services.rendering import rendered
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.languages import direction_of, said

CHUNK_BYTES = 256 * 1024
READ_HERE = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
SHOWN_AS = {"audio": "sound", "video": "film"}


@dataclass(frozen=True)
class Chapter:
    """One document in a book.

    Args:
        document: The document.
        editions: Its newest released editions in the language of the book, one for each medium.
    """

    document: Document
    editions: tuple[Edition, ...]


@dataclass(frozen=True)
class Book:
    """The released documents of a program in one language.

    Args:
        program: The program.
        language: The language.
        title: What stands on the cover.
        chapters: The documents, in the order in which they were given.
        lacking: Documents that are not released in this language.
        version: The version of the package that it tells; empty where none is named.
        opening: HTML that stands before the documents; empty for none.
    """

    program: Program
    language: str
    title: str
    chapters: tuple[Chapter, ...]
    lacking: tuple[Document, ...]
    version: str = ""
    opening: str = ""


def book_of(
    permit: Permit, program: Program, language: str, only: Iterable[Document] | None = None, *, title: str = ""
) -> Book:
    """Gather the book of a language.

    Args:
        permit: A permit of the person.
        program: The program.
        language: The language.
        only: The documents in the order of the book; without it all of the program.
        title: What stands on the cover; the program's name without it.

    Returns:
        The book; two queries.
    """
    permit = permit.demand("documents.document.read", program)
    return bound(program, language, released_in(permit, program, language, only), title, program.package_version)


def bound(
    program: Program, language: str, found: Mapping[Document, Sequence[Edition]], title: str = "", version: str = ""
) -> Book:
    """Documents with their editions, as a book.

    Args:
        program: The program.
        language: The language.
        found: The editions of each document in this language, in the order of the book; none where it is lacking.
        title: What stands on the cover; the program's name without it.
        version: The version of the package that it tells.
    """
    chapters = tuple(Chapter(document, tuple(rows)) for document, rows in found.items() if rows)
    lacking = tuple(document for document, rows in found.items() if not rows)
    name = title or said(program.names, language) or program.name
    return Book(program, language, name, chapters, lacking, version)


def book_shown(book: Book, address: Callable[[Edition, int], str]) -> dict[str, Any]:
    """A book as ``documents/chapters.html`` shows it.

    Args:
        book: The book.
        address: Where the file of an edition is found, given the number of its chapter.
    """
    chapters = [
        {
            "number": number,
            "title": said(chapter.document.title, book.language),
            "document": chapter.document,
            "label": chapter.editions[0].label,
            "parts": [part_shown(edition, address, number) for edition in chapter.editions],
        }
        for number, chapter in enumerate(book.chapters, start=1)
    ]
    lacking = [said(document.title, book.language) for document in book.lacking]
    return {
        "book": book,
        "chapters": chapters,
        "lacking": lacking,
        "direction": direction_of(book.language),
        "today": timezone.localdate(),
    }


def part_shown(edition: Edition, address: Callable[[Edition, int], str], number: int) -> dict[str, Any]:
    """One edition of a chapter: a text inline, a picture shown, sound and film to play, everything else linked."""
    file = edition.file
    if file is None:
        return {"kind": "text", "html": rendered(edition.text, below=2), "edition": edition}
    kind = "picture" if file.media_type in READ_HERE else SHOWN_AS.get(file.media_type.partition("/")[0], "file")
    return {"kind": kind, "edition": edition, "file": file, "address": address(edition, number)}


def zipped(permit: Permit, books: Sequence[Book]) -> Iterator[bytes]:
    """The books as one zip that opens in any browser without a network; one folder per language if there are several.

    Everything is looked up before the first byte goes out, so that a missing file is told instead of sent half.

    Args:
        permit: A permit of the person.
        books: The books.

    Returns:
        The zip in pieces.

    Raises:
        Conflict: The bytes of a file are gone from the folder of uploads.
    """
    for book in books:
        permit.demand("documents.document.read", book.program)
    pages: dict[str, bytes] = {}
    media: dict[str, Path] = {}
    for book in books:
        folder = f"{book.language}/" if len(books) > 1 else ""
        pages[f"{folder}index.html"] = page_of(book)
        media |= {f"{folder}{name}": path for name, path in media_of(book).items()}
    if len(books) > 1:
        pages["index.html"] = render_to_string("documents/shelf.html", {"books": books}).encode()
    return written(pages, media)


def page_of(book: Book) -> bytes:
    """The page of a book for reading without a network, in the language of the book where this house speaks it."""
    with spoken(book.language):
        return render_to_string("documents/bound.html", book_shown(book, place_of)).encode()


def spoken(language: str) -> override:
    """The language of a book where this house speaks it, else the reader's."""
    known = {code for code, _name in settings.LANGUAGES}
    base = language.split("-")[0]
    return override(base if base in known else get_language())


def place_of(edition: Edition, number: int) -> str:
    """Where the file of an edition lies within the folder of its book: ``files/03-picture-danger-signs.png``."""
    assert edition.file is not None
    ending = ending_of(edition.file.filename)
    stem = slugify(edition.file.filename.removesuffix(ending)) or "file"
    return f"files/{number:02}-{edition.medium}-{stem[:60]}{ending}"


def media_of(book: Book) -> dict[str, Path]:
    """The files of a book by where they lie in its folder.

    Raises:
        Conflict: The bytes of one are gone from the folder of uploads.
    """
    found: dict[str, Path] = {}
    for number, chapter in enumerate(book.chapters, start=1):
        for edition in chapter.editions:
            if edition.file is not None:
                path = bytes_lie_at(edition.file.sha256)
                if not path.is_file():
                    raise missing(edition.file)
                found[place_of(edition, number)] = path
    return found


class Outlet(io.RawIOBase):
    """What a zip is written into piece by piece; the pieces are taken out as they come."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        """It only takes."""
        return True

    def write(self, piece: Any) -> int:
        """Keep a piece until it is taken."""
        self.pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)


def written(pages: dict[str, bytes], media: dict[str, Path]) -> Iterator[bytes]:
    """A zip in pieces: pages packed, media as they are, because they are packed already."""
    outlet = Outlet()
    moment = timezone.localtime().timetuple()[:6]
    with zipfile.ZipFile(outlet, "w") as archive:
        for name, page in pages.items():
            info = zipfile.ZipInfo(name, moment)
            archive.writestr(info, page, zipfile.ZIP_DEFLATED)
            yield outlet.taken()
        for name, path in media.items():
            with path.open("rb") as held, archive.open(zipfile.ZipInfo(name, moment), "w") as entry:
                while chunk := held.read(CHUNK_BYTES):
                    entry.write(chunk)
                    yield outlet.taken()
    yield outlet.taken()


def name_of(books: Sequence[Book]) -> str:
    """What the zip is called."""
    program = books[0].program.code
    return f"{program}-{books[0].language}.zip" if len(books) == 1 else f"{program}.zip"
