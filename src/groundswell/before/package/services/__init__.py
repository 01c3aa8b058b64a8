"""Writing the package, each change with its entry in the journal."""

from groundswell.before.package.services.elements import (
    ElementFacts,
    change_element,
    record_element,
    retire_element,
)

__all__ = ["ElementFacts", "change_element", "record_element", "retire_element"]
