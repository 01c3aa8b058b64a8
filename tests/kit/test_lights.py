"""Checks as lights: each state has its own mark and its own word, and the sentence is told."""

from __future__ import annotations

from groundswell.domain.gates.lines import Line, State
from groundswell.domain.said import said
from groundswell.kit.lights import MARKS, lights, state_word


def test_every_state_has_a_mark_and_a_word_of_its_own() -> None:
    assert len(set(MARKS.values())) == len({state_word(state) for state in State}) == len(State)


def test_a_sentence_of_the_domain_is_told() -> None:
    line = Line(4, "package.core", State.UNMET, said("Core elements: %(n)s, of %(most)s at most.", n=3, most=12))
    [light] = lights([line])
    assert light == {"state": "pause", "word": "Unmet", "because": "Core elements: 3, of 12 at most."}
