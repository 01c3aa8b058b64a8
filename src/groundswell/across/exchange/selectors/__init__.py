"""Reading imports, and values by pages."""

from groundswell.across.exchange.selectors.imports import (
    counts_told,
    file_by_key,
    import_by_key,
    imports_of,
    indicator_known,
    keep_to_reach,
    known_words,
    lines_of,
    matches_of,
    reaches_all,
    tops_of,
    undone_told,
    unknowns_of,
)
from groundswell.across.exchange.selectors.values import ValuesPage, Wish, mark, mark_read, not_given, values_by_page

__all__ = [
    "ValuesPage",
    "Wish",
    "counts_told",
    "file_by_key",
    "import_by_key",
    "imports_of",
    "indicator_known",
    "keep_to_reach",
    "known_words",
    "lines_of",
    "mark",
    "mark_read",
    "matches_of",
    "not_given",
    "reaches_all",
    "tops_of",
    "undone_told",
    "unknowns_of",
    "values_by_page",
]
