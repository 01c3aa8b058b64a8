"""Recording documents and their editions, each change with its entry in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from django.core.files.base import File as Upload
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput, Conflict
from groundswell.ground.documents.models import STATES, Document, Edition, File
from groundswell.ground.documents.services.storing import person_of, store_file
from groundswell.ground.journal.services import amend, changes, note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.errors import conflict_of
from groundswell.kit.saving import held

SEEN_OR_HEARD = {"image": "picture", "audio": "sound", "video": "film"}
PICTURES = ("poster", "cards")
RECORD, RELEASE = "documents.document.record", "documents.edition.release"


@dataclass(frozen=True)
class DocumentFacts:
    """What is said of a document.

    Args:
        kind: Code of its kind.
        title: Language to title.
        audience: For whom it is.
        licence: Under which others may use it.
        contact: Whom to ask.
    """

    kind: str
    title: Mapping[str, str]
    audience: str = ""
    licence: str = ""
    contact: str = ""

    def columns(self) -> dict[str, Any]:
        """As stored."""
        title = {tag: text.strip() for tag, text in self.title.items() if text.strip()}
        return {name: value.strip() for name, value in asdict(self).items() if name != "title"} | {"title": title}


@dataclass(frozen=True)
class EditionFacts:
    """What is said of an edition: a version in one language and medium.

    Args:
        label: Its version, such as ``3.1``.
        language: Its language.
        dated: Its date.
        file: The file; None for a text.
        text: The text, plain or Markdown; empty for a file.
        audience: For whom, where not as the document says.
        pages: Pages, where it has any.
        made_by: Who wrote or translated it.
        translated_from: The edition it was translated from.
    """

    label: str
    language: str
    dated: date
    file: File | None = field(default=None, compare=False)
    text: str = ""
    audience: str = ""
    pages: int | None = None
    made_by: str = ""
    translated_from: Edition | None = field(default=None, compare=False)

    def columns(self) -> dict[str, Any]:
        """As stored."""
        names = ("label", "language", "dated", "text", "audience", "pages", "made_by")
        plain = {name: getattr(self, name) for name in names}
        trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in plain.items()}
        return trimmed | {"file_id": self.file and self.file.pk, "translated_from_id": pk_of(self.translated_from)}


def pk_of(edition: Edition | None) -> int | None:
    """Its number, None for none."""
    return edition.pk if edition else None


@transaction.atomic
def record_document(permit: Permit, program: Program, facts: DocumentFacts) -> Document:
    """Record a document.

    Args:
        permit: A permit of the person.
        program: The program.
        facts: What is said of it.

    Returns:
        The document.

    Raises:
        BadInput: It has no title.
    """
    permit = permit.demand(RECORD, program)
    check_title(facts)
    made = Document.objects.create(program=program, **facts.columns())
    note(permit, made, after=facts.columns())
    return made


@transaction.atomic
def change_document(permit: Permit, document: Document, facts: DocumentFacts, *, version: int) -> Document:
    """Change what is said of a document, unless somebody else changed it first.

    Args:
        permit: A permit of the person.
        document: The document.
        facts: As it shall be.
        version: The version that the person saw.

    Returns:
        The document.

    Raises:
        BadInput: It has no title.
        EditedMeanwhile: Somebody saved it since.
    """
    permit = permit.demand(RECORD, document)
    check_title(facts)
    return amend(permit, held(document, version), facts.columns())


def medium_of(document: Document, file: File | None) -> str:
    """The medium of an edition: what its file is; a poster or a set of cards is a picture in any file."""
    if file is None:
        return "text"
    medium = SEEN_OR_HEARD.get(file.media_type.partition("/")[0], "text")
    return "picture" if medium == "text" and document.kind in PICTURES else medium


@transaction.atomic
def record_edition(
    permit: Permit, document: Document, facts: EditionFacts, upload: Upload[Any] | None = None
) -> Edition:
    """Record a version of a document in one language and medium, as a draft.

    Args:
        permit: A permit of the person.
        document: The document.
        facts: What is said of it.
        upload: The file as it was sent, where it is not stored yet.

    Returns:
        The edition.

    Raises:
        BadInput: It is neither a file nor a text, or both; or what it names belongs elsewhere.
        Conflict: This version is on record already in this language and medium.
    """
    permit = permit.demand(RECORD, document)
    facts = with_file(permit, document, facts, upload)
    columns = facts.columns() | {"medium": medium_of(document, facts.file)}
    try:
        with transaction.atomic():
            made = Edition.objects.create(document=document, recorded_by=person_of(permit), **columns)
    except IntegrityError as error:
        raise already(facts, error) from error
    note(permit, made, after=told(made))
    return made


@transaction.atomic
def change_edition(
    permit: Permit, edition: Edition, facts: EditionFacts, upload: Upload[Any] | None = None, *, version: int
) -> Edition:
    """Change an edition that is not released yet; a checked one becomes a draft again.

    Args:
        permit: A permit of the person.
        edition: The edition.
        facts: As it shall be.
        upload: Another file, as it was sent.
        version: The version that the person saw.

    Returns:
        The edition.

    Raises:
        BadInput: It is neither a file nor a text, or both.
        Conflict: It is released, or such an edition is on record already.
        EditedMeanwhile: Somebody saved it since.
    """
    permit = permit.demand(RECORD, edition)
    stored = still_draft(edition, version)
    facts = with_file(permit, edition.document, facts, upload)
    medium = medium_of(edition.document, facts.file)
    try:
        with transaction.atomic():
            write(permit, stored, facts.columns() | {"medium": medium, "status": "draft"})
    except IntegrityError as error:
        raise already(facts, error) from error
    return stored


@transaction.atomic
def set_state(permit: Permit, edition: Edition, state: str, *, version: int) -> Edition:
    """Say that an edition is checked, a draft again, or released; what is released stays as it is.

    Args:
        permit: A permit of the person.
        edition: The edition.
        state: ``draft``, ``checked`` or ``released``.
        version: The version that the person saw.

    Returns:
        The edition.

    Raises:
        BadInput: There is no such state, or it was not checked before it is released.
        Conflict: It is released.
        EditedMeanwhile: Somebody saved it since.
    """
    permit = permit.demand(RELEASE if state == "released" else RECORD, edition)
    stored = still_draft(edition, version)
    if state not in dict(STATES) or (state == "released" and stored.status != "checked"):
        raise BadInput(
            _("Only what was checked is released."),
            _("Have somebody else read it against the original first."),
            code="documents.not_checked",
        )
    write(permit, stored, {"status": state})
    return stored


def still_draft(edition: Edition, version: int) -> Edition:
    """The edition as it is now, held until the transaction ends.

    Raises:
        EditedMeanwhile: It is not the version that the person saw.
        Conflict: It is released.
    """
    stored = held(edition, version)
    if stored.is_frozen:
        raise Conflict(
            _("“%(name)s” is released and changes no more.") % {"name": stored},
            _("Record a new version."),
            code="documents.released",
        )
    return stored


def with_file(permit: Permit, document: Document, facts: EditionFacts, upload: Upload[Any] | None) -> EditionFacts:
    """The facts with the file that was sent, stored.

    Raises:
        BadInput: They are neither a file nor a text, or name what belongs elsewhere; or the file is refused.
    """
    if upload is not None:
        title = f"{document} {facts.label}"
        stored = store_file(permit, document.program, upload, title=title, language=facts.language)
        facts = replace(facts, file=stored)
    check_edition(document, facts)
    return facts


def check_title(facts: DocumentFacts) -> None:
    """Refuse a document that has no title.

    Raises:
        BadInput: It has none.
    """
    if not facts.columns()["title"]:
        raise BadInput(
            _("A document needs a title."), _("Write it in at least one language."), code="document_has_title"
        )


def check_edition(document: Document, facts: EditionFacts) -> None:
    """Refuse an edition that is neither a file nor a text, or names what belongs elsewhere.

    Raises:
        BadInput: It is so.
    """
    if (facts.file is None) == (not facts.text.strip()):
        raise BadInput(
            _("A version is either a file or a text."),
            _("Choose a file, or paste the text."),
            code="edition_is_file_or_text",
        )
    if facts.file is not None and facts.file.program_id != document.program_id:
        raise BadInput(_("This file belongs to another program."), _("Choose another."), code="documents.elsewhere")
    source = facts.translated_from
    if source is not None and source.document_id != document.pk:
        raise BadInput(_("This version is of another document."), _("Choose another."), code="documents.elsewhere")


def already(facts: EditionFacts, error: IntegrityError) -> Conflict:
    """The sentence for a version that is on record already."""
    if other := conflict_of(error):
        return other
    return Conflict(
        _("Version %(label)s is on record already in this language and medium.") % {"label": facts.label},
        _("Give it another version, or change the one that is there."),
        code="edition_once",
    )


def write(permit: Permit, stored: Edition, columns: Mapping[str, Any]) -> None:
    """Save changed columns of an edition with their entry, as :func:`told`; nothing where nothing changed."""
    before = told(stored)
    for name, value in columns.items():
        setattr(stored, name, value)
    was, now = changes(before, told(stored))
    if not now:
        return
    stored.version += 1
    stored.save()
    note(permit, stored, before=was, after=now)


def told(edition: Edition) -> dict[str, Any]:
    """An edition as the journal keeps it: a file by its content, a text whole."""
    names = ("label", "language", "medium", "audience", "pages", "made_by", "status", "text")
    source = edition.translated_from
    return {name: getattr(edition, name) for name in names} | {
        "dated": edition.dated.isoformat(),
        "file": edition.file.sha256 if edition.file else "",
        "translated_from": f"{source.label}, {source.language}" if source else "",
    }
