"""Storing files by what they hold; recording documents and their editions."""

from groundswell.ground.documents.services.library import (
    DocumentFacts,
    EditionFacts,
    change_document,
    change_edition,
    record_document,
    record_edition,
    set_state,
)
from groundswell.ground.documents.services.storing import bytes_of, store_file

__all__ = [
    "DocumentFacts", "EditionFacts", "bytes_of", "change_document", "change_edition", "record_document",
    "record_edition", "set_state", "store_file",
]  # fmt: skip
