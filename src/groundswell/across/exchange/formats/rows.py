"""The frozen rows that every format is read into; what is stored is made from these and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from groundswell.domain.errors import RowRefused

type PlaceScheme = Literal["code", "name"]
type Geometry = Mapping[str, Any]
type ValueKey = tuple[tuple[str, ...], str, str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place as a file gives it.

    Args:
        number: Row of the sheet, or position of the feature or entry in its file, from 1.
        name: Its name as written.
        code: Its own code or id in the file; '' where the file gives none.
        parent_code: Code of the place above; '' at the top or where the file gives only names.
        parent_name: Name of the place above, as written.
        ancestors: Names from the top down to the parent, where the file gives them; tells namesakes apart.
        level: Depth from 1 = top of this file; None where the file does not say.
        level_name: Such as ``district``; '' where the file does not say.
        geometry: GeoJSON geometry as given, None if missing.
        drawable: The geometry repaired for drawing; the same object where nothing had to be repaired.
        geometry_notes: What is wrong with the geometry and what was done for drawing, as sentences.
        latitude: Degrees north of a point given in columns.
        longitude: Degrees east of a point given in columns.
        external_ids: Pairs of system and id.
        population: Pairs of year and people; year 0 where the file does not say which.
        languages: As written, in order.
        aliases: Other names.
        active: False where the file says that the place is closed.
    """

    number: int
    name: str
    code: str = ""
    parent_code: str = ""
    parent_name: str = ""
    ancestors: tuple[str, ...] = ()
    level: int | None = None
    level_name: str = ""
    geometry: Geometry | None = None
    drawable: Geometry | None = None
    geometry_notes: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    external_ids: tuple[tuple[str, str], ...] = ()
    population: tuple[tuple[int, float], ...] = ()
    languages: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    active: bool = True


class ValueRow(NamedTuple):
    """One value of one indicator at one place in one period, as a file gives it.

    A named tuple, since a file may hold hundreds of thousands.

    Args:
        number: Row of the sheet, or position in the file, from 1.
        field: The column (or attribute) in which the value stands.
        place: Code or name of the place, as written.
        place_scheme: Which of the two.
        parents: Names or codes of the places above, highest first, as far as the file gives them.
        period: Label of the period as ``domain.monitoring.periods`` writes it, such as ``2024-01``.
        indicator: Code or name of the indicator, as written.
        value: The value; None where only the parts, or only a flag, are given.
        numerator: Upper part, where the file gives parts.
        denominator: Lower part, or n of the value.
        disaggregation: Pairs of dimension and category, such as ``("sex", "female")``.
        comment: As written.
        flag: What the file says of the value's reliability, as written (small sample, suppressed, to follow up).
    """

    number: int
    field: str
    place: str
    place_scheme: PlaceScheme
    parents: tuple[str, ...]
    period: str
    indicator: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    disaggregation: tuple[tuple[str, str], ...] = ()
    comment: str = ""
    flag: str = ""

    @property
    def key(self) -> ValueKey:
        """What may stand only once: place under its parents, period, indicator, disaggregation."""
        return (self.parents, self.place, self.period, self.indicator, self.disaggregation)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that was read but is not to be stored as it stands; a person decides.

    Args:
        row: The row.
        why: A sentence.
    """

    row: ValueRow
    why: str


@dataclass(frozen=True)
class PlacesRead:
    """What a file of places holds.

    Args:
        rows: The places, parents before children where the file allows it.
        refused: Rows that cannot be used, each with row, field, value and remedy.
        notes: Sentences on what was noticed.
    """

    rows: tuple[PlaceRow, ...]
    refused: tuple[RowRefused, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ValuesRead:
    """What a file of values holds.

    Args:
        rows: The values.
        refused: Cells or rows that cannot be used, each with row, field, value and remedy.
        set_aside: Rows kept apart (totals of the others), each with its reason.
        gaps: Blank cells by indicator: a gap stays a gap and is never 0.
        cumulative: Indicators that the mapping tells to be running totals; no differences were taken.
        names: Names of places and indicators by code, where the file gives them.
        notes: Sentences on what was noticed.
    """

    rows: tuple[ValueRow, ...]
    refused: tuple[RowRefused, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    gaps: Mapping[str, int] = field(default_factory=dict)
    cumulative: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
