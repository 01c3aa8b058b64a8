"""Writing step 6, each change with its entry in the journal."""

from groundswell.before.policy.services.advocacy import (
    AskFacts,
    EventFacts,
    change_ask,
    change_event,
    close_ask,
    make_feed,
    record_ask,
    record_event,
)
from groundswell.before.policy.services.policies import (
    PolicyFacts,
    change_policy,
    record_policy,
    review_area,
    settle_policy,
)

__all__ = [
    "AskFacts",
    "EventFacts",
    "PolicyFacts",
    "change_ask",
    "change_event",
    "change_policy",
    "close_ask",
    "make_feed",
    "record_ask",
    "record_event",
    "record_policy",
    "review_area",
    "settle_policy",
]
