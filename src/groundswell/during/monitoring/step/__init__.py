"""What this step offers to the rooms above: home's third question, what is due from a person, its checks."""

from groundswell.during.monitoring.step.checks import checks, lines_of
from groundswell.during.monitoring.step.home import Home, Item, home

__all__ = ["Home", "Item", "checks", "home", "lines_of"]
