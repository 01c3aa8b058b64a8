"""What may be done with rounds of rated questionnaires."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from groundswell.kit.door import EVERYBODY, register

READ = register(
    "instruments.round.read", gettext_noop("Read rounds of questionnaires and their results"), roles=EVERYBODY
)
OPEN = register(
    "instruments.round.open", gettext_noop("Open a round of a questionnaire"), roles="coordinator monitor", writes=True
)
CLOSE = register("instruments.round.close", gettext_noop("Close a round"), roles="coordinator monitor", writes=True)
INVITE = register(
    "instruments.rater.invite",
    gettext_noop("Make and withdraw links for raters"),
    roles="coordinator monitor",
    writes=True,
)
TYPE = register(
    "instruments.sheet.type", gettext_noop("Type in answers from paper"), roles="coordinator monitor", writes=True
)
CHANGE = register(
    "instruments.file.change",
    gettext_noop("Copy and change a questionnaire"),
    roles="coordinator monitor",
    writes=True,
)
SEND = register(
    "instruments.sheet.send", gettext_noop("Answer by a link of one's own"), roles=(), reach="own", writes=True
)
