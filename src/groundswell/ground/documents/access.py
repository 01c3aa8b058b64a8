"""What may be done with files."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from groundswell.kit.door import EVERYBODY, register

READ = register("documents.file.read", gettext_noop("Read the program's files"), roles=EVERYBODY)
STORE = register(
    "documents.file.store",
    gettext_noop("Store a file"),
    roles="coordinator monitor supervisor",
    reach="place",
    writes=True,
)
