"""Lists of plainer words, one readable file per language beside this one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

ELIDED = frozenset(("fr", "it", "ca"))
"""Languages in which an apostrophe parts two words."""


@dataclass(frozen=True)
class Wordlist:
    """Hard words of a language with plainer ones.

    Args:
        plainer: Words of a turn in small letters to what to write instead.
        abbreviations: What ends in a full stop without ending a sentence.
        longest: Words in the longest turn.
    """

    plainer: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    abbreviations: frozenset[str] = frozenset()
    longest: int = 0

    def __contains__(self, turn: tuple[str, ...]) -> bool:
        """Whether the list has a plainer word for a turn."""
        return turn in self.plainer


@cache
def wordlist(base: str) -> Wordlist:
    """The list of a language; an empty one where there is no file.

    Args:
        base: The tag of the language without its region.

    Example:
        >>> wordlist("en").plainer[("in", "order", "to")], wordlist("xx").longest
        ('to', 0)
    """
    place = files(__package__).joinpath("words", f"{base}.toml")
    if not base.isalpha() or not place.is_file():
        return Wordlist()
    read = tomllib.loads(place.read_text(encoding="utf-8"))
    apostrophe = " " if base in ELIDED else "'"
    plainer = {
        tuple(re.sub("[’']", apostrophe, turn.casefold()).split()): said
        for turns, said in read["plainer"].items()
        for turn in turns.split("|")
    }
    return Wordlist(plainer, frozenset(read["abbreviations"]), max(map(len, plainer)))
