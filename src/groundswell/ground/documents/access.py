"""What may be done with files and documents."""

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
SEE = register("documents.document.read", gettext_noop("Read the program's documents"), roles=EVERYBODY)
RECORD = register(
    "documents.document.record",
    gettext_noop("Record documents, their versions and translations"),
    roles="coordinator monitor supervisor",
    reach="place",
    writes=True,
)
RELEASE = register(
    "documents.edition.release",
    gettext_noop("Release a version of a document"),
    roles="coordinator monitor",
    writes=True,
)
