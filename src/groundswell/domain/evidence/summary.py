"""What the comparative studies of one context say together: the numbers that certainty and verdict read."""

from __future__ import annotations

import math
from dataclasses import dataclass

from groundswell.domain.errors import CannotJudge
from groundswell.domain.evidence.effects import Effect, effect_of
from groundswell.domain.evidence.importance import Benefit, important_difference
from groundswell.domain.evidence.study import Measure, Study
from groundswell.domain.evidence.thresholds import DEFAULTS, Thresholds
from groundswell.domain.said import said as _
from groundswell.domain.said import together
from groundswell.domain.stats.intervals import cumulative, wald
from groundswell.domain.stats.pooling import Pooled, pool
from groundswell.domain.values import Interval


@dataclass(frozen=True)
class EvidenceSummary:
    """Effects of the comparative studies, pooled.

    Args:
        measure: Measure of the pooled effect; the first study's where ratios are mixed.
        benefit: ``low`` or ``high``.
        studies: Comparative studies with an effect.
        effects: Their effects, in the same order.
        pooled: Random effects, REML.
        equal: Equal effects.
        mid: Minimum important difference on the analysis scale, signed; None where none is set.
        warnings: Sentences for the reader.
    """

    measure: Measure
    benefit: Benefit
    studies: tuple[Study, ...]
    effects: tuple[Effect, ...]
    pooled: Pooled
    equal: Pooled
    mid: float | None
    warnings: tuple[str, ...] = ()

    @property
    def ci(self) -> Interval:
        """The interval that judgements read: modified Hartung-Knapp, or with one study the one it printed."""
        if self.pooled.ci_hk is not None:
            return self.pooled.ci_hk
        printed = self.effects[0].printed
        if printed is not None and printed.level == self.pooled.ci.level:
            return printed
        return wald(self.pooled.estimate, self.pooled.se, self.pooled.ci.level, self.effects[0].df)

    @property
    def sign(self) -> int:
        """-1 when lower is better, 1 when higher is: sign x effect is the benefit."""
        return -1 if self.benefit == "low" else 1

    @property
    def p_benefit(self) -> float | None:
        """Probability that the effect in a new place is a benefit; None below three studies."""
        return self._beyond(0.0)

    @property
    def p_mid(self) -> float | None:
        """Probability that it reaches the minimum important difference."""
        return None if self.mid is None else self._beyond(self.mid)

    @property
    def one_sided_p(self) -> float:
        """One-sided p against no benefit, with the t of the interval read."""
        df = self.effects[0].df if self.pooled.k == 1 else self.pooled.k - 1
        se = self.pooled.se if self.pooled.se_hk is None else self.pooled.se_hk
        return cumulative(-self.sign * self.pooled.estimate / se, df)

    def reaches(self, value: float, target: float) -> bool:
        """Whether a value is at least as beneficial as a target, both on the analysis scale."""
        return self.sign * value >= self.sign * target

    def natural(self, value: float) -> float:
        """Give a value of the analysis scale on the natural scale."""
        return math.exp(value) if self.measure.is_ratio else value

    def _beyond(self, value: float) -> float | None:
        below = self.pooled.chance_below(value)
        return below if below is None or self.benefit == "low" else 1 - below


def summarise(
    studies: tuple[Study, ...], benefit: Benefit = "low", mid: float | None = None, thresholds: Thresholds = DEFAULTS
) -> EvidenceSummary | None:
    """Pool the comparative studies.

    Args:
        studies: The studies of one context.
        benefit: ``low`` when a lower outcome is better.
        mid: Minimum important difference on the natural scale; None for the threshold's.
        thresholds: The numbers of the rule.

    Returns:
        The summary; None when no comparative study has an effect.

    Raises:
        CannotJudge: The studies mix ratios with differences, or different kinds of difference.
    """
    kept: list[Study] = []
    effects: list[Effect] = []
    warnings: list[str] = []
    for study in studies:
        if not study.design.is_comparative:
            continue
        try:
            effect = effect_of(study)
        except CannotJudge as missing:
            warnings.append(str(missing))
            continue
        kept.append(study)
        effects.append(effect)
        warnings.extend(effect.notes)
    if not effects:
        return None
    warnings.extend(_mixed({effect.measure for effect in effects}))
    yi, vi = [effect.yi for effect in effects], [effect.vi for effect in effects]
    pooled = pool(yi, vi, "REML", thresholds.level)
    measure = effects[0].measure
    return EvidenceSummary(
        measure=measure,
        benefit=benefit,
        studies=tuple(kept),
        effects=tuple(effects),
        pooled=pooled,
        equal=pool(yi, vi, "EE", thresholds.level),
        mid=important_difference(measure, benefit, mid, thresholds),
        warnings=(*pooled.warnings, *warnings),
    )


def _mixed(measures: set[Measure]) -> list[str]:
    if len(measures) == 1:
        return []
    names = together(sorted(measure.words for measure in measures), ", ")
    if all(measure.is_ratio for measure in measures):
        return [_("Pooled as one kind of ratio: %(names)s. For rare outcomes they nearly agree.", names=names)]
    raise CannotJudge(
        _("The studies measure different things: %(names)s.", names=names),
        _("Judge one measure at a time."),
        code="evidence.mixed",
    )
