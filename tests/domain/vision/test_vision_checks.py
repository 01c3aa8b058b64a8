"""What a machine sees in a vision: targets that do not add up, leads without time, steps that nobody owns."""

from __future__ import annotations

import doctest
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.gates.lines import Line, State
from groundswell.domain.vision.checks import alarms, check_vision
from groundswell.domain.vision.plan import Area, Duty, Partner, Plan, PointPerson, VisionRules, least_time, most_time

TODAY, END = date(2026, 6, 1), date(2029, 12, 31)
LEAD = PointPerson("Amina", "lead", 0.5, "line 4")
LATE = Partner("Union", date(2024, 6, 2))
WHOLE = Plan(
    2800, "communities", END, areas=(Area("North", 1800), Area("South", 1000)), floors=1, people=(LEAD,),
    duties=(Duty(1, "Amina", END),), future_owner="Ministry", owner_contacted_on=date(2024, 1, 1),
    pilot_ends_on=date(2024, 6, 1), too_costly="Five days of training by the founders.",
    partners=(Partner("Ministry", date(2024, 1, 1), True), Partner("Union", date(2024, 2, 1))),
)  # fmt: skip


def line(plan: Plan, code: str) -> Line:
    return {one.code: one for one in check_vision(plan, VisionRules(), TODAY)}[f"vision.{code}"]


def test_a_whole_vision_meets_everything() -> None:
    found = {one.code: one.state for one in check_vision(WHOLE, VisionRules(), TODAY)}
    assert set(found.values()) == {State.MET}
    assert {one.owner for one in check_vision(WHOLE, VisionRules(), TODAY)} == {"Amina"}


def test_an_empty_vision_meets_nothing() -> None:
    assert State.MET not in {one.state for one in check_vision(Plan(duties=(Duty(1),)), VisionRules(), TODAY)}


@pytest.mark.parametrize(
    ("changed", "code", "state", "says"),
    [
        ({"unit": ""}, "target", State.UNMET, "lacks: a unit"),
        ({"areas": (), "by": None}, "target", State.UNMET, "lacks: an area, a date"),
        ({"number": 3000}, "sum", State.UNMET, "add up to 2800: 200 too few"),
        ({"number": 2000}, "sum", State.UNMET, "add up to 2800: 800 too many"),
        ({"people": ()}, "lead", State.UNMET, "Nobody leads"),
        ({"people": (replace(LEAD, time=None),)}, "lead", State.UNMET, "no written time"),
        ({"people": (replace(LEAD, time=0.1),)}, "lead", State.UNMET, "10% of a post; 20% is the least"),
        ({"people": (replace(LEAD, ends_on=date(2028, 1, 1)),)}, "lead", State.UNMET, "0% of a post"),
        ({"people": (replace(LEAD, budget_line=""),)}, "lead", State.WARNING, "no budget line"),
        ({"floors": 0}, "floor", State.UNMET, "No quality"),
        ({"owner_contacted_on": date(2024, 6, 2)}, "owner", State.WARNING, "only after the pilot"),
        ({"owner_contacted_on": None}, "owner", State.WARNING, "not written when Ministry"),
        ({"future_owner": ""}, "owner", State.UNMET, "No future owner"),
        ({"partners": ()}, "partners", State.NOT_RECORDED, "No possible partner"),
        ({"partners": (Partner("Union"),)}, "partners", State.WARNING, "took part"),
        ({"partners": (LATE, Partner("Ministry", took_part=True))}, "partners", State.WARNING, "ended: Union."),
        ({"too_costly": " "}, "intensity", State.WARNING, "hundred times"),
        ({"duties": (Duty(1), Duty(2))}, "ledger", State.UNMET, "without an owner: 2"),
    ],
)
def test_each_gap_is_named(changed: dict[str, object], code: str, state: State, says: str) -> None:
    found = line(replace(WHOLE, **changed), code)  # type: ignore[arg-type]
    assert (found.state, says in found.text) == (state, True), found.text


def test_one_lead_may_follow_another_without_a_gap() -> None:
    first, second = replace(LEAD, ends_on=date(2027, 5, 31)), replace(LEAD, name="Babu", starts_on=date(2027, 6, 1))
    assert line(replace(WHOLE, people=(first, second)), "lead").state is State.MET
    late = replace(second, starts_on=date(2027, 6, 2))
    assert line(replace(WHOLE, people=(first, late)), "lead").state is State.UNMET


def test_the_ledger_alarms_without_owner_without_time_and_when_overdue() -> None:
    people = (LEAD, PointPerson("Busy", "owner", 0.7), PointPerson("Busy", "deputy", 0.6))
    duties = (
        Duty(1),
        Duty(2, "Nobody knows"),
        Duty(3, "Busy"),
        Duty(4, "Amina", TODAY - timedelta(3)),
        Duty(5, "", TODAY, True),
    )
    found = [(one.step, one.trouble) for one in alarms(replace(WHOLE, people=people, duties=duties), TODAY)]
    assert found == [(1, "nobody"), (2, "no_time"), (3, "no_time"), (4, "overdue")]
    assert "130%" in alarms(replace(WHOLE, people=people, duties=duties), TODAY)[2].text


DAYS = st.dates(date(2025, 1, 1), date(2031, 1, 1))
PEOPLE = st.lists(
    st.builds(PointPerson, st.just("x"), st.just("lead"), st.floats(0, 1), starts_on=st.none() | DAYS,
              ends_on=st.none() | DAYS), max_size=5,
)  # fmt: skip


@given(PEOPLE, DAYS, st.integers(0, 400))
def test_the_least_time_is_that_of_the_worst_day(people: list[PointPerson], first: date, length: int) -> None:
    days = [first + timedelta(day) for day in range(length + 1)]
    each = [sum(one.time or 0 for one in people if one.serves_on(day)) for day in days]
    assert least_time(people, first, days[-1]) == pytest.approx(min(each), abs=1e-6)
    assert most_time(people) >= max(each) - 1e-6 or not people


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_the_order_of_areas_does_not_matter(numbers: list[int]) -> None:
    areas = [Area(str(n), n) for n in numbers]
    plan = replace(WHOLE, number=sum(numbers) + 1, areas=tuple(areas))
    assert line(plan, "sum") == line(replace(plan, areas=tuple(reversed(areas))), "sum")
    assert "1 too few" in line(plan, "sum").text


def test_the_worked_table_of_the_method_page_is_recomputed() -> None:
    page = Path(__file__).resolve().parents[3] / "docs/method/vision-checks.md"
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (result.failed, result.attempted > 3) == (0, True)
