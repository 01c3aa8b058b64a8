"""How far do raters agree beyond chance? Krippendorff's alpha for any number of raters, Cohen's kappa for two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _
from groundswell.domain.values import Judgement

type Level = Literal["nominal", "ordinal", "interval"]
type Weights = Literal["none", "linear", "quadratic"]
type Floats = NDArray[np.float64]

UNIT = "agreement beyond chance, 1 is full"


def krippendorff_alpha(ratings: Sequence[Sequence[float | None]], level: Level = "ordinal") -> Judgement:
    """Agreement of any number of raters, with gaps.

    Args:
        ratings: One row per rater, one column per thing rated; None where a rater gave no answer.
        level: What the distance of two answers means: the same or not, their ranks, or their numbers.

    Returns:
        Alpha, at most 1 (0 is chance, below 0 worse than chance); n counts the things rated at least twice. None with
        the reason where nothing was rated twice or all answers are the same.

    Raises:
        BadInput: Rows differ in length.

    Source:
        Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, sections C to E.

    Example:
        >>> round(krippendorff_alpha([[1, 2, 3, None], [1, 2, 2, 4]]).value, 4)
        0.7778
    """
    table = _table(ratings)
    counted = table[:, (~np.isnan(table)).sum(axis=0) > 1]
    things, basis = counted.shape[1], f"Krippendorff's alpha, {level}"
    if not things:
        return Judgement(None, UNIT, n=0, basis=basis, why=_("Nothing was rated by two people."))
    values = np.unique(counted[~np.isnan(counted)])
    if len(values) < 2:
        return Judgement(None, UNIT, n=things, basis=basis, why=_("All answers are the same, so chance is not known."))
    held = (counted[:, :, None] == values).sum(axis=0).astype(np.float64)
    raters = held.sum(axis=1)
    together = (held[:, :, None] * held[:, None, :] / (raters - 1)[:, None, None]).sum(axis=0)
    together -= np.diag((held / (raters - 1)[:, None]).sum(axis=0))
    totals = together.sum(axis=1)
    apart = _distances(values, totals, level)
    expected = float((np.outer(totals, totals) * apart).sum())
    alpha = 1 - (float(totals.sum()) - 1) * float((together * apart).sum()) / expected
    return Judgement(alpha, UNIT, n=things, basis=basis)


def cohen_kappa(
    first: Sequence[float | None],
    second: Sequence[float | None],
    weights: Weights = "none",
    scale: Sequence[float] | None = None,
) -> Judgement:
    """Agreement of two raters on the same things.

    Args:
        first: Answers of one rater; None where there is none.
        second: Answers of the other, in the same order.
        weights: ``none`` takes every difference alike; ``linear`` and ``quadratic`` by steps of the scale.
        scale: All values that may be answered, in order; those that were answered when not given.

    Returns:
        Kappa, at most 1 (0 is chance); n counts the things that both rated. None with the reason where they share
        nothing, or where both gave one and the same answer throughout.

    Raises:
        BadInput: Lengths differ, or an answer is not on the scale.

    Source:
        Cohen 1960, Educational and Psychological Measurement 20:37-46; weighted: Cohen 1968, Psychological Bulletin
        70:213-220.

    Example:
        >>> round(cohen_kappa([1, 1, 0, 0, 1], [1, 0, 0, 0, 1]).value, 4)
        0.6154
    """
    table = _table((first, second))
    both = table[:, ~np.isnan(table).any(axis=0)]
    things, basis = both.shape[1], "Cohen's kappa" + ("" if weights == "none" else f", {weights} weights")
    if not things:
        return Judgement(None, UNIT, n=0, basis=basis, why=_("Nothing was rated by both."))
    values = np.unique(both) if scale is None else np.asarray(scale, dtype=np.float64)
    place = (both[:, :, None] == values).argmax(axis=2)
    if not np.array_equal(values[place], both):
        raise BadInput(_("An answer is not on the scale."), _("Give all values of the scale."), code="agreement.scale")
    seen = np.zeros((len(values), len(values)))
    np.add.at(seen, (place[0], place[1]), 1.0)
    by_chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / things
    steps = np.abs(np.subtract.outer(np.arange(len(values)), np.arange(len(values)))).astype(np.float64)
    weight = {"none": (steps > 0).astype(np.float64), "linear": steps, "quadratic": steps**2}[weights]
    expected = float((weight * by_chance).sum())
    if not expected > 0:
        return Judgement(None, UNIT, n=things, basis=basis, why=_("All answers are the same, so chance is not known."))
    return Judgement(1 - float((weight * seen).sum()) / expected, UNIT, n=things, basis=basis)


def _table(ratings: Sequence[Sequence[float | None]]) -> Floats:
    if len({len(row) for row in ratings}) > 1:
        raise BadInput(_("Raters have different numbers of answers."), _("Write a gap where one is missing."))
    table = np.array([[np.nan if value is None else value for value in row] for row in ratings], dtype=np.float64)
    return table.reshape(len(ratings), -1)


def _distances(values: Floats, totals: Floats, level: Level) -> Floats:
    """Squared distance of each two values; ranks are counted by how often the values between occur."""
    if level == "nominal":
        return np.asarray(values[:, None] != values, dtype=np.float64)
    place = values if level == "interval" else np.cumsum(totals) - totals / 2
    apart: Floats = (place[:, None] - place) ** 2
    return apart
