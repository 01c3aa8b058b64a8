"""An instrument as a page shows it, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from groundswell.domain.errors import NotFound
from groundswell.domain.instruments.house import house_instrument
from groundswell.domain.instruments.instrument import Instrument
from groundswell.domain.instruments.reading import read_instrument
from groundswell.ground.instruments.models import Round
from groundswell.kit.languages import said
from groundswell.kit.style import written


@dataclass(frozen=True)
class Question:
    """One question.

    Args:
        code: Its name in the instrument.
        words: The question.
        critical: Whether a low answer caps the result.
        choices: Values of the scale with their words.
    """

    code: str
    words: str
    critical: bool
    choices: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Domain:
    """Questions that belong together.

    Args:
        code: Its name in the instrument.
        title: Its name in words.
        questions: The questions.
    """

    code: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    """An instrument in the reader's language.

    Args:
        code: Its name.
        version: Its version.
        title: Its name in words.
        intro: What it is about.
        minimum: How many raters must have answered before anything is shown.
        not_applicable: Whether a question may be marked as not applicable.
        domains: Its questions by domain.
    """

    code: str
    version: str
    title: str
    intro: str
    minimum: int
    not_applicable: bool
    domains: tuple[Domain, ...]

    def questions(self) -> Iterator[Question]:
        """All questions in order."""
        for domain in self.domains:
            yield from domain.questions

    @property
    def count(self) -> int:
        """How many questions there are."""
        return sum(1 for _question in self.questions())


def instrument_named(code: str) -> Instrument:
    """The instrument of the house with a code, for the address of a page.

    Raises:
        NotFound: There is none.
    """
    return house_instrument(code)


@lru_cache(maxsize=64)
def file_of(code: str) -> str:
    """The file of an instrument of the house, as it is kept in a round.

    Raises:
        NotFound: There is none.
    """
    for file in (resources.files("groundswell.domain.instruments") / "files").iterdir():
        if file.name.endswith(".toml"):
            text = file.read_text(encoding="utf-8")
            if as_read(text).code == code:
                return text
    raise NotFound(code, code="instrument")


@lru_cache(maxsize=64)
def as_read(text: str) -> Instrument:
    """The instrument that a file holds."""
    return read_instrument(text, "instrument.toml")


def instrument_of(round_: Round) -> Instrument:
    """The instrument as it was when a round was opened."""
    return as_read(round_.frozen)


def questionnaire_of(round_: Round) -> Questionnaire:
    """The questionnaire of a round in the active language."""
    return questionnaire(instrument_of(round_))


def questionnaire(instrument: Instrument) -> Questionnaire:
    """An instrument as a page shows it, in the active language."""
    choices = tuple((value, choice_words(instrument, value)) for value in instrument.scale.values)
    domains = tuple(
        Domain(
            domain.code,
            said(domain.title),
            tuple(Question(item.code, said(item.text), item.critical, choices) for item in domain.items),
        )
        for domain in instrument.domains
    )
    return Questionnaire(
        instrument.code,
        instrument.version,
        said(instrument.title),
        said(instrument.seeing.rated_by),
        instrument.seeing.minimum_raters,
        instrument.scale.not_applicable,
        domains,
    )


def choice_words(instrument: Instrument, value: float) -> str:
    """A value of the scale with its words: “2 adequate”."""
    words = said(instrument.scale.words.get(value, {}))
    return f"{written(value, 0 if value == int(value) else 1)} {words}".strip()
