"""What may be done with the assessment of scalability."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from groundswell.kit.door import EVERYBODY, register

READ = register("scalability.assessment.read", gettext_noop("Read whether the approach can be scaled"), roles=EVERYBODY)
BARRIER = register(
    "scalability.barrier.record",
    gettext_noop("Record, change and close what stands in the way"),
    roles="coordinator monitor",
    writes=True,
)
EXCLUDE = register(
    "scalability.context.exclude",
    gettext_noop("Exclude a context, or take that back"),
    roles="coordinator monitor",
    writes=True,
)
COST = register(
    "scalability.cost.record",
    gettext_noop("Record what the work costs and who pays"),
    roles="coordinator monitor",
    writes=True,
)
DECIDE = register(
    "scalability.decision.record", gettext_noop("Minute the decision on growth"), roles="coordinator", writes=True
)
