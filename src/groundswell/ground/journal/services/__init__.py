"""Writing to the journal, and sealing what was written."""

from groundswell.ground.journal.services.noting import Thing, amend, changes, note, note_many, plain
from groundswell.ground.journal.services.sealing import Chain, head, seal, verify

__all__ = ["Chain", "Thing", "amend", "changes", "head", "note", "note_many", "plain", "seal", "verify"]
