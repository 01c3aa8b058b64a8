"""Tables of step 3: what stands in the way, where not to go, what it costs, who pays, what was decided."""

from groundswell.before.scalability.models.barriers import Barrier, Exclusion
from groundswell.before.scalability.models.costs import Conversion, CostLine, CostRecord, CostSheet, Payer
from groundswell.before.scalability.models.decisions import Resolution

__all__ = ["Barrier", "Conversion", "CostLine", "CostRecord", "CostSheet", "Exclusion", "Payer", "Resolution"]
