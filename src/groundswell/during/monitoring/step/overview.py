"""What the overview says: the verdict in words, lights, the table of waves and hand-overs, charts, map, reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.monitoring.dilution import ExpansionGate, Light, UnitLight, expansion_gate
from groundswell.domain.stats.clustered_shares import clustered_share, share_interval
from groundswell.during.monitoring.selectors.lights import Cell
from groundswell.during.monitoring.selectors.overview import Overview
from groundswell.during.monitoring.selectors.wording import counted, points
from groundswell.during.monitoring.step.reasons import ORDER, STATE, reason
from groundswell.ground.programs.models import Program
from groundswell.kit.style import drawing_style

LOSS = 0.05


def verdict(overview: Overview, program: Program) -> dict[str, Any]:
    """Question, answer, reason: the head of the page."""
    if overview.span is None:
        return {
            "answer": _("Not known yet: nothing was reported"),
            "because": _("Choose what is measured, then send the first report or import what you have."),
        }
    if not overview.judges_quality:
        return {
            "answer": _("Quality is not measured yet"),
            "because": _("Lights need watched sessions: take the indicator “Sessions held well” (P9) and report it."),
        }
    parts = [
        counts_words(overview),
        gate_words(gate_of(overview), overview) if overview.tree.here.depth == program.root.depth else "",
    ]
    return {"answer": answer(overview), "because": " ".join(part for part in parts if part)}


def answer(overview: Overview) -> str:
    """Is it still working as it spreads? In one sentence."""
    lights = [light.light for light in overview.judged.places.values()]
    known = [light for light in lights if light is not Light.NOT_JUDGED]
    if not known:
        return _("Not known yet: no place can be judged")
    if all(light is Light.GREEN for light in known):
        return _("Yes: quality holds wherever it can be judged")
    breaks = breaking_depth(overview.judged.cells)
    if breaks == 1:
        return _("Yes where the pilot’s people taught. No from the {hand} on.").format(hand=hand(1).lower())
    if breaks:
        return _("Yes up to the {last}. No at the {hand}.").format(
            last=hand(breaks - 1).lower(), hand=hand(breaks).lower()
        )
    late = breaking_wave(overview.judged.cells)
    if late:
        return _("Yes up to {last}. No in {wave}.").format(
            last=wave_words(late - 1).lower(), wave=wave_words(late).lower()
        )
    reds, ambers = known.count(Light.RED), known.count(Light.AMBER)
    if reds == 1:
        return _("Not in {place}: pause new starts there").format(place=names_by_light(overview)[Light.RED][0])
    if reds:
        return ngettext(
            "Not everywhere: {count} place must pause", "Not everywhere: {count} places must pause", reds
        ).format(count=counted(reds))
    return ngettext("Mostly: {count} place needs a look", "Mostly: {count} places need a look", ambers).format(
        count=counted(ambers)
    )


def breaking_depth(cells: Mapping[Cell, UnitLight]) -> int:
    """The first depth from which on every cell is paused, where no cell before is; 0 where there is none."""
    return _breaking([(depth, light.light) for (_wave, depth), light in cells.items() if depth is not None])


def breaking_wave(cells: Mapping[Cell, UnitLight]) -> int:
    """The first wave from which on every cell is paused, where no cell before is; 0 where there is none."""
    return _breaking([(wave, light.light) for (wave, _depth), light in cells.items()])


def _breaking(lights: Sequence[tuple[int, Light]]) -> int:
    red = [at for at, light in lights if light is Light.RED]
    first = min(red, default=0)
    after = {light for at, light in lights if at >= first}
    return first if first and after <= {Light.RED, Light.NOT_JUDGED} else 0


def hand(depth: int | None) -> str:
    """Which hand teaches at a depth of the cascade."""
    if depth is None:
        return _("Hand-over not recorded")
    words = (_("Taught by the pilot team"), _("Second hand"), _("Third hand"), _("Fourth hand"), _("Fifth hand"))
    return words[depth] if depth < len(words) else _("Hand {number}").format(number=depth + 1)


def wave_words(wave: int) -> str:
    """The name of a wave."""
    return _("Pilot") if wave == 0 else _("Wave {number}").format(number=wave)


def cell_words(wave: int | None, depth: int | None) -> str:
    """A cell of the table in words; empty without a wave."""
    return "" if wave is None else _("{wave}, {hand}").format(wave=wave_words(wave), hand=hand(depth).lower())


def names_by_light(overview: Overview) -> dict[Light, list[str]]:
    """Names of the places right below by light."""
    names: dict[Light, list[str]] = {light: [] for light in ORDER}
    for area in overview.tree.children:
        if area.pk in overview.judged.places:
            names[overview.judged.places[area.pk].light].append(area.name)
    return names


def counts_words(overview: Overview) -> str:
    """How many hold, need a look, must pause, cannot be judged; single ones by name."""
    names = names_by_light(overview)
    total = sum(len(found) for found in names.values())
    said = [
        text.format(who=who(names[light]))
        for light, one, many in (
            (Light.GREEN, _("{who} holds"), _("{who} hold")),
            (Light.AMBER, _("{who} needs a look"), _("{who} need a look")),
            (Light.RED, _("{who} must pause"), _("{who} must pause")),
            (Light.NOT_JUDGED, _("{who} cannot be judged"), _("{who} cannot be judged")),
        )
        if names[light]
        for text in (one if len(names[light]) == 1 else many,)
    ]
    start = ngettext("Of {count} active place:", "Of {count} active places:", total).format(count=counted(total))
    between = _("; ")
    return f"{start} {between.join(said)}."


def who(names: Sequence[str]) -> str:
    """One by name, more by number."""
    return names[0] if len(names) == 1 else counted(len(names))


def gate_of(overview: Overview) -> ExpansionGate:
    """Whether a next wave may start, as far as monitoring can say."""
    chosen = overview.chosen
    share = overview.reports.of(begin=-chosen).complete_share if overview.reports else None
    return expansion_gate(list(overview.judged.places.values()), share)


def gate_words(gate: ExpansionGate, overview: Overview) -> str:
    """The gate in one sentence."""
    number = next_wave(overview)
    wave = _("Wave {number}").format(number=number) if number else _("The next wave")
    percent = drawing_style().percent
    red = percent(gate.red_share) if gate.red_share is not None else "–"
    came = percent(gate.completeness_share) if gate.completeness_share is not None else "–"
    words = {"wave": wave, "red": red, "came": came}
    if gate.red_share is None or gate.completeness_share is None:
        return _("{wave} must wait: too little is reported to say.").format(**words)
    if gate.may_start:
        return _(
            "{wave} may start: {red} of places are paused (limit 20 %) and {came} of reports are in (80 % are needed)."
        ).format(**words)
    return _(
        "{wave} must wait: {red} of places are paused (limit 20 %), {came} of reports are in (80 % are needed)."
    ).format(**words)


def next_wave(overview: Overview) -> int:
    """The first wave that had not started when the periods end, or the one after the last; 0 where none is recorded."""
    waves = {site.wave for site in overview.sites if site.wave is not None}
    begun = {
        site.wave
        for site in overview.sites
        if site.wave is not None and site.started and overview.span and site.started <= overview.span.last.last
    }
    return min(waves - begun, default=max(waves, default=-1) + 1)


def legend(overview: Overview) -> list[dict[str, str]]:
    """What the four lights mean here."""
    return [
        {
            "state": "holds",
            "text": _("no worse than the pilot by more than {margin}").format(margin=points(overview.numbers.margin)),
        },
        {"state": "look", "text": _("within 30 days")},
        {"state": "pause", "text": _("new starts here")},
        {"state": "none", "text": _("too few reports")},
    ]


def matrix(program: Program, overview: Overview) -> dict[str, Any] | None:
    """The table of waves and hand-overs, with what each hand-over costs."""
    shares = overview.judged.shares
    if not shares or overview.lead is None or overview.span is None:
        return None
    depths = sorted({depth for _wave, depth in shares}, key=lambda depth: (depth is None, depth or 0))
    waves = sorted({wave for wave, _depth in shares})
    rows = [
        {"head": wave_words(wave), "cells": [cell(program, overview, (wave, depth)) for depth in depths]}
        for wave in waves
    ]
    costs = hand_over_costs(overview)
    falling = bool(costs) and max(costs) >= LOSS
    return {
        "title": _("Quality falls with distance from the pilot") if falling else _("Quality by wave and hand-over"),
        "sub": _("{name}, 95 % interval, {periods}.").format(name=overview.lead.name, periods=overview.span.words),
        "headers": [_("Wave"), *(hand(depth) for depth in depths)],
        "rows": rows,
        "costs": cost_words(costs),
    }


def cell(program: Program, overview: Overview, at: Cell) -> dict[str, Any] | None:
    """One cell: light, share, interval, n with the way to its rows."""
    if at not in overview.judged.shares or overview.lead is None or overview.span is None:
        return None
    above, below = overview.judged.shares[at]
    share = clustered_share(above, below, binary=overview.lead.sheet.aggregation != "mean")
    light = overview.judged.cells.get(at)
    style, interval = drawing_style(), share_interval(share)
    small = share.n < overview.lead.sheet.minimum_denominator
    counts = _("{numerator} of {denominator}").format(
        numerator=counted(float(above.sum())), denominator=counted(share.n)
    )
    query = {"period": overview.span.text, "wave": at[0]} | ({} if at[1] is None else {"depth": at[1]})
    url = reverse("monitoring:rows", args=[program.code, overview.lead.key, overview.tree.here.key])
    return {
        "head": hand(at[1]),
        "state": STATE[light.light] if light else "none",
        "value": counts if small else style.percent(share.share),
        "interval": style.span(100 * interval.lower, 100 * interval.upper, 0) if interval and not small else "",
        "n": _("n {count}").format(count=counted(share.n)),
        "url": f"{url}?{urlencode(query)}",
        "because": reason(light, overview.numbers) if light else "",
    }


def cell_items(overview: Overview) -> list[dict[str, str]]:
    """Cells that do not hold, with the reason: no light without one."""
    return [
        {
            "state": STATE[light.light],
            "what": cell_words(wave, depth),
            "because": reason(light, overview.numbers),
        }
        for (wave, depth), light in sorted(overview.judged.cells.items(), key=lambda item: ORDER.index(item[1].light))
        if light.light is not Light.GREEN and (wave, depth) in overview.judged.shares
    ]


def hand_over_costs(overview: Overview) -> list[float]:
    """What each hand-over costs: the fall from one depth to the next, over all waves."""
    totals: dict[int, tuple[float, float]] = {}
    for (_wave, depth), (above, below) in overview.judged.shares.items():
        if depth is not None:
            a, b = totals.get(depth, (0.0, 0.0))
            totals[depth] = a + float(above.sum()), b + float(below.sum())
    levels = [above / below for _depth, (above, below) in sorted(totals.items()) if below]
    return [before - after for before, after in pairwise(levels)]


def cost_words(costs: Sequence[float]) -> str:
    """The costs of the hand-overs in one sentence."""
    if not costs:
        return ""
    listed = _(", then ").join(drawing_style().number(100 * cost, 0) for cost in costs)
    return _("From hand to hand the loss is {listed} points.").format(listed=listed)


def light_items(program: Program, overview: Overview) -> list[dict[str, str]]:
    """Places right below with light and reason, the worst first."""
    lights = overview.judged.places
    areas = [area for area in overview.tree.children if area.pk in lights]
    areas.sort(key=lambda area: (ORDER.index(lights[area.pk].light), area.name))
    return [
        {
            "state": STATE[lights[area.pk].light],
            "what": area.name,
            "because": reason(lights[area.pk], overview.numbers),
            "url": reverse("monitoring:place", args=[program.code, area.key]),
        }
        for area in areas
    ]
