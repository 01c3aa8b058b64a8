"""Storing files by what they hold; recording documents and their editions; binding them into books."""

from groundswell.ground.documents.services.binding import (
    Book,
    Chapter,
    book_of,
    book_shown,
    bound,
    name_of,
    spoken,
    zipped,
)
from groundswell.ground.documents.services.library import (
    DocumentFacts,
    EditionFacts,
    change_document,
    change_edition,
    record_document,
    record_edition,
    set_state,
)
from groundswell.ground.documents.services.rendering import rendered
from groundswell.ground.documents.services.storing import bytes_of, store_file
from groundswell.ground.documents.services.texts import text_of

__all__ = [
    "Book", "Chapter", "DocumentFacts", "EditionFacts", "book_of", "book_shown", "bound", "bytes_of", "change_document",
    "change_edition", "name_of", "record_document", "record_edition", "rendered", "set_state", "spoken", "store_file",
    "text_of", "zipped",
]  # fmt: skip
