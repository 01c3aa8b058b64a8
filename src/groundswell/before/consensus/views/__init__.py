"""Pages of step 5."""

from groundswell.before.consensus.views.case import case, keep, send
from groundswell.before.consensus.views.overview import consensus, level, next_steps
from groundswell.before.consensus.views.parts import (
    add_commitment,
    add_contact,
    add_objection,
    change_commitment,
    change_contact,
    change_objection,
    done,
)
from groundswell.before.consensus.views.stakeholders import change, position, record, stakeholder
from groundswell.before.consensus.views.stories import add_story, change_told, stories

__all__ = [
    "add_commitment", "add_contact", "add_objection", "add_story", "case", "change", "change_commitment",
    "change_contact", "change_objection", "change_told", "consensus", "done", "keep", "level", "next_steps", "position",
    "record", "send", "stakeholder", "stories",
]  # fmt: skip
