"""Finding files, and their bytes."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from groundswell.domain.errors import Conflict, NotFound
from groundswell.ground.documents.models import File
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

__all__ = [
    "INLINE",
    "PLAYED",
    "File",
    "Program",
    "bytes_lie_at",
    "file_by_key",
    "files",
    "missing",
    "path_of",
]  # types, for views

PLAYED = frozenset({"audio/mpeg", "audio/wav", "audio/ogg", "audio/mp4", "video/mp4", "video/3gpp", "video/webm"})
INLINE = PLAYED | {"application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif"}  # shown in a sandbox


def file_by_key(key: UUID | str) -> File:
    """The file with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    found = File.objects.select_related("program", "uploaded_by").filter(key=key).first()
    if found is None:
        raise NotFound(_("This file does not exist, or not for you."), _("Check the address."), code="door.not_found")
    return found


def files(permit: Permit, program: Program) -> QuerySet[File]:
    """The files of a program, newest first; of those sent to be read into tables only one's own."""
    rows = permit.scope(File.objects.select_related("uploaded_by"), "documents.file.read")
    mine = Q(uploaded_by__key=permit.person) if permit.via in ("page", "api") else Q(pk__in=())
    return rows.filter(Q(own=False) | mine, program=program).order_by("-uploaded_at", "-id")


def bytes_lie_at(sha256: str) -> Path:
    """Where the bytes with this SHA-256 lie."""
    return Path(settings.UPLOADS) / sha256[:2] / sha256


def path_of(permit: Permit, file: File) -> Path:
    """The path of a file's bytes, for whoever may read it.

    Raises:
        NotFound: The file is not for this person.
        NotAllowed: The person may not read files.
        Conflict: Its bytes are gone from the folder of uploads.
    """
    permit.demand("documents.file.read", file)
    if file.own and (file.uploaded_by is None or str(file.uploaded_by.key) != permit.person):
        raise NotFound(_("This file does not exist, or not for you."), _("Check the address."), code="door.not_found")
    path = bytes_lie_at(file.sha256)
    if not path.is_file():
        raise missing(file)
    return path


def missing(file: File) -> Conflict:
    """The sentence for a file on record whose bytes are gone from the folder of uploads."""
    return Conflict(
        _("The content of “%(name)s” is missing on this server.") % {"name": file.filename},
        _("Tell the keeper of this installation: the folder of uploads must be restored."),
        code="documents.bytes_missing",
    )
