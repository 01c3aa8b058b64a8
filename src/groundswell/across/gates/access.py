"""What may be done at the gate."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from groundswell.kit.door import EVERYBODY, register

READ = register("gates.verdict.read", gettext_noop("See whether we are ready to scale"), roles=EVERYBODY)
INPUT = register(
    "gates.input.record", gettext_noop("Type in what a verdict stands on"), roles="coordinator monitor", writes=True
)
SIGN = register("gates.verdict.sign", gettext_noop("Sign a verdict"), roles="coordinator", writes=True)
OVERRULE = register(
    "gates.verdict.overrule", gettext_noop("Overrule a verdict with a reason"), roles="coordinator", writes=True
)
DISSENT = register(
    "gates.verdict.dissent",
    gettext_noop("Dissent from a verdict"),
    roles="coordinator supervisor monitor facilitator donor",
    reach="place",
    writes=True,
)
SEE_GATE = register(
    "gates.start.read", gettext_noop("See whether a wave may start, and what was decided"), roles=EVERYBODY
)
DECIDE = register("gates.start.decide", gettext_noop("Decide whether a wave starts"), roles="coordinator", writes=True)
OPEN = register(
    "gates.start.open", gettext_noop("Open a closed gate with a signed reason"), roles="coordinator", writes=True
)
DISSENT_FROM_START = register(
    "gates.start.dissent",
    gettext_noop("Dissent from a decision on a wave"),
    roles="coordinator supervisor monitor facilitator donor",
    reach="place",
    writes=True,
)
