"""Tables of the package, by noun."""

from groundswell.before.package.models.elements import CoreChange, Element, FidelityItem, TrainingSession
from groundswell.before.package.models.logs import Adaptation, ManualTest, Simplification
from groundswell.before.package.models.releases import Release

__all__ = [
    "Adaptation",
    "CoreChange",
    "Element",
    "FidelityItem",
    "ManualTest",
    "Release",
    "Simplification",
    "TrainingSession",
]
