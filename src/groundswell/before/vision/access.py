"""What may be done with the vision."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from groundswell.kit.door import EVERYBODY, register

READ = register("vision.vision.read", gettext_noop("Read the vision and the step ledger"), roles=EVERYBODY)
CHANGE = register(
    "vision.vision.change", gettext_noop("Change the vision and the step ledger"), roles="coordinator", writes=True
)
ADOPT = register("vision.vision.adopt", gettext_noop("Adopt the vision"), roles="coordinator", writes=True)
