"""DHIS2 files become value rows; what is no number is refused with its row."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from groundswell.across.exchange.formats import dhis2
from groundswell.across.exchange.formats.rows import ValuesRead
from groundswell.domain.errors import BadInput

SAMPLES = "dhis2-exchange-samples/data-value-sets"


def read_sample(folder: Path, name: str) -> ValuesRead:
    data = (folder / SAMPLES / name).read_bytes()
    if name.endswith(".xml"):
        return dhis2.read_data_values_xml(data, name=name)
    return dhis2.read_data_values_csv(data, name=name)


@pytest.mark.parametrize(
    ("name", "rows", "refused"),
    [
        ("dataValueSetA.xml", 3, 0),
        ("dataValueSetACatCombo.xml", 3, 0),
        ("dataValueSetB.xml", 12, 0),
        ("dataValueSetBCode.xml", 12, 0),
        ("dataValueSetC.xml", 3, 0),
        ("dataValueSetB.csv", 12, 0),
        ("dataValueSetBNoHeader.csv", 12, 0),
        ("dataValueSetBooleanTest.csv", 15, 3),
    ],
)
def test_the_samples_of_dhis2_are_read_whole(shared_data: Path, name: str, rows: int, refused: int) -> None:
    found = read_sample(shared_data, name)
    assert (len(found.rows), len(found.refused)) == (rows, refused)


def test_with_and_without_header_xml_and_csv_say_the_same(shared_data: Path) -> None:
    told = {
        name: [(row.place, row.period, row.indicator, row.value) for row in read_sample(shared_data, name).rows]
        for name in ("dataValueSetB.csv", "dataValueSetBNoHeader.csv", "dataValueSetB.xml")
    }
    first, *others = told.values()
    assert all(other == first for other in others)
    assert first[0] == ("DiszpKrYNg8", "2012-01", "f7n9E0hX8qk", 10001)
    assert read_sample(shared_data, "dataValueSetBNoHeader.csv").rows[0].number == 1


def test_yes_and_no_are_one_and_zero_and_other_words_are_refused(shared_data: Path) -> None:
    found = read_sample(shared_data, "dataValueSetBooleanTest.csv")
    assert [row.value for row in found.rows[:10]] == [1, 1, 0, 0, 0, 0, 1, 1, 1, 0]
    assert [(error.where.row, error.where.value) for error in found.refused][:2] == [(12, "test"), (13, "not true")]


def test_what_the_set_says_for_all_holds_for_each_value(shared_data: Path) -> None:
    rows = read_sample(shared_data, "dataValueSetACatCombo.xml").rows
    assert {(row.place, row.period) for row in rows} == {("DiszpKrYNg8", "2012-01")}
    assert rows[0].disaggregation == (("categoryOptionCombo", "kjuiHgy67hg"),)
    assert rows[2].disaggregation == ()


def test_a_real_answer_in_json_leaves_the_default_combination_out(shared_data: Path) -> None:
    data = (shared_data / "dhis2-exchange-samples/e2e_data_values_bulk.json").read_bytes()
    found = dhis2.read_data_values_json(data, name="e2e.json")
    assert len(found.rows) == len(json.loads(data)["dataValues"])
    assert found.rows[0].disaggregation == ()
    assert found.rows[6].disaggregation == (("categoryOptionCombo", "oPcWGgS2Liz"),)


@pytest.mark.parametrize(("name", "rows"), [("disease", 286), ("population", 936)])
def test_analytics_answers_of_sierra_leone_are_read_whole(shared_data: Path, name: str, rows: int) -> None:
    data = (shared_data / f"dhis2-sierra-leone/analytics_{name}_2018_2023.json").read_bytes()
    found = dhis2.read_analytics_json(data, name=name)
    assert len(found.rows) == rows
    assert not found.refused
    assert len({row.place for row in found.rows}) == 13
    assert all(row.place in found.names and row.indicator in found.names for row in found.rows)
    assert max(Counter(row.key for row in found.rows).values()) == 1


def test_a_dimension_that_was_a_filter_is_taken_from_the_metadata() -> None:
    answer = {
        "headers": [{"name": "dx"}, {"name": "ou"}, {"name": "value"}, {"name": "numerator"}, {"name": "denominator"}],
        "metaData": {"items": {"a": {"name": "Coverage"}}, "dimensions": {"dx": ["a"], "ou": ["x"], "pe": ["2024Q1"]}},
        "rows": [["a", "x", "50.0", "5", "10"], ["a", "y", "", "", ""]],
    }
    found = dhis2.read_analytics_json(json.dumps(answer).encode(), name="a.json")
    row = found.rows[0]
    assert (row.period, row.value, row.numerator, row.denominator) == ("2024-Q1", 50, 5, 10)
    assert found.gaps == {"a": 1}


def test_an_answer_over_several_periods_without_their_column_is_refused() -> None:
    answer = {
        "headers": [{"name": "dx"}, {"name": "ou"}, {"name": "value"}],
        "metaData": {"dimensions": {"pe": ["202401", "202402"]}},
        "rows": [["a", "x", "1"]],
    }
    with pytest.raises(BadInput, match="does not say which period"):
        dhis2.read_analytics_json(json.dumps(answer).encode(), name="a.json")


def test_deleted_values_are_set_aside_and_blanks_are_gaps() -> None:
    values = [
        {"dataElement": "a", "period": "202401", "orgUnit": "x", "value": "1", "deleted": True},
        {"dataElement": "a", "period": "202402", "orgUnit": "x", "value": ""},
        {"dataElement": "a", "period": "202403", "orgUnit": "x", "value": "0", "followup": True},
        {"dataElement": "a", "period": "202413", "orgUnit": "x", "value": "1"},
        {"dataElement": "a", "period": "202404", "value": "1"},
    ]
    found = dhis2.read_data_values_json(json.dumps({"dataValues": values}).encode(), name="v.json")
    assert [row.value for row in found.rows] == [0]
    assert "follow-up" in found.rows[0].flag
    assert [item.row.period for item in found.set_aside] == ["2024-01"]
    assert found.gaps == {"a": 1}
    assert [(error.where.row, error.where.field) for error in found.refused] == [(4, "period"), (5, "orgUnit")]


@pytest.mark.parametrize("data", [b"<dataValueSet><dataValue", b"<adx xmlns='urn:ihe:qrph:adx:2015'/>", b"<a><b></a>"])
def test_other_and_broken_xml_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"x\.xml"):
        dhis2.read_data_values_xml(data, name="x.xml")


@pytest.mark.parametrize("data", [b"{}", b'{"dataValues": [', b"[1]"])
def test_other_and_broken_json_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"x\.json"):
        dhis2.read_data_values_json(data, name="x.json")
