"""Rule 7: how much of the trial's effect is left at scale?"""

from __future__ import annotations

import math
from collections.abc import Sequence

from groundswell.domain.errors import CannotJudge
from groundswell.domain.monitoring.dilution.lights import Light, Row, RuleResult, not_judged
from groundswell.domain.monitoring.dilution.parameters import DilutionParameters
from groundswell.domain.monitoring.dilution.units import Unit, by_place
from groundswell.domain.stats.clustered_shares import clustered_share, t_quantile
from groundswell.domain.values import Interval, Judgement

MONTHS_OF_EXPOSURE = 12
RETAINED = 0.60


def outcome_retention(
    ln_scale: float, se_scale: float, ln_trial: float, se_trial: float = 0.0, level: float = 0.95
) -> Judgement:
    """Retention R: logarithm of the effect at scale over logarithm of the effect in the trial, delta interval.

    Args:
        ln_scale: Natural logarithm of the effect at scale.
        se_scale: Its standard error.
        ln_trial: Natural logarithm of the effect in the trial, not 0.
        se_trial: Its standard error.
        level: Level of the interval, fraction.

    Raises:
        CannotJudge: When the trial had no effect to retain.

    Source:
        Groundswell method.md 3.6 rule 7; delta method.

    Example:
        >>> from math import log
        >>> kept = outcome_retention(log(0.76), 0.129184, log(0.68), 0.0712)
        >>> round(kept.value, 3), round(kept.interval.lower, 3), round(kept.interval.upper, 3)
        (0.712, 0.006, 1.417)
    """
    if ln_trial == 0:
        raise CannotJudge("The trial showed no effect, so nothing can be retained.", "Give the effect of the trial.")
    retained = ln_scale / ln_trial
    se = math.hypot(se_scale / ln_trial, retained * se_trial / ln_trial)
    reach = t_quantile(0.5 + level / 2, math.inf) * se
    interval = Interval(retained - reach, retained + reach, level)
    return Judgement(retained, "share of the trial’s effect", interval, basis="delta method", detail={"se": se})


def judge_retention(unit: Unit, parameters: DilutionParameters) -> RuleResult:
    """Odds of the outcome after a year of exposure against those before the start, beside the trial's odds ratio.

    Args:
        unit: The unit; its outcome rows carry ``exposure_months``.
        parameters: ``outcome``, ``trial_effect``, ``trial_se``.

    Returns:
        ``value`` is the share of the trial's effect that is left.

    Source:
        Groundswell method.md 3.6 rule 7.
    """
    ln_trial = parameters.ln_trial_effect
    if ln_trial is None:
        return not_judged(7, "No trial effect is given.")
    rows = [row for row in unit.of(parameters.outcome) if row.exposure_months is not None]
    exposed = [row for row in rows if (row.exposure_months or 0) >= MONTHS_OF_EXPOSURE]
    before = [row for row in rows if (row.exposure_months or 0) <= 0]
    if not exposed or not before:
        lacking = f"after {MONTHS_OF_EXPOSURE} months of exposure" if not exposed else "before the start"
        return not_judged(7, f"No outcome ({parameters.outcome}) is reported {lacking}.")
    exposed_odds, before_odds = _log_odds(exposed), _log_odds(before)
    if exposed_odds is None or before_odds is None:
        return not_judged(7, f"Too few events of {parameters.outcome} to compare.")
    ln_scale = exposed_odds[0] - before_odds[0]
    kept = outcome_retention(
        ln_scale, math.hypot(exposed_odds[1], before_odds[1]), ln_trial, parameters.trial_se or 0.0
    )
    return _result(kept, exposed, math.exp(ln_scale))


def _result(kept: Judgement, exposed: Sequence[Row], ratio: float) -> RuleResult:
    if not isinstance(kept.value, float) or kept.interval is None:
        return not_judged(7, "The retained effect could not be computed.")
    light = Light.GREEN if kept.value >= RETAINED else Light.RED if kept.interval.upper < RETAINED else Light.AMBER
    text = (
        f"{kept.value * 100:.0f} % of the trial’s effect is left at scale"
        f" (95 % interval {kept.interval.lower * 100:.0f} to {kept.interval.upper * 100:.0f})."
    )
    n = round(sum(row.denominator for row in exposed))
    return RuleResult(7, light, text, kept.value, kept.interval, n, detail={"odds_ratio": ratio})


def _log_odds(rows: Sequence[Row]) -> tuple[float, float] | None:
    """Logarithm of the odds and its standard error, from the variance between places; None without events."""
    totals = by_place(rows).values()
    share = clustered_share([numerator for numerator, _ in totals], [n for _, n in totals])
    if not 0 < share.share < 1:
        return None
    return math.log(share.share / (1 - share.share)), math.sqrt(share.variance) / (share.share * (1 - share.share))
