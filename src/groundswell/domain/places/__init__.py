"""Places as facts: what a file says, what would change, and how the tree stood on an earlier day."""

from groundswell.domain.places.facts import Difference, PlaceFacts, PlaceNow, differences
from groundswell.domain.places.past import Before, Standing, Tree, tree_on
from groundswell.domain.places.planning import Planned, plan_places

__all__ = [
    "Before",
    "Difference",
    "PlaceFacts",
    "PlaceNow",
    "Planned",
    "Standing",
    "Tree",
    "differences",
    "plan_places",
    "tree_on",
]
