"""The active language's way to write numbers and words, for drawings and pages."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, get_language_bidi, gettext

from groundswell.domain.costs.money import Money, decimals_of
from groundswell.kit.charts.drawing import LEFT_TO_RIGHT, NO_BREAK, Style

UNKNOWN = "–"
MINUS = "−"
ROUND_FROM = 100
FIRST_OF_MONTH = {"fr": "1er"}
SHORT_MONTH = {"fr": "N"}
LONE_ONE = re.compile(r"(?<!\d)1(?= [^\W\d])")


def written(value: float, decimals: int = 0) -> str:
    """A number with the active language's separators.

    It is rounded first, because Django's formatter cuts decimals off.
    """
    if not math.isfinite(value):
        return UNKNOWN
    rounded = Decimal(f"{value:.{decimals}f}")
    text = number_format(abs(rounded), decimals, force_grouping=True)
    return signed(f"{MINUS}{text}") if rounded < 0 else text


def signed(text: str) -> str:
    """A number that begins with its sign, kept there in languages that run from right to left."""
    return f"{LEFT_TO_RIGHT}{text}" if get_language_bidi() else text


def signed_count(change: int) -> str:
    """A whole number of steps with its sign, the minus a true one; nought without."""
    return signed(f"{change:+d}".replace("-", MINUS)) if change else "0"


def money_written(money: Money) -> str:
    """An amount with its currency; from a hundred on without cents, which nobody reads."""
    amount = float(money.amount)
    decimals = 0 if abs(amount) >= ROUND_FROM or amount == 0 else decimals_of(money.currency)
    words = {"currency": money.currency, "amount": written(amount, decimals)}
    return (gettext("%(currency)s %(amount)s") % words).replace(" ", NO_BREAK)


def day_written(day: date, form: str = "DATE_FORMAT") -> str:
    """A day in the active language; the first of a month as that language says it: “1er janvier”, “15 sept.”.

    Args:
        day: A day, or a time already in the reader's zone.
        form: A format of Django, or the name of one of the language's own.
    """
    language = (get_language() or "").split("-")[0]
    text = date_format(day, form if "_" in form else form.replace("M", SHORT_MONTH.get(language, "M")))
    first = FIRST_OF_MONTH.get(language)
    return LONE_ONE.sub(first, text, count=1) if first and day.day == 1 else text


def drawing_style() -> Style:
    """How charts are written in the active language."""
    return Style(number=written, gettext=gettext, rtl=get_language_bidi())
