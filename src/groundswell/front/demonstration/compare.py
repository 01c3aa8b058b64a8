"""The lights of the demonstration beside its answer key: what was found, how early, and what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from statistics import median_low
from typing import Any

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.dilution import Light
from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.selectors.overview import overview_of
from groundswell.front.demonstration.desk import complete, loading, permit
from groundswell.front.demonstration.key import read_key
from groundswell.front.demonstration.sizes import SIZES
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program

QUARTERS = 16
LIT = (Light.AMBER, Light.RED)
Courses = dict[str, dict[str, Light]]  # district's code → month at whose end it was looked at → light


@dataclass(frozen=True)
class Found:
    """A district beside the key.

    Args:
        code: Its code.
        name: Its name.
        declines: Whether the key says that it declines.
        how: In what, by the key.
        since: First month of the loss.
        points: Share of sessions held well that is lost in the last month.
        lit: Months from the onset to the first amber or red; None where none came, or where it burned before.
        red: Months from the onset to the first red.
        before: Whether it was amber or red right before the onset; where nothing declines, how often it turned red.
        now: Its light at the last look.
    """

    code: str
    name: str
    declines: bool
    how: str
    since: str | None
    points: float
    lit: int | None
    red: int | None
    before: int
    now: str


def compared(tell: Callable[[str], None]) -> dict[str, Any]:
    """Every district of the answer key with its lights quarter by quarter, as the pages would have shown them.

    Args:
        tell: Called at each quarter.

    Raises:
        BadInput: There is no complete demonstration in this data folder.
    """
    program = loading()
    if program is None or not complete(program):
        raise BadInput("There is no complete demonstration here.", "Load it first: groundswell demo --no-serve")
    key = read_key()
    courses = lights_of(program, key, tell)
    rows = [found_of(entry, courses.get(entry["code"], {})) for entry in key["districts"]]
    declined = [row for row in rows if row.declines]
    delays = [row.lit for row in declined if row.lit is not None]
    return {
        "districts": [asdict(row) for row in rows], "declined": len(declined), "found": len(delays),
        "median_months": median_low(delays) if delays else None,
        "red": sum(row.red is not None for row in declined),
        "held": len(rows) - len(declined), "held_but_red": sum(row.before > 0 for row in rows if not row.declines),
    }  # fmt: skip


def lights_of(program: Program, key: Mapping[str, Any], tell: Callable[[str], None]) -> Courses:
    """Lights of all districts at the end of each of the last quarters."""
    courses: Courses = {}
    leave = permit("monitoring.value.read", program)
    last = parse_period(key["as_of"]).previous
    ends = [last]
    while len(ends) < QUARTERS:
        ends.append(ends[-1].previous.previous.previous)
    for end in reversed(ends):
        tell(f"Lights at the end of {end.label} …")
        first = end
        for _ in range(11):
            first = first.previous
        for top in tops(program, key["size"]):
            judged = overview_of(leave, program, top, f"{first.label}:{end.label}", wanted=("child",)).judged.places
            for pk, code in Place.objects.filter(pk__in=judged).values_list("pk", "code"):
                courses.setdefault(code, {})[end.label] = judged[pk].light
    return courses


def tops(program: Program, size: str) -> Iterator[Place]:
    """Places whose districts are shown side by side: the country, or each of several."""
    if SIZES[size].nations == 1:
        yield program.root
    else:
        yield from Place.objects.filter(parent=program.root).order_by("code")


def found_of(entry: Mapping[str, Any], course: Mapping[str, Light]) -> Found:
    """A district of the key beside its lights.

    Args:
        entry: Its entry in the key.
        course: Its lights by month, in the order of time.
    """
    since, months = entry["since"], list(course)
    now = str(course[months[-1]]) if months else str(Light.NOT_JUDGED)
    told: dict[str, Any] = {name: entry[name] for name in ("code", "name", "declines", "how", "since", "points")}
    if not entry["declines"]:
        reds = [course[month] is Light.RED for month in months]
        turned = sum(later and not earlier for earlier, later in zip([False, *reds], reds, strict=False))
        return Found(**told, lit=None, red=None, before=turned, now=now)
    earlier = [course[month] for month in months if month < since]
    before = bool(earlier) and earlier[-1] in LIT
    lit, red = None if before else delay(course, since, LIT), delay(course, since, (Light.RED,))
    return Found(**told, lit=lit, red=red, before=before, now=now)


def delay(course: Mapping[str, Light], since: str, lights: tuple[Light, ...]) -> int | None:
    """Months from the first of the onset's to the end of the month of the first such light."""
    first = next((month for month, light in course.items() if month >= since and light in lights), None)
    return None if first is None else parse_period(first).step - parse_period(since).step + 1


def lines_of(answer: Mapping[str, Any]) -> list[str]:
    """The same for people: the declines first, then the districts that hold and turned red, then the sum."""
    rows = sorted((Found(**row) for row in answer["districts"]), key=lambda row: (not row.declines, row.code))
    lines = [line_of(row) for row in rows if row.declines or row.before]
    median = answer["median_months"]
    found = f"{answer['found']} of {answer['declined']} declines found" + (
        f", the median {median} months after the onset" if median is not None else ""
    )
    return [
        *lines, f"{found}; {answer['red']} became red.",
        f"{answer['held_but_red']} of {answer['held']} districts that hold turned red at some time.",
    ]  # fmt: skip


def line_of(row: Found) -> str:
    """One district in words."""
    if not row.declines:
        return f"{row.code} {row.name}: holds, but was red at some time, {row.before} times; now {row.now}."
    seen = "was amber or red already before" if row.before else "never amber or red" if row.lit is None else ""
    seen = seen or f"amber or red after {row.lit} months"
    red = f", red after {row.red}" if row.red is not None else ", never red"
    what = f"{row.how} since {row.since}, {row.points * 100:.0f} points of sessions held well lost"
    return f"{row.code} {row.name}: {what}; {seen}{red}; now {row.now}."
