"""The one family of errors, and what each means to the person who meets it.

::

    GroundswellError              what happened, with which value, and what to do
    ├── BadInput                  a value that cannot be used            400 / exit 2
    │   ├── RowRefused            … and where it stands: file, sheet, row, field
    │   └── WrongShape            read, but not of the shape asked for   422
    ├── CannotJudge               not enough to judge on                 409 / exit 1
    ├── Conflict                  the stored facts say no                409
    │   └── EditedMeanwhile       somebody else saved first
    ├── NotAllowed                seen, but not permitted                403
    ├── NotFound                  not there, or not for this person      404
    ├── SignInFirst               nobody knows who asks                  401
    ├── SlowDown                  too often in too short a time          429
    └── WrongMethod               the address is not used in this way    405
"""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.domain.said import Said, together
from groundswell.domain.said import said as _


class GroundswellError(Exception):
    """A sentence, its remedy, a code for programs and an HTTP status.

    Args:
        text: What happened and with which value, one sentence.
        remedy: What the person can do about it, one sentence; may be empty.
        code: Stable name for programs, ``room.thing``.
    """

    status = 500
    exit_code = 1

    def __init__(self, text: str, remedy: str = "", *, code: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.remedy = remedy
        self.code = code or type(self).__name__

    def __str__(self) -> str:
        return together((self.text, self.remedy))


class BadInput(GroundswellError):
    """A value that cannot be used."""

    status = 400
    exit_code = 2


@dataclass(frozen=True)
class Where:
    """The spot in a file: enough for a person to find the cell."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    field: str = ""
    value: str = ""

    @property
    def said(self) -> Said:
        """The spot in words."""
        parts = (
            self.file,
            _("sheet %(sheet)s", sheet=self.sheet) if self.sheet else "",
            _("row %(row)s", row=str(self.row)) if self.row is not None else "",
            _("field %(field)s", field=self.field) if self.field else "",
            _("value “%(value)s”", value=self.value) if self.value else "",
        )
        return together(parts, ", ")

    def __str__(self) -> str:
        return self.said


class RowRefused(BadInput):
    """One row of a file that cannot be used; says where it stands and what would mend it."""

    def __init__(self, text: str, remedy: str = "", *, where: Where, code: str = "") -> None:
        super().__init__(text, remedy, code=code)
        self.where = where

    def __str__(self) -> str:
        return together((self.where.said, super().__str__()), ": ")


class WrongShape(BadInput):
    """What a program sent was read, but is not of the shape that the address takes."""

    status = 422


class CannotJudge(GroundswellError):
    """There is not enough to judge on; the text says what is missing."""

    status = 409
    exit_code = 1


class Conflict(GroundswellError):
    """What is stored already says no (a duplicate, a broken rule)."""

    status = 409


class EditedMeanwhile(Conflict):
    """Somebody else saved the same record first; nothing of either is lost."""


class NotAllowed(GroundswellError):
    """The person may see the thing but not do this with it; the text is the reason."""

    status = 403


class NotFound(GroundswellError):
    """The thing is not there, or not there for this person: the answer is the same."""

    status = 404


class SignInFirst(GroundswellError):
    """A program came without a token, or with one that is not in force."""

    status = 401


class SlowDown(GroundswellError):
    """Asked too often in too short a time; the remedy says how long to wait."""

    status = 429


class WrongMethod(GroundswellError):
    """The address is there, but not to be read or written in this way."""

    status = 405
