"""Writing places: opening, changing, moving, merging and closing them, one by one or by the ten thousand."""

from groundswell.ground.places.services.batches import Applied, bulk_places, plan_batch
from groundswell.ground.places.services.changing import change_place, close_place
from groundswell.ground.places.services.moving import merge_places, move_place
from groundswell.ground.places.services.opening import name_levels, open_place
from groundswell.ground.places.services.taking_back import TakenBack, Trace, take_back, traces_of

__all__ = [
    "Applied",
    "TakenBack",
    "Trace",
    "bulk_places",
    "change_place",
    "close_place",
    "merge_places",
    "move_place",
    "name_levels",
    "open_place",
    "plan_batch",
    "take_back",
    "traces_of",
]
