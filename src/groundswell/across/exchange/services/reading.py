"""From uploaded bytes to frozen rows: which format it is, and what is still to be asked of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from groundswell.across.exchange.formats.dhis2 import (
    read_analytics_json,
    read_data_values_csv,
    read_data_values_json,
    read_data_values_xml,
)
from groundswell.across.exchange.formats.fhir import read_bundle
from groundswell.across.exchange.formats.geojson import PropertyChoice, read_geojson
from groundswell.across.exchange.formats.kinds import FileKind, kind_of
from groundswell.across.exchange.formats.mapping_apply import apply_mapping
from groundswell.across.exchange.formats.mapping_file import mapping_from_dict
from groundswell.across.exchange.formats.place_tables import LevelColumns, PlaceColumns, read_places
from groundswell.across.exchange.formats.rows import PlacesRead, ValuesRead
from groundswell.across.exchange.formats.survey import SurveyIndicator, SurveyPlan, tabulate
from groundswell.across.exchange.formats.tables import Table, table_from_bytes
from groundswell.domain.errors import BadInput

SHEETS = (FileKind.WORKBOOK, FileKind.CSV)
PLACES = (FileKind.FHIR, FileKind.GEOJSON)
READERS = {
    FileKind.DHIS2_JSON: read_data_values_json,
    FileKind.DHIS2_XML: read_data_values_xml,
    FileKind.DHIS2_CSV: read_data_values_csv,
    FileKind.DHIS2_ANALYTICS: read_analytics_json,
}


@dataclass(frozen=True)
class Opened:
    """A file as a first look finds it: its kind, and its sheet where it is one."""

    name: str
    data: bytes = field(repr=False)
    kind: FileKind
    table: Table | None = field(default=None, repr=False)


def opened(data: bytes, name: str, sheet: str = "") -> Opened:
    """Open a file by its content, not by its name.

    Args:
        data: Its bytes.
        name: Its name, for sentences and for the period it may hold.
        sheet: Which sheet of a workbook; the first one where empty.

    Raises:
        BadInput: It is of no kind that is read here.
    """
    kind = kind_of(data, name=name)
    table = table_from_bytes(data, sheet=sheet or None, name=name) if kind in SHEETS else None
    return Opened(name, data, kind, table)


def values_in(file: Opened, mapping: Mapping[str, Any] | None, *, survey: bool = False) -> ValuesRead:
    """The values in a file.

    Args:
        file: The file.
        mapping: Which column is what, for sheets; the plan, for surveys.
        survey: Whether it is a household survey.

    Raises:
        BadInput: It holds no values, or the mapping is missing or leaves a question open.
    """
    if file.kind in READERS:
        return READERS[file.kind](file.data, name=file.name)
    if file.table is None:
        raise BadInput(_("%(file)s holds places, not values.") % {"file": file.name}, _("Upload it as places."))
    if mapping is None:
        raise BadInput(
            _("Nobody has said yet which column of %(file)s is what.") % {"file": file.name},
            _("Answer the questions about its columns first."),
            code="exchange.unmapped",
        )
    return tabulate(file.table, plan_of(mapping)) if survey else apply_mapping(file.table, mapping_from_dict(mapping))


def places_in(file: Opened, mapping: Mapping[str, Any] | None) -> PlacesRead:
    """The places in a file.

    Args:
        file: The file.
        mapping: For sheets which column is what, for maps which property is the name and which the code.

    Raises:
        BadInput: It holds no places, or the columns are not named yet.
    """
    if file.kind is FileKind.FHIR:
        return read_bundle(file.data, name=file.name)
    if file.kind is FileKind.GEOJSON:
        choice = PropertyChoice(**mapping) if mapping else None
        return read_geojson(file.data, name=file.name, choice=choice)
    if file.table is None or mapping is None:
        raise BadInput(
            _("Nobody has said yet which column of %(file)s holds the places.") % {"file": file.name},
            _("Answer the questions about its columns first."),
            code="exchange.unmapped",
        )
    return read_places(file.table, columns_from(mapping))


def plan_of(mapping: Mapping[str, Any]) -> SurveyPlan:
    """The plan of a survey as it was kept."""
    kept = dict(mapping)
    wanted = tuple(
        SurveyIndicator(
            **{**item, "answers": tuple(item["answers"]), "among_answers": tuple(item.get("among_answers", ()))}
        )
        for item in kept.pop("indicators")
    )
    lists: dict[str, Any] = {name: tuple(kept.pop(name, ())) for name in ("parents", "groups", "missing")}
    return SurveyPlan(**kept, **lists, indicators=wanted)


def columns_from(mapping: Mapping[str, Any]) -> PlaceColumns:
    """The columns of a sheet of places as they were kept."""
    kept = dict(mapping)
    kept["levels"] = tuple(LevelColumns(**level) for level in kept.get("levels", ()))
    kept["population"] = tuple((int(year), header) for year, header in kept.get("population", ()))
    kept["external_ids"] = tuple(kept.get("external_ids", ()))
    return PlaceColumns(**kept)


def kept(value: SurveyPlan | PlaceColumns | PropertyChoice) -> dict[str, Any]:
    """A mapping as plain values, to be stored and remembered."""
    return asdict(value)
