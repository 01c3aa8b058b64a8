"""Reading step 5."""

from groundswell.before.consensus.models import Commitment, Contact, Objection, Part, Stakeholder, Story
from groundswell.before.consensus.models.stakeholders import POSITIONS
from groundswell.before.consensus.selectors.finding import (
    commitment_by_key,
    contact_by_key,
    objection_by_key,
    place_typed,
    stakeholder_by_key,
    story_by_key,
)
from groundswell.before.consensus.selectors.levels import LevelView, answers_of, first_place, level_named, overview_of
from groundswell.before.consensus.selectors.stakeholders import (
    Engaged,
    engaged_of,
    next_steps_of,
    open_of,
    stakeholders_of,
    standing_of,
)
from groundswell.before.consensus.selectors.stories import stories_of, themes_of

__all__ = [  # with the types that views name
    "POSITIONS", "Commitment", "Contact", "Engaged", "LevelView", "Objection", "Part", "Stakeholder", "Story",
    "answers_of", "commitment_by_key", "contact_by_key", "engaged_of", "first_place", "level_named", "next_steps_of",
    "objection_by_key", "open_of", "overview_of", "place_typed", "stakeholder_by_key", "stakeholders_of", "standing_of",
    "stories_of", "story_by_key", "themes_of",
]  # fmt: skip
