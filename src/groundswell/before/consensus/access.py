"""What may be done with consensus. How strong somebody is and where they stand is told to few: see ``discreet``."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from groundswell.kit.door import EVERYBODY, register

READ = register(
    "consensus.stakeholder.read",
    gettext_noop("Read who agrees, decides and objects"),
    roles="coordinator monitor supervisor",
    reach="place",
)
RECORD = register(
    "consensus.stakeholder.record",
    gettext_noop("Record stakeholders, positions, objections, commitments and contacts"),
    roles="coordinator monitor supervisor",
    reach="place",
    writes=True,
    discreet=True,
)
READINESS = register(
    "consensus.readiness.record",
    gettext_noop("Answer the questions on consensus of a level"),
    roles="coordinator monitor",
    writes=True,
    discreet=True,
)
STORY = register(
    "consensus.story.record",
    gettext_noop("Record stories of the pilot and who agreed to their telling"),
    roles="coordinator monitor",
    writes=True,
    discreet=True,
)
CASE = register("consensus.case.read", gettext_noop("Read the case for added value"), roles=EVERYBODY)
