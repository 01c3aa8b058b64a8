"""Writing step 5."""

from groundswell.before.consensus.services.levels import answer_level, seen_answers
from groundswell.before.consensus.services.parts import add_part, change_part, finish_step
from groundswell.before.consensus.services.stakeholders import change_stakeholder, record_position, record_stakeholder
from groundswell.before.consensus.services.stories import change_story, record_story

__all__ = [
    "add_part", "answer_level", "change_part", "change_stakeholder", "change_story", "finish_step", "record_position",
    "record_stakeholder", "record_story", "seen_answers",
]  # fmt: skip
