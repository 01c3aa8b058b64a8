"""The coverage matrix: what an element of each kind needs, and what it lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.package.coverage import core_is_defined, coverage, holes_of
from groundswell.domain.package.facts import Element

WHOLE = Element(
    "meeting", "Monthly meeting", "core", rationale="Trust grows", limits="Not the rhythm", items=("9",),
    sessions=("Hold a meeting",), documents=("Guide",),
)  # fmt: skip
kinds = st.sampled_from(("core", "adaptable", "optional"))
elements = st.builds(
    Element, code=st.text(max_size=5), name=st.text(max_size=5), kind=kinds,
    rationale=st.sampled_from(("", " ", "why")), limits=st.sampled_from(("", "how far")),
    items=st.sampled_from(((), ("9",))), sessions=st.sampled_from(((), ("one",))),
    documents=st.sampled_from(((), ("Guide",))),
)  # fmt: skip


@pytest.mark.parametrize(
    ("missing", "holes"),
    [
        ({}, ()),
        ({"rationale": "  "}, ("rationale",)),
        ({"items": ()}, ("item",)),
        ({"sessions": ()}, ("session",)),
        ({"rationale": "", "items": (), "sessions": ()}, ("rationale", "item", "session")),
        ({"documents": ()}, ("document",)),
        ({"limits": ""}, ()),
    ],
)
def test_a_core_element_needs_a_reason_a_check_a_lesson_and_a_document(
    missing: dict[str, object], holes: tuple[str, ...]
) -> None:
    assert holes_of(replace(WHOLE, **missing)) == holes  # type: ignore[arg-type]


def test_an_adaptable_element_needs_limits_and_every_element_a_document() -> None:
    bare = Element("song", "A song", "adaptable")
    assert holes_of(bare) == ("limits", "document")
    told = replace(bare, documents=("Guide",))
    assert holes_of(replace(told, limits="Any song of the place")) == ()
    assert holes_of(replace(told, kind="optional")) == ()
    assert holes_of(replace(bare, kind="optional")) == ("document",)


@given(st.lists(elements, max_size=6))
def test_each_element_has_its_row_in_the_same_order_and_filling_a_hole_never_makes_another(
    found: list[Element],
) -> None:
    rows = coverage(found)
    assert [row.element for row in rows] == found
    for row in rows:
        filled = replace(row.element, rationale="why")
        assert set(holes_of(filled)) <= set(row.holes)


@given(st.lists(elements, max_size=6))
def test_the_core_is_defined_only_with_a_core_element_and_a_reason_for_each(found: list[Element]) -> None:
    core = [element for element in found if element.kind == "core"]
    assert core_is_defined(found) == (bool(core) and not any("rationale" in holes_of(element) for element in core))
