"""Consensus of a level: the rule of the method by hand, and what must hold whatever is recorded."""

from __future__ import annotations

import doctest
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.consensus import actors as actors_module
from groundswell.domain.consensus import readiness as readiness_module
from groundswell.domain.consensus.actors import Actor, Side, support_index
from groundswell.domain.consensus.readiness import Consensus, ConsensusRules, Level, coordination, judge_level
from groundswell.domain.errors import BadInput
from groundswell.domain.instruments.house import house_instrument

DOCS = Path(__file__).resolve().parents[3] / "docs/method"
DIRECTOR = Actor("director", Side.DECIDES, 5, 2)
PEOPLE = (
    DIRECTOR,
    Actor("finance", Side.DECIDES, 4, 0),
    Actor("association", Side.DOES, 3, 1),
    Actor("union", Side.LEADS, 3, 2),
)
ANSWERS = dict(zip(map(str, range(1, 11)), (2, 2, 2, 1, 2, 1, 2, 0, 2, 2), strict=True))
COUNTRY = Level(0, "country", PEOPLE, ANSWERS)


def people() -> st.SearchStrategy[tuple[Actor, ...]]:
    one = st.builds(
        Actor, st.text(min_size=1, max_size=4), st.sampled_from(list(Side)), st.integers(1, 5),
        st.one_of(st.none(), st.integers(-2, 2)), st.integers(0, 6),
    )  # fmt: skip
    return st.lists(one, min_size=1, max_size=12).map(tuple)


def answers() -> st.SearchStrategy[dict[str, float]]:
    return st.dictionaries(st.sampled_from(list(ANSWERS)), st.sampled_from([0.0, 1.0, 2.0]))


def index(of: tuple[Actor, ...]) -> float:
    value = support_index(of).value
    assert isinstance(value, float)
    return value


def test_the_examples_in_the_docstrings_hold() -> None:
    for module in (actors_module, readiness_module):
        assert doctest.testmod(module).failed == 0


def test_the_worked_table_of_the_page() -> None:
    found = judge_level(COUNTRY)
    assert found.index.value == pytest.approx(19 / 30 * 100)
    assert (found.state, found.points, found.reasons, found.index.n) == (Consensus.READY, 16, (), 4)
    against = judge_level(replace(COUNTRY, actors=(replace(DIRECTOR, position=-2), *PEOPLE[1:])))
    assert against.index.value == pytest.approx(-100 / 30)
    assert against.state is Consensus.NOT_YET
    assert "63.3" in (DOCS / "consensus.md").read_text(encoding="utf-8")
    halfway = (replace(DIRECTOR, position=1), PEOPLE[1], replace(PEOPLE[2], position=-1), PEOPLE[3])
    assert judge_level(replace(COUNTRY, actors=halfway)).state is Consensus.CONDITIONAL


@pytest.mark.parametrize(
    ("changed", "state", "says"),
    [
        ({"answers": ANSWERS | {"2": 1}}, Consensus.CONDITIONAL, "Questions that must be “yes” and are not: 2."),
        ({"answers": ANSWERS | {"5": 0, "7": 0}}, Consensus.CONDITIONAL, "reach 12 of 20 points; 14 are needed"),
        ({"answers": {"1": 2, "2": 2, "3": 2}}, Consensus.NOT_YET, "3 of 10 questions are answered."),
        ({"actors": PEOPLE[2:]}, Consensus.NOT_YET, "No decision-maker is on record."),
        ({"is_community": True, "actors": PEOPLE[:3]}, Consensus.NOT_YET, "No community leader is on record."),
        (
            {
                "actors": (
                    *PEOPLE,
                    Actor("rival", Side.DOES, 4, -2),
                    *(replace(DIRECTOR, name=str(n)) for n in range(6)),
                )
            },
            Consensus.CONDITIONAL,
            "Opposed by 1 with power 4 or more.",
        ),
        ({"actors": ()}, Consensus.NOT_YET, "No decision-maker is on record."),
    ],
)
def test_each_thing_that_holds_a_level_back_is_said(changed: dict[str, object], state: Consensus, says: str) -> None:
    found = judge_level(replace(COUNTRY, **changed))  # type: ignore[arg-type]
    assert found.state is state
    assert any(says in reason for reason in found.reasons), found.reasons


@pytest.mark.parametrize(("power", "state"), [(25, Consensus.CONDITIONAL), (24, Consensus.NOT_YET)])
def test_the_limit_of_25_is_within(power: int, state: Consensus) -> None:
    """Eight people of power 5 with 20 points of 80 stand at 25; one point less at 23.75."""
    some = [Actor("d", Side.DECIDES, 5, 2), Actor("e", Side.DECIDES, 5, 2)]
    rest = [Actor(str(n), Side.DOES, 5, 0) for n in range(6)]
    if power == 24:
        rest.append(Actor("more", Side.DOES, 1, 0))
    assert judge_level(replace(COUNTRY, actors=(*some, *rest))).state is state


