"""What step 3 says on its pages and offers to the rooms above."""

from groundswell.before.scalability.step.assessment import (
    because,
    compared_of,
    facts_said,
    finding,
    proposed,
    radar_of,
    warnings_of,
)
from groundswell.before.scalability.step.lines import checks, verdict_inputs

__all__ = [
    "because",
    "checks",
    "compared_of",
    "facts_said",
    "finding",
    "proposed",
    "radar_of",
    "verdict_inputs",
    "warnings_of",
]
