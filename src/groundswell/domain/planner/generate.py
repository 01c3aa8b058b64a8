"""Countries made up from a seed, for tests, benches and trials: alike in kind to the field, not to any one country."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from groundswell.domain.planner.country import (
    Activity,
    Country,
    District,
    Fund,
    Host,
    Master,
    Package,
    Place,
    Reach,
    Region,
    Rules,
    Team,
    Tranche,
)

PACKAGES = (
    Package("light", 3, 0.4, 0, 300, 0, 45, 3, 0.8, 2, 0.2),
    Package("standard", 2, 0.7, 0, 600, 0, 80, 5, 1.4, 4, 0.4),
    Package("with a visit", 2, 0.7, 1, 620, 160, 80, 5, 1.4, 4, 0.4),
    Package("direct", 1, 0.8, 0, 950, 0, 110, 9, 1.6, 9, 0.6),
)
LANGUAGES = ("sora", "mundari", "hindi", "odia")
NEIGHBOURS = (0, 1, -1, 2, -2)


@dataclass(frozen=True)
class Size:
    """How large a made-up country is.

    Args:
        places: Communities.
        per_district: Communities in a district, about.
        per_region: Districts in a region.
        quarters: Quarters of the plan.
        money: Share of what everything would cost that the funds hold.
        staff: Share of the work that the teams can do.
        packages: How many kinds of delivery.
    """

    places: int
    per_district: int = 60
    per_region: int = 5
    quarters: int = 16
    money: float = 0.45
    staff: float = 0.55
    packages: int = len(PACKAGES)


TINY = Size(places=4, per_district=3, per_region=1, quarters=4, packages=2)


def made_up(seed: int, size: Size) -> Country:
    """A country from a seed.

    Args:
        seed: The same seed gives the same country.
        size: How large.

    Returns:
        Log-normal people around 800, gamma remoteness, cost factor .8 to 2.3 with it, readiness beta(4, 2) falling
        with it; four funds: government for running costs, a bilateral for half of the regions early, a foundation for
        the first and later outlays, a small flexible one every year.
    """
    rng = np.random.default_rng(seed)
    count = max(1, round(size.places / size.per_district))
    regions = tuple(f"R{n + 1}" for n in range(max(1, round(count / size.per_region))))
    districts = [_district(rng, size, f"D{n + 1}", regions[n % len(regions)]) for n in range(count)]
    spoken = [rng.choice(len(LANGUAGES), size=2, replace=False) for _ in districts]
    places = _places(rng, size, districts, spoken)
    packages = PACKAGES[-size.packages :]
    teams, reach = _teams(rng, size, places, districts)
    return Country(
        places=places,
        districts=tuple(districts),
        regions=tuple(Region(each, max(0.3, _share(size, regions) / 40), 55.0) for each in regions),
        packages=packages,
        teams=teams,
        reach=reach,
        hosts=_hosts(rng, size, regions),
        masters=tuple(Master(f"M{n + 1}", max(0.5, size.places / 400), regions[n::2] or regions) for n in range(2)),
        funds=_funds(size, regions),
        tranches=_tranches(rng, size, places, districts, packages),
        rules=Rules(quarters=size.quarters, training_cost=400.0, least_exposure=min(4, size.quarters // 4)),
    )


def _district(rng: np.random.Generator, size: Size, code: str, region: str) -> District:
    opening, office = (float(rng.uniform(low, high)) * size.per_district for low, high in ((60, 180), (3, 8)))
    return District(code, region, round(opening), round(office))


def _share(size: Size, regions: tuple[str, ...]) -> float:
    return size.places / len(regions)


def _places(
    rng: np.random.Generator, size: Size, districts: list[District], spoken: list[np.ndarray]
) -> tuple[Place, ...]:
    centre = rng.gamma(2.0, 0.5, len(districts))
    places = []
    for number in range(size.places):
        at = number % len(districts)
        remote = float(0.6 * centre[at] + 0.4 * rng.gamma(2.0, 0.5))
        ready = float(np.clip(rng.beta(4, 2) - 0.08 * (remote - 1), 0.05, 1))
        early = 0 if ready > 0.6 else int(rng.integers(0, max(1, size.quarters // 3)))
        language = LANGUAGES[spoken[at][0 if rng.random() < 0.75 else 1]]
        places.append(
            Place(
                f"P{number + 1}", districts[at].code, language, float(round(rng.lognormal(np.log(800), 0.6))),
                round(ready, 2), early, None, float(np.clip(0.8 + 0.4 * remote, 0.8, 2.3)), remote > 1.6,
            )
        )  # fmt: skip
    return tuple(places)


def _teams(
    rng: np.random.Generator, size: Size, places: tuple[Place, ...], districts: list[District]
) -> tuple[tuple[Team, ...], tuple[Reach, ...]]:
    load = size.places * (PACKAGES[1].team_days * 0.8 + PACKAGES[1].team_days_start / size.quarters)
    teams: list[Team] = []
    reach: list[Reach] = []
    count = max(2, round(load * size.staff / 45))
    for number in range(count):
        home = number % len(districts)
        heard = [place.language for place in places[home :: len(districts)]]
        languages = {heard[0], *rng.choice(LANGUAGES, size=int(rng.integers(1, 4)), replace=False).tolist()}
        code = f"T{number + 1}"
        teams.append(Team(code, 45.0 if size.places > 20 else float(rng.uniform(8, 20)), tuple(sorted(languages))))
        for step in NEIGHBOURS:
            district = districts[(home + step) % len(districts)].code
            if (code, district) not in {(each.team, each.district) for each in reach[-5:]}:
                reach.append(Reach(code, district, round(0.05 + 0.25 * abs(step), 2)))
    return tuple(teams), tuple(reach)


def _hosts(rng: np.random.Generator, size: Size, regions: tuple[str, ...]) -> tuple[Host, ...]:
    hosts = []
    for number in range(max(1, size.places // 150)):
        languages = tuple(str(each) for each in rng.choice(LANGUAGES, size=2, replace=False))
        near = tuple({regions[number % len(regions)], regions[(number + 1) % len(regions)]})
        hosts.append(Host(f"H{number + 1}", int(rng.integers(1, 7)), tuple(sorted(near)), languages))
    return tuple(hosts)


def _funds(size: Size, regions: tuple[str, ...]) -> tuple[Fund, ...]:
    early, late = size.quarters // 2, size.quarters // 4
    outlays = (Activity.OPENING, Activity.START_UP, Activity.VISIT, Activity.TRAINING)
    return (
        Fund("government", (Activity.RUNNING, Activity.OPENING)),
        Fund("bilateral", (), regions[: (len(regions) + 1) // 2], 0, early),
        Fund("foundation", outlays, (), late),
        Fund("flexible"),
    )


def _tranches(
    rng: np.random.Generator, size: Size, places: tuple[Place, ...], districts: list[District],
    packages: tuple[Package, ...],
) -> tuple[Tranche, ...]:  # fmt: skip
    middle = packages[min(1, len(packages) - 1)]
    factor = sum(place.cost_factor for place in places)
    running = factor * middle.running_cost * size.quarters * 0.7
    outlay = factor * middle.start_up_cost + sum(each.opening_cost for each in districts)
    years = range(0, size.quarters, 4)
    found = []
    for quarter in years:
        swing = float(rng.uniform(0.8, 1.2))
        found.append(Tranche("government", quarter, size.money * running * 0.9 * swing / len(years)))
        found.append(Tranche("flexible", quarter, size.money * (running + outlay) * 0.12 / len(years)))
    found.append(Tranche("bilateral", 0, size.money * outlay * 0.5 * float(rng.uniform(0.8, 1.2))))
    found.append(Tranche("foundation", size.quarters // 4, size.money * outlay * 0.45))
    return tuple(Tranche(each.fund, each.quarter, round(each.amount)) for each in found)
