"""Reading: sheets, values, roll-ups, lights, reports. Pages name the records they are given through here."""

from groundswell.during.monitoring.models import Indicator
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program

__all__ = ["Indicator", "Place", "Program"]
