"""Writing the package, each change with its entry in the journal."""

from groundswell.before.package.services.elements import (
    ElementFacts,
    WorkChanged,
    change_element,
    facts_of,
    record_element,
    retire_element,
)
from groundswell.before.package.services.logs import COLUMNS, LINKS, change_row, decide_proposal, record_row
from groundswell.before.package.services.releases import release_version

__all__ = [
    "COLUMNS",
    "LINKS",
    "ElementFacts",
    "WorkChanged",
    "change_element",
    "change_row",
    "decide_proposal",
    "facts_of",
    "record_element",
    "record_row",
    "release_version",
    "retire_element",
]
