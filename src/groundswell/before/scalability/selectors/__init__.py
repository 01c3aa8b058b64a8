"""Reading step 3: the assessment that stands, what stands in the way, what it costs and who pays."""

from groundswell.before.scalability.selectors.barriers import (
    FEWEST_SIDES,
    INSTRUMENT,
    Assessment,
    assessment_of,
    barrier_by_key,
    barriers_of,
    exclusion_by_key,
    exclusions_of,
)
from groundswell.before.scalability.selectors.costs import (
    Costs,
    conversion_by_key,
    conversions_of,
    cost_lines_of,
    costline_by_key,
    costs_of,
    payer_by_key,
    payers_of,
    sheet_of,
)
from groundswell.before.scalability.selectors.decisions import decisions_of

__all__ = [
    "FEWEST_SIDES",
    "INSTRUMENT",
    "Assessment",
    "Costs",
    "assessment_of",
    "barrier_by_key",
    "barriers_of",
    "conversion_by_key",
    "conversions_of",
    "cost_lines_of",
    "costline_by_key",
    "costs_of",
    "decisions_of",
    "exclusion_by_key",
    "exclusions_of",
    "payer_by_key",
    "payers_of",
    "sheet_of",
]
