"""Which places, steps and waves a policy blocks, and what the register lacks (docs/method/policy.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.gates.lines import State
from groundswell.domain.policy.blocks import blocks_of, not_reviewed
from groundswell.domain.policy.checks import check_policies
from groundswell.domain.policy.facts import AREAS, Ask, Policy, PolicyRules, Register, Review, Stance

DAY = date(2026, 11, 28)
SITES = (("1/2/20/", 1), ("1/2/21/", 2), ("1/3/30/", 2), ("1/3/31/", None))
BYLAW = Policy("b", "By-law", "registration", "1/2/", reach=Stance.BLOCKING)
REVIEWED = tuple(Review(area, "1/", DAY) for area in AREAS)
REGISTER = Register((BYLAW,), REVIEWED, (), "1/", (("1/2/", "South"), ("1/3/", "North")), SITES)


def state(register: Register, code: str, wave: int | None = None) -> State:
    return next(line.state for line in check_policies(register, DAY, wave) if line.code == f"policy.{code}")


def text(register: Register, code: str) -> str:
    return next(line.text for line in check_policies(register, DAY) if line.code == f"policy.{code}")


def test_the_worked_example_of_the_method_page() -> None:
    (block,) = blocks_of(REGISTER, DAY)
    assert block.places == ("1/2/20/", "1/2/21/")
    assert sorted(block.waves) == [1, 2]
    assert state(REGISTER, "blocking", 1) is State.UNMET
    assert state(REGISTER, "blocking", 3) is State.MET
    assert text(REGISTER, "blocking") == "Blocking: By-law. Places concerned: 2."


def test_a_policy_that_names_a_wave_blocks_only_that_one() -> None:
    second = replace(REGISTER, policies=(replace(BYLAW, waves=frozenset({2})),))
    (block,) = blocks_of(second, DAY)
    assert (block.places, block.waves) == (("1/2/21/",), frozenset({2}))
    assert state(second, "blocking", 1) is State.MET
    assert state(second, "blocking", 2) is State.UNMET


def test_a_wave_without_places_yet_is_blocked_by_a_policy_that_names_it() -> None:
    (block,) = blocks_of(replace(REGISTER, policies=(replace(BYLAW, waves=frozenset({4})),)), DAY)
    assert (block.places, block.waves) == ((), frozenset({4}))


@pytest.mark.parametrize(
    "changes",
    [
        {"settled": True},
        {"ends": DAY - timedelta(days=1)},
        {"starts": DAY + timedelta(days=1)},
        {"reach": Stance.INHIBITING},
    ],
)
def test_what_is_settled_over_or_only_inhibiting_blocks_nothing(changes: dict[str, object]) -> None:
    register = replace(REGISTER, policies=(replace(BYLAW, **changes),))  # type: ignore[arg-type]
    assert blocks_of(register, DAY) == ()
    assert state(register, "blocking", 1) is State.MET


def test_both_ends_of_a_policy_count() -> None:
    assert blocks_of(replace(REGISTER, policies=(replace(BYLAW, starts=DAY, ends=DAY),)), DAY)


def test_every_area_is_reviewed_for_the_country_first() -> None:
    assert state(replace(REGISTER, reviews=()), "reviewed") is State.NOT_RECORDED
    missing = replace(REGISTER, reviews=REVIEWED[1:])
    assert not_reviewed(missing.reviews, "1/") == ("cadres",)
    assert state(missing, "reviewed") is State.UNMET
    assert text(missing, "reviewed") == "Not reviewed for the country: task sharing and cadres."
    assert state(REGISTER, "reviewed") is State.WARNING, "the regions are not reviewed"
    regions = tuple(Review(area, path, DAY) for area in AREAS for path in ("1/2/", "1/3/"))
    assert state(replace(REGISTER, reviews=REVIEWED + regions), "reviewed") is State.MET


def test_what_hinders_needs_a_decision() -> None:
    assert state(REGISTER, "treated") is State.UNMET
    assert state(replace(REGISTER, policies=(replace(BYLAW, treatment="change"),)), "treated") is State.MET
    assert state(replace(REGISTER, policies=()), "treated") is State.NOT_RECORDED


@pytest.mark.parametrize(("days", "wanted"), [(180, State.WARNING), (181, State.MET), (-1, State.WARNING)])
def test_a_policy_that_helps_and_ends_soon_is_shown(days: int, wanted: State) -> None:
    helps = Policy("h", "Strategy", "guidelines", "1/", reach=Stance.SUPPORTIVE, ends=DAY + timedelta(days=days))
    assert state(replace(REGISTER, policies=(helps,)), "expiry") is wanted


def test_the_end_of_what_is_settled_is_no_news() -> None:
    gone = replace(BYLAW, settled=True, ends=DAY - timedelta(days=1))
    assert state(replace(REGISTER, policies=(gone,)), "expiry") is State.MET


def test_an_ask_needs_somebody_who_decides_and_is_not_late() -> None:
    good = Ask("Pay volunteers", "Director", "Amina", DAY)
    for ask, wanted in (
        (good, State.MET),
        (replace(good, decision_maker=""), State.UNMET),
        (replace(good, deadline=DAY - timedelta(days=1)), State.UNMET),
        (replace(good, decision_maker="", state="won"), State.MET),
    ):
        assert state(replace(REGISTER, asks=(ask,)), "asks") is wanted
    late = [Ask("A", "x", "Babu", DAY - timedelta(days=2)), Ask("B", "x", "Amina", DAY - timedelta(days=9))]
    line = next(line for line in check_policies(replace(REGISTER, asks=tuple(late)), DAY) if line.code == "policy.asks")
    assert (line.owner, line.due) == ("Amina", DAY - timedelta(days=9))


paths = st.sampled_from(["1/", "1/2/", "1/3/", "1/2/20/", "9/"])
policies = st.builds(
    Policy, key=st.uuids().map(str), title=st.just("P"), area=st.sampled_from(list(AREAS)), path=paths,
    effectiveness=st.sampled_from(Stance), reach=st.sampled_from(Stance),
    waves=st.frozensets(st.integers(0, 4), max_size=2), settled=st.booleans(),
)  # fmt: skip


@given(st.lists(policies, max_size=6).map(tuple), st.permutations(SITES))
def test_order_does_not_matter_and_blocked_places_lie_where_the_policy_holds(
    several: tuple[Policy, ...], sites: list[tuple[str, int | None]]
) -> None:
    register = replace(REGISTER, policies=several)
    found = blocks_of(register, DAY)
    again = blocks_of(replace(register, policies=several[::-1], sites=tuple(sites)), DAY)
    assert {(b.policy.key, frozenset(b.places), b.waves) for b in found} == {
        (b.policy.key, frozenset(b.places), b.waves) for b in again
    }
    assert all(place.startswith(block.policy.path) for block in found for place in block.places)


@given(st.lists(policies, min_size=1, max_size=6).map(tuple), st.integers(0, 4))
def test_settling_a_policy_never_closes_a_gate(several: tuple[Policy, ...], wave: int) -> None:
    before = state(replace(REGISTER, policies=several), "blocking", wave)
    settled = (replace(several[0], settled=True), *several[1:])
    after = state(replace(REGISTER, policies=settled), "blocking", wave)
    assert (before, after) != (State.MET, State.UNMET)


def test_a_program_may_be_told_of_an_end_later_or_sooner() -> None:
    ends = replace(REGISTER, policies=(Policy("a", "A circular", "cadres", "1/", ends=DAY + timedelta(days=100)),))
    states = {
        days: next(line for line in check_policies(ends, DAY, rules=PolicyRules(days)) if line.code == "policy.expiry")
        for days in (99, 100, 180)
    }
    assert {days: line.state for days, line in states.items()} == {
        99: State.MET, 100: State.WARNING, 180: State.WARNING,
    }  # fmt: skip
    assert "within 100 days" in str(states[100].text)
