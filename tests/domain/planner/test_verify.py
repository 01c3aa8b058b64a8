"""The verifier: a plan that may be carried out passes, and every kind of tampering is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from groundswell.domain.planner.by_hand import by_hand
from groundswell.domain.planner.country import Activity, Country, Team
from groundswell.domain.planner.generate import Size, made_up
from groundswell.domain.planner.grid import Grid
from groundswell.domain.planner.plan import Plan, Training, Work
from groundswell.domain.planner.settle import settled
from groundswell.domain.planner.verify import value_of, verify

type Tamper = Callable[[Country, Plan], Plan]


@pytest.fixture(scope="module")
def country() -> Country:
    """A made-up country with few trainers and one team that nobody understands."""
    made = made_up(4, Size(70, per_district=10, per_region=4, quarters=8))
    few = tuple(replace(each, trainers=0.1) for each in made.regions)
    return replace(made, regions=few, teams=(*made.teams, Team("strangers", 45, ("esperanto",))))


@pytest.fixture(scope="module")
def plan(country: Country) -> Plan:
    grid = Grid(country)
    made = settled(grid, by_hand(grid, "value per cost"))
    assert made is not None
    assert len(made.starts) > 5
    return made


def test_the_plan_as_it_stands_breaks_no_rule(country: Country, plan: Plan) -> None:
    assert verify(country, plan) == ()
    assert value_of(country, plan.starts) > 0


def first_start(plan: Plan, **changes: object) -> Plan:
    start, *rest = plan.starts
    return replace(plan, starts=(replace(start, **changes), *rest))  # type: ignore[arg-type]


def other_package(country: Country, plan: Plan) -> Plan:
    return first_start(plan, package="with a visit" if plan.starts[0].host == "" else "direct")


def another_start(country: Country, plan: Plan) -> Plan:
    started = {each.place for each in plan.starts}
    spare = next(each.code for each in country.places if each.code not in started)
    return replace(plan, starts=(*plan.starts, replace(plan.starts[0], place=spare)))


def stranger_speaks(country: Country, plan: Plan) -> Plan:
    work = plan.work[0]
    deaf = next(each.code for each in country.teams if work.language not in each.languages)
    return replace(plan, work=(replace(work, team=deaf), *plan.work[1:]))


def far_away(country: Country, plan: Plan) -> Plan:
    near = {(each.team, each.district) for each in country.reach}
    pairs = ((each.code, district.code) for each in country.teams for district in country.districts)
    team, district = next(pair for pair in pairs if pair not in near)
    return replace(plan, work=(*plan.work, Work(team, district, plan.work[0].language, 0, 0.5)))


def wrong_lineage(country: Country, plan: Plan) -> Plan:
    master = next(each for each in country.masters if len(each.regions) < len(country.regions))
    region = next(each.code for each in country.regions if each.code not in master.regions)
    return replace(plan, trainings=(*plan.trainings, Training(master.code, region, 0, 0.01)))


def earmark(country: Country, plan: Plan) -> Plan:
    payment = next(each for each in plan.payments if each.activity is Activity.START_UP)
    wrong = replace(payment, fund="government")
    return replace(plan, payments=tuple(wrong if each is payment else each for each in plan.payments))


TAMPERED: dict[str, tuple[Tamper, set[str]]] = {
    "a place twice": (lambda _c, p: replace(p, starts=(*p.starts, p.starts[0])), {"once"}),
    "an unknown place": (lambda _c, p: first_start(p, place="nowhere"), {"name"}),
    "a quarter beyond the plan": (lambda _c, p: first_start(p, quarter=99), {"name"}),
    "a start too late to be seen": (lambda c, p: first_start(p, quarter=c.rules.quarters - 1), {"exposure"}),
    "a district never opened": (lambda _c, p: replace(p, openings=p.openings[1:]), {"district"}),
    "a district opened twice": (lambda _c, p: replace(p, openings=(*p.openings, p.openings[0])), {"once"}),
    "another package": (other_package, {"host", "team", "trainer", "unpaid"}),
    "one place more": (another_start, {"team", "unpaid", "district", "lead"}),
    "days not worked": (lambda _c, p: replace(p, work=p.work[1:]), {"team"}),
    "a team that works double": (
        lambda _c, p: replace(p, work=tuple(replace(each, days=each.days + 60) for each in p.work)), {"team"}),
    "a language not spoken": (stranger_speaks, {"language"}),
    "a district out of reach": (far_away, {"reach"}),
    "a leader from elsewhere": (lambda _c, p: first_start(p, team=""), {"lead"}),
    "a host overburdened": (
        lambda c, p: replace(p, starts=tuple(
            replace(each, package="with a visit", host=c.hosts[0].code, quarter=4) for each in p.starts)), {"burden"}),
    "a visit without a host": (lambda _c, p: first_start(p, package="with a visit", host=""), {"host"}),
    "trainers not trained": (lambda _c, p: replace(p, trainings=()), {"trainer"}),
    "a master trainer overworked": (
        lambda _c, p: replace(p, trainings=tuple(replace(each, trainers=each.trainers + 9) for each in p.trainings)),
        {"master"}),
    "a wrong lineage of trainers": (wrong_lineage, {"lineage"}),
    "a payment left out": (lambda _c, p: replace(p, payments=p.payments[1:]), {"unpaid"}),
    "a fund used against its earmark": (earmark, {"earmark"}),
    "a fund overdrawn": (
        lambda _c, p: replace(p, payments=tuple(replace(each, amount=each.amount * 3) for each in p.payments)),
        {"overdrawn"}),
    "money spent before its tranche": (
        lambda _c, p: replace(p, payments=tuple(
            replace(each, quarter=0) if each.fund == "foundation" else each for each in p.payments)),
        {"overdrawn", "earmark", "unpaid"}),
    "a negative payment": (
        lambda _c, p: replace(p, payments=(replace(p.payments[0], amount=-1.0), *p.payments[1:])), {"name"}),
}  # fmt: skip


@pytest.mark.parametrize("tampering", TAMPERED)
def test_a_tampered_plan_is_rejected_by_the_rule_it_breaks(country: Country, plan: Plan, tampering: str) -> None:
    tamper, rules = TAMPERED[tampering]
    broken = {each.rule for each in verify(country, tamper(country, plan))}
    assert broken & rules, broken


def test_rules_of_the_country_bind(country: Country, plan: Plan) -> None:
    late = next(each for each in plan.starts if each.quarter > 0)

    def changed(**changes: object) -> Country:
        places = tuple(replace(each, **changes) if each.code == late.place else each for each in country.places)  # type: ignore[arg-type]
        return replace(country, places=places)

    regions = tuple(replace(each, at_least=1000) for each in country.regions)
    asked = {
        "precedence": changed(earliest=late.quarter + 1),
        "promise": changed(promised_by=late.quarter - 1),
        "floor": changed(readiness=-3.0),
        "region": replace(country, regions=regions),
        "hardest": replace(country, rules=replace(country.rules, hardest_share=1.0)),
    }
    for rule, stricter in asked.items():
        assert rule in {each.rule for each in verify(stricter, plan)}, rule
