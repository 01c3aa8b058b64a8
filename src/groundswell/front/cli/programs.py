"""Finding the program that a command names, in a sentence where it is not there."""

from __future__ import annotations

from django.db import connection

from groundswell.domain.errors import BadInput, NotFound
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import program_by_code


def program_named(code: str) -> Program:
    """The program of the command line.

    Raises:
        BadInput: There is none of that short name, or no program at all.
    """
    if "programs_program" not in connection.introspection.table_names():
        raise BadInput(
            "There is no program in this data folder.", "Run: groundswell demo, or set GROUNDSWELL_DATA to the folder."
        )
    try:
        return program_by_code(code)
    except NotFound:
        known = ", ".join(Program.objects.order_by("code").values_list("code", flat=True)) or "none"
        raise BadInput(f"There is no program “{code}”.", f"The programs are: {known}.", code="import.program") from None
