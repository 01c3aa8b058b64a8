"""Writing: uploads, what names mean, previews, applying and taking back."""

from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.answering import KINDS, Answer, answer_unknowns
from groundswell.across.exchange.services.comparing import Outcome
from groundswell.across.exchange.services.passing import Asked, apply_rows, passed, preview_rows, rows_out
from groundswell.across.exchange.services.sending import Part, Sent, send_table, tables_for
from groundswell.across.exchange.services.tables.spec import ChoiceColumn
from groundswell.across.exchange.services.uploading import (
    Holding,
    file_of,
    say_mapping,
    start_import,
    unmapped,
    with_missing_words,
)
from groundswell.across.exchange.services.whole import (
    apply_import,
    check_import,
    is_long,
    said_to_be_applying,
    undo_import,
)

__all__ = [
    "KINDS",
    "Answer",
    "Asked",
    "ChoiceColumn",
    "Column",
    "Holding",
    "Outcome",
    "Part",
    "Sent",
    "answer_unknowns",
    "apply_import",
    "apply_rows",
    "check_import",
    "file_of",
    "is_long",
    "passed",
    "preview_rows",
    "rows_out",
    "said_to_be_applying",
    "say_mapping",
    "send_table",
    "start_import",
    "tables_for",
    "undo_import",
    "unmapped",
    "with_missing_words",
]
