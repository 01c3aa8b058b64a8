"""The instruments of the house: one readable file each, under version control."""

from __future__ import annotations

from functools import cache
from importlib import resources

from groundswell.domain.errors import NotFound
from groundswell.domain.instruments.instrument import Instrument
from groundswell.domain.instruments.reading import read_instrument
from groundswell.domain.said import said as _


@cache
def house_instruments() -> dict[str, Instrument]:
    """Every instrument of the house by its code, in the order of the method."""
    folder = resources.files("groundswell.domain.instruments") / "files"
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    read = [read_instrument(file.read_text(encoding="utf-8"), file.name) for file in files]
    return {instrument.code: instrument for instrument in sorted(read, key=lambda instrument: instrument.number)}


def house_instrument(code: str) -> Instrument:
    """Find an instrument of the house.

    Args:
        code: Its code, such as ``scalability``, or its number in the method, such as ``2.1``.

    Returns:
        The instrument.

    Raises:
        NotFound: There is none.
    """
    for instrument in house_instruments().values():
        if code in (instrument.code, instrument.number):
            return instrument
    raise NotFound(
        _("There is no instrument %(code)s.", code=code),
        _("Known are: %(known)s.", known=", ".join(house_instruments())),
        code="instrument",
    )
