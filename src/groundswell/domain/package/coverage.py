"""The coverage matrix: each element with its reason, its check, its lesson and its document; the holes are listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from groundswell.domain.package.facts import Element

RATIONALE, ITEM, SESSION, LIMITS, DOCUMENT = "rationale", "item", "session", "limits", "document"
NEEDED: dict[str, tuple[str, ...]] = {
    "core": (RATIONALE, ITEM, SESSION, DOCUMENT),
    "adaptable": (LIMITS, DOCUMENT),
    "optional": (DOCUMENT,),
}
"""What an element needs: a core one its reason, a check and a lesson, an adaptable one its limits, each a document."""


@dataclass(frozen=True)
class Covered:
    """One element in the matrix.

    Args:
        element: The element.
        holes: What it needs and does not have, in the order of :data:`NEEDED`.
    """

    element: Element
    holes: tuple[str, ...]


def coverage(elements: Iterable[Element]) -> tuple[Covered, ...]:
    """Lay each element beside what it needs.

    Args:
        elements: Elements in use, in their order.

    Returns:
        One row per element, in the same order.

    Source:
        Method 1, step 4, Done and Machine; lesson L7 (no core element without rationale).

    Example:
        >>> hut = Element("meeting", "Monthly meeting", "core", rationale="Trust grows", items=("9",))
        >>> coverage([hut])[0].holes
        ('session', 'document')
    """
    return tuple(Covered(element, holes_of(element)) for element in elements)


def holes_of(element: Element) -> tuple[str, ...]:
    """What an element needs and does not have.

    Args:
        element: The element.
    """
    has = {
        RATIONALE: bool(element.rationale.strip()),
        ITEM: bool(element.items),
        SESSION: bool(element.sessions),
        LIMITS: bool(element.limits.strip()),
        DOCUMENT: bool(element.documents),
    }
    return tuple(need for need in NEEDED.get(element.kind, ()) if not has[need])


def core_is_defined(elements: Iterable[Element]) -> bool:
    """Whether there is a core, and each core element says why it is needed.

    Args:
        elements: Elements in use.

    Source:
        Method 3.4: a package whose core is undefined is a veto; instrument 2.6, item 12 (core elements with rationale).

    Example:
        >>> core_is_defined([])
        False
        >>> core_is_defined([Element("meeting", "Meeting", "core", rationale="Trust grows")])
        True
    """
    core = [element for element in elements if element.kind == "core"]
    return bool(core) and all(element.rationale.strip() for element in core)
