"""Taking in an upload: the files are stored, looked at, and read as the same headers were read last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.base import File as Upload
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.across.exchange.formats.columns import Column
from groundswell.across.exchange.formats.kinds import FileKind
from groundswell.across.exchange.formats.mapping import SheetMapping, open_questions, signature
from groundswell.across.exchange.formats.mapping_file import mapping_from_dict
from groundswell.across.exchange.formats.survey import looks_like_survey
from groundswell.across.exchange.formats.workbook import stamp_in
from groundswell.across.exchange.models import Import, ImportFile, Remembered
from groundswell.across.exchange.services.reading import PLACES, READERS, Opened, opened
from groundswell.across.exchange.services.sending import read_stamp, same_program
from groundswell.domain.errors import BadInput
from groundswell.during.monitoring.services.recording import person_of
from groundswell.ground.documents.selectors import bytes_lie_at
from groundswell.ground.documents.services import store_file
from groundswell.ground.journal.services import note
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


@dataclass(frozen=True)
class Holding:
    """What files hold, as far as a person said it; empty lets the files tell.

    Args:
        kind: ``places``, ``values`` or ``survey``.
        sheet: Sheet of a workbook; the first one where empty.
        parent: For places: the place that tops without a parent of their own go under; the program's own otherwise.
        table: Name of the table of Groundswell that the file holds.
    """

    kind: str = ""
    sheet: str = ""
    parent: Place | None = None
    table: str = ""


def start_import(
    permit: Permit,
    program: Program,
    uploads: Sequence[Upload[Any]],
    held: Holding,
) -> Import:
    """Keep uploaded files as one import; nothing of what they say is written yet.

    Args:
        permit: A permit in the program.
        program: The program.
        uploads: The files, in the order they are to be read.
        held: What they hold, as far as the person said it.

    Returns:
        The import; its files are mapped where the format or an earlier import tells how.

    Raises:
        BadInput: A file is of no kind that is read here, or the files are of different kinds.
    """
    permit = permit.demand("exchange.import.upload", program)
    if not uploads:
        raise BadInput(_("No file was chosen."), _("Choose one or more files."), code="exchange.nothing")
    files = [(upload, opened(content(upload), str(upload.name), held.sheet)) for upload in uploads]
    table = held.table or table_of_all([file for _upload, file in files], program)
    if not table:
        refuse_without_rows([file for _upload, file in files])
    found = "table" if table else held.kind or kind_of_all([file for _upload, file in files])
    with transaction.atomic():
        batch = Import.objects.create(
            program=program, kind=found, table=table, parent=held.parent or program.root, uploaded_by=person_of(permit)
        )
        for position, (upload, file) in enumerate(files):
            stored = store_file(permit, program, storable(upload, file), title=file.name, own=True)
            ImportFile.objects.create(
                batch=batch, file=stored, filename=file.name, sheet=held.sheet, position=position,
                signature=signature(file.table.headers) if file.table and not table else "",
            )  # fmt: skip
        if not table:
            recall(batch, [file for _upload, file in files])
        note(permit, batch, after={"files": [file.name for _upload, file in files], "kind": found})
    return batch


def refuse_without_rows(files: Sequence[Opened]) -> None:
    """Refuse a sheet that says nothing beneath its headers.

    Raises:
        BadInput: There is one.
    """
    for file in files:
        if file.table is not None and not file.table.rows:
            raise BadInput(
                _("%(file)s has headers and no rows.") % {"file": file.name},
                _("Write at least one row below the headers."),
                code="exchange.no_rows",
            )


def table_of_all(files: Sequence[Opened], program: Program) -> str:
    """Name of the table of Groundswell that was downloaded, changed and sent back; empty for other files.

    Raises:
        BadInput: Several files, one of them such a table; or a table of another program.
    """
    stamps = [stamp for file in files if (stamp := read_stamp(stamp_in(file.data)))]
    if not stamps:
        return ""
    if len(files) > 1:
        raise BadInput(
            _("One of these files is a table of Groundswell."), _("Upload it by itself."), code="exchange.mixed"
        )
    return same_program(stamps[0], program, files[0].name).table


def storable(upload: Upload[Any], file: Opened) -> Upload[Any]:
    """The upload as the store of files takes it: markup must say that it is XML, which DHIS2 leaves out at times."""
    if file.kind is not FileKind.DHIS2_XML or file.data.lstrip().startswith(b"<?xml"):
        return upload
    return ContentFile(b'<?xml version="1.0" encoding="UTF-8"?>\n' + file.data.lstrip(), name=str(upload.name))


def content(upload: Upload[Any]) -> bytes:
    """The bytes of an upload, which stays readable."""
    upload.seek(0)
    data: bytes = upload.read()
    upload.seek(0)
    return data


def kind_of_all(files: Sequence[Opened]) -> str:
    """What the files hold, when all of them hold the same.

    Raises:
        BadInput: Some hold places and some values.
    """
    kinds = {kind_by_look(file) for file in files}
    if len(kinds) > 1:
        raise BadInput(
            _("Some of these files hold places and some hold values."), _("Upload them apart."), code="exchange.mixed"
        )
    return kinds.pop()


def kind_by_look(file: Opened) -> str:
    """What one file holds: its format tells, or its columns."""
    if file.kind in PLACES:
        return "places"
    if file.kind in READERS or file.table is None:
        return "values"
    return "survey" if looks_like_survey(file.table) else "values"


def recall(batch: Import, files: Sequence[Opened]) -> None:
    """Map each sheet as sheets with its headers were mapped last time, or as another file of this import is."""
    last = {
        row.signature: row.mapping for row in Remembered.objects.filter(program_id=batch.program_id, kind=batch.kind)
    }
    for stored, file in zip(batch.files.all(), files, strict=True):
        if stored.signature in last and fits(batch.kind, last[stored.signature], file):
            stored.mapping = last[stored.signature]
            stored.save(update_fields=["mapping"])


def fits(kind: str, mapping: Mapping[str, Any], file: Opened) -> bool:
    """Whether a mapping can read a file without a further question."""
    if file.table is None or kind != "values":
        return True
    understood = mapping_from_dict(mapping)
    return understood.fits(file.table.headers) and not open_questions(understood, file.table)


def say_mapping(permit: Permit, stored: ImportFile, mapping: Mapping[str, Any]) -> Import:
    """Say which column is what; files of the same import that it fits are read in the same way.

    Args:
        permit: A permit in the program.
        stored: The file it was said for.
        mapping: The mapping as plain values.

    Returns:
        The import.
    """
    batch = stored.batch
    permit = permit.demand("exchange.import.upload", batch)
    with transaction.atomic():
        for other in batch.files.all():
            if other.pk == stored.pk or (other.mapping is None and fits(batch.kind, mapping, file_of(other))):
                other.mapping = dict(mapping)
                other.save(update_fields=["mapping"])
                Remembered.objects.update_or_create(
                    program_id=batch.program_id, kind=batch.kind, signature=other.signature,
                    defaults={"mapping": dict(mapping)},
                )  # fmt: skip
    return batch


def with_missing_words(stored: ImportFile, guess: SheetMapping) -> SheetMapping:
    """A guess that knows the words for "no value" of all files of the import with the same headers."""
    found = dict.fromkeys(guess.missing)
    for other in stored.batch.files.filter(signature=stored.signature).exclude(pk=stored.pk).select_related("file"):
        table = file_of(other).table
        if table is None:
            continue
        for column in guess.value_columns(table.headers):
            found |= dict.fromkeys(Column(column.header, table.column(column.header)).missing_words)
    return replace(guess, missing=tuple(found))


def file_of(stored: ImportFile) -> Opened:
    """A stored file, opened again."""
    return opened(bytes_lie_at(stored.file.sha256).read_bytes(), stored.filename, stored.sheet)


def unmapped(batch: Import) -> ImportFile | None:
    """The first file whose columns somebody must still explain, None when all can be read."""
    for stored in batch.files.filter(mapping__isnull=True):
        if stored.signature:
            return stored
    return None
