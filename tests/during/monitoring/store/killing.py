"""Writers killed with kill -9 at random moments, beside two readers: ``python -m tests…killing KILLS SEED``.

One process loads everything once and forks: the writer (it records values, follows the log, moves places, rebuilds and
sweeps), which is killed and begun again; and two readers, which compare the roll-up of each live month with its values.
Prints what was seen as JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from groundswell.domain.monitoring.periods import parse_period  # noqa: E402
from groundswell.during.monitoring.engines.embedded import sql_of  # noqa: E402
from groundswell.during.monitoring.engines.work import merging, rollup  # noqa: E402
from groundswell.during.monitoring.models import StoredMonth, StoredProgram, Value  # noqa: E402
from groundswell.during.monitoring.services import NewValue, record_values  # noqa: E402
from groundswell.during.monitoring.store import files  # noqa: E402
from groundswell.during.monitoring.store.checking import differences  # noqa: E402
from groundswell.during.monitoring.store.following import follow, follow_places, rebuild  # noqa: E402
from groundswell.during.monitoring.store.manifest import live  # noqa: E402
from groundswell.during.monitoring.store.sweeping import sweep  # noqa: E402
from groundswell.ground.places.models import Place  # noqa: E402
from groundswell.ground.places.services import move_place  # noqa: E402
from groundswell.ground.programs.models import Program  # noqa: E402
from tests import make  # noqa: E402

MONTHS = [f"2025-{number:02}" for number in range(1, 7)]
ROUND = 17  # lines that a writer tells in a round: sixteen values, and that they were followed
GRACE_SECONDS = 2.0
ROUNDS = 3.0  # a writer is struck within so many of its rounds, as long as a round takes on this machine


def scene() -> None:
    """A country of four districts with five communities each; the work is compiled before the first fork."""
    for expression in (merging.merged(), rollup.near(), rollup.spreads(), *map(rollup.rolled, range(3))):
        sql_of(expression)
    call_command("migrate", verbosity=0)
    country = make.place("Tarawe")
    make.indicator(make.program("groups", country))
    for district in range(4):
        above = make.place(f"District {district}", country)
        for number in range(5):
            make.place(f"Community {district}.{number}", above)


def write(seed: int, told: int) -> None:
    """Record, follow, move, rebuild and sweep until killed; each recorded round is told once it is safe."""
    chance, program = random.Random(seed), Program.objects.get()
    places, districts = list(Place.objects.filter(depth=2)), list(Place.objects.filter(depth=1))
    permit, count = make.desk("monitoring.value.record", program), 0
    while True:
        count += 1
        rows = [
            NewValue("P9", place.pk, parse_period(month), float(seed * 10_000 + count), 10_000_000.0)
            for place in chance.sample(places, 8) for month in chance.sample(MONTHS, 2)
        ]  # fmt: skip
        record_values(permit, program, rows)
        os.write(told, "".join(f"{row.place} {row.period.label} {row.numerator:.0f}\n" for row in rows).encode())
        follow(program)
        os.write(told, b"followed\n")
        if count % 3 == 0:
            sweep(GRACE_SECONDS)
        if count % 5 == 0:
            rebuild(program)
        if count % 7 == 0:
            place, there = Place.objects.get(pk=chance.choice(places).pk), chance.choice(districts)
            if place.parent_id != there.pk:
                move_place(make.desk("places.place.move", program), place, there, date.today(), "new border")
            follow_places(program)


def read(found: int) -> None:
    """Compare values and roll-ups of the live months, again and again; tell how often, and every disagreement."""
    program, country = Program.objects.get(), Place.objects.get(depth=0).pk
    while True:
        time.sleep(0.005)
        for month, row in live(program).items():
            line = f"same {month}"
            try:
                values, rollup = files.read(row.values_file), files.read(row.rollup_file)
            except FileNotFoundError:
                if live(program, [month])[month].generation == row.generation:
                    line = f"gone {month} generation {row.generation}"
            else:
                above = [one for one in rollup.to_pylist() if one["place"] == country]
                if sum(values["numerator"].to_pylist()) != sum(one["numerator"] for one in above):
                    line = f"unlike {month} generation {row.generation}"
            os.write(found, f"{line}\n".encode())


def fork(work: Callable[[], None]) -> int:
    """Begin a process for a piece of work; nothing of this process's connections goes with it."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(1)


def collect(pipe: int) -> list[str]:
    """What stands in a pipe now; a line that a killed writer left half is dropped."""
    parts = []
    try:
        while part := os.read(pipe, 1 << 16):
            parts.append(part)
    except BlockingIOError:
        pass
    return [line for line in b"".join(parts).decode().splitlines() if line]


def until(pipe: int, count: int) -> list[str]:
    """The first so many lines of a pipe, or more; what there is after two minutes."""
    lines, end = collect(pipe), time.monotonic() + 120
    while len(lines) < count and time.monotonic() < end:
        time.sleep(0.01)
        lines += collect(pipe)
    return lines


def reap(child: int) -> int:
    """Kill a process and wait until it is gone; its status."""
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def main(kills: int, seed: int) -> dict[str, object]:
    """Kill so many writers and say what was left."""
    scene()
    chance, pipes = random.Random(seed), [os.pipe(), os.pipe()]
    for reading, _writing in pipes:
        os.set_blocking(reading, False)
    (told, tell), (found, find) = pipes
    readers = [fork(lambda: read(find)) for _ in range(2)]
    safe: dict[tuple[str, str], int] = {}
    seen, died, longest = [], 0, 0.0
    for turn in range(1, kills + 1):
        writer = fork(lambda turn=turn: write(turn, tell))
        lines = until(told, 1)
        if not longest:
            begun = time.monotonic()
            lines += until(told, 2 * ROUND)
            longest = ROUNDS * (time.monotonic() - begun) / 2
        time.sleep(chance.uniform(0, longest))
        died += os.WIFSIGNALED(reap(writer))
        for line in [*lines, *collect(told)]:
            if line != "followed":
                place, period, number = line.split()
                safe[place, period] = int(number)
        seen += collect(found)
    for reader in readers:
        reap(reader)
    seen += collect(found)
    program = Program.objects.get()
    stored = dict(StoredProgram.objects.values_list("program_id", "generation"))
    values = {(str(place), period): number for place, period, number in Value.objects.values_list(
        "place_id", "period", "numerator"
    )}  # fmt: skip
    lost = [key for key, number in safe.items() if values.get(key, -1) < number]
    follow(program)
    follow_places(program)
    left = list(differences(program))
    time.sleep(GRACE_SECONDS)
    sweep(GRACE_SECONDS)
    files_left = sum(1 for _name in files.everything())
    return {
        "kills": died, "rounds_safe": len(safe), "flips": stored.get(program.pk, 0), "reads": len(seen),
        "disagreements": [line for line in seen if not line.startswith("same")], "lost": lost, "differences": left,
        "files_left_over": files_left - 2 * StoredMonth.objects.count(),
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
