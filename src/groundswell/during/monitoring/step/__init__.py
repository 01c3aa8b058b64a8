"""What this step offers to the rooms above: the third question of the home page, and what is due from a person."""

from groundswell.during.monitoring.step.home import Home, Item, home

__all__ = ["Home", "Item", "home"]
