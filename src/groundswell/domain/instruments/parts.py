"""Parts of an instrument file, taken out strictly: what is missing, strange or of the wrong kind is named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from fractions import Fraction

from groundswell.domain.errors import RowRefused, Where
from groundswell.domain.instruments.instrument import Texts
from groundswell.domain.said import said as _

LANGUAGE = "en"


class Part:
    """A table of the file and where it stands.

    Args:
        values: The table as read.
        file: Name of the file.
        path: Where the table stands, such as ``domains 2, items 1``; empty at the top.
        known: The fields it may have.
    """

    def __init__(self, values: object, file: str, path: str, known: Collection[str]) -> None:
        self.file, self.path = file, path
        if not isinstance(values, Mapping):
            raise self.refuse("", _("This should be a table."), values)
        self.values: Mapping[str, object] = values
        for name, value in values.items():
            if name not in known:
                raise self.refuse(
                    name, _("No such field is known here."), value, _("Known are: %(known)s.", known=", ".join(known))
                )

    def refuse(self, name: str, text: str, value: object = None, remedy: str = "") -> RowRefused:
        """The refusal of one field, ready to be raised."""
        field = ", ".join(part for part in (self.path, name) if part)
        shown = "" if value is None or isinstance(value, Mapping | list) else str(value)
        return RowRefused(text, remedy, where=Where(self.file, field=field, value=shown[:60]), code="instrument")

    def take(self, name: str) -> object:
        """A field that must be there."""
        if name not in self.values:
            raise self.refuse(
                name, _("The field is missing."), remedy=_("See docs/instruments.md for how a file is written.")
            )
        return self.values[name]

    def text(self, name: str, default: str | None = None) -> str:
        """Words; must be there unless a default is given."""
        value = self.take(name) if default is None else self.values.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.refuse(name, _("This should be words in quotes."), value)
        return value.strip()

    def number(self, name: str, default: float | None = None, *, least: float | None = None) -> float:
        """A number; must be there unless a default is given."""
        value = self.take(name) if default is None else self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
            raise self.refuse(name, _("This should be a number."), value)
        if least is not None and value < least:
            raise self.refuse(name, _("This should be %(least)s or more.", least=f"{least:g}"), value)
        return float(value)

    def whole(self, name: str, default: int | None = None) -> int:
        """A whole number from 1."""
        value = self.number(name, default, least=1)
        if value != int(value):
            raise self.refuse(name, _("This should be a whole number."), value)
        return int(value)

    def flag(self, name: str) -> bool:
        """True or false; false when it is not there."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise self.refuse(name, _("This should be true or false."), value)
        return value

    def share(self, name: str, default: str) -> Fraction:
        """A share above 0 and at most 1, written as ``2/3`` or ``0.8``."""
        value = self.values.get(name, default)
        try:
            share = Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            share = Fraction(0)
        if not 0 < share <= 1:
            raise self.refuse(name, _('This should be a share such as "2/3".'), value)
        return share

    def choice[E: StrEnum](self, name: str, choices: type[E], default: E | None = None) -> E:
        """One of a closed list."""
        value = self.text(name, default.value if default else None)
        if value not in [choice.value for choice in choices]:
            raise self.refuse(
                name, _("This is not on the list."), value,
                _("Write one of: %(known)s.", known=", ".join(choice.value for choice in choices)),
            )  # fmt: skip
        return choices(value)

    def texts(self, name: str) -> Texts:
        """A text in several languages; English must be there."""
        values = self.take(name)
        if not isinstance(values, Mapping) or not all(isinstance(t, str) and t.strip() for t in values.values()):
            raise self.refuse(name, _('This should be a text per language, such as en = "…".'), values)
        if LANGUAGE not in values:
            raise self.refuse(
                name, _("The English text is missing."), remedy=_("Every other language falls back on it.")
            )
        return dict(values)

    def part(self, name: str, known: Collection[str]) -> Part:
        """A table within this one."""
        return Part(self.take(name), self.file, ", ".join(part for part in (self.path, name) if part), known)

    def parts(self, name: str, known: Collection[str], *, needed: bool = False) -> list[Part]:
        """A list of tables within this one, counted from 1."""
        values = self.take(name) if needed else self.values.get(name, [])
        if not isinstance(values, list) or (needed and not values):
            raise self.refuse(name, _("This should be a list of tables, such as [[domains]]."), values)
        before = f"{self.path}, " if self.path else ""
        return [Part(value, self.file, f"{before}{name} {number}", known) for number, value in enumerate(values, 1)]

    def codes(self, name: str, known: Collection[str], *, needed: bool = False) -> tuple[str, ...]:
        """A list of codes that stand elsewhere in the file."""
        values = self.take(name) if needed else self.values.get(name, [])
        if not isinstance(values, list) or (needed and not values):
            raise self.refuse(name, _("This should be a list of codes."), values)
        for value in values:
            if value not in known:
                raise self.refuse(name, _("The file has no such code."), value)
        return tuple(values)
