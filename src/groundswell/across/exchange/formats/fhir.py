"""Places out of a FHIR bundle: Location resources, or Organizations where the bundle has no Location.

Source: HL7 FHIR R4, Location, Organization and Bundle; IHE mCSD.
"""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from groundswell.across.exchange.formats.geojson import geometry_summary
from groundswell.across.exchange.formats.geometry import check_geometry
from groundswell.across.exchange.formats.json_file import (
    items_of,
    mapping_of,
    read_json,
    text_of,
    unknown_json,
)
from groundswell.across.exchange.formats.rows import PlaceRow, PlacesRead
from groundswell.across.exchange.formats.tree import in_tree_order
from groundswell.domain.errors import BadInput, RowRefused, Where
from groundswell.domain.said import said as _

_BOUNDARY = "http://hl7.org/fhir/StructureDefinition/location-boundary-geojson"
_CLOSED = {"inactive", "suspended"}


@dataclass
class _Reading:
    """What is gathered while going through the entries."""

    name: str
    rows: list[PlaceRow] = field(default_factory=list)
    refused: list[RowRefused] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def refuse(self, number: int, label: str, value: str, text: str, remedy: str) -> None:
        where = Where(self.name, "", number, label, value)
        self.refused.append(RowRefused(text, remedy, where=where, code=f"fhir.{label}"))


def read_bundle(data: bytes, *, name: str = "") -> PlacesRead:
    """The places of a FHIR bundle of any type, parents before children.

    Args:
        data: The file.
        name: Its name, for messages.

    Returns:
        One row per Location: code is the resource's id, external ids are its identifiers, level follows ``partOf``.

    Raises:
        BadInput: It is no bundle, or holds neither Location nor Organization.
    """
    found = read_json(data, name=name)
    entries = [mapping_of(entry) for entry in items_of(found.get("entry"))]
    if found.get("resourceType") in {"Location", "Organization"}:
        entries = [{"resource": found}]
    elif found.get("resourceType") != "Bundle":
        raise unknown_json(name)
    kinds = Counter(text_of(mapping_of(entry.get("resource")).get("resourceType")) for entry in entries)
    kind = "Location" if kinds["Location"] else "Organization"
    if not kinds[kind]:
        raise BadInput(
            _("%(file)s holds no Location and no Organization.", file=name or _("The bundle")),
            _("Choose the bundle with the places."),
            code="fhir.no_places",
        )
    reading = _Reading(name)
    ids = _ids_by_reference(entries)
    for number, entry in enumerate(entries, 1):
        resource = mapping_of(entry.get("resource"))
        if resource.get("resourceType") == kind and not _is_deletion(entry):
            _read_place(reading, number, resource, ids)
    rows, notes = _with_levels(reading, name)
    others = [f"{count} {other}" for other, count in kinds.items() if other and other != kind]
    if others:
        notes.append(_("Places were taken from %(kind)s; left aside: %(others)s.", kind=kind, others=", ".join(others)))
    return PlacesRead(tuple(rows), tuple(reading.refused), (*notes, *geometry_summary(rows)))


def _read_place(reading: _Reading, number: int, resource: Mapping[str, Any], ids: Mapping[str, str]) -> None:
    code = text_of(resource.get("id")) or _first_identifier(resource)
    called = text_of(resource.get("name"))
    if not called:
        reading.refuse(number, "name", code, _("The place has no name."), _("Give it a name in the source."))
    elif not code:
        reading.refuse(number, "id", called, _("The place has neither id nor identifier."), _("Give it one."))
    elif code in reading.seen:
        reading.refuse(number, "id", code, _("The id stands twice."), _("Keep one of the two entries."))
    else:
        reading.seen.add(code)
        reading.rows.append(_place(number, code, called, resource, ids))


