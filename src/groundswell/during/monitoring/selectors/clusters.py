"""A pilot's own monitoring data as the clusters of an evaluation: frozen values for the evidence room."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.indicators import Aggregation
from groundswell.domain.monitoring.periods import Period
from groundswell.domain.stats.clusters import ClusterRow
from groundswell.during.monitoring.models import Indicator
from groundswell.during.monitoring.selectors.areas import paths_in
from groundswell.during.monitoring.selectors.columns import columns_from, combine, values_in
from groundswell.during.monitoring.selectors.completeness import working_in
from groundswell.during.monitoring.selectors.grains import sites_by_place
from groundswell.during.monitoring.selectors.sheets import sheeted
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


def clusters_of(permit: Permit, program: Program, indicator: Indicator, periods: Sequence[Period]) -> list[ClusterRow]:
    """One row per community that reported a share in these periods, told apart by whether the approach had reached it.

    Arm 1 are the places of the pilot (wave 0); arm 0 are places of later waves that had not started when the periods
    ended, and places where the program does not work. Places that had started in a later wave are in neither arm.

    Args:
        permit: A permit that reaches the whole program.
        program: Which program.
        indicator: A share: numerators are events, denominators people.
        periods: Periods of one kind, in order; each community's reports in them are added up.

    Returns:
        Rows sorted by arm and name of the community; three queries.

    Raises:
        BadInput: The indicator is no share, or no period is given.
    """
    permit.demand("monitoring.value.read", program.root)
    sheet = sheeted(indicator)
    if sheet.sheet.aggregation is not Aggregation.RATIO or not periods:
        raise BadInput(
            f"{sheet.name} cannot be compared between communities as events of people.",
            "Choose a share with numerator and denominator, and at least one period.",
            code="monitoring.clusters",
        )
    rows = columns_from(values_in(indicator.pk, periods[0], periods[-1]))
    places, group = np.unique(rows.place, return_inverse=True)
    sums = combine(sheet.sheet, rows, group, len(places))
    where = sites_by_place(working_in(program, program.root), paths_in(program.root))
    names = {row.pk: str(row) for row in Place.objects.filter(pk__in=places.tolist()).only("name", "names")}
    found = []
    for at, number in enumerate(places.tolist()):
        site, n, events = where.get(number), sums.denominator[at], sums.numerator[at]
        began = site is not None and (site.started is None or site.started <= periods[-1].last)
        pilot = site is not None and site.wave == 0
        if n > 0 and (pilot or not began) and float(n).is_integer() and float(events).is_integer():
            found.append(ClusterRow(arm=int(pilot), cluster=names[number], n=int(n), events=int(events)))
    return sorted(found, key=lambda row: (row.arm, row.cluster))
