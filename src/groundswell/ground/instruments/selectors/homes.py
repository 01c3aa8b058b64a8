"""The page of the step that uses an instrument: steps stand above this room, so they tell it where they are."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

_homes: dict[str, tuple[str, Any]] = {}


def offer_home(instrument: str, address: str, title: Any) -> None:
    """Say on which page rounds of an instrument belong; a step's apps.py calls this.

    Args:
        instrument: Code of the instrument.
        address: Name of the page's address, which takes a program.
        title: Its words.
    """
    _homes[instrument] = (address, title)


def home_of(instrument: str, program: str) -> dict[str, str] | None:
    """Address and words of that page; None where no step uses the instrument yet.

    Args:
        instrument: Code of the instrument.
        program: Short name of the program.
    """
    if instrument not in _homes:
        return None
    address, title = _homes[instrument]
    return {"url": reverse(address, args=[program]), "title": str(title)}
