"""How early the lights find a hidden dilution, and how often they are wrong: seeded programmes, looked at each quarter.

Beside every programme runs the same one with nothing hidden. ``docs/method/dilution.md`` says what followed.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.detection.quarters import Unit, watch
from bench.detection.study import Found, by_kind, count, what_rules_add
from groundswell.domain.monitoring.simulated import invent

PROGRAMMES = 200
UNITS = {"district": "districts", "cell": "waves by depth"}


def results(*, quick: bool = False, programmes: int = PROGRAMMES) -> Iterator[Found]:
    """The lines of this bench: in all, by unit, by kind of decline, and what each rule adds."""
    seeds = range(programmes // 10 or 1) if quick else range(programmes)
    hidden: list[Unit] = []
    quiet: list[Unit] = []
    for seed in seeds:
        hidden += watch(invent(seed))
        quiet += watch(invent(seed, hidden=False))
    for what, words in UNITS.items():
        yield count(f"hidden: {words}", of(hidden, what))
        yield count(f"nothing hidden: {words}", of(quiet, what))
    for found in by_kind(of(hidden, "district")):
        yield found
    for found in what_rules_add(hidden, quiet):
        yield found


def of(units: list[Unit], what: str) -> list[Unit]:
    """Units of one kind."""
    return [unit for unit in units if unit.what == what]
