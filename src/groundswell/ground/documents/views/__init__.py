"""Pages of documents and files."""

from groundswell.ground.documents.views.editions import add, amend, edition, state
from groundswell.ground.documents.views.files import download, listed, look, store
from groundswell.ground.documents.views.library import change, document, languages, library, record

__all__ = [
    "add", "amend", "change", "document", "download", "edition", "languages", "library", "listed", "look", "record",
    "state", "store",
]  # fmt: skip
