"""What may be done with the package."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from groundswell.kit.door import EVERYBODY, register

READ = register("package.package.read", gettext_noop("Read what the package consists of"), roles=EVERYBODY)
RECORD = register(
    "package.element.record",
    gettext_noop("Record and change the elements of the package, its training and its logs"),
    roles="coordinator monitor",
    writes=True,
)
ADAPT = register(
    "package.adaptation.record",
    gettext_noop("Record what was adapted in one place"),
    roles="coordinator monitor supervisor",
    reach="place",
    writes=True,
)
DECIDE = register(
    "package.proposal.decide",
    gettext_noop("Decide a proposal to change the core"),
    roles="coordinator",
    writes=True,
)
RELEASE = register(
    "package.version.release", gettext_noop("Release a version of the package"), roles="coordinator", writes=True
)
