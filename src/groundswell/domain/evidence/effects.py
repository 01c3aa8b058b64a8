"""From what a study records to one estimate and its variance on the analysis scale."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.domain.evidence.study import Measure, Study


@dataclass(frozen=True)
class Effect:
    """A study's estimate on the analysis scale (log for ratios), arm 1 against arm 0.

    Args:
        study: Id of the study.
        measure: Measure of effect.
        yi: Estimate on the analysis scale.
        vi: Its sampling variance, above 0.
        df: Degrees of freedom of its own interval; None for the normal quantile.
        table: The 2 x 2 counts (events and people in arm 1, then arm 0), where known.
        basis: What it was computed from.
        notes: Sentences for the reader, such as an added half.
    """

    study: str
    measure: Measure
    yi: float
    vi: float
    df: float | None = None
    table: tuple[float, float, float, float] | None = None
    basis: str = ""
    notes: tuple[str, ...] = ()


def effect_of(study: Study) -> Effect:
    """Compute a study's effect from its printed interval, its counts or its means, in that order.

    Args:
        study: The study.

    Returns:
        The effect; counts and means are widened by the design effect when clusters were allocated.

    Raises:
        CannotJudge: Nothing is recorded that an effect can be computed from.
    """
    raise NotImplementedError
