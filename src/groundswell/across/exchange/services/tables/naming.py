"""How a table says which place a row is about, and how that is understood again."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import count

from django.utils.translation import gettext as _

from groundswell.across.exchange.services.gazetteer import Gazetteer, Missing
from groundswell.domain.errors import BadInput
from groundswell.ground.documents.models import Document
from groundswell.ground.documents.selectors import documents_of, languages_wanted
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.folding import fold
from groundswell.kit.languages import said


class PlaceWords:
    """Each place of a program by one text that no other place has: its code, its name, or its name with those above.

    Args:
        program: The program.
        permit: Of whom reads: only places that they see are offered; none without.
    """

    def __init__(self, program: Program, permit: Permit | None = None) -> None:
        self.book = Gazetteer.of(program, permit)

    @cached_property
    def codes(self) -> dict[int, str]:
        """Codes by number of the place."""
        root = self.book.program.root
        rows = Place.objects.filter(path__gte=root.path, path__lt=root.end).exclude(code="")
        return dict(rows.values_list("pk", "code"))

    @cached_property
    def said(self) -> dict[int, str]:
        """The text of each place."""
        names, codes = self.book.names, self.codes
        times = Counter(name.casefold() for name in names.values())
        once = {number: codes.get(number) or (name if times[name.casefold()] == 1 else self.book.trail(number))
                for number, name in names.items()}  # fmt: skip
        again = Counter(text.casefold() for text in once.values())
        return {
            number: text if again[text.casefold()] == 1 else f"{text} ({self.book.keys[number]})"
            for number, text in once.items()
        }

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The place of each text."""
        return {text.casefold(): number for number, text in self.said.items()}

    def meant(self, text: str) -> int:
        """The number of the place that a text means.

        Raises:
            BadInput: None, or several.
        """
        found: int | Missing | None = self.numbers.get(text.casefold())
        if found is None:
            found = self.book.find(text)
        if isinstance(found, Missing):
            near = "; ".join(trail for _key, trail in found.candidates)
            remedy = _("Write its code. Near it are: %(places)s.") % {"places": near} if near else _("Write its code.")
            raise BadInput(found.why, remedy, code="table.place")
        return found

    def learn(self, place: Place) -> None:
        """Know a place that was just made too."""
        book = self.book
        book.paths[place.pk], book.names[place.pk], book.keys[place.pk] = place.path, place.name, str(place.key)
        book.by_name[fold(place.name)].append(place.pk)
        if place.code:
            book.by_code[place.code.casefold()].append(place.pk)

    def place(self, text: str) -> Place:
        """The place that a text means.

        Raises:
            BadInput: None, or several.
        """
        return Place.objects.get(pk=self.meant(text))

    def offered(self, most: int = 500) -> list[tuple[str, str]]:
        """Places to choose from when a name is typed, the highest first: the text that means each, and its name."""
        seen = [number for number in self.said if number in self.book.shown]
        depth = sorted(seen, key=lambda number: (self.book.paths[number].count("/"), self.book.names[number]))
        return [(self.said[number], self.book.names[number]) for number in depth[:most]]


def place_told(permit: Permit, program: Program, text: str) -> Place:
    """The place of a program that a person typed; its top for nothing typed.

    Args:
        permit: Of the person; only places that they see are offered.
        program: The program.
        text: Key, code or name.

    Raises:
        BadInput: It means none, or several.
    """
    if not text.strip():
        return program.root
    words = PlaceWords(program, permit)
    by_key = {key: number for number, key in words.book.keys.items()}
    return Place.objects.get(pk=by_key.get(text.strip()) or words.meant(text))


def documents_named(permit: Permit, program: Program) -> dict[str, Document]:
    """Documents by a text that no other has: the title in the program's main language, numbered where two share it.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    main = next(iter(languages_wanted(program)), "en")
    named: dict[str, Document] = {}
    for document in documents_of(permit, program):
        title = said(document.title, main).replace(";", ",")
        numbered = (f"{title} ({number})" for number in count(2))
        named[title if title not in named else next(text for text in numbered if text not in named)] = document
    return named
