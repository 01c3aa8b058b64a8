"""Writing programs: the programs themselves, waves, places, quality floors, and the numbers they judge by."""

from groundswell.ground.programs.services.numbers import change_number
from groundswell.ground.programs.services.programs import change_program, close_program, create_program
from groundswell.ground.programs.services.sites import SiteFacts, set_floor, set_sites, set_wave

__all__ = [
    "SiteFacts",
    "change_number",
    "change_program",
    "close_program",
    "create_program",
    "set_floor",
    "set_sites",
    "set_wave",
]
