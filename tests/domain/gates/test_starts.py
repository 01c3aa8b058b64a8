"""May a wave start? The worked cases of docs/method/gate.md, and what holds for any lines."""

from __future__ import annotations

import doctest
import importlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.gates.changes import compared, fingerprint_of
from groundswell.domain.gates.frozen import frozen, thawed
from groundswell.domain.gates.lines import Line, State, in_order
from groundswell.domain.gates.standing import Running, Signed, Standing, verdict_line
from groundswell.domain.gates.start import may_start

TODAY = date(2026, 11, 28)
READY = Signed("ready", "ready", "rural", "3.1", "Amina", date(2026, 1, 5), date(2028, 1, 5))
HOLDS = Running(red=1, judged=8, received=90, expected=100)

lines = st.lists(
    st.builds(
        Line, st.integers(1, 11), st.sampled_from(["a.one", "a.two", "b.one", "b.two"]), st.sampled_from(State),
        st.text(max_size=8), st.text(max_size=4), st.none() | st.dates(), blocks=st.booleans(),
    ), max_size=12,
)  # fmt: skip
runnings = st.builds(
    lambda red, others, came, missing: Running(red, red + others, came, came + missing),
    *(st.integers(0, 40) for _ in range(4)),
)


@pytest.mark.parametrize(
    ("stand", "state"),
    [
        (Standing(1, TODAY), "not recorded"),
        (Standing(1, TODAY, "3.1", READY), "met"),
        (Standing(1, TODAY, "3.1", READY, Running(8, 8, 0, 100)), "met"),  # the first wave has none before it
        (Standing(2, TODAY, "3.1", READY, HOLDS), "met"),
        (Standing(2, TODAY, "3.1", READY, Running(2, 10, 80, 100)), "met"),  # 20 % and 80 % are enough
        (Standing(2, TODAY, "3.1", READY, Running(3, 10, 80, 100)), "unmet"),
        (Standing(2, TODAY, "3.1", READY, Running(2, 10, 79, 100)), "unmet"),
        (Standing(2, TODAY, "3.1", READY, Running(0, 0, 90, 100)), "not recorded"),
        (Standing(2, TODAY, "3.1", READY, Running(0, 8, 0, 0)), "not recorded"),
        (Standing(1, TODAY, "3.1", replace(READY, word="not yet", machine="not yet")), "unmet"),
        (Standing(1, TODAY, "3.1", replace(READY, lapses=TODAY - timedelta(days=1))), "unmet"),
        (Standing(1, TODAY, "3.1", replace(READY, lapses=TODAY)), "met"),
        (Standing(1, TODAY, "3.1", replace(READY, machine="not yet")), "warning"),
        (Standing(1, TODAY, "3.2", READY), "warning"),
    ],
)
def test_the_blocking_check_stands_as_the_page_of_the_method_says(stand: Standing, state: str) -> None:
    line = verdict_line(stand)
    assert (line.state, line.blocks) == (state, True)
    assert may_start([line]).may_start == (state in ("met", "warning"))


def test_the_sentence_tells_first_what_holds_the_wave_with_counts_and_limits() -> None:
    text = verdict_line(Standing(2, TODAY, "3.1", READY, Running(3, 10, 712, 1_000))).text
    assert text == (
        "3 of 10 places must pause (30%; limit 20%). 712 of 1000 reports are in (71%; 80% are needed). "
        "“Ready to scale”, signed by Amina."
    )


def test_where_nothing_blocks_the_gate_is_closed() -> None:
    assert not may_start([]).may_start
    assert not may_start([Line(1, "vision.lead", State.MET, "")]).may_start


@given(runnings)
def test_the_gate_never_opens_on_more_red_or_fewer_reports_than_the_limits(running: Running) -> None:
    start = may_start([verdict_line(Standing(2, TODAY, "3.1", READY, running))])
    red, came = running.red_share, running.complete_share
    assert start.may_start == (red is not None and came is not None and red <= 0.2 and came >= 0.8)


@given(lines)
def test_turning_a_line_to_met_never_closes_the_gate(found: list[Line]) -> None:
    before = may_start(found).may_start
    for at, line in enumerate(found):
        turned = [*found[:at], replace(line, state=State.MET), *found[at + 1 :]]
        assert may_start(turned).may_start >= before


@given(lines, st.randoms())
def test_order_matters_neither_to_the_gate_nor_to_its_fingerprint(found: list[Line], random: object) -> None:
    turned = list(found)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert may_start(turned) == may_start(found)
    assert fingerprint_of(turned, {"wave": 2}) == fingerprint_of(found, {"wave": 2})
    assert all(change.kind == "same" for change in compared(found, turned))


@given(lines)
def test_every_line_is_counted_once_and_what_does_not_block_does_not_hold(found: list[Line]) -> None:
    start = may_start(found)
    assert start.total == len(found)
    assert all(line.blocks for line in start.holding)
    waved = [replace(line, state=State.UNMET) if not line.blocks else line for line in found]
    assert may_start(waved).may_start == start.may_start


@given(lines, lines)
def test_a_comparison_tells_every_line_of_both_and_turns_round(then: list[Line], now: list[Line]) -> None:
    forth, back = compared(then, now), compared(now, then)
    assert sorted(one.code for one in then) == sorted(change.then.code for change in forth if change.then)
    assert sorted(one.code for one in now) == sorted(change.now.code for change in forth if change.now)
    turned = {"new": "gone", "gone": "new"}
    assert sorted(turned.get(one.kind, one.kind) for one in forth) == sorted(one.kind for one in back)


@given(lines)
def test_a_changed_state_or_text_changes_the_fingerprint_and_an_address_does_not(found: list[Line]) -> None:
    print_ = fingerprint_of(found, {})
    assert fingerprint_of([replace(line, link="/elsewhere") for line in found], {}) == print_
    for at, line in enumerate(found):
        other = State.UNMET if line.state is State.MET else State.MET
        assert fingerprint_of([*found[:at], replace(line, state=other), *found[at + 1 :]], {}) != print_


@given(runnings, st.none() | st.just(READY))
def test_what_the_gate_stands_on_comes_back_from_json_as_it_was(running: Running, signed: Signed | None) -> None:
    stand = Standing(2, TODAY, "3.1", signed, replace(running, where=("Dorasa",)))
    assert thawed(Standing, frozen(stand)) == stand
    assert in_order([thawed(Line, frozen(verdict_line(stand)))]) == (verdict_line(stand),)


@pytest.mark.parametrize("name", ["lines", "start", "standing", "changes", "frozen"])
def test_the_examples_in_the_code_hold(name: str) -> None:
    tested = doctest.testmod(importlib.import_module(f"groundswell.domain.gates.{name}"))
    assert tested.failed == 0
    assert tested.attempted or name == "lines"


def test_the_page_of_the_method_computes_what_it_prints() -> None:
    page = Path(__file__).resolve().parents[3] / "docs/method/gate.md"
    tested = doctest.testfile(str(page), module_relative=False)
    assert tested.attempted >= 5
    assert tested.failed == 0
