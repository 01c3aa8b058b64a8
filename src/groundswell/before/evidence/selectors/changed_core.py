"""Which studies used another core than today's: the package stands above this room, so it tells it here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

type Tell = Callable[[Permit, Program], Mapping[str, tuple[str, ...]]]
_tellers: list[Tell] = []


def offer_core_changes(tell: Tell) -> None:
    """Say who knows which core elements changed after which study; the room of the package calls this.

    Args:
        tell: Gives the names of the changed elements by the short name of each study that used another core.
    """
    _tellers[:] = [tell]


def core_changes(permit: Permit, program: Program) -> Mapping[str, tuple[str, ...]]:
    """Names of the core elements that changed since each study used them; studies of today's core are left out.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    return _tellers[0](permit, program) if _tellers else {}
