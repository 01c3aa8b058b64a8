"""Tables of the package, by noun."""

from groundswell.before.package.models.elements import CoreChange, Element, FidelityItem, TrainingSession

__all__ = ["CoreChange", "Element", "FidelityItem", "TrainingSession"]
