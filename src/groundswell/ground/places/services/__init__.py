"""Writing places."""

from groundswell.ground.places.services.opening import open_place

__all__ = ["open_place"]
