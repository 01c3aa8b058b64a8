"""Reading places."""

from groundswell.ground.places.selectors.finding import place_by_key

__all__ = ["place_by_key"]
