"""Which documents exist in which languages, and in the newest version or an older one (docs/method/translations.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a document stands in one language, the best first."""

    RELEASED = "released"
    DRAFT = "draft"
    OLDER = "older"
    MISSING = "missing"


@dataclass(frozen=True)
class Issue:
    """An edition as far as the state of translations is concerned.

    Args:
        label: Its version, such as ``3.1``.
        language: Tag of its language.
        released: Whether it is released.
        medium: Code of its medium.
        key: Key of the edition, so that a page can lead to it.
    """

    label: str
    language: str
    released: bool
    medium: str = "text"
    key: str = ""


@dataclass(frozen=True)
class Cell:
    """One document in one language.

    Args:
        state: Where it stands.
        issue: The newest released edition in the language, or the newest draft where none is released.
        coming: A draft that is newer than what is released.
        media: Codes of the media in which the newest version that counts exists.
    """

    state: State
    issue: Issue | None = None
    coming: Issue | None = None
    media: tuple[str, ...] = ()


def order_of(label: str) -> tuple[tuple[int, int | str], ...]:
    """By what versions are sorted: numbers as numbers, so that 3.10 follows 3.9; words before numbers.

    Args:
        label: The version as people write it; a leading “v” says nothing.

    Example:
        >>> sorted(["3.10", "v3.9", "3", "3.9b", "draft"], key=order_of)
        ['draft', '3', 'v3.9', '3.9b', '3.10']
    """
    text = re.sub(r"^v(?=\d)", "", label.strip().casefold())
    parts = re.findall(r"\d+|[^\W\d_]+", text)
    return tuple((1, int(part)) if part.isdecimal() else (0, part) for part in parts)


def newest(issues: Iterable[Issue]) -> str:
    """The newest released version of a document in any language; where none is released, the newest draft.

    Args:
        issues: All editions of one document.

    Returns:
        Its label, empty where there are no editions.

    Example:
        >>> newest([Issue("3.1", "en", True), Issue("3.0", "fr", True), Issue("4", "en", False)])
        '3.1'
    """
    known = list(issues)
    counted = [issue.label for issue in known if issue.released] or [issue.label for issue in known]
    return max(counted, key=order_of, default="")


def cell_of(issues: Sequence[Issue], language: str) -> Cell:
    """Where a document stands in one language.

    It is *released* where the newest released version is released in that language, *older* where only an earlier
    one is, *draft* where nothing is released but something is written, and *missing* otherwise. A text for speakers
    of a language serves its regions: ``fr`` serves ``fr-BF``.

    Args:
        issues: All editions of one document, in any language.
        language: The tag of the language.

    Example:
        >>> both = [Issue("3.1", "en", True), Issue("3.0", "fr", True), Issue("3.1", "fr", False)]
        >>> found = cell_of(both, "fr")
        >>> found.state.value, found.issue.label, found.coming.label, cell_of(both, "sw").state.value
        ('older', '3.0', '3.1', 'missing')
    """
    wanted = order_of(newest(issues))
    here = sorted((issue for issue in issues if serves(issue.language, language)), key=lambda one: order_of(one.label))
    released = [issue for issue in here if issue.released]
    drafts = [issue for issue in here if not issue.released]
    if not released:
        return Cell(State.DRAFT, drafts[-1], media=media_of(drafts)) if drafts else Cell(State.MISSING)
    last = released[-1]
    state = State.RELEASED if order_of(last.label) >= wanted else State.OLDER
    coming = drafts[-1] if drafts and order_of(drafts[-1].label) > order_of(last.label) else None
    return Cell(state, last, coming, media_of(released))


def media_of(issues: Sequence[Issue]) -> tuple[str, ...]:
    """The media of the newest version among editions that are sorted by version."""
    last = order_of(issues[-1].label)
    return tuple(dict.fromkeys(issue.medium for issue in issues if order_of(issue.label) == last))


def serves(written: str, spoken: str) -> bool:
    """Whether a text in one language serves speakers of another tag.

    Example:
        >>> serves("fr", "fr-BF"), serves("fr-BF", "fr"), serves("en", "fr")
        (True, False, False)
    """
    return spoken.casefold() == written.casefold() or spoken.casefold().startswith(f"{written.casefold()}-")


def matrix_of(documents: Mapping[str, Sequence[Issue]], languages: Sequence[str]) -> dict[str, dict[str, Cell]]:
    """The state of every document in every language.

    Args:
        documents: Editions by key of their document.
        languages: The languages that are asked for.

    Returns:
        Cells by key of the document and language.
    """
    return {key: {tag: cell_of(issues, tag) for tag in languages} for key, issues in documents.items()}
