"""The verifier: is a plan allowed? Written from the rules alone, without a line of the optimiser."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from groundswell.domain.planner.country import Activity, Country, Package, Place
from groundswell.domain.planner.plan import Opening, Payment, Plan, Start, Training, Work
from groundswell.domain.planner.quality import Delivery, chance_of_holding, expected_quality
from groundswell.domain.said import Said
from groundswell.domain.said import said as _

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Broken:
    """A rule that a plan breaks, and where."""

    rule: str
    text: Said


def verify(country: Country, plan: Plan) -> tuple[Broken, ...]:
    """Every rule that the plan breaks.

    Args:
        country: What there is.
        plan: What is to be done with it.

    Returns:
        Nothing for a plan that may be carried out as it stands.
    """
    known = list(_names(country, plan))
    if known:
        return tuple(known)
    ledger = _Ledger(country, plan)
    checks = (
        _starts(ledger), _quality(ledger), _promises(ledger), _openings(ledger), _teams(ledger), _leads(ledger),
        _hosts(ledger), _trainers(ledger), _masters(ledger), _payments(ledger), _balances(ledger), _fairness(ledger),
    )  # fmt: skip
    return tuple(broken for check in checks for broken in check)


def value_of(country: Country, starts: tuple[Start, ...]) -> float:
    """Person-years at or above the floor, from each start to the end of the plan.

    Args:
        country: For its places, packages and cascade.
        starts: Who starts when.

    Returns:
        People × the sum over quarters of the probability of holding the floor, divided by four.
    """
    places = {place.code: place for place in country.places}
    packages = {package.code: package for package in country.packages}
    return math.fsum(_worth(country, places[each.place], each, packages[each.package]) for each in starts)


def _worth(country: Country, place: Place, start: Start, package: Package) -> float:
    return place.people * sum(_chances(country, place, start, package)) / 4


def _chances(country: Country, place: Place, start: Start, package: Package) -> list[float]:
    delivery = Delivery(package.transfers, package.supervised, package.visits > 0)
    ages = range(country.rules.quarters - start.quarter)
    quality = [expected_quality(country.cascade, delivery, place.readiness, age) for age in ages]
    return [float(chance_of_holding(country.cascade, each)) for each in quality]


def _names(country: Country, plan: Plan) -> Iterator[Broken]:
    known = {
        "place": {each.code for each in country.places},
        "district": {each.code for each in country.districts},
        "region": {each.code for each in country.regions},
        "package": {each.code for each in country.packages},
        "team": {"", *(each.code for each in country.teams)},
        "host": {"", *(each.code for each in country.hosts)},
        "master": {each.code for each in country.masters},
        "fund": {each.code for each in country.funds},
    }
    lines: tuple[Start | Opening | Work | Training | Payment, ...] = (
        *plan.starts, *plan.openings, *plan.work, *plan.trainings, *plan.payments,
    )  # fmt: skip
    for each in lines:
        for field, names in known.items():
            if (name := getattr(each, field, None)) is not None and name not in names:
                yield Broken("name", _("There is no %(kind)s “%(name)s”.", kind=field, name=name))
        if not 0 <= each.quarter < country.rules.quarters:
            yield Broken("name", _("Quarter %(quarter)s lies outside the plan.", quarter=str(each.quarter)))
        for field in ("days", "trainers", "amount"):
            if not getattr(each, field, 0.0) >= 0:
                yield Broken("name", _("A negative amount stands in the plan."))


class _Ledger:
    """The plan with its codes looked up."""

    def __init__(self, country: Country, plan: Plan) -> None:
        self.country, self.plan, self.rules = country, plan, country.rules
        self.places = {each.code: each for each in country.places}
        self.packages = {each.code: each for each in country.packages}
        self.districts = {each.code: each for each in country.districts}
        self.opened = {each.district: each.quarter for each in plan.openings}
        self.rows = [(each, self.places[each.place], self.packages[each.package]) for each in plan.starts]

    def region(self, place: Place) -> str:
        return self.districts[place.district].region

    def named(self, quarter: int) -> str:
        return self.rules.named(quarter)

    def after(self, quarter: int) -> range:
        return range(quarter + 1, self.rules.quarters)


def _over(used: float, there: float, size: float = 1.0) -> bool:
    return used > there + TOLERANCE * max(1.0, abs(there), size)


def _starts(ledger: _Ledger) -> Iterator[Broken]:
    for code, times in Counter(each.place for each in ledger.plan.starts).items():
        if times > 1:
            yield Broken("once", _("%(place)s starts %(times)s times.", place=code, times=times))
    for start, place, _package in ledger.rows:
        if start.quarter < place.earliest:
            yield Broken("precedence", _("%(place)s starts before it may.", place=place.code))
        if start.quarter >= ledger.rules.quarters - ledger.rules.least_exposure:
            yield Broken("exposure", _("%(place)s starts too late to be seen at work.", place=place.code))
        opened = ledger.opened.get(place.district)
        if opened is None or opened > start.quarter:
            yield Broken(
                "district",
                _("%(place)s starts before %(district)s is open.", place=place.code, district=place.district),
            )


def _quality(ledger: _Ledger) -> Iterator[Broken]:
    for start, place, package in ledger.rows:
        chances = _chances(ledger.country, place, start, package)
        if sum(chances) < (ledger.rules.least_chance - TOLERANCE) * len(chances):
            yield Broken(
                "floor",
                _("%(place)s would not hold the floor with %(package)s.", place=place.code, package=package.code),
            )


def _promises(ledger: _Ledger) -> Iterator[Broken]:
    started = {each.place: each.quarter for each in ledger.plan.starts}
    for place in ledger.country.places:
        if place.promised_by is not None and started.get(place.code, math.inf) > place.promised_by:
            yield Broken("promise", _("%(place)s starts later than promised.", place=place.code))


def _openings(ledger: _Ledger) -> Iterator[Broken]:
    for code, times in Counter(each.district for each in ledger.plan.openings).items():
        if times > 1:
            yield Broken("once", _("%(place)s is opened %(times)s times.", place=code, times=times))


def _teams(ledger: _Ledger) -> Iterator[Broken]:
    needed: dict[tuple[str, str, int], float] = defaultdict(float)
    for start, place, package in ledger.rows:
        needed[place.district, place.language, start.quarter] += package.team_days_start
        for quarter in ledger.after(start.quarter):
            needed[place.district, place.language, quarter] += package.team_days
    speaks = {team.code: set(team.languages) for team in ledger.country.teams}
    travel = {(each.team, each.district): each.travel for each in ledger.country.reach}
    given: dict[tuple[str, str, int], float] = defaultdict(float)
    busy: dict[tuple[str, int], float] = defaultdict(float)
    for work in ledger.plan.work:
        if work.language not in speaks[work.team]:
            yield Broken("language", _("%(team)s does not speak %(language)s.", team=work.team, language=work.language))
        if (work.team, work.district) not in travel:
            yield Broken("reach", _("%(team)s does not reach %(place)s.", team=work.team, place=work.district))
        given[work.district, work.language, work.quarter] += work.days
        busy[work.team, work.quarter] += work.days * (1 + travel.get((work.team, work.district), 0.0))
    for (district, language, quarter), days in needed.items():
        if _over(days, given[district, language, quarter]):
            yield Broken("team", _("%(place)s lacks team-days in %(quarter)s.", place=district,
                                   quarter=ledger.named(quarter)))  # fmt: skip
    has = {team.code: team.days for team in ledger.country.teams}
    for (code, quarter), days in busy.items():
        if _over(days, has[code]):
            yield Broken("team", _("%(team)s has too much to do in %(quarter)s.", team=code,
                                   quarter=ledger.named(quarter)))  # fmt: skip


def _leads(ledger: _Ledger) -> Iterator[Broken]:
    at_work = {(each.team, each.district, each.language, each.quarter) for each in ledger.plan.work if each.days > 0}
    for start, place, package in ledger.rows:
        lead = (start.team, place.district, place.language, start.quarter)
        if (start.team or package.team_days_start > 0) and lead not in at_work:
            yield Broken("lead", _("%(place)s is led by a team that does not work there then.", place=place.code))


def _hosts(ledger: _Ledger) -> Iterator[Broken]:
    hosts = {each.code: each for each in ledger.country.hosts}
    borne: dict[tuple[str, int], int] = defaultdict(int)
    for start, place, package in ledger.rows:
        if bool(start.host) != (package.visits > 0):
            yield Broken("host", _("%(place)s and its host do not fit its package.", place=place.code))
        elif start.host:
            host = hosts[start.host]
            borne[host.code, start.quarter] += package.visits
            if place.language not in host.languages or ledger.region(place) not in host.regions:
                yield Broken("host", _("%(host)s cannot receive %(place)s.", host=host.code, place=place.code))
    for (code, quarter), visits in borne.items():
        if visits > hosts[code].visits:
            yield Broken("burden", _("%(host)s bears more visits in %(quarter)s than it can.", host=code,
                                     quarter=ledger.named(quarter)))  # fmt: skip


def _trainers(ledger: _Ledger) -> Iterator[Broken]:
    needed: dict[tuple[str, int], float] = defaultdict(float)
    for start, place, package in ledger.rows:
        needed[ledger.region(place), start.quarter] += package.trainer_days_start
        for quarter in ledger.after(start.quarter):
            needed[ledger.region(place), quarter] += package.trainer_days
    trained: dict[tuple[str, int], float] = defaultdict(float)
    for each in ledger.plan.trainings:
        trained[each.region, each.quarter] += each.trainers
    for region in ledger.country.regions:
        stock = region.trainers
        for quarter in range(ledger.rules.quarters):
            if _over(needed[region.code, quarter], stock * region.trainer_days):
                yield Broken("trainer", _("%(place)s lacks trainers in %(quarter)s.", place=region.code,
                                          quarter=ledger.named(quarter)))  # fmt: skip
            stock = stock * (1 - ledger.rules.attrition) + trained[region.code, quarter]


def _masters(ledger: _Ledger) -> Iterator[Broken]:
    masters = {each.code: each for each in ledger.country.masters}
    taught: dict[tuple[str, int], float] = defaultdict(float)
    for each in ledger.plan.trainings:
        taught[each.master, each.quarter] += each.trainers
        if each.region not in masters[each.master].regions:
            words = _("%(master)s does not train for %(place)s.", master=each.master, place=each.region)
            yield Broken("lineage", words)
    for (code, quarter), trainers in taught.items():
        if _over(trainers, masters[code].trainees):
            yield Broken("master", _("%(master)s trains too many in %(quarter)s.", master=code,
                                     quarter=ledger.named(quarter)))  # fmt: skip


def _costs(ledger: _Ledger) -> dict[tuple[Activity, str, int], float]:
    costs: dict[tuple[Activity, str, int], float] = defaultdict(float)
    for start, place, package in ledger.rows:
        region, factor = ledger.region(place), place.cost_factor
        costs[Activity.START_UP, region, start.quarter] += package.start_up_cost * factor
        costs[Activity.VISIT, region, start.quarter] += package.visit_cost * factor
        for quarter in ledger.after(start.quarter):
            costs[Activity.RUNNING, region, quarter] += package.running_cost * factor
    for each in ledger.plan.openings:
        district = ledger.districts[each.district]
        costs[Activity.OPENING, district.region, each.quarter] += district.opening_cost
        for quarter in ledger.after(each.quarter):
            costs[Activity.RUNNING, district.region, quarter] += district.office_cost
    for training in ledger.plan.trainings:
        costs[Activity.TRAINING, training.region, training.quarter] += training.trainers * ledger.rules.training_cost
    return costs


def _payments(ledger: _Ledger) -> Iterator[Broken]:
    funds = {each.code: each for each in ledger.country.funds}
    paid: dict[tuple[Activity, str, int], float] = defaultdict(float)
    for each in ledger.plan.payments:
        paid[each.activity, each.region, each.quarter] += each.amount
        if not funds[each.fund].pays(each.activity, each.region, each.quarter):
            yield Broken("earmark", _("%(fund)s may not pay %(activity)s in %(place)s in %(quarter)s.", fund=each.fund,
                                      activity=str(each.activity), place=each.region,
                                      quarter=ledger.named(each.quarter)))  # fmt: skip
    for (activity, region, quarter), cost in _costs(ledger).items():
        if _over(cost, paid[activity, region, quarter]):
            yield Broken("unpaid", _("Nobody pays all of %(activity)s in %(place)s in %(quarter)s.",
                                     activity=str(activity), place=region, quarter=ledger.named(quarter)))  # fmt: skip


def _balances(ledger: _Ledger) -> Iterator[Broken]:
    for fund in ledger.country.funds:
        came = [0.0] * ledger.rules.quarters
        for tranche in ledger.country.tranches:
            if tranche.fund == fund.code and tranche.quarter < len(came):
                came[tranche.quarter] += tranche.amount
        for payment in ledger.plan.payments:
            if payment.fund == fund.code:
                came[payment.quarter] -= payment.amount
        left = 0.0
        size = math.fsum(each.amount for each in ledger.plan.payments if each.fund == fund.code)
        for quarter, change in enumerate(came):
            left += change
            if _over(-left, 0.0, size):
                yield Broken("overdrawn", _("%(fund)s is overdrawn in %(quarter)s.", fund=fund.code,
                                            quarter=ledger.named(quarter)))  # fmt: skip
                break


def _fairness(ledger: _Ledger) -> Iterator[Broken]:
    started = Counter(ledger.region(place) for _start, place, _package in ledger.rows)
    for region in ledger.country.regions:
        if started[region.code] < region.at_least:
            yield Broken("region", _("%(place)s has fewer places than it must.", place=region.code))
    worth = []
    for start, place, package in ledger.rows:
        worth.append((place.hard_to_reach, _worth(ledger.country, place, start, package)))
    whole, hardest = sum(each for _hard, each in worth), sum(each for hard, each in worth if hard)
    if _over(ledger.rules.hardest_share * whole, hardest):
        yield Broken("hardest", _("Too little goes to the hardest to reach."))
