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