def _place(number: int, code: str, called: str, resource: Mapping[str, Any], ids: Mapping[str, str]) -> PlaceRow:
    position = mapping_of(resource.get("position"))
    geometry = _boundary(resource)
    drawable, notes = check_geometry(geometry)
    closed = text_of(resource.get("status")) in _CLOSED or resource.get("active") is False
    return PlaceRow(
        number,
        called,
        code=code,
        parent_code=_parent(resource, ids),
        level_name=_kind_name(resource),
        geometry=geometry,
        drawable=drawable,
        geometry_notes=notes,
        latitude=_degrees(position.get("latitude"), 90),
        longitude=_degrees(position.get("longitude"), 180),
        external_ids=tuple(dict.fromkeys(_identifiers(resource))),
        aliases=tuple(text for alias in items_of(resource.get("alias")) if (text := text_of(alias))),
        active=not closed,
    )


def _with_levels(reading: _Reading, name: str) -> tuple[list[PlaceRow], list[str]]:
    ordered, outside, circular = in_tree_order(reading.rows)
    for row in circular:
        text = _("%(name)s lies within itself, by way of its own children.", name=row.name)
        reading.refuse(row.number, "partOf", row.parent_code, text, _("Correct the place it is part of."))
    notes: list[str] = []
    if outside:
        notes.append(
            _("%(count)s places are part of a place that %(file)s does not hold.", count=len(outside), file=name)
        )
    names = {row.code: row.name for row in ordered}
    return [replace(row, parent_name=names.get(row.parent_code, "")) for row in ordered], notes


def _ids_by_reference(entries: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Ids by everything a reference may say: full URL, ``Type/id``, or an identifier's value."""
    ids: dict[str, str] = {}
    for entry in entries:
        resource = mapping_of(entry.get("resource"))
        code = text_of(resource.get("id")) or _first_identifier(resource)
        if code:
            kind = text_of(resource.get("resourceType"))
            ids |= {f"{kind}/{code}": code, text_of(entry.get("fullUrl")): code}
            ids |= {f"{kind}?identifier={value}": code for _system, value in _identifiers(resource)}
    return ids


def _parent(resource: Mapping[str, Any], ids: Mapping[str, str]) -> str:
    part_of = mapping_of(resource.get("partOf"))
    reference = text_of(part_of.get("reference")).split("/_history/")[0]
    kind = text_of(resource.get("resourceType"))
    if reference:
        return ids.get(reference) or ids.get("/".join(reference.split("/")[-2:])) or reference.rsplit("/", 1)[-1]
    value = text_of(mapping_of(part_of.get("identifier")).get("value"))
    return ids.get(f"{kind}?identifier={value}", value) if value else ""


def _identifiers(resource: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = [mapping_of(item) for item in items_of(resource.get("identifier"))]
    return [(text_of(item.get("system")), text_of(item.get("value"))) for item in found if text_of(item.get("value"))]


def _first_identifier(resource: Mapping[str, Any]) -> str:
    return next((value for _system, value in _identifiers(resource)), "")


def _kind_name(resource: Mapping[str, Any]) -> str:
    concepts = [mapping_of(resource.get("physicalType")), *map(mapping_of, items_of(resource.get("type")))]
    for concept in concepts:
        codings = [mapping_of(coding) for coding in items_of(concept.get("coding"))]
        shown = [text_of(concept.get("text")), *(text_of(coding.get("display")) for coding in codings)]
        said = next((text for text in shown if text), "")
        if said:
            return said
    return ""


def _boundary(resource: Mapping[str, Any]) -> Mapping[str, Any] | None:
    for extension in items_of(resource.get("extension")):
        attachment = mapping_of(mapping_of(extension).get("valueAttachment"))
        if mapping_of(extension).get("url") != _BOUNDARY or not attachment.get("data"):
            continue
        try:
            found = read_json(base64.b64decode(text_of(attachment["data"])))
        except (binascii.Error, ValueError, BadInput):
            return {}  # kept as "there was one", and reported as not valid
        geometry = mapping_of(found.get("geometry")) or found
        return geometry
    return None


def _degrees(value: object, limit: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > limit:
        return None
    return float(value)


def _is_deletion(entry: Mapping[str, Any]) -> bool:
    return text_of(mapping_of(entry.get("request")).get("method")) == "DELETE"
