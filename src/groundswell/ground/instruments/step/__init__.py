"""What this room offers to the steps that stand on it: a round in sentences, tables and drawings."""

from groundswell.ground.instruments.step.pictures import radar_of, ranges_of
from groundswell.ground.instruments.step.words import (
    Grid,
    Shown,
    because,
    compared,
    finding,
    quoted,
    shown,
    spanned,
    too_few,
)

__all__ = [
    "Grid",
    "Shown",
    "because",
    "compared",
    "finding",
    "quoted",
    "radar_of",
    "ranges_of",
    "shown",
    "spanned",
    "too_few",
]
