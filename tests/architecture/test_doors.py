"""Every address has a door, and the open ones are on a list that a person reviewed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

OPEN = {
    "front:programs", "front:steps", "front:healthy", "set_language",
    "people:sign_in", "people:sign_out", "people:demonstration", "people:forgotten", "people:forgotten_sent",
    "people:new_password", "people:join", "raters:rate", "raters:thanks",
    "api:openapi", "api:docs", "policy_feed:feed",
}  # fmt: skip


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Full names of all addresses with their views."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry.callback
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, inner)


def test_every_view_has_a_door_or_a_written_reason() -> None:
    bare = [name for name, view in addresses() if not hasattr(view, "action") and not hasattr(view, "open_because")]
    assert bare == []


def test_the_open_doors_are_those_that_were_reviewed() -> None:
    found = {name for name, view in addresses() if hasattr(view, "open_because")}
    assert found <= OPEN, found - OPEN


def test_every_address_has_a_name() -> None:
    assert [name for name, _view in addresses() if name.endswith("None")] == []
