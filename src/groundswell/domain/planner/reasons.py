"""Why a place starts early, late or not at all: what it is worth, what it uses, what stands against it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from groundswell.domain.planner.grid import Array, Grid
from groundswell.domain.planner.prices import Prices, charges_of
from groundswell.domain.planner.solving import Outcome
from groundswell.domain.said import Figure, Said, together
from groundswell.domain.said import said as _

SMALL = 1e-6


class Reasons:
    """The reasons behind a plan, at the prices of its bound.

    Args:
        grid: The country.
        outcome: The plan.
    """

    def __init__(self, grid: Grid, outcome: Outcome) -> None:
        self.grid, self.outcome, self.choice = grid, outcome, outcome.choice
        self.parts = _parts(grid, outcome.prices)

    def why(self, i: int) -> Said:
        """The binding reason for a place, in words.

        Args:
            i: Its number.
        """
        allowed = self.grid.allowed(np.array([i]))[0]
        if not allowed.any():
            return self._never(i)
        if self.choice.quarter[i] >= 0:
            return self._started(i, allowed)
        return self._left_out(i, allowed)

    # Started -------------------------------------------------------------------------------------------------------

    def _started(self, i: int, allowed: Array) -> Said:
        s, m = int(self.choice.quarter[i]), int(self.choice.package[i])
        first = int(np.flatnonzero(allowed.any(axis=1))[0])
        used = self._used(i, s, m)
        return together((self._timing(i, s, m, first), self._worth(i, s, m, used)))

    def _timing(self, i: int, s: int, m: int, first: int) -> Said:
        grid, named = self.grid, self.grid.rules.named
        place = grid.country.places[i]
        if s == first:
            return _("Starts in the first quarter in which it may.")
        if place.promised_by == s:
            return _("Starts in the last quarter that its promise allows.")
        if self.choice.opened[grid.district[i]] == s:
            return _("Starts when its district opens in %(quarter)s.", quarter=named(s))
        now, before = self._used(i, s, m), self._used(i, s - 1, m)
        saved = {name: before[name] - now[name] for name in now}
        most = max(saved, key=lambda name: saved[name])
        if saved[most] > SMALL:
            return _("Starts later than it could: %(thing)s is scarcer before.", thing=NAMES[most])
        return _("Starts later than it could: what is left before does not suffice for it.")

    # Left out ------------------------------------------------------------------------------------------------------

    def _left_out(self, i: int, allowed: Array) -> Said:
        grid, d = self.grid, int(self.grid.district[i])
        s, m = int(self.outcome.priced.quarter[i]), int(self.outcome.priced.package[i])
        used = self._used(i, s, m)
        worth = self._worth(i, s, m, used)
        if self.outcome.priced.surplus[i] <= SMALL:
            most = max(used, key=lambda name: used[name])
            return together(
                (_("Stays out: it uses more than it brings, most of it %(thing)s.", thing=NAMES[most]), worth)
            )
        if self.choice.opened[d] < 0:
            at = self.outcome.priced.surplus[(grid.district == d) & (self.outcome.priced.surplus > 0)].sum()
            cost = float(charges_of(grid, self.outcome.prices).district[d].min())
            words = _(
                "Stays out: its district %(district)s stays closed; its places would bring %(worth)s person-years "
                "beyond their price, opening it takes %(cost)s.",
                district=grid.country.districts[d].code, worth=Figure(float(at), ",.0f"), cost=Figure(cost, ",.0f"),
            )  # fmt: skip
            return together((words, worth))
        return together((_("Stays just outside: it would pay, but what is left does not suffice for it."), worth))

    def _never(self, i: int) -> Said:
        grid, place = self.grid, self.grid.country.places[i]
        quarters = range(int(grid.earliest[i]), int(grid.latest[i]) + 1)
        if not len(quarters):
            return _("Cannot start: no quarter is left in which it may.")
        able = grid.worth[1][grid.holding[1][i]][list(quarters)].any(axis=0)
        if not able.any():
            chance = float((grid.worth[0][grid.holding[1][i]][quarters[0]] * 4 / (grid.quarters - quarters[0])).max())
            return _(
                "Cannot start: no package holds the floor at its readiness of %(ready)s (chance %(chance)s, needed "
                "%(least)s).",
                ready=Figure(place.readiness, ".0%"), chance=Figure(chance, ".0%"),
                least=Figure(grid.rules.least_chance, ".0%"),
            )  # fmt: skip
        if not grid.team_serves[:, grid.cell[i]].any():
            return _("Cannot start: no team within reach of %(district)s speaks %(language)s.",
                     district=place.district, language=place.language)  # fmt: skip
        return _("Cannot start: no fund may pay for it, or no host may receive it.")

    # Worth and use -------------------------------------------------------------------------------------------------

    def _used(self, i: int, s: int, m: int) -> dict[str, float]:
        cell, region, factor = self.grid.cell[i], self.grid.region[i], self.grid.factor[i]
        return {
            name: float(table[cell, s, m] if by_cell else factor * table[region, s, m])
            for name, (by_cell, table) in self.parts.items()
        }

    def _worth(self, i: int, s: int, m: int, used: dict[str, float]) -> Said:
        value = float(self.grid.value(np.array([i]))[0, s, m])
        some = sorted((name for name in used if used[name] > 0.5), key=lambda name: -used[name])
        if not some:
            return _("Worth %(value)s person-years, uses nothing scarce.", value=Figure(value, ",.0f"))
        parts = together((_("%(thing)s %(n)s", thing=NAMES[name], n=Figure(used[name], ",.0f")) for name in some), ", ")
        return _(
            "Worth %(value)s person-years, uses scarce things worth %(used)s (%(parts)s).",
            value=Figure(value, ",.0f"), used=Figure(sum(used.values()), ",.0f"), parts=parts,
        )  # fmt: skip


NAMES = {
    "team": _("team time and travel"),
    "host": _("visits to hosts"),
    "trainer": _("trainers' time"),
    "outlay": _("start-up money"),
    "running": _("running money"),
}


def _parts(grid: Grid, prices: Prices) -> dict[str, tuple[bool, Array]]:
    """What a start is charged for each kind of thing: by cell or, at cost factor 1, by region."""
    nothing = Prices(prices.team * 0, prices.host * 0, prices.trainer * 0, prices.money * 0, prices.region * 0)
    found: dict[str, tuple[bool, Array]] = {}
    for name in ("team", "host", "trainer"):
        found[name] = (True, charges_of(grid, replace(nothing, **{name: getattr(prices, name)})).cell)
    whole = charges_of(grid, replace(nothing, money=prices.money)).money
    bare = dict(grid.packages, running_cost=grid.packages["running_cost"] * 0)
    found["outlay"] = (False, charges_of(grid, replace(nothing, money=prices.money), bare).money)
    found["running"] = (False, whole - found["outlay"][1])
    return found


def shadow_of(grid: Grid, prices: Prices) -> list[dict[str, object]]:
    """What one more unit of each scarce thing would bring, person-years; marginal: it holds for small changes.

    Args:
        grid: The country.
        prices: Of the bound.

    Returns:
        Money by fund and quarter in which something may arrive, per 1,000; team-days, visits and trainer-days by
        quarter, on average over the quarters in which they are scarce.
    """
    country, rules = grid.country, grid.rules
    rows: list[dict[str, object]] = []
    for f, fund in enumerate(country.funds):
        for t in range(0, grid.quarters, 4):
            rows.append(_row("money", fund.code, rules.named(t), f"1,000 {rules.currency}", 1000 * prices.money[f, t]))
    kinds = (
        ("team", [each.code for each in country.teams], prices.team, "team-day"),
        ("host", [each.code for each in country.hosts], prices.host, "visit"),
        ("trainer", [each.code for each in country.regions], prices.trainer, "trainer-day"),
    )
    for kind, codes, table, unit in kinds:
        for code, row in zip(codes, table, strict=True):
            scarce = np.flatnonzero(row > SMALL)
            if len(scarce):
                when = f"{rules.named(int(scarce[0]))} to {rules.named(int(scarce[-1]))}"
                rows.append(_row(kind, code, when, unit, float(row[scarce].mean())))
    return sorted((row for row in rows if float(str(row["value"])) > SMALL), key=lambda row: str(row["resource"]))


def _row(resource: str, code: str, quarter: str, unit: str, value: float) -> dict[str, object]:
    return {"resource": resource, "code": code, "quarter": quarter, "per": unit, "value": float(value),
            "basis": "marginal price of the bound; holds for small changes"}  # fmt: skip
