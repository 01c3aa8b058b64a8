"""Places out of FHIR bundles, GeoJSON and sheets: nothing lost, every refusal with its place in the file."""

from __future__ import annotations

import base64
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from groundswell.across.exchange.formats.fhir import read_bundle
from groundswell.across.exchange.formats.geojson import (
    PropertyChoice,
    features_of,
    read_geojson,
    suggest_properties,
)
from groundswell.across.exchange.formats.place_guess import guess_places
from groundswell.across.exchange.formats.place_tables import LevelColumns, PlaceColumns, read_places
from groundswell.across.exchange.formats.tables import read_table, table_from_bytes
from groundswell.domain.errors import BadInput

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
BOW = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}


def location(code: str, parent: str = "", **more: Any) -> dict[str, Any]:
    part = {"partOf": {"reference": f"Location/{parent}"}} if parent else {}
    return {"resource": {"resourceType": "Location", "id": code, "name": code.title(), **part, **more}}


def bundle(*entries: dict[str, Any]) -> bytes:
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": list(entries)}).encode()


def collection(*features: tuple[object, dict[str, Any] | None, Any]) -> bytes:
    made = [{"type": "Feature", "id": code, "properties": held, "geometry": shape} for code, held, shape in features]
    return json.dumps({"type": "FeatureCollection", "features": made}).encode()


def test_the_real_tree_of_sierra_leone_has_four_levels_and_no_geometry(shared_data: Path) -> None:
    found = read_bundle((shared_data / "fhir-sierra-leone/organisation_bundle.json").read_bytes(), name="b.json")
    assert Counter(row.level for row in found.rows) == {1: 1, 2: 13, 3: 152, 4: 1166}
    assert not found.refused
    assert all(row.geometry is None for row in found.rows)
    assert any("1332 of 1332 places have no geometry" in note for note in found.notes)
    codes: set[str] = set()
    for row in found.rows:
        assert not row.parent_code or row.parent_code in codes, "parents come before their children"
        codes.add(row.code)
    bo = next(row for row in found.rows if row.name == "Bo")
    assert (bo.code, bo.parent_name, bo.external_ids[1][1]) == ("O6uvpzGd5pu", "Sierra Leone", "OU_264")


def test_references_of_every_form_find_their_parent() -> None:
    found = read_bundle(
        bundle(
            location("a"),
            location("b", "a"),
            {**location("c"), "fullUrl": "urn:uuid:1"},
            location("d", partOf={"reference": "urn:uuid:1"}),
            location("e", partOf={"reference": "http://x.org/fhir/Location/d/_history/2"}),
            location("f", identifier=[{"system": "s", "value": "F-1"}]),
            location("g", partOf={"identifier": {"value": "F-1"}}),
        )
    )
    assert {row.code: row.parent_code for row in found.rows} == {
        **{"a": "", "b": "a", "c": "", "d": "c"},
        **{"e": "d", "f": "", "g": "f"},
    }


def test_places_that_circle_repeat_or_have_no_name_are_refused_by_entry() -> None:
    found = read_bundle(
        bundle(location("a", "b"), location("b", "a"), location("c"), location("c"), location("d", name="")),
        name="b.json",
    )
    assert [row.code for row in found.rows] == ["c"]
    assert {(error.where.row, error.where.field) for error in found.refused} == {
        (1, "partOf"),
        (2, "partOf"),
        (4, "id"),
        (5, "name"),
    }


def test_a_parent_outside_the_bundle_is_kept_and_said() -> None:
    found = read_bundle(bundle(location("a", "outside")), name="b.json")
    assert (found.rows[0].parent_code, found.rows[0].level) == ("outside", None)
    assert "1 places are part of a place" in found.notes[0]


def test_closed_places_positions_aliases_and_boundaries_are_read() -> None:
    shape = base64.b64encode(json.dumps(SQUARE).encode()).decode()
    extension = {
        "url": "http://hl7.org/fhir/StructureDefinition/location-boundary-geojson",
        "valueAttachment": {"data": shape},
    }
    row = read_bundle(
        bundle(
            location(
                "a",
                status="inactive",
                alias=["Old A"],
                position={"latitude": 8.5, "longitude": -13.2},
                extension=[extension],
                physicalType={"coding": [{"display": "Jurisdiction"}]},
            )
        )
    ).rows[0]
    assert (row.active, row.aliases, row.latitude, row.longitude) == (False, ("Old A",), 8.5, -13.2)
    assert row.geometry == SQUARE
    assert row.level_name == "Jurisdiction"


