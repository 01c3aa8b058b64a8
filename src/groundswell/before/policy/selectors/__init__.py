"""Reading step 6: the register, the asks, the calendar."""

from groundswell.before.policy.selectors.calendar import (
    Dated,
    calendar_of,
    event_by_key,
    events_of,
    feed_by_secret,
    reading_permit,
)
from groundswell.before.policy.selectors.narrowing import STANDINGS, Choice, narrowed
from groundswell.before.policy.selectors.register import (
    READ,
    Known,
    areas_of,
    ask_by_key,
    asks_of,
    frozen,
    jurisdictions_of,
    known_of,
    policies_of,
    policy_by_key,
    register_of,
    reviews_of,
    stakeholders_for,
)

__all__ = [
    "READ",
    "STANDINGS",
    "Choice",
    "Dated",
    "Known",
    "areas_of",
    "ask_by_key",
    "asks_of",
    "calendar_of",
    "event_by_key",
    "events_of",
    "feed_by_secret",
    "frozen",
    "jurisdictions_of",
    "known_of",
    "narrowed",
    "policies_of",
    "policy_by_key",
    "reading_permit",
    "register_of",
    "reviews_of",
    "stakeholders_for",
]
