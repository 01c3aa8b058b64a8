"""The cast, the same in every test.

Amina coordinates nationally, Babu supervises his own district, Chitra is a partner's M&E officer, Dewi facilitates
in one community, Erik gives money and reads, Zed is an outsider and sees nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.domain.access import Grant, Target
from groundswell.ground.people.models import Person
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Aimable, Permit, action_named, keeper
from tests import make


class Request:
    """As much of a request as the keeper of the door reads."""

    def __init__(self, person: Person) -> None:
        self.user = person


@dataclass
class Cast:
    """People, their program and their places."""

    amina: Person
    babu: Person
    chitra: Person
    dewi: Person
    erik: Person
    zed: Person
    program: Program
    other_program: Program
    country: Place
    district: Place
    other_district: Place
    community: Place
    other_community: Place

    def everybody(self) -> dict[str, Person]:
        """All six by name."""
        return {name: getattr(self, name) for name in ("amina", "babu", "chitra", "dewi", "erik", "zed")}


def assemble() -> Cast:
    """Make the cast in an empty database."""
    country = make.place("Tarawe", code="TA")
    make.levels(country, "country", "district", "community")
    district, other = make.place("Dorasa", country, code="TA-1"), make.place("Sewara", country, code="TA-2")
    community, far = make.place("Mile Nine", district, code="TA-1-1"), make.place("Old Ford", other, code="TA-2-1")
    program = make.program("groups", country)
    abroad = make.place("Elsewhere", code="EL")
    elsewhere = make.program("elsewhere", abroad, name="Another program")
    people = {name: make.person(name.capitalize()) for name in ("amina", "babu", "chitra", "dewi", "erik", "zed")}
    make.role(people["amina"], "coordinator", program)
    make.role(people["babu"], "supervisor", program, district)
    make.role(people["chitra"], "monitor", program)
    make.role(people["dewi"], "facilitator", program, community)
    make.role(people["erik"], "donor", program)
    return Cast(
        **people,
        program=program,
        other_program=elsewhere,
        country=country,
        district=district,
        other_district=other,
        community=community,
        other_community=far,
    )


def permit(person: Person, code: str, thing: Aimable | Target = Target()) -> Permit:
    """The permit that the door would give this person, or the refusal it would raise."""
    target = thing if isinstance(thing, Target) else thing.target()
    return keeper().permit(Request(person), action_named(code), target)  # type: ignore[arg-type]


def owner_permit(code: str, thing: Aimable | Target = Target()) -> Permit:
    """A permit of the keeper of the installation, for arranging a test."""
    target = thing if isinstance(thing, Target) else thing.target()
    return Permit("test", "Test", action_named(code), target, (Grant("owner"),), via="command")
