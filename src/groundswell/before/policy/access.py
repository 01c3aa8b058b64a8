"""What may be done with policies."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from groundswell.kit.door import EVERYBODY, register

READ = register("policy.policy.read", gettext_noop("Read policies, asks and the advocacy calendar"), roles=EVERYBODY)
RECORD = register(
    "policy.policy.record",
    gettext_noop("Record policies, reviews, asks and dates of the advocacy calendar"),
    roles="coordinator monitor",
    writes=True,
)
FEED = register(
    "policy.feed.make",
    gettext_noop("Make the address for one's own calendar program"),
    roles=EVERYBODY,
    writes=True,
)
