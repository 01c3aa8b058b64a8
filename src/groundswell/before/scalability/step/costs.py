"""The cost sheet in words, numbers and tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.scalability.models import Conversion, CostLine, Payer
from groundswell.before.scalability.selectors import Costs
from groundswell.domain.costs.bands import band
from groundswell.domain.costs.lines import Kind
from groundswell.domain.costs.money import Money
from groundswell.domain.costs.payers import COUNTED, MOST_MONTHS, wanted_over_known
from groundswell.domain.costs.volume import line_total, point_at, start_up
from groundswell.kit.style import day_written, drawing_style, money_written, written
from groundswell.kit.telling import told


@dataclass(frozen=True)
class LineView:
    """One line of the sheet as the page shows it.

    Args:
        row: The line as stored.
        how: How it changes with size, in words.
        amount: The likely amount with its range.
        pilot: What it costs in a year at the size of the pilot; empty where it cannot be counted.
        target: The same at full scale.
        note: By which factors it was multiplied; empty for none.
    """

    row: CostLine
    how: str
    amount: str
    pilot: str
    target: str
    note: str


def cost_finding(costs: Costs) -> str:
    """The main finding: what one community costs at full scale and in the pilot."""
    if costs.pilot_unit is None:
        return _("The cost cannot be added up yet") if costs.lines else _("What it costs is not written down yet")
    pilot = money_written(costs.pilot_unit)
    if costs.target_unit is None:
        return _("One community costs %(pilot)s a year in the pilot") % {"pilot": pilot}
    words = {"pilot": pilot, "target": money_written(costs.target_unit)}
    return _("One community costs %(target)s a year at full scale, %(pilot)s in the pilot") % words


def cost_because(costs: Costs) -> str:
    """What is missing; else the range and the parts of the cost at full scale."""
    if costs.missing:
        return " ".join(told(words) for words in costs.missing)
    return f"{range_said(costs)} {parts_said(costs)}"


def cost_facts(costs: Costs) -> str:
    """Lines, prices and factors in one line."""
    count = len(costs.lines)
    words = {"n": written(count), "currency": costs.table.currency, "year": str(costs.sheet.price_year)}
    lines = ngettext("%(n)s line, in %(currency)s and prices of %(year)s.",
                     "%(n)s lines, in %(currency)s and prices of %(year)s.", count) % words  # fmt: skip
    used = len([view for view in line_views(costs) if view.note])
    if not used:
        return lines
    more = ngettext(
        "%(n)s line was converted by a stated factor.", "%(n)s lines were converted by stated factors.", used
    )
    return f"{lines} {more % {'n': written(used)}}"


def scale_of(costs: Costs) -> float:
    """The size that is spoken of: full scale, else the pilot's."""
    return costs.volumes.target or costs.volumes.pilot or 1


def range_said(costs: Costs) -> str:
    """Between which amounts one community will cost."""
    assert costs.model is not None
    found = band(costs.model, scale_of(costs)).per(scale_of(costs))
    if not found.ranged:
        return _("No line states a range yet, so nobody knows how sure this is.")
    count = {"n": written(found.ranged), "all": written(len(costs.lines))}
    words = {"low": money_written(found.low), "high": money_written(found.high)}
    said = _("Nine times in ten it lies between %(low)s and %(high)s") % words
    of = ngettext("%(n)s of %(all)s line states a range.", "%(n)s of %(all)s lines state a range.", len(costs.lines))
    return f"{said}; {of % count}"


def parts_said(costs: Costs) -> str:
    """Which part of the cost stays, jumps and grows."""
    assert costs.model is not None
    point, style = point_at(costs.model, scale_of(costs)), drawing_style()
    whole = point.total.minor or 1
    fixed, step, variable = (style.percent(part.minor / whole) for part in point.by_kind)
    words = {"fixed": fixed, "step": step, "variable": variable}
    return _("Of it, %(fixed)s stays the same at any size, %(step)s comes in steps, %(variable)s grows.") % words


def line_views(costs: Costs) -> list[LineView]:
    """The lines as the page shows them."""
    in_sheet = {line.name: line for line in costs.model.lines} if costs.model else {}
    views = []
    for row in costs.lines:
        pilot = target = ""
        if costs.model and row.name in in_sheet:
            line = in_sheet[row.name]
            pilot = money_written(line_total(costs.model, line, costs.model.pilot))
            target = money_written(line_total(costs.model, line, scale_of(costs)))
        views.append(LineView(row, how_said(row), amount_said(row), pilot, target, factors_said(costs, row)))
    return views


def how_said(row: CostLine) -> str:
    """How a line changes with size."""
    driver = row.get_driver_display()
    if row.kind == Kind.FIXED:
        how = _("the same at any size")
    elif row.kind == Kind.STEP:
        how = _("one for each %(step)s, counted in %(driver)s") % {"step": tidy(row.step or 0), "driver": driver}
    else:
        how = _("counted in %(driver)s") % {"driver": driver}
    if row.learning:
        share, floor = drawing_style().percent(row.learning), drawing_style().percent(row.floor)
        how += _("; each doubling saves %(share)s, down to %(floor)s") % {"share": share, "floor": floor}
    if row.phase == "start-up":
        how += ngettext("; once, for %(n)s year", "; once, for %(n)s years", row.years) % {"n": written(row.years)}
    return how


