"""Pages of documents and files."""

from groundswell.ground.documents.views.binding import book, zip_file
from groundswell.ground.documents.views.editions import add, amend, edition, state
from groundswell.ground.documents.views.files import download, listed, look, store
from groundswell.ground.documents.views.library import change, document, languages, library, record
from groundswell.ground.documents.views.words import measure, readability

__all__ = [
    "add", "amend", "book", "change", "document", "download", "edition", "languages", "library", "listed", "look",
    "measure", "readability", "record", "state", "store", "zip_file",
]  # fmt: skip
