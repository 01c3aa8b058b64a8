"""What names and codes in files mean among the places and indicators of a program."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.across.exchange.selectors import matches_of
from groundswell.during.monitoring.models import Indicator
from groundswell.ground.places.models import Alias, Identifier, Place
from groundswell.ground.places.selectors import places_within
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.folding import fold

SIMILAR = 5


@dataclass(frozen=True)
class Missing:
    """A name that could not be matched: why, and which places or indicators come near."""

    why: str
    candidates: tuple[tuple[str, str], ...] = ()


LEFT_OUT = Missing("left out")


def parents_text(parents: Iterable[str]) -> str:
    """Places above, as one text by which a decision is remembered."""
    return " / ".join(fold(parent) for parent in parents)


@dataclass
class Gazetteer:
    """Places of a program by code, by identifier and by folded name, read once; nothing is ever guessed silently."""

    program: Program
    by_code: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    paths: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    said: dict[tuple[str, str], int | None] = field(default_factory=dict)
    shown: Container[int] = frozenset()

    @classmethod
    def of(cls, program: Program, permit: Permit | None = None) -> Gazetteer:
        """Read the places of a program in six queries.

        Args:
            program: The program.
            permit: Of whom reads: only places that they see are offered where a name is not known; none without.
        """
        book = cls(program)
        if permit is not None:
            book.shown = frozenset(places_within(permit).values_list("pk", flat=True))
        root = program.root
        inside = Q(path__gte=root.path, path__lt=root.end)
        open_places = Place.objects.filter(inside, closed_on=None).order_by("path")
        rows = open_places.values_list("pk", "path", "name", "names", "code", "key")
        for number, path, name, names, code, key in rows.iterator(chunk_size=5000):
            book.paths[number], book.names[number], book.keys[number] = path, name, str(key)
            if code:
                book.by_code[code.casefold()].append(number)
            for spelling in {fold(name), *(fold(text) for text in names.values())}:
                book.by_name[spelling].append(number)
        book.add_spellings()
        book.remember(permit)
        return book

    def add_spellings(self) -> None:
        """Other names and the numbers of other systems."""
        root = self.program.root
        below = {"place__path__gte": root.path, "place__path__lt": root.end, "place__closed_on": None}
        for number, name in Alias.objects.filter(**below).values_list("place_id", "name"):
            if number not in self.by_name[fold(name)]:
                self.by_name[fold(name)].append(number)
        for number, value in Identifier.objects.filter(**below).values_list("place_id", "value"):
            if number not in self.by_code[value.casefold()]:
                self.by_code[value.casefold()].append(number)

    def remember(self, permit: Permit | None) -> None:
        """What people said before that names mean, as far as it holds for whom reads."""
        for match in matches_of(self.program, "place", permit):
            self.said[fold(match.text), match.parents] = None if match.left_out else match.place_id

    def find(self, text: str, parents: tuple[str, ...] = (), *, by_code: bool = False) -> int | Missing:
        """The number of the place that a text means, or why it is not known.

        Args:
            text: Name or code, as written.
            parents: Names or codes of the places above, as far as the file gives them.
            by_code: Whether the text is a code.
        """
        asked = (fold(text), parents_text(parents))
        if asked in self.said:
            meant = self.said[asked]
            return LEFT_OUT if meant is None else meant
        found = self.by_code.get(text.casefold().strip(), [])
        if len(found) == 1:
            return found[0]
        if by_code and found:
            return self.ambiguous(text, found)
        if by_code:
            return Missing(_("No place has the code “%(code)s”.") % {"code": text})
        return self.by_the_name(text, parents)

    def by_the_name(self, text: str, parents: tuple[str, ...]) -> int | Missing:
        """The one place of that name below places of those names."""
        found = [number for number in self.by_name.get(fold(text), ()) if self.lies_below(number, parents)]
        if len(found) == 1:
            return found[0]
        if found:
            return self.ambiguous(text, found)
        return Missing(_("No place is called “%(name)s”.") % {"name": text}, self.similar(text))

    def lies_below(self, number: int, parents: tuple[str, ...]) -> bool:
        """Whether the places above have these names, from the top down; others may stand between."""
        above = [int(part) for part in self.paths[number].split("/")[:-2]]
        for parent in parents:
            meant = set(self.by_name.get(fold(parent), ())) | set(self.by_code.get(parent.casefold(), ()))
            while above and above[0] not in meant:
                above.pop(0)
            if not above:
                return False
            above.pop(0)
        return True

    def ambiguous(self, text: str, found: list[int]) -> Missing:
        """Several places answer to the name: a person chooses."""
        why = _("Several places are called “%(name)s”.") % {"name": text}
        if all(number in self.shown for number in found):
            why = _("%(count)s places are called “%(name)s”.") % {"count": len(found), "name": text}
        return Missing(why, self.offered(found))

    def similar(self, text: str) -> tuple[tuple[str, str], ...]:
        """Places whose names come near, for a person to choose from."""
        near = difflib.get_close_matches(fold(text), list(self.by_name), n=SIMILAR, cutoff=0.7)
        numbers = [number for name in near for number in self.by_name[name]]
        return self.offered(numbers)

    def offered(self, numbers: Iterable[int]) -> tuple[tuple[str, str], ...]:
        """Of these places those that the person sees, by key and in words; the first few."""
        seen = [number for number in numbers if number in self.shown]
        return tuple((self.keys[number], self.trail(number)) for number in seen[:SIMILAR])

    def trail(self, number: int) -> str:
        """A place with those above it, in words."""
        above = [int(part) for part in self.paths[number].split("/") if part]
        return ", ".join(self.names[place] for place in reversed(above) if place in self.names)


@dataclass
class Glossary:
    """Indicators of a program by code and by folded name, with what people said before."""

    by_text: dict[str, str]
    sheets: dict[str, Indicator]
    said: dict[str, str | None]

    @classmethod
    def of(cls, program: Program, permit: Permit | None = None) -> Glossary:
        """Read the indicators of a program in three queries."""
        sheets = {row.code: row for row in Indicator.objects.filter(program=program, retired_on=None)}
        by_text = {fold(row.name): code for code, row in sheets.items()} | {fold(code): code for code in sheets}
        matches = matches_of(program, "indicator", permit)
        return cls(by_text, sheets, {fold(m.text): None if m.left_out else m.indicator for m in matches})

    def find(self, text: str) -> str | Missing:
        """The code of the indicator that a text means, or why it is not known."""
        asked = fold(text)
        if asked in self.said:
            meant = self.said[asked]
            return LEFT_OUT if meant is None else meant
        if asked in self.by_text:
            return self.by_text[asked]
        near = difflib.get_close_matches(asked, list(self.by_text), n=SIMILAR, cutoff=0.6)
        codes = dict.fromkeys(self.by_text[name] for name in near)
        return Missing(
            _("No indicator is called “%(name)s”.") % {"name": text},
            tuple((code, str(self.sheets[code])) for code in codes),
        )
