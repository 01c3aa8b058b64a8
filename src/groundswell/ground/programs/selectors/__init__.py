"""Reading programs: the programs themselves, their waves and places, and the numbers they judge by."""

from groundswell.ground.programs.selectors.programs import program_by_code, program_by_key, programs_of

__all__ = ["program_by_code", "program_by_key", "programs_of"]
