"""Reading places: finding one, walking the tree, matching names, looking into the past."""

from groundswell.ground.places.selectors.facts import facts_of, particulars_of, places_now
from groundswell.ground.places.selectors.finding import find_places, place_by_key
from groundswell.ground.places.selectors.maps import outlines_below, outlines_within
from groundswell.ground.places.selectors.matching import Match, NameIndex, match_by_name, names_below
from groundswell.ground.places.selectors.past import history_of, tree_of
from groundswell.ground.places.selectors.reach import leave, root_of
from groundswell.ground.places.selectors.tree import (
    Counted,
    ancestors_of,
    children_of,
    countries,
    country_of,
    level_counts,
    levels_of,
    persons_beneath,
    places_within,
    tops,
    trail_of,
)

__all__ = [
    "Counted",
    "Match",
    "NameIndex",
    "ancestors_of",
    "children_of",
    "countries",
    "country_of",
    "facts_of",
    "find_places",
    "history_of",
    "leave",
    "level_counts",
    "levels_of",
    "match_by_name",
    "names_below",
    "outlines_below",
    "outlines_within",
    "particulars_of",
    "persons_beneath",
    "place_by_key",
    "places_now",
    "places_within",
    "root_of",
    "tops",
    "trail_of",
    "tree_of",
]
