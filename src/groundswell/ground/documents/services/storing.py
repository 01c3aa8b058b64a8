"""Keeping bytes under their SHA-256, and the record that names them."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.base import File as Upload
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput
from groundswell.ground.documents.models import File
from groundswell.ground.documents.selectors import bytes_lie_at, missing
from groundswell.ground.documents.services.kinds import TYPES, ending_of, media_type_of
from groundswell.ground.documents.services.pictures import CLEANED, cleaned
from groundswell.ground.journal.services import note
from groundswell.ground.people.models import Person
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.style import written

CHUNK_BYTES = 256 * 1024
NOT_IN_A_NAME = re.compile('[\x00-\x1f\x7f/\\\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


def store_file(
    permit: Permit, program: Program, upload: Upload[Any], *, title: str = "", language: str = "", own: bool = False
) -> File:
    """Store an uploaded file in a program; the same file sent twice by the same person is one file.

    The bytes are on the disk before the record is written: a record never points to nothing.

    Args:
        permit: A permit of the person in the program.
        program: The program.
        upload: The file as it was sent; left at its beginning.
        title: What it is, in words.
        language: The language it is in.
        own: Whether nobody but its sender shall see it, since it was sent to be read into tables.

    Returns:
        The file.

    Raises:
        BadInput: It is too large, empty, of a kind that is not stored, or could act.
        NotAllowed: The person may not store files.
    """
    permit = permit.demand("documents.file.store", program)
    name = clean_name(str(upload.name or ""))
    check_size(upload, max(settings.UPLOAD_MOST_BYTES, settings.UPLOAD_MOST_MEDIA_BYTES))
    media_type = media_type_of(upload, name)
    is_played = media_type.startswith(("audio/", "video/"))
    check_size(upload, settings.UPLOAD_MOST_MEDIA_BYTES if is_played else settings.UPLOAD_MOST_BYTES)
    sha256, size = keep_bytes(without_traces(upload, media_type, name))
    says = {"title": title.strip()[:300], "filename": named_for(name, media_type), "language": language, "own": own}
    holds = {"media_type": media_type, "size": size, "sha256": sha256}
    with transaction.atomic():
        who = person_of(permit)
        same = File.objects.filter(program=program, uploaded_by=who, **says, **holds).first()
        if same is not None:
            return same
        file = File.objects.create(program=program, uploaded_by=who, **says, **holds)
        note(permit, file, after={**says, **holds})
    return file


def bytes_of(file: File) -> bytes:
    """The whole content of a file, for services that have asked the door already.

    Raises:
        Conflict: The bytes are gone from the folder of uploads.
    """
    path = bytes_lie_at(file.sha256)
    if not path.is_file():
        raise missing(file)
    return path.read_bytes()


def without_traces(upload: Upload[Any], media_type: str, name: str) -> Upload[Any]:
    """A picture without place, person and camera; every other file as it was sent.

    Raises:
        BadInput: The picture is broken.
    """
    if media_type not in CLEANED:
        return upload
    upload.seek(0)
    return ContentFile(cleaned(upload.read(), media_type, name), name)


def check_size(upload: Upload[Any], most: int) -> None:
    """Refuse what is larger than this installation stores.

    Args:
        upload: The file as it was sent.
        most: How many bytes a file of its kind may have.

    Raises:
        BadInput: It is.
    """
    if upload.size > most:
        sizes = {"size": megabytes(upload.size), "most": megabytes(most), "name": upload.name}
        raise BadInput(
            _("“%(name)s” has %(size)s MB; at most %(most)s MB are stored.") % sizes,
            _("Make it smaller, or split it."),
            code="documents.too_large",
        )


def megabytes(size: int) -> str:
    """A number of bytes in megabytes, as the reader's language writes it."""
    return written(size / 1024**2, 1)


def keep_bytes(upload: Upload[Any]) -> tuple[str, int]:
    """Write the bytes under their SHA-256, whole or not at all.

    Returns:
        The SHA-256 in hexadecimal and the number of bytes.
    """
    folder = Path(settings.UPLOADS)
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix="incoming-", delete_on_close=False) as kept:
        for chunk in upload.chunks(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            kept.write(chunk)
        kept.flush()
        os.fsync(kept.fileno())
        kept.close()
        place = bytes_lie_at(digest.hexdigest())
        if not place.exists():
            place.parent.mkdir(exist_ok=True)
            Path(kept.name).replace(place)
            settle(place.parent)
    upload.seek(0)
    return digest.hexdigest(), size


def settle(folder: Path) -> None:
    """Have the folder's new entry survive a power cut, where the system lets folders be synchronised."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def clean_name(name: str) -> str:
    """A name that no file system and no reader is misled by.

    Example:
        >>> clean_name("../../etc/pass\u202ewd.txt"), clean_name("")
        ('.. .. etc pass wd.txt', 'file')
    """
    return " ".join(NOT_IN_A_NAME.sub(" ", name).split())[-200:] or "file"


def named_for(name: str, media_type: str) -> str:
    """The name with an ending of its kind, so that opening it starts the right program.

    Example:
        >>> named_for("run.bat", "text/plain"), named_for("IMG.JPEG", "image/jpeg")
        ('run.bat.txt', 'IMG.JPEG')
    """
    endings = TYPES[media_type]
    return name if ending_of(name) in endings else f"{name}{endings[0]}"


def person_of(permit: Permit) -> Person | None:
    """The person of a permit; None for a command."""
    try:
        return Person.objects.filter(key=UUID(permit.person)).first()
    except ValueError:
        return None
