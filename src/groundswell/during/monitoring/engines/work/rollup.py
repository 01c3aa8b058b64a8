"""Roll-up, written once: every place above the reporting ones, each indicator, period and part of the people.

Its plain reference is :mod:`groundswell.domain.monitoring.rollup`. Sums are stored; the division comes last, in
:func:`groundswell.domain.monitoring.stored.value_of`. Sums are of 64-bit numbers, exact for whole numbers up to 2^53.
"""

from __future__ import annotations

from functools import lru_cache

import ibis
from ibis import _

KEY = ("tree", "indicator", "kind", "step", "last_day", "part")
PERIOD = ("indicator", "kind", "step", "part")  # a period's kind and step say its last day, and so its tree
SAME = ("indicator", "kind", "step", "last_day", "part")
SUMS = ("numerator", "denominator", "reports", "rows")
VALUES = {
    "place": "int64", "indicator": "int64", "kind": "string", "step": "int32", "last_day": "date", "part": "string",
    "numerator": "float64", "denominator": "float64", "value": "float64", "flag": "string",
}  # fmt: skip
SHEETS = {"indicator": "int64", "aggregation": "string"}
PARENTS = {"tree": "int32", "place": "int64", "parent": "int64"}
WAYS = {"tree": "int32", "place": "int64", "above": "int64"}
FIGURES = ("singles", "lowest", "lower_quartile", "median", "upper_quartile", "highest")
PLACED = {"tree": "int32", **VALUES}
SPREADS = {
    "place": "int64", **{name: VALUES[name] for name in SAME}, **dict.fromkeys(FIGURES, "float64"), "singles": "int64",
}  # fmt: skip


@lru_cache(maxsize=1)
def near() -> ibis.Table:
    """The one large intermediate: reports added up for the place right above each reporting one.

    Tables: ``placed`` (values with the number of the tree of their period), ``sheets``, ``parents`` (the place right
    above), ``inner`` (places above, of reporting places, that report themselves).
    """
    placed, inner = ibis.table(PLACED, name="placed"), ibis.table(WAYS, name="inner")
    totals = placed.join(inner, ["tree", "place"]).select(*KEY, place=_.above).distinct()
    single = placed.anti_join(totals, [*KEY, "place"]).join(ibis.table(SHEETS, name="sheets"), "indicator")
    above = ibis.table(PARENTS, name="parents")
    counted = single.select(*KEY, "place", **_sides(single)).join(above, ["tree", "place"])
    return counted.group_by([*PERIOD, "parent"]).agg(
        tree=_.tree.max(), last_day=_.last_day.max(), numerator=_.numerator.sum(), denominator=_.denominator.sum(),
        reports=_.counted.sum(), rows=_.count(),
    ).rename(place="parent").select(*KEY, "place", *SUMS)  # fmt: skip


def _sides(rows: ibis.Table) -> dict[str, ibis.Value]:
    """What each report adds above and below the line, by the way its indicator is combined; null where nothing."""
    kind, number = rows.aggregation, ibis.coalesce(rows.value, rows.numerator)
    both = rows.numerator.notnull() & rows.denominator.notnull()
    known = ibis.cases(
        (kind == "ratio", both),
        (kind == "mean", rows.value.notnull() & (rows.denominator != 0).fill_null(False)),
        (kind == "none", number.notnull()),
        else_=rows.numerator.notnull(),
    )
    top = ibis.cases((kind == "mean", rows.value * rows.denominator), (kind == "none", number), else_=rows.numerator)
    bottom = ibis.cases((kind.isin(["ratio", "mean"]), rows.denominator), else_=ibis.null("float64"))
    return {
        "numerator": ibis.ifelse(known, top, ibis.null("float64")),
        "denominator": ibis.ifelse(known, bottom, ibis.null("float64")),
        "counted": known.cast("int64"),
    }


@lru_cache(maxsize=16)
def rolled(height: int) -> ibis.Table:
    """All levels: the intermediate carried up, level by level, and what reaches one place by two ways added.

    Tables: ``near`` (from :func:`near`), ``parents``, ``spreads`` (from :func:`spreads`).

    Args:
        height: How many levels the tree has above the places right above the reporting ones.
    """
    level = ibis.table(
        {**{name: PLACED[name] for name in KEY}, "place": "int64", "numerator": "float64", "denominator": "float64",
         "reports": "int64", "rows": "int64"}, name="near",
    )  # fmt: skip
    above, levels = ibis.table(PARENTS, name="parents"), [level]
    for _level in range(height):
        level = _added(level.join(above, ["tree", "place"]).drop("place").rename(place="parent"))
        levels.append(level)
    whole = _added(ibis.union(*levels)) if height else level
    single = ibis.table(SPREADS, name="spreads")
    joined = whole.left_join(single, ["place", *SAME])
    figures = joined.select("place", *SAME, *SUMS, *FIGURES).mutate(singles=_.singles.fill_null(0))
    return figures.order_by("place", "indicator", "kind", "step", "part")


def _added(rows: ibis.Table) -> ibis.Table:
    sums = {name: rows[name].sum() for name in SUMS}
    added = rows.group_by([*PERIOD, "place"]).agg(tree=_.tree.max(), last_day=_.last_day.max(), **sums)
    return added.select(*KEY, "place", *SUMS)


@lru_cache(maxsize=1)
def spreads() -> ibis.Table:
    """How single numbers lie that cannot be combined, for every place above: five figures and their count.

    These are the values of indicators that are not to be combined, and means and shares without their counts.
    Tables: ``placed``, ``sheets``, ``inner``, ``ways`` (every place above each reporting one).
    """
    placed, inner = ibis.table(PLACED, name="placed"), ibis.table(WAYS, name="inner")
    rows = placed.join(ibis.table(SHEETS, name="sheets"), "indicator")
    number, nothing = ibis.coalesce(rows.value, rows.numerator), ibis.null("float64")
    loose = rows.select(*KEY, "place", single=ibis.cases(
        (rows.aggregation == "none", number),
        (rows.aggregation == "mean", ibis.ifelse((rows.denominator != 0).fill_null(False), nothing, rows.value)),
        (rows.aggregation == "ratio", ibis.ifelse(rows.denominator.isnull(), rows.value, nothing)),
        else_=nothing,
    )).filter(_.single.notnull())  # fmt: skip
    totals = placed.join(inner, ["tree", "place"]).select(*KEY, place=_.above).distinct()
    kept = loose.anti_join(totals, [*KEY, "place"]).join(ibis.table(WAYS, name="ways"), ["tree", "place"])
    return kept.group_by(["above", *SAME]).agg(
        singles=_.count(),
        lowest=_.single.min(),
        lower_quartile=_.single.quantile(0.25),
        median=_.single.quantile(0.5),
        upper_quartile=_.single.quantile(0.75),
        highest=_.single.max(),
    ).rename(place="above")  # fmt: skip
