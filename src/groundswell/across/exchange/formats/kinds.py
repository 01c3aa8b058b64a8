"""What kind of file something is, by what stands in it; its name does not count."""

from __future__ import annotations

from enum import StrEnum

from groundswell.across.exchange.formats.delimited import decode
from groundswell.across.exchange.formats.dhis2 import data_values_table
from groundswell.across.exchange.formats.json_file import is_json, read_json, unknown_json
from groundswell.across.exchange.formats.sheets import is_workbook
from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

_GEOJSON = {"FeatureCollection", "Feature", "Topology"}


class FileKind(StrEnum):
    """The kinds of file that are read."""

    FHIR = "fhir"
    GEOJSON = "geojson"
    DHIS2_JSON = "dhis2-json"
    DHIS2_XML = "dhis2-xml"
    DHIS2_CSV = "dhis2-csv"
    DHIS2_ANALYTICS = "dhis2-analytics"
    WORKBOOK = "workbook"
    CSV = "csv"


def kind_of(data: bytes, *, name: str = "") -> FileKind:
    """The kind of a file.

    Args:
        data: The whole file.
        name: Its name, for messages.

    Raises:
        BadInput: It is of no kind that is read here.
    """
    if is_workbook(data):
        return FileKind.WORKBOOK
    start = decode(data[:2048])[0].lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return _json_kind(data, name)
    if start.startswith("[") and is_json(data):
        raise unknown_json(name)
    if start.startswith("<"):
        if "dataValueSet" in decode(data[:65_536])[0]:
            return FileKind.DHIS2_XML
        raise BadInput(
            _("%(file)s is XML of a kind that is not read here.", file=name or _("The file")),
            _("Read is the data value set of DHIS2."),
            code="xml.unknown",
        )
    return FileKind.CSV if data_values_table(data, name=name) is None else FileKind.DHIS2_CSV


def _json_kind(data: bytes, name: str) -> FileKind:
    found = read_json(data, name=name)
    if found.get("resourceType") in {"Bundle", "Location", "Organization"}:
        return FileKind.FHIR
    if found.get("type") in _GEOJSON:
        return FileKind.GEOJSON
    if "dataValues" in found:
        return FileKind.DHIS2_JSON
    if "headers" in found and "rows" in found:
        return FileKind.DHIS2_ANALYTICS
    raise unknown_json(name)
