"""The active language's way to write numbers and words, for drawings and pages."""

from __future__ import annotations

import math
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language_bidi, gettext

from groundswell.kit.charts.drawing import Style

UNKNOWN = "–"


def written(value: float, decimals: int = 0) -> str:
    """A number with the active language's separators.

    It is rounded first, because Django's formatter cuts decimals off.
    """
    if not math.isfinite(value):
        return UNKNOWN
    rounded = Decimal(f"{value:.{decimals}f}")
    text = number_format(abs(rounded), decimals, force_grouping=True)
    return f"−{text}" if rounded < 0 else text


def drawing_style() -> Style:
    """How charts are written in the active language."""
    return Style(number=written, gettext=gettext, rtl=get_language_bidi())
