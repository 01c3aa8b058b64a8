"""The instruments that a program may use: those of the house, and its own versions, which take their place."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.domain.errors import NotFound
from groundswell.domain.instruments.house import house_instruments
from groundswell.domain.instruments.instrument import Instrument
from groundswell.domain.said import said as _
from groundswell.ground.instruments.models import Edition, Round
from groundswell.ground.instruments.selectors.questionnaires import as_read, file_of
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

READ = "instruments.round.read"


@dataclass(frozen=True)
class Version:
    """One version of an instrument.

    Args:
        instrument: What it says.
        text: Its file.
        edition: The program's own row; None for the house's.
    """

    instrument: Instrument
    text: str
    edition: Edition | None = None


def house_version(code: str) -> Version | None:
    """The house's version of an instrument; None where the house has none of that code."""
    if code not in house_instruments():
        return None
    text = file_of(code)
    return Version(as_read(text), text)


def editions_of(program: Program, code: str = "") -> list[Edition]:
    """The program's own versions, the newest first; one query."""
    rows = Edition.objects.filter(program=program)
    return list(rows.filter(instrument=code) if code else rows)


def versions_of(permit: Permit, program: Program, code: str) -> list[Version]:
    """All versions of an instrument, the one that is asked now first, the house's last.

    Args:
        permit: A permit of the person.
        program: The program.
        code: Code of the instrument.

    Raises:
        NotFound: There is none of that code.
    """
    permit.demand(READ, program)
    return found_versions(program, code)


def found_versions(program: Program, code: str) -> list[Version]:
    """The same for who may ask already; one query.

    Raises:
        NotFound: There is none of that code.
    """
    own = [Version(as_read(row.text), row.text, row) for row in editions_of(program, code)]
    house = house_version(code)
    found = [*own, house] if house else own
    if not found:
        raise NotFound(_("There is no instrument %(code)s.", code=code), _("Look at the list."), code="instrument")
    return found


def instrument_for(program: Program, code: str) -> Instrument:
    """The version of an instrument that a program asks now.

    Raises:
        NotFound: There is none of that code.
    """
    return found_versions(program, code)[0].instrument


def text_for(program: Program, instrument: Instrument) -> str:
    """The file of a version of an instrument, as a round keeps it.

    Raises:
        NotFound: The program has no such version.
    """
    for version in found_versions(program, instrument.code):
        if version.instrument.version == instrument.version:
            return version.text
    raise NotFound(
        _("There is no version %(version)s of %(code)s.", version=instrument.version, code=instrument.code),
        _("Look at its versions."), code="instrument",
    )  # fmt: skip


def in_use(permit: Permit, program: Program) -> list[Version]:
    """The version of every instrument that the program asks now, those of the house first; one query.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    permit.demand(READ, program)
    newest: dict[str, Version] = {}
    for row in editions_of(program):
        newest.setdefault(row.instrument, Version(as_read(row.text), row.text, row))
    house = [newest.pop(code, None) or house_version(code) for code in house_instruments()]
    return [*(version for version in house if version), *newest.values()]


def rounds_by_version(program: Program, code: str) -> dict[str, int]:
    """How many rounds asked each version of an instrument; one query."""
    counts: dict[str, int] = {}
    for version in Round.objects.filter(program=program, instrument=code).values_list("instrument_version", flat=True):
        counts[version] = counts.get(version, 0) + 1
    return counts