def test_national_agreement_alone_is_red() -> None:
    none = Level(1, "region", (Actor("officer", Side.DECIDES, 4, 0),), working=3)
    some = Level(2, "district", (replace(DIRECTOR, place="1/2/3/"),), working=3, agreeing=1)
    last = Level(3, "community", is_community=True, working=9)
    found = coordination((COUNTRY, none, some, last))
    assert (found.is_red, found.without, found.partly) == (True, ("region",), (("district", 1, 3),))
    undecided = replace(COUNTRY, actors=PEOPLE[1:])
    assert not coordination((undecided, none)).is_red
    assert coordination(()).without == ()


@pytest.mark.parametrize(
    ("position", "contacts", "unmoved"), [(0, 3, True), (None, 3, True), (-2, 2, False), (1, 9, False), (-1, 4, True)]
)
def test_three_contacts_without_a_move_are_seen(position: int | None, contacts: int, unmoved: bool) -> None:
    assert Actor("a", Side.DOES, 3, position, contacts).is_unmoved() is unmoved


@given(people())
def test_support_lies_between_its_limits_and_knows_no_order(some: tuple[Actor, ...]) -> None:
    assert -100 <= index(some) <= 100
    assert index(some) == pytest.approx(index(some[::-1]))


@given(people(), st.data())
def test_a_better_position_never_lowers_support(some: tuple[Actor, ...], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(some) - 1))
    better = data.draw(st.integers(some[at].position or 0, 2))
    raised = (*some[:at], replace(some[at], position=better), *some[at + 1 :])
    assert index(raised) >= index(some) - 1e-9


@given(people(), st.integers(1, 5))
def test_only_the_shares_of_power_count(some: tuple[Actor, ...], factor: int) -> None:
    alike = tuple(replace(actor, power=1) for actor in some)
    scaled = tuple(replace(actor, power=factor) for actor in some)
    assert index(alike) == pytest.approx(index(scaled))


@given(people(), answers(), st.booleans())
def test_a_level_is_ready_exactly_when_nothing_is_missing(
    some: tuple[Actor, ...], given_: dict[str, float], community: bool
) -> None:
    found = judge_level(Level(0, "level", some, given_, community))
    assert (found.state is Consensus.READY) == (found.reasons == ())
    if found.is_red:
        assert found.state is Consensus.NOT_YET


@given(people(), answers(), st.sampled_from(list(ANSWERS)))
def test_a_better_answer_never_makes_a_level_worse(
    some: tuple[Actor, ...], given_: dict[str, float], item: str
) -> None:
    order = [Consensus.NOT_YET, Consensus.CONDITIONAL, Consensus.READY]
    before, after = (judge_level(Level(0, "l", some, one)).state for one in (given_, given_ | {item: 2.0}))
    assert order.index(after) >= order.index(before)


def test_the_default_numbers_are_those_of_the_instruments_file() -> None:
    instrument = house_instrument("consensus")
    assert ConsensusRules().of(instrument) == instrument


def test_other_numbers_judge_the_same_level_otherwise() -> None:
    """By hand: support is 19 of 30, that is 63.3 of 100, and the questions reach 16 of 20."""
    assert judge_level(COUNTRY).state is Consensus.READY
    stricter = judge_level(COUNTRY, ConsensusRules(ready_index=64))
    assert (stricter.state, str(stricter.reasons[0])) == (Consensus.CONDITIONAL, "Support is 63; 64 is needed.")
    asking = judge_level(COUNTRY, ConsensusRules(points=17))
    assert (asking.state, len(asking.reasons)) == (Consensus.CONDITIONAL, 1)
    against = replace(COUNTRY, actors=(*PEOPLE, Actor("mayor", Side.DECIDES, 2, -2)))  # 15 of 34, 44.1 of 100
    bearing = ConsensusRules(ready_index=40)
    assert judge_level(against, bearing).state is Consensus.READY
    assert judge_level(against, replace(bearing, opponent_power=2)).state is Consensus.CONDITIONAL
    with pytest.raises(BadInput):
        ConsensusRules(ready_index=10)


@given(people(), answers(), st.floats(-100, 100), st.floats(0, 100))
def test_asking_for_more_support_never_makes_a_level_readier(
    some: tuple[Actor, ...], given_: dict[str, float], lower: float, more: float
) -> None:
    order = [Consensus.NOT_YET, Consensus.CONDITIONAL, Consensus.READY]
    ends = (lower, min(lower + more, 100))
    easy, hard = (judge_level(Level(0, "l", some, given_), ConsensusRules(end, -100)).state for end in ends)
    assert order.index(hard) <= order.index(easy)
