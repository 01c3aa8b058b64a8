"""What the analytics commands answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from groundswell.during.monitoring.selectors.freshness import freshness
from groundswell.during.monitoring.store.checking import differences
from groundswell.during.monitoring.store.following import rebuild
from groundswell.front.cli.programs import program_named
from groundswell.ground.programs.models import Program


def programs(code: str | None) -> Sequence[Program]:
    """The program that is named, or all of them."""
    return [program_named(code)] if code else list(Program.objects.order_by("code"))


def telling(program: Program, wanted: bool) -> Callable[[int, int, date], None]:
    """Say on standard error how far a program is, on one line; nothing for programs that read the answer."""

    def tell(done: int, total: int, month: date) -> None:
        if wanted:
            line = f"{program.code}: {month:%Y-%m}, {done} of {total} months looked through"
            print(line, end="\n" if done == total else "\r", file=sys.stderr, flush=True)

    return tell


def rebuilt(code: str | None, *, tell: bool) -> list[dict[str, Any]]:
    """Make the stores anew and say what they hold."""
    for program in programs(code):
        rebuild(program, telling(program, tell))
    return standing_answer(code)


def standing_answer(code: str | None) -> list[dict[str, Any]]:
    """How far each store is."""
    return [
        {
            "program": program.code,
            "months": found.months,
            "values": found.rows,
            "waiting changes": found.waiting,
            "oldest": f"{found.oldest:%Y-%m-%d %H:%M:%S %Z}" if found.oldest else None,
            "written": f"{found.written_at:%Y-%m-%d %H:%M:%S %Z}" if found.written_at else None,
        }
        for program in programs(code)
        for found in (freshness(program),)
    ]


def checked(code: str | None, *, tell: bool) -> list[dict[str, Any]]:
    """What each store says otherwise than the database, in sentences."""
    found = []
    for program in programs(code):
        said = list(differences(program, telling(program, tell)))
        state = "the store says what the database says" if not said else "the store differs from the database"
        found.append({"program": program.code, "state": state, "differences": said})
    return found
