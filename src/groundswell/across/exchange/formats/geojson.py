"""Places out of GeoJSON: any property, or the feature's own id, may be the name or the code.

Source: RFC 7946.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from groundswell.across.exchange.formats.geometry import check_geometry
from groundswell.across.exchange.formats.json_file import items_of, mapping_of, read_json, text_of, unknown_json
from groundswell.across.exchange.formats.rows import PlaceRow, PlacesRead
from groundswell.across.exchange.formats.words import header_says, is_count_up
from groundswell.domain.errors import BadInput, RowRefused, Where
from groundswell.domain.said import said as _

FEATURE_ID = "@id"  # stands for the feature's own id, which is no property


@dataclass(frozen=True)
class PropertyChoice:
    """Which property holds what; ``@id`` is the feature's own id, '' none.

    Args:
        name: Property with the place's name.
        code: Property with the place's code.
        parent_name: Property with the name of the place above.
        parent_code: Property with the code of the place above.
        candidates: All properties found, in the order of their first appearance, ``@id`` first where there is one.
    """

    name: str = ""
    code: str = ""
    parent_name: str = ""
    parent_code: str = ""
    candidates: tuple[str, ...] = ()


def features_of(data: bytes, *, name: str = "") -> list[Mapping[str, Any]]:
    """The features of a GeoJSON file: a collection or a single one.

    Raises:
        BadInput: It holds none.
    """
    found = read_json(data, name=name)
    kind = found.get("type")
    if kind == "Topology":
        raise BadInput(
            _("%(file)s is TopoJSON, which is not read here.", file=name or _("The file")),
            _("Save it as GeoJSON and choose that."),
            code="geojson.topology",
        )
    if kind == "Feature":
        return [found]
    if kind != "FeatureCollection":
        raise unknown_json(name)
    features: list[Mapping[str, Any]] = [mapping_of(feature) for feature in items_of(found.get("features"))]
    if not features:
        raise BadInput(
            _("%(file)s holds no features.", file=name or _("The file")),
            _("Choose the file with the boundaries."),
            code="geojson.empty",
        )
    return features


def suggest_properties(features: Sequence[Mapping[str, Any]]) -> PropertyChoice:
    """Which properties are likely name, code and parent, judged by their words and by how their values repeat.

    Args:
        features: The features of one file.
    """
    columns = _columns(features)
    count = len(features)
    texts = {key: [value for value in values if value] for key, values in columns.items()}
    unique = {key for key, found in texts.items() if len(found) == count == len(set(found))}
    worded = {key for key, found in texts.items() if found and sum(_is_word(text) for text in found) > len(found) / 2}
    code = _best([key for key in unique if not is_count_up(columns[key])], "code", columns)
    ranked = [key for key in columns if key in worded and len(texts[key]) > count / 2]
    named = [key for key in ranked if header_says(key, "name") or header_says(key, "place")]
    distinct = {key: len(set(texts[key])) for key in ranked}
    pool = named or [key for key in ranked if key != code] or ranked
    # The finest level has the most different names; at a tie the property that stands first.
    name = max(pool, key=lambda key: distinct[key], default="")
    if not name and code:
        name = code
    above = [key for key in named if key != name and 1 <= distinct[key] < distinct.get(name, 0)]
    parent = max(above, key=lambda key: distinct[key], default="")
    return PropertyChoice(name, code if code != name else "", parent, "", tuple(columns))


def read_geojson(data: bytes, *, name: str = "", choice: PropertyChoice | None = None) -> PlacesRead:
    """The places of a GeoJSON file; geometry is kept as given, and beside it a copy repaired for drawing.

    Args:
        data: The file.
        name: Its name, for messages.
        choice: Which property holds what; suggested where None.

    Raises:
        BadInput: It is no GeoJSON, or no property can be the name.
    """
    features = features_of(data, name=name)
    chosen = choice or suggest_properties(features)
    if not chosen.name:
        raise BadInput(
            _("%(file)s has no property that could be the name of a place.", file=name or _("The file")),
            _("Choose the name among its properties: %(names)s.", names=", ".join(chosen.candidates) or "–"),
            code="geojson.no_name",
        )
    rows: list[PlaceRow] = []
    refused: list[RowRefused] = []
    for number, feature in enumerate(features, 1):
        called = property_of(feature, chosen.name)
        if not called:
            label = chosen.name
            refused.append(
                RowRefused(
                    _("The feature has no name."),
                    _("Fill in its property “%(property)s”, or choose another one.", property=label),
                    where=Where(name, "", number, label),
                    code="place.no_name",
                )
            )
            continue
        geometry = feature.get("geometry")
        drawable, notes = check_geometry(geometry)
        rows.append(
            PlaceRow(
                number,
                called,
                code=property_of(feature, chosen.code),
                parent_name=property_of(feature, chosen.parent_name),
                parent_code=property_of(feature, chosen.parent_code),
                geometry=geometry if isinstance(geometry, Mapping) else None,
                drawable=drawable,
                geometry_notes=notes,
            )
        )
    return PlacesRead(tuple(rows), tuple(refused), geometry_summary(rows))


def geometry_summary(rows: Sequence[PlaceRow]) -> tuple[str, ...]:
    """How many places lack a geometry and how many had to be repaired, as sentences."""
    missing = sum(1 for row in rows if row.geometry is None)
    faulty = [row.name for row in rows if row.geometry_notes]
    notes: list[str] = []
    if missing:
        notes.append(_("%(count)s of %(all)s places have no geometry.", count=missing, all=len(rows)))
    if faulty:
        notes.append(
            _(
                "The geometry of %(count)s places is not valid; "
                "it is kept as given and repaired for drawing: %(names)s.",
                count=len(faulty),
                names=", ".join(faulty[:10]) + (" …" if len(faulty) > 10 else ""),
            )
        )
    return tuple(notes)


def property_of(feature: Mapping[str, Any], key: str) -> str:
    """The text of one property, or of the feature's id where the key is ``@id``."""
    if not key:
        return ""
    return text_of(feature.get("id") if key == FEATURE_ID else mapping_of(feature.get("properties")).get(key))


def _columns(features: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    keys = [FEATURE_ID] if any(feature.get("id") is not None for feature in features) else []
    keys += dict.fromkeys(key for feature in features for key in mapping_of(feature.get("properties")))
    return {key: [property_of(feature, key) for feature in features] for key in keys}


def _best(keys: Sequence[str], role: str, columns: Mapping[str, list[str]]) -> str:
    in_order = [key for key in columns if key in keys]
    said = [key for key in in_order if header_says(key, role)]
    if said:
        return said[0]
    return FEATURE_ID if FEATURE_ID in in_order else ""


def _is_word(text: str) -> bool:
    """Whether a text reads as a name: mostly letters, and not one run of letters and digits as codes are."""
    letters = sum(letter.isalpha() for letter in text)
    return letters >= len(text) * 0.6 and not (any(letter.isdigit() for letter in text) and " " not in text)