def tidy(value: float) -> str:
    """A number with as few decimals as it has."""
    return written(value, 0 if value == int(value) else 1)


def amount_said(row: CostLine) -> str:
    """The likely amount with its range, in its own currency and prices."""
    text = money_written(Money(row.amount, row.currency))
    if row.low is None and row.high is None:
        return text
    ends = (row.amount if row.low is None else row.low), (row.amount if row.high is None else row.high)
    low, high = (money_written(Money(end, row.currency)) for end in ends)
    return _("%(likely)s (%(low)s to %(high)s)") % {"likely": text, "low": low, "high": high}


def factors_said(costs: Costs, row: CostLine) -> str:
    """By which factors a line was multiplied."""
    steps = [costs.table.factors.get(pair) for pair in (
        (str(row.price_year), costs.table.year), (row.currency, costs.table.currency)
    )]  # fmt: skip
    return "; ".join(f"{step.origin} → {step.target} × {step.value:g}" for step in steps if step)


def months_said(months: int) -> str:
    """For how many months the running cost has a payer."""
    if months >= MOST_MONTHS:
        return _("The whole running cost has a payer for ten years or more")
    return ngettext(
        "The whole running cost has a payer for %(n)s month",
        "The whole running cost has a payer for %(n)s months",
        months,
    ) % {"n": written(months)}


def payers_finding(costs: Costs) -> str:
    """For how long the running cost is paid, and of how many communities."""
    months = costs.payer_months(timezone.localdate())
    if months is None or not costs.payers:
        return _("Nobody is named who pays") if not costs.payers else _("Who pays cannot be set against a cost yet")
    count = int(costs.paid_volume or 0)
    listed = ngettext("(%(n)s community, at work or listed for a wave)",
                      "(%(n)s communities, at work or listed for a wave)", count) % {"n": written(count)}  # fmt: skip
    return f"{months_said(months)} {listed}"


def payer_gives(row: Payer) -> str:
    """What a payer gives."""
    if row.share is not None:
        return _("%(share)s of the running cost") % {"share": drawing_style().percent(row.share)}
    if row.yearly is not None:
        return _("%(amount)s a year") % {"amount": money_written(Money(row.yearly, row.currency))}
    return _("the lines that name it")


def payer_views(costs: Costs) -> list[dict[str, Any]]:
    """The payers as the page shows them."""
    return [
        {
            "row": row, "gives": payer_gives(row), "when": span_said(row.starts_on, row.ends_on),
            "state": "holds" if row.certainty in COUNTED else "none", "sure": row.get_certainty_display(),
        }
        for row in costs.payers
    ]  # fmt: skip


def span_said(first: date | None, last: date | None) -> str:
    """From when until when."""
    if first and last:
        return _("%(first)s to %(last)s") % {"first": day_written(first), "last": day_written(last)}
    if first:
        return _("from %(first)s, no end") % {"first": day_written(first)}
    return _("until %(last)s") % {"last": day_written(last)} if last else _("no end")


def conversion_said(row: Conversion) -> str:
    """A factor in words."""
    words = {"origin": row.origin, "aim": row.aim, "value": f"{row.value:g}"}
    return (_("what cost 1 in %(origin)s costs %(value)s in %(aim)s") if row.origin.isdecimal()
            else _("1 %(origin)s is %(value)s %(aim)s")) % words  # fmt: skip


def wanted_times(costs: Costs) -> float | None:
    """How many times the known yearly money the target would take at the pilot's price; None where nothing is known."""
    known = costs.known_yearly(timezone.localdate())
    if costs.pilot_unit is None or known is None or not costs.volumes.target:
        return None
    return wanted_over_known(costs.pilot_unit, costs.volumes.target, known)


def wanted_said(costs: Costs) -> str:
    """What the target takes against what is known to come."""
    if costs.pilot_unit is None or not costs.volumes.target:
        return ""
    known = costs.known_yearly(timezone.localdate())
    wanted = money_written(costs.pilot_unit.times(costs.volumes.target))
    times = wanted_times(costs)
    if known is None or times is None:
        return _("The target at the pilot’s price takes %(wanted)s a year; nobody who is sure pays today.") % {
            "wanted": wanted
        }
    words = {"wanted": wanted, "known": money_written(known), "times": written(times, 1)}
    return (
        _("The target at the pilot’s price takes %(wanted)s a year; %(known)s a year is sure: %(times)s times.") % words
    )


def numbers_of(costs: Costs) -> list[dict[str, str]]:
    """The key numbers of the page."""
    if costs.model is None or costs.pilot_unit is None:
        return []
    model, volumes = costs.model, costs.volumes
    found = []
    for volume, what in ((volumes.pilot, _("one community a year, pilot")), (volumes.target, _("… at full scale"))):
        if volume:
            each = band(model, volume).per(volume)
            found.append({
                "value": money_written(each.likely), "what": what,
                "interval": f"{money_written(each.low)}–{money_written(each.high)}" if each.ranged else "",
                "of": ngettext("%(n)s community", "%(n)s communities", volume) % {"n": written(volume)},
            })  # fmt: skip
    if volumes.target:
        whole = point_at(model, volumes.target).total
        once = start_up(model, volumes.target)
        found.append({
            "value": money_written(whole), "what": _("all of it in a year, at full scale"), "interval": "",
            "of": _("of start-up, once: %(once)s") % {"once": money_written(once)},
        })  # fmt: skip
    return found
