"""Finders that a room offers by name, so that a lower room's views can use them without knowing that room.

Places and people stand below programs, but their pages lie under a program's address: ``programs.selectors``
offers ``"program"``, and their views say ``@door(..., program=finder("program"))``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_offered: dict[str, Callable[..., Any]] = {}


def offer(name: str, find: Callable[..., Any]) -> None:
    """Offer a finder under a name; the selectors of the upper room call this when they are imported."""
    _offered[name] = find


def finder(name: str) -> Callable[..., Any]:
    """The finder offered under a name, looked up when it is used."""

    def find(*parts: Any) -> Any:
        return _offered[name](*parts)

    return find
