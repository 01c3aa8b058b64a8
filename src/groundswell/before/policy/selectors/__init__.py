"""Reading step 6: the register, the asks, the calendar."""

from groundswell.before.policy.selectors.calendar import (
    Dated,
    calendar_of,
    event_by_key,
    events_of,
    feed_by_secret,
    reading_permit,
)
from groundswell.before.policy.selectors.register import (
    READ,
    ask_by_key,
    asks_of,
    jurisdictions_of,
    policies_of,
    policy_by_key,
    register_of,
    reviews_of,
)

__all__ = [
    "READ",
    "Dated",
    "ask_by_key",
    "asks_of",
    "calendar_of",
    "event_by_key",
    "events_of",
    "feed_by_secret",
    "jurisdictions_of",
    "policies_of",
    "policy_by_key",
    "reading_permit",
    "register_of",
    "reviews_of",
]
