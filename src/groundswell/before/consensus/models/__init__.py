"""Tables of step 5."""

from groundswell.before.consensus.models.engagement import Commitment, Contact, Objection, Part
from groundswell.before.consensus.models.levels import LevelAnswer, Story
from groundswell.before.consensus.models.stakeholders import Position, Stakeholder

__all__ = ["Commitment", "Contact", "LevelAnswer", "Objection", "Part", "Position", "Stakeholder", "Story"]
