"""Which sides may be shown by themselves, so that nobody is found out, neither directly nor by subtraction."""

from __future__ import annotations

from collections.abc import Mapping

from groundswell.domain.instruments.instrument import Seeing


def shown_sides(raters: Mapping[str, int], seeing: Seeing) -> frozenset[str]:
    """Choose the sides that may be shown by themselves.

    Args:
        raters: How many raters each side has.
        seeing: The instrument's rules.

    Returns:
        Every side where anonymity was not promised. Else the sides with enough raters; and where those left out are
        together fewer than that, whoever takes the shown sides from the whole would see them, so the smallest shown
        side (by name where two are alike) is left out too, until those left out are enough or nothing is shown.

    Source:
        Method 3.0, "Few raters"; the second step is complementary suppression, as statistical offices do it.

    Example:
        >>> rule = Seeing(3, anonymous=True, minimum_per_side=3)
        >>> sorted(shown_sides({"ministry": 5, "ngo": 4, "union": 3}, rule))
        ['ministry', 'ngo', 'union']
        >>> sorted(shown_sides({"ministry": 5, "ngo": 4, "union": 1}, rule))
        ['ministry']
    """
    if not seeing.anonymous:
        return frozenset(raters)
    shown = {side for side, count in raters.items() if count >= seeing.minimum_per_side}
    while shown and 0 < sum(raters[side] for side in raters if side not in shown) < seeing.minimum_per_side:
        shown.remove(min(shown, key=lambda side: (raters[side], side)))
    return frozenset(shown)
