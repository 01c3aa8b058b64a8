"""Writing: uploads, what names mean, previews, applying and taking back."""

from groundswell.across.exchange.services.answering import KINDS, Answer, answer_unknowns
from groundswell.across.exchange.services.applying import apply_values, undo_values
from groundswell.across.exchange.services.checking import check_values
from groundswell.across.exchange.services.uploading import file_of, say_mapping, start_import, unmapped

__all__ = [
    "KINDS",
    "Answer",
    "answer_unknowns",
    "apply_values",
    "check_values",
    "file_of",
    "say_mapping",
    "start_import",
    "undo_values",
    "unmapped",
]
