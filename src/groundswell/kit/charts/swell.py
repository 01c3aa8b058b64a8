"""The swell: a rule under the header that thickens from pilot to nation, dark as far as today's share."""

from __future__ import annotations

import math
from html import escape

from groundswell.kit.charts.ink import path, printable

WIDTH, HEIGHT, TOP, STEPS = 1120, 22, 4, 16


def thickness(share: float) -> float:
    """How thick the rule is at a share of the way, in pixels."""
    return 1.5 + (HEIGHT - TOP - 1.5) * math.pow(share, 1.6)


def swell(share: float, sentence: str, *, rtl: bool = False) -> str:
    """The rule as SVG.

    Args:
        share: Share of all communities with an active group today, 0 to 1.
        sentence: The same in words.
        rtl: Whether it grows from right to left.
    """
    share = min(max(share, 0.0), 1.0)
    body = wedge(1, "fb", rtl=rtl) + wedge(share, "f1", rtl=rtl)
    return (
        f'<svg direction="ltr" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" height="{HEIGHT}" role="img"'
        f' aria-label="{escape(printable(sentence))}">{body}</svg>'
    )


def wedge(share: float, ink: str, *, rtl: bool) -> str:
    """The part of the rule up to a share of its length."""
    along = [share * step / STEPS for step in range(STEPS + 1)]
    place = [WIDTH * (1 - at) if rtl else WIDTH * at for at in along]
    upper = [(x, HEIGHT - thickness(at)) for x, at in zip(place, along, strict=True)]
    return path([*upper, (place[-1], HEIGHT), (place[0], HEIGHT)], ink, 0, close=True)
