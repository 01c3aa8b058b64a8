"""Tables of step 6, by noun."""

from groundswell.before.policy.models.advocacy import Ask, Event, Feed
from groundswell.before.policy.models.policies import AREAS, Policy, Review

__all__ = ["AREAS", "Ask", "Event", "Feed", "Policy", "Review"]
