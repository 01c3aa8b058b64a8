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
