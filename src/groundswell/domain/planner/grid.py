"""The country as arrays: i places, c cells (district × language), w visit cells (region × language), r regions.

Axes are named by one letter throughout: i place, d district, r region, c cell, w visit cell, m package, k team, h host,
q master trainer, f fund, a activity, s quarter of the start, t quarter.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from groundswell.domain.planner.country import ACTIVITIES, Activity, Country
from groundswell.domain.planner.quality import Delivery, chance_of_holding, expected_quality

type Array = np.ndarray

OPENING, START_UP, VISIT, RUNNING, TRAINING = range(len(ACTIVITIES))


class Grid:
    """What the optimiser reads.

    Args:
        country: What there is; its codes must be known to each other.
    """

    def __init__(self, country: Country) -> None:
        self.country, self.rules = country, country.rules
        self.quarters = country.rules.quarters
        self.region_at = {each.code: n for n, each in enumerate(country.regions)}
        self.district_at = {each.code: n for n, each in enumerate(country.districts)}
        places = country.places
        self.district = np.array([self.district_at[each.district] for each in places], int)
        self.district_region = np.array([self.region_at[each.region] for each in country.districts], int)
        self.region = self.district_region[self.district] if places else np.zeros(0, int)
        self.cells = sorted({(each.district, each.language) for each in places})
        self.visit_cells = sorted({(self._region_of(district), language) for district, language in self.cells})
        cell_at = {cell: n for n, cell in enumerate(self.cells)}
        visit_at = {cell: n for n, cell in enumerate(self.visit_cells)}
        self.cell = np.array([cell_at[each.district, each.language] for each in places], int)
        self.cell_visit = np.array([visit_at[self._region_of(d), language] for d, language in self.cells], int)
        self.people = np.array([each.people for each in places], float)
        self.factor = np.array([each.cost_factor for each in places], float)
        self.hard = np.array([each.hard_to_reach for each in places], bool)
        self.earliest = np.array([each.earliest for each in places], int)
        last = self.quarters - self.rules.least_exposure - 1
        self.promised = np.array([each.promised_by is not None for each in places], bool)
        promises = [last if each.promised_by is None else each.promised_by for each in places]
        self.latest = np.minimum(np.array(promises, int), last)

    def _region_of(self, district: str) -> str:
        return self.country.districts[self.district_at[district]].region

    @cached_property
    def packages(self) -> dict[str, Array]:
        """Each number of the packages by its name, [m]."""
        names = (
            "transfers", "supervised", "visits", "start_up_cost", "visit_cost", "running_cost", "team_days_start",
            "team_days", "trainer_days_start", "trainer_days",
        )  # fmt: skip
        return {name: np.array([getattr(each, name) for each in self.country.packages], float) for name in names}

    @cached_property
    def holding(self) -> tuple[Array, Array]:
        """Probability of holding the floor by kind of readiness, package, age [j, m, t]; each place's kind [i]."""
        readiness = np.array([each.readiness for each in self.country.places], float)
        kinds, kind = np.unique(readiness, return_inverse=True)
        pack = self.packages
        by_package = Delivery(pack["transfers"][:, None], pack["supervised"][:, None], pack["visits"][:, None] > 0)
        ages = np.arange(self.quarters)
        quality = expected_quality(self.country.cascade, by_package, kinds[:, None, None], ages)
        return chance_of_holding(self.country.cascade, quality), kind

    @cached_property
    def worth(self) -> tuple[Array, Array]:
        """Person-years per person [j, s, m] and whether the package holds the floor well enough there [j, s, m]."""
        chance, _kind = self.holding
        so_far = np.cumsum(chance, axis=2)[:, :, ::-1].transpose(0, 2, 1)
        left = np.arange(self.quarters, 0, -1)[:, None]
        return so_far / 4, so_far / left >= self.rules.least_chance

    def value(self, chosen: Array | slice = slice(None)) -> Array:
        """Person-years at or above the floor of a start, [i, s, m]."""
        kind = self.holding[1][chosen]
        return np.asarray(self.worth[0][kind] * self.people[chosen][:, None, None])

    def allowed(self, chosen: Array | slice = slice(None)) -> Array:
        """Whether a place may start then with that package, [i, s, m]: all rules but the scarce things."""
        quarters = np.arange(self.quarters)
        when = (quarters >= self.earliest[chosen][:, None]) & (quarters <= self.latest[chosen][:, None])
        able = self.worth[1][self.holding[1][chosen]] & self.served[self.cell[chosen]]
        return np.asarray(when[:, :, None] & able)

    @cached_property
    def served(self) -> Array:
        """Whether someone within reach could serve and pay a start there, [c, s, m]."""
        region = self.district_region[[self.district_at[district] for district, _language in self.cells]]
        pack = self.packages
        staffed = (self.team_serves.any(axis=0)[:, None]) | (pack["team_days_start"] + pack["team_days"] == 0)
        hosted = self.host_serves.any(axis=0)[self.cell_visit][:, None] | (pack["visits"] == 0)
        paid = self.payable.any(axis=0)[:, region]
        ever = np.flip(np.logical_and.accumulate(np.flip(paid[RUNNING], axis=1), axis=1), axis=1)
        later = np.concatenate([ever[:, 1:], np.ones((len(region), 1), bool)], axis=1)
        found = (staffed & hosted)[:, None, :] & (paid[START_UP][:, :, None] | (pack["start_up_cost"] == 0))
        found &= paid[VISIT][:, :, None] | (pack["visit_cost"] == 0)
        return np.asarray(found & (later[:, :, None] | (pack["running_cost"] == 0)))

    @cached_property
    def team_serves(self) -> Array:
        """Whether a team reaches a cell and speaks its language, [k, c]."""
        return self.team_travel < np.inf

    @cached_property
    def team_travel(self) -> Array:
        """Days of travel on top of each day of work, infinite out of reach or language, [k, c]."""
        far = {(each.team, each.district): each.travel for each in self.country.reach}
        found = np.full((len(self.country.teams), len(self.cells)), np.inf)
        for k, team in enumerate(self.country.teams):
            for c, (district, language) in enumerate(self.cells):
                if language in team.languages and (team.code, district) in far:
                    found[k, c] = far[team.code, district]
        return found

    @cached_property
    def host_serves(self) -> Array:
        """Whether a host receives a visit cell, [h, w]."""
        rows = [
            [region in host.regions and language in host.languages for region, language in self.visit_cells]
            for host in self.country.hosts
        ]
        return np.array(rows, bool).reshape(len(self.country.hosts), len(self.visit_cells))

    @cached_property
    def payable(self) -> Array:
        """Whether a fund may pay an activity in a region in a quarter, [f, a, r, t]."""
        regions = [each.code for each in self.country.regions]
        rows = [
            [[[fund.pays(Activity(a), r, t) for t in range(self.quarters)] for r in regions] for a in ACTIVITIES]
            for fund in self.country.funds
        ]
        whole = np.array(rows, bool)
        return whole.reshape(len(self.country.funds), len(ACTIVITIES), len(regions), self.quarters)

    @cached_property
    def tranches(self) -> Array:
        """Money that arrives, [f, t]."""
        at = {each.code: n for n, each in enumerate(self.country.funds)}
        found = np.zeros((len(at), self.quarters))
        for each in self.country.tranches:
            if each.quarter < self.quarters:
                found[at[each.fund], each.quarter] += each.amount
        return found

    @cached_property
    def money_unit(self) -> float:
        """A typical outlay, in which the models count money so that a change of currency changes nothing."""
        costs = [each.start_up_cost + each.running_cost for each in self.country.packages]
        return max(sum(costs) / max(1, len(costs)), 1e-9)

    @cached_property
    def stock(self) -> Array:
        """Trainers in stock when nobody is trained, [r, t]."""
        kept = (1 - self.rules.attrition) ** np.arange(self.quarters)
        return np.asarray(np.array([each.trainers for each in self.country.regions], float)[:, None] * kept)

    @cached_property
    def trainer_days(self) -> Array:
        """Days of one trainer in a quarter, [r]."""
        return np.array([each.trainer_days for each in self.country.regions], float)

    @cached_property
    def openings(self) -> tuple[Array, Array]:
        """Opening cost and office cost of each district, [d]."""
        rows: Sequence[tuple[float, float]] = [(each.opening_cost, each.office_cost) for each in self.country.districts]
        whole = np.array(rows, float).reshape(len(rows), 2)
        return whole[:, 0], whole[:, 1]

    @cached_property
    def may_open(self) -> Array:
        """Whether a district's opening and office could be paid by someone, [d, t]."""
        paid = self.payable.any(axis=0)[:, self.district_region]
        cost, office = self.openings
        ever = np.flip(np.logical_and.accumulate(np.flip(paid[RUNNING], axis=1), axis=1), axis=1)
        later = np.concatenate([ever[:, 1:], np.ones((len(cost), 1), bool)], axis=1)
        return np.asarray((paid[OPENING] | (cost == 0)[:, None]) & (later | (office == 0)[:, None]))
