"""What may be done with the evidence."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from groundswell.kit.door import EVERYBODY, register

READ = register("evidence.study.read", gettext_noop("Read the studies and what they say together"), roles=EVERYBODY)
RECORD = register("evidence.study.record", gettext_noop("Record a study"), roles="coordinator monitor", writes=True)
CHANGE = register("evidence.study.change", gettext_noop("Change a study"), roles="coordinator monitor", writes=True)
WITHDRAW = register(
    "evidence.study.withdraw", gettext_noop("Withdraw a study"), roles="coordinator monitor", writes=True
)
ATTACH = register(
    "evidence.study.attach", gettext_noop("Attach a paper to a study"), roles="coordinator monitor", writes=True
)
CLUSTERS = register(
    "evidence.cluster.record", gettext_noop("Record a study's clusters"), roles="coordinator monitor", writes=True
)
KNOWN = register(
    "evidence.known.note",
    gettext_noop("Note a study that is known but not entered"),
    roles="coordinator monitor",
    writes=True,
)
ASK = register(
    "evidence.question.set", gettext_noop("Set what is asked of the studies"), roles="coordinator monitor", writes=True
)
CONFIRM = register(
    "evidence.certainty.confirm", gettext_noop("Confirm how sure we are"), roles="coordinator monitor", writes=True
)
PLAN = register("evidence.sample.plan", gettext_noop("Plan the size of the next evaluation"), roles=EVERYBODY)
