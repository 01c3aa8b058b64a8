"""Finding files and their bytes; documents, their editions, and the languages they stand in."""

from groundswell.ground.documents.selectors.files import (
    INLINE,
    PLAYED,
    File,
    Program,
    bytes_lie_at,
    file_by_key,
    files,
    missing,
    path_of,
)
from groundswell.ground.documents.selectors.library import (
    Document,
    Edition,
    Translated,
    Translations,
    document_by_key,
    documents_of,
    edition_by_key,
    editions_of,
    issues_of,
    languages_wanted,
    released_in,
    translations_of,
)

__all__ = [
    "INLINE", "PLAYED", "Document", "Edition", "File", "Program", "Translated", "Translations", "bytes_lie_at",
    "document_by_key", "documents_of", "edition_by_key", "editions_of", "file_by_key", "files", "issues_of",
    "languages_wanted", "missing", "path_of", "released_in", "translations_of",
]  # fmt: skip
