"""Numbers of an indicator in the reader's way of writing."""

from __future__ import annotations

import math

from django.utils.translation import gettext as _

from groundswell.domain.monitoring.indicators import Direction
from groundswell.domain.values import Interval
from groundswell.during.monitoring.selectors.sheets import Sheeted
from groundswell.kit.style import drawing_style

NOTHING = "–"


def shown(sheet: Sheeted, value: float | None) -> str:
    """A stored value as people read it: “48 %”, “26.2”, “1,348”.

    Args:
        sheet: Its indicator.
        value: As stored: a fraction for shares; None or NaN where there is none.
    """
    if value is None or math.isnan(value):
        return NOTHING
    style = drawing_style()
    if sheet.share:
        return style.percent(value, 0 if abs(value) >= 0.1 or value == 0 else 1)
    number = value * sheet.scale
    return style.number(number, 0 if number == round(number) or abs(number) >= 100 else 1)


def shown_interval(sheet: Sheeted, interval: Interval | None) -> str:
    """An interval in the unit that is shown: “34–62”."""
    if interval is None or math.isnan(interval.lower) or math.isnan(interval.upper):
        return ""
    return drawing_style().span(interval.lower * sheet.scale, interval.upper * sheet.scale, 0 if sheet.share else 1)


def counted(value: float | None) -> str:
    """A count: “1,348”; money and scores keep what they need."""
    if value is None or math.isnan(value):
        return NOTHING
    return drawing_style().number(value, 0 if value == round(value) else 2)


def points(difference: float) -> str:
    """A difference of shares in points: “3 points”."""
    size = drawing_style().number(abs(100 * difference), 0 if abs(difference) >= 0.01 else 1)
    return _("1 point") if size == "1" else _("{number} points").format(number=size)


def change_words(sheet: Sheeted, difference: float) -> str:
    """How much something changed, without the direction."""
    return points(difference) if sheet.share else shown(sheet, abs(difference))


def worse(sheet: Sheeted, difference: float) -> bool:
    """Whether a change goes the wrong way."""
    return difference < 0 if sheet.sheet.direction is Direction.HIGHER else difference > 0
