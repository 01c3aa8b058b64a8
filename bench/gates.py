"""The gate of a wave at 1,250, 2,500 and 5,000 places, with 300 stakeholders and 200 policies.

Queries stay as many as they are; time grows no faster than that of plain Django reading the same rows.
"""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from bench.measuring import Result, beside, seconds_of

PLACES = 5_000
DISTRICTS = 20
MONTHS = 12
STAKEHOLDERS = 300
POLICIES = 200
STANCES = ("blocking", "inhibiting", "neutral", "supportive")
SLACK = 1.25
PEER = "plain Django: .values_list of the same values, reports, sites, places and policies, read into lists"


class House:
    """A data folder of its own with one program whose pilot and first wave report every month."""

    def __init__(self, folder: str) -> None:
        os.environ |= {"GROUNDSWELL_DATA": folder, "DJANGO_SETTINGS_MODULE": "groundswell.config.settings"}
        importlib.import_module("django").setup()
        importlib.import_module("django.core.management").call_command("migrate", verbosity=0)
        self.make: Any = importlib.import_module("tests.make")
        self.places: Any = importlib.import_module("groundswell.ground.places.models")
        self.programs: Any = importlib.import_module("groundswell.ground.programs.models")
        self.monitoring: Any = importlib.import_module("groundswell.during.monitoring.models")
        self.selectors: Any = importlib.import_module("groundswell.across.gates.selectors")
        root = self.make.place("Country", code="C")
        self.make.levels(root, "country", "district", "community")
        self.districts = [self.make.place(f"District {n}", root, code=f"D{n}") for n in range(DISTRICTS)]
        self.program = self.make.program("bench", root)
        self.waves = [self.make.wave(self.program, n) for n in range(3)]
        self.indicator = self.make.indicator(self.program)
        self.permit = self.make.desk("gates.start.read", self.program)
        self.count = 0
        for number in range(STAKEHOLDERS):
            at = self.districts[number % DISTRICTS]
            self.make.stakeholder(self.program, at, number % 5 - 2, name=f"Stakeholder {number}")

        self.policies: Any = importlib.import_module("groundswell.before.policy.models")
        areas = [code for code, _words in self.policies.AREAS]
        for number in range(POLICIES):
            at = self.districts[number % DISTRICTS] if number % 4 else root
            self.make.policy(self.program, f"Norm {number}", place=at, area=areas[number % len(areas)],
                             on_reach=STANCES[number % 4], waves=(self.waves[2],) if number % 8 else ())  # fmt: skip

    def grow(self, count: int) -> None:
        """Add places until there are so many, each with its site, and a value and a report for each month."""
        periods: Any = importlib.import_module("groundswell.domain.monitoring.periods")
        spans: Any = importlib.import_module("groundswell.during.monitoring.models.spans")
        at: Any = importlib.import_module("django.utils.timezone").now()
        made = [self.community(number) for number in range(self.count, count)]
        self.places.Place.objects.bulk_create(made, batch_size=1000)
        for place in made:
            place.path = f"{place.parent.path}{place.pk}/"
        self.places.Place.objects.bulk_update(made, ["path"], batch_size=1000)
        sites, values, reports = [], [], []
        months = [spans.columns_of(periods.parse_period(f"2025-{month + 1:02}")) for month in range(MONTHS)]
        for number, place in enumerate(made, self.count):
            wave = self.waves[number % 4 != 0]
            sites.append(self.programs.Site(program=self.program, place=place, wave=wave, depth=number % 3,
                                            started_on=date(2024, 1, 1)))  # fmt: skip
            for month, columns in enumerate(months):
                held = 8 + (number + month) % 3
                values.append(self.monitoring.Value(indicator=self.indicator, place=place, numerator=held,
                                                    denominator=10, entered_at=at, **columns))  # fmt: skip
                if (number + month) % 10:
                    reports.append(self.monitoring.Report(program=self.program, place=place, state="sent",
                                                          submitted_at=at, late_days=3, **columns))  # fmt: skip
        self.programs.Site.objects.bulk_create(sites, batch_size=1000)
        self.monitoring.Value.objects.bulk_create(values, batch_size=1000)
        self.monitoring.Report.objects.bulk_create(reports, batch_size=1000)
        self.count = count

    def community(self, number: int) -> Any:
        """A community that is not stored yet."""
        parent = self.districts[number % DISTRICTS]
        place = self.places.Place(name=f"Place {number}", code=f"P{number}", parent=parent, country=parent.country,
                                  depth=2)  # fmt: skip
        place.path = f"new-{place.key}"
        return place

    def gate(self) -> Any:
        """The gate of wave 2, as its page makes it."""
        return self.selectors.gate_of(self.permit, self.program, self.waves[2])

    def rows(self) -> int:
        """The rows that the gate reads of places, as a user of Django reads them."""
        values = self.monitoring.Value.objects.filter(indicator=self.indicator)
        reports = self.monitoring.Report.objects.filter(program=self.program, state="sent")
        sites = self.programs.Site.objects.filter(program=self.program)
        read = (
            values.values_list("place_id", "step", "numerator", "denominator"),
            reports.values_list("place_id", "step", "late_days"),
            sites.values_list("place_id", "place__path", "wave__number", "depth", "started_on", "stopped_on"),
            self.places.Place.objects.values_list("pk", "path"),
            self.policies.Policy.objects.values_list("title", "place__path", "on_reach", "starts_on", "ends_on"),
        )
        return sum(len(list(rows)) for rows in read)


def queries_of(house: House) -> int:
    """How many queries the gate makes."""
    testing: Any = importlib.import_module("django.test.utils")
    with testing.CaptureQueriesContext(importlib.import_module("django.db").connection) as seen:
        house.gate()
    return len(seen)


def results(*, quick: bool = False) -> Iterator[Result]:
    """The lines of this bench."""
    sizes = [count // (10 if quick else 1) for count in (PLACES // 4, PLACES // 2, PLACES)]
    beside_peer: list[float] = []
    took: list[tuple[float, float]] = []
    queries: set[int] = set()
    with tempfile.TemporaryDirectory(prefix="groundswell-bench-") as folder:
        house = House(folder)
        for size in sizes:
            house.grow(size)
            gate = house.gate()
            assert gate.stand.running.judged == DISTRICTS, gate.stand
            queries.add(queries_of(house))
            ours, peer = seconds_of(house.gate, runs=5), seconds_of(house.rows, runs=5)
            beside_peer.append(ours / peer)
            took.append((ours, peer))
            grown = f"; grown {ours / took[0][0]:.1f} times, its peer {peer / took[0][1]:.1f} times"
            note = f"{len(gate.lines)} checks, {max(queries)} queries, {house.rows():,} rows read{grown}"
            yield beside(f"gate of wave 2 at {size:,} places", ours, PEER, peer, note)
    if len(queries) != 1:
        raise SystemExit(f"The number of queries grows with the places: {sorted(queries)}.")
    if not quick and beside_peer[-1] > SLACK * beside_peer[0]:  # the peer is linear, and met the same machine
        raise SystemExit(f"It grows {beside_peer[-1] / beside_peer[0]:.1f} times faster than its peer.")