def test_a_bundle_of_organizations_alone_gives_places_too() -> None:
    entry = {"resource": {"resourceType": "Organization", "id": "o", "name": "Office"}}
    assert [row.name for row in read_bundle(bundle(entry)).rows] == ["Office"]
    with pytest.raises(BadInput, match="no Location"):
        read_bundle(bundle({"resource": {"resourceType": "Patient", "id": "p"}}), name="b.json")


def test_the_real_map_of_nepal_has_its_names_in_a_property(shared_data: Path) -> None:
    data = (shared_data / "boundaries/nepal_75_districts.geojson").read_bytes()
    choice = suggest_properties(features_of(data))
    assert (choice.name, choice.code) == ("DISTRICT", "")
    found = read_geojson(data, name="nepal.geojson")
    assert len(found.rows) == len({row.name for row in found.rows}) == 75
    assert all(row.drawable is row.geometry for row in found.rows), "all are valid"


def test_the_real_map_of_vietnam_has_its_names_in_the_feature_id(shared_data: Path) -> None:
    data = (shared_data / "health-series/vietnam_provinces.geojson").read_bytes()
    found = read_geojson(data, name="vietnam.geojson")
    assert suggest_properties(features_of(data)).name == "@id"
    assert len(found.rows) == 57
    table = read_table(shared_data / "health-series/vietnam_dengue_monthly_1994_2010.csv")
    assert {row.name for row in found.rows} == set(table.column("location"))


def test_names_codes_and_parents_are_told_apart_in_any_language() -> None:
    held = [
        {"OBJECTID": number, "ADM1_FR": region, "ADM2_FR": name, "ADM2_PCODE": f"BF{number:03d}", "Shape_Area": 0.5}
        for number, (region, name) in enumerate(
            [("Sahel", "Oudalan"), ("Sahel", "Séno"), ("Est", "Gnagna"), ("Est", "Gourma")], 1
        )
    ]
    data = collection(*((None, record, SQUARE) for record in held))
    choice = suggest_properties(features_of(data))
    assert (choice.name, choice.code, choice.parent_name) == ("ADM2_FR", "ADM2_PCODE", "ADM1_FR")
    row = read_geojson(data).rows[1]
    assert (row.name, row.code, row.parent_name) == ("Séno", "BF002", "Sahel")


def test_faulty_geometry_is_kept_as_given_repaired_for_drawing_and_reported() -> None:
    data = collection(("a", {"name": "Bow"}, BOW), ("b", {"name": "Square"}, SQUARE), ("c", {"name": "None"}, None))
    found = read_geojson(data, name="x.geojson", choice=PropertyChoice(name="name", code="@id"))
    bow, square, none = found.rows
    assert bow.geometry == BOW
    assert bow.drawable is not None
    assert bow.drawable["type"] == "MultiPolygon"
    assert "crosses itself" in bow.geometry_notes[0]
    assert (square.drawable, square.geometry_notes) == (SQUARE, ())
    assert (none.drawable, none.geometry_notes) == (None, ())
    assert any("Bow" in note for note in found.notes)
    assert any("1 of 3 places have no geometry" in note for note in found.notes)


def test_a_feature_without_a_name_is_refused_by_its_number() -> None:
    data = collection(("a", {"name": "A"}, SQUARE), ("b", {"name": None}, SQUARE))
    found = read_geojson(data, name="x.geojson", choice=PropertyChoice(name="name"))
    assert [(error.where.row, error.where.field) for error in found.refused] == [(2, "name")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"type": "Topology", "objects": {}}', "TopoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "no features"),
        (b'{"type": "Polygon"}', "not read here"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}}]}', "no property"),
    ],
)
def test_other_json_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_geojson(data, name="x.geojson")


