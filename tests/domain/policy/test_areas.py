"""How the areas of the map stand (docs/method/policy.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.policy.areas import Stand, stands_of
from groundswell.domain.policy.blocks import blocks_of
from groundswell.domain.policy.facts import Policy, Register, Stance
from tests.domain.policy.test_policies import BYLAW, DAY, REGISTER

AREAS = ("1/2/", "1/3/", "1/4/")


def stands(register: Register) -> list[tuple[Stand, int, int]]:
    return [(one.stand, one.blocked, one.places) for one in stands_of(register, AREAS, DAY)]


def test_the_worked_table_of_the_method_page() -> None:
    assert stands(REGISTER) == [(Stand.BLOCKED, 2, 2), (Stand.FREE, 0, 2), (Stand.NO_WORK, 0, 0)]
    second = replace(REGISTER, policies=(replace(BYLAW, waves=frozenset({2})),))
    assert stands(second)[0] == (Stand.PARTLY, 1, 2)
    country = replace(REGISTER, policies=(replace(BYLAW, path="1/"),))
    assert stands(country)[2] == (Stand.BLOCKED, 0, 0)
    named = replace(REGISTER, policies=(replace(BYLAW, path="1/", waves=frozenset({2})),))
    assert stands(named)[2] == (Stand.NO_WORK, 0, 0)


def test_nothing_is_free_before_the_checklist_was_reviewed() -> None:
    assert stands(replace(REGISTER, reviews=REGISTER.reviews[1:]))[1] == (Stand.NOT_REVIEWED, 0, 2)


paths = st.sampled_from(["1/", "1/2/", "1/3/", "1/2/20/", "1/3/30/"])
policies = st.builds(
    Policy, st.text("ab", min_size=1, max_size=3), st.just("x"), st.just("data"), paths,
    reach=st.sampled_from(Stance), waves=st.frozensets(st.integers(1, 3), max_size=2), settled=st.booleans(),
)  # fmt: skip
sites = st.lists(
    st.tuples(st.sampled_from(["1/2/20/", "1/2/21/", "1/3/30/", "1/3/31/"]), st.integers(1, 3)), max_size=6
)


@given(st.lists(policies, max_size=4), sites)
def test_the_areas_hold_together_what_the_blocks_hold(rules: list[Policy], works: list[tuple[str, int]]) -> None:
    register = Register(tuple(rules), REGISTER.reviews, (), "1/", (), tuple(works))
    found = stands_of(register, AREAS, DAY)
    blocked = {place for block in blocks_of(register, DAY) for place in block.places}
    assert sum(one.blocked for one in found) == len(blocked)
    assert sum(one.places for one in found) == len({place for place, _wave in works})
    for one in found:
        assert (one.stand in (Stand.BLOCKED, Stand.PARTLY)) == bool(one.policies)


@given(st.lists(policies, max_size=4), sites, policies)
def test_one_policy_more_frees_no_area(rules: list[Policy], works: list[tuple[str, int]], more: Policy) -> None:
    before = Register(tuple(rules), REGISTER.reviews, (), "1/", (), tuple(works))
    after = replace(before, policies=(*rules, more))
    day = date(2026, 11, 28)
    for was, now in zip(stands_of(before, AREAS, day), stands_of(after, AREAS, day), strict=True):
        assert now.blocked >= was.blocked


def test_the_country_wide_columns_of_the_worked_table() -> None:
    country = replace(REGISTER, policies=(replace(BYLAW, path="1/"),))
    assert [one[0] for one in stands(country)] == [Stand.BLOCKED, Stand.BLOCKED, Stand.BLOCKED]
    second = replace(country, policies=(replace(BYLAW, path="1/", waves=frozenset({2})),))
    assert stands(second) == [(Stand.PARTLY, 1, 2), (Stand.PARTLY, 1, 2), (Stand.NO_WORK, 0, 0)]
