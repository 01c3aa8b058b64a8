"""Every table of the product as a workbook that comes back: columns with unit and allowed values, hidden ids, a stamp.

A sheet has its headers in row 1 and its rows below. The hidden sheet ``about`` carries the version stamp and the keys
of the columns, so that people may move, hide or rename columns. Text cells are text and never formulas.
"""

from groundswell.across.exchange.formats.workbook.columns import (
    ID_HEADER,
    STAMP,
    BackRow,
    Column,
    Kind,
    OutRow,
    WorkbookRead,
)
from groundswell.across.exchange.formats.workbook.incoming import read_back, read_workbook, stamp_in
from groundswell.across.exchange.formats.workbook.outgoing import write_workbook
from groundswell.across.exchange.formats.workbook.texts import plain_text, safe_text, write_csv

__all__ = [
    "ID_HEADER",
    "STAMP",
    "BackRow",
    "Column",
    "Kind",
    "OutRow",
    "WorkbookRead",
    "plain_text",
    "read_back",
    "read_workbook",
    "safe_text",
    "stamp_in",
    "write_csv",
    "write_workbook",
]