def test_the_real_village_list_of_bo_gives_three_levels_and_names_its_namesakes(shared_data: Path) -> None:
    table = read_table(shared_data / "boundaries/sierra_leone_bo_district_villages.xls")
    columns = guess_places(table)
    assert [level.name for level in columns.levels] == ["CHIEFDOM", "SECTION", "LOCALITY"]
    found = read_places(table, columns)
    levels = Counter(row.level for row in found.rows)
    assert levels[3] + len(found.refused) == 1001, "every village is read or refused"
    assert levels[1] == len(set(table.column("CHIEFDOM")))
    assert all("first in row" in error.text for error in found.refused)


def test_a_real_list_with_codes_at_every_level_gives_the_tree_and_its_population(shared_data: Path) -> None:
    table = read_table(shared_data / "boundaries/sierra-leone-adm3/sle_admpop_adm3_2020.csv")
    columns = guess_places(table)
    assert [(level.name, level.code) for level in columns.levels][-1] == ("ADM3_EN", "ADM3_PCODE")
    found = read_places(table, columns)
    assert Counter(row.level for row in found.rows)[4] == 167
    assert not found.refused
    assert sum(people for row in found.rows for _year, people in row.population) == 7_907_338
    assert {year for row in found.rows for year, _people in row.population} == {2020}


def test_one_row_per_place_with_its_parents_code_becomes_a_tree() -> None:
    text = (
        "uid,name,type,parent uid,latitude,longitude,population 2020,population 2021,languages,other names\n"
        "S1,Kakua section,section,D1,7.95,-11.73,1200,1250,Mende; Krio,Old Kakua\n"
        "D1,Bo,district,C1,,,600000,,,\n"
        "C1,Sierra Leone,country,,,,,,,\n"
        "S2,Kakua section,section,D2,,,,,,\n"
        "D2,Kenema,district,C1,,,,,,\n"
        "X1,,section,D1,,,,,,\n"
        "S1,Twice,section,D1,,,,,,\n"
        "S3,Far,section,D1,97,8,,,,\n"
    )
    table = table_from_bytes(text.encode(), name="places.csv")
    columns = guess_places(table)
    assert (columns.name, columns.code, columns.parent_code, columns.level_name) == (
        "name",
        "uid",
        "parent uid",
        "type",
    )
    assert columns.population == ((2020, "population 2020"), (2021, "population 2021"))
    found = read_places(table, columns)
    rows = {row.code: row for row in found.rows}
    assert {code: row.level for code, row in rows.items()} == {"C1": 1, "D1": 2, "D2": 2, "S1": 3, "S2": 3}
    assert rows["S1"].population == ((2020, 1200), (2021, 1250))
    assert (rows["S1"].languages, rows["S1"].aliases) == (("Mende", "Krio"), ("Old Kakua",))
    assert [(error.where.row, error.where.field) for error in found.refused] == [
        (7, "name"),
        (8, "uid"),
        (9, "latitude"),
    ]


def test_namesakes_under_different_parents_stay_apart() -> None:
    table = table_from_bytes(b"district,village\nBo,Kowama\nKenema,Kowama\nBo,Gbo\nKenema,\n")
    found = read_places(table, PlaceColumns(levels=(LevelColumns("district"), LevelColumns("village"))))
    assert [(row.name, row.ancestors, row.level) for row in found.rows if row.name == "Kowama"] == [
        ("Kowama", ("Bo",), 2),
        ("Kowama", ("Kenema",), 2),
    ]
    assert not found.refused


def test_a_wrong_number_refuses_its_row_only() -> None:
    table = table_from_bytes(b"name,population\nBo,12 people\nKono,5\n", name="p.csv")
    found = read_places(table, PlaceColumns(name="name", population=((0, "population"),)))
    assert [row.name for row in found.rows] == ["Kono"]
    assert found.refused[0].where.value == "12 people"


def test_columns_that_are_not_there_are_named() -> None:
    table = table_from_bytes(b"name\nBo\n", name="p.csv")
    with pytest.raises(BadInput, match="code"):
        read_places(table, PlaceColumns(name="name", code="code"))
    with pytest.raises(BadInput, match="name of the place"):
        read_places(table, PlaceColumns())
