"""“Is it still working?” for the home page, and reports that are due."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.gates.standing import Running
from groundswell.domain.monitoring.dilution import Light
from groundswell.domain.stats.clustered_shares import clustered_share, share_interval
from groundswell.during.monitoring.selectors.areas import place_for
from groundswell.during.monitoring.selectors.overview import Overview, overview_of
from groundswell.during.monitoring.selectors.reports import due_reports, periods_due
from groundswell.during.monitoring.selectors.running import running_in
from groundswell.during.monitoring.step.overview import (
    cost_words,
    gate_of,
    gate_words,
    hand,
    hand_over_costs,
    light_items,
    verdict,
)
from groundswell.during.monitoring.step.reasons import STATE
from groundswell.during.monitoring.step.reports import due_line
from groundswell.ground.programs.models import Program
from groundswell.kit.charts.dotrange import Level, Levels, dot_range
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.door import Permit
from groundswell.kit.style import drawing_style

MOST = 5


@dataclass(frozen=True)
class Item:
    """A place with its light, or a duty.

    Args:
        state: ``holds``, ``look``, ``pause``, ``none``; for duties ``late``, ``soon``, ``later``.
        what: The place, or what is to be done.
        because: The reason.
        url: Where it leads.
        when: When it is due, for duties.
    """

    state: str
    what: str
    because: str
    url: str
    when: str = ""


@dataclass(frozen=True)
class Home:
    """The third question, answered as far as it is known.

    Args:
        answer: The answer in a sentence.
        because: The reason.
        counts: Places by light: holds, look, pause, none.
        known: Whether any light is known.
        lights: The worst places first, those that hold left out; at most five.
        drawing: Quality by hand-over; None where it is not known.
        gate: Whether a next wave may start, in words.
        may_start: The same as yes or no; None where nothing is known.
        red_share: Share of places paused; None where nothing is known.
        completeness: Share of reports received; None where none is expected.
        due: Reports of the person that are due, late ones first; at most five.
        due_count: How many are due in all.
        url: The overview.
        running: What a next wave waits for, in counts; None where the person looks at a part of the program.
    """

    answer: str
    because: str
    counts: dict[str, int]
    known: bool
    lights: tuple[Item, ...]
    drawing: Drawing | None
    gate: str
    may_start: bool | None
    red_share: float | None
    completeness: float | None
    due: tuple[Item, ...]
    due_count: int
    url: str
    running: Running | None = None


def home(permit: Permit, program: Program) -> Home:
    """The third question for a person; a fixed number of queries.

    Args:
        permit: Any permit of the person in the program.
        program: The program.
    """
    place = place_for(permit, program)
    overview = overview_of(permit, program, place, wanted=("child", "cell", "depth"))
    head, gate = verdict(overview, program), gate_of(overview)
    lights = [light.light for light in overview.judged.places.values()]
    due = due_reports(permit, program, place, periods_due(), sent=False) if _reports(permit, program) else []
    lines = [due_line(program, row) for row in due[:MOST]]
    return Home(
        head["answer"],
        head["because"],
        {STATE[light]: lights.count(light) for light in (Light.GREEN, Light.AMBER, Light.RED, Light.NOT_JUDGED)},
        any(light is not Light.NOT_JUDGED for light in lights),
        tuple(Item(one["state"], one["what"], one["because"], one["url"])
              for one in light_items(program, overview) if one["state"] != "holds")[:MOST],
        by_depth(overview),
        gate_words(gate, overview) if lights else "",
        gate.may_start if lights else None,
        gate.red_share,
        gate.completeness_share,
        tuple(Item(line["state"], line["act"], line["why"], line["url"], line["when"]) for line in lines),
        len(due),
        reverse("monitoring:overview", args=[program.code]),
        running_in(overview) if place.pk == program.root_id else None,
    )  # fmt: skip


def by_depth(overview: Overview) -> Drawing | None:
    """Quality by hand-over, with its interval; None where no depth is recorded."""
    shares = overview.judged.shares
    depths = sorted({depth for _wave, depth in shares if depth is not None})
    if not depths or overview.lead is None or overview.span is None:
        return None
    levels = []
    for depth in depths:
        pairs = [pair for (_wave, at), pair in shares.items() if at == depth]
        above = [number for pair in pairs for number in pair[0].tolist()]
        below = [number for pair in pairs for number in pair[1].tolist()]
        share = clustered_share(above, below, binary=overview.lead.sheet.aggregation != "mean")
        interval, light = share_interval(share), overview.judged.depths.get(depth)
        levels.append(
            Level(
                hand(depth), share.share, interval.lower if interval else None, interval.upper if interval else None,
                round(share.n), STATE[light.light] if light else "",
            )
        )  # fmt: skip
    title = cost_words(hand_over_costs(overview)) or _("All were taught at one hand")
    subtitle = _("{name}, 95 % interval, {periods}.").format(name=overview.lead.name, periods=overview.span.words)
    floor = overview.numbers.floor_red
    return dot_range(Levels("by-depth", title, subtitle, tuple(levels), floor, _("Taught at")), drawing_style())


def _reports(permit: Permit, program: Program) -> bool:
    """Whether the person sends reports at all."""
    return permit.allows("monitoring.report.send", program)
