"""Reports far from the usual of their own place, written once.

Its plain reference is :func:`groundswell.domain.monitoring.data_quality.quality_flags`: three standard deviations from
the median, estimated by the median absolute deviation, or by the mean one where more than half the values are equal.
"""

from __future__ import annotations

from functools import lru_cache

import ibis
from ibis import _

from groundswell.domain.monitoring.data_quality import (
    FEWEST_FOR_OUTLIERS,
    OUTLIER_SD,
    SD_PER_MAD,
    SD_PER_MEAN_DEVIATION,
)
from groundswell.during.monitoring.engines.work.single import SERIES, reports

SLACK = 1 + 1e-9


@lru_cache(maxsize=1)
def outliers() -> ibis.Table:
    """Reports far off, with the middle of their series and how many standard deviations they lie from it.

    Tables: ``values`` (of the periods looked at), ``sheets``.
    """
    known = reports().filter(_.single.notnull())
    middle = known.group_by(list(SERIES)).agg(middle=_.single.quantile(0.5), n=_.count())
    near = known.join(middle.filter(_.n >= FEWEST_FOR_OUTLIERS), list(SERIES))
    away = near.mutate(away=(_.single - _.middle).abs())
    spread = away.group_by(list(SERIES)).agg(mad=_.away.quantile(0.5), mean=_.away.mean())
    sd = ibis.ifelse(_.mad > 0, SD_PER_MAD * _.mad, SD_PER_MEAN_DEVIATION * _.mean)
    far = away.join(spread, list(SERIES)).mutate(sd=sd).filter((_.sd > 0) & (_.away > OUTLIER_SD * SLACK * _.sd))
    return far.select(*SERIES, "step", "last_day", "flag", "single", "middle", sds=_.away / _.sd).order_by(
        *SERIES, "step"
    )
