"""Every table goes to Excel and comes back: the same cells, known rows, and nothing that a spreadsheet would run."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.across.exchange.formats.tables import table_from_bytes
from groundswell.across.exchange.formats.workbook import (
    Column,
    OutRow,
    plain_text,
    read_back,
    read_workbook,
    safe_text,
    write_csv,
    write_workbook,
)
from groundswell.domain.errors import BadInput

COLUMNS = (
    Column("name", "Name", required=True),
    Column("share", "Share", "number", unit="%"),
    Column("people", "People", "whole"),
    Column("start", "Start", "date"),
    Column("active", "Active", "truth"),
    Column("kind", "Kind", allowed=("village", "town, large")),
    Column("level", "Level", locked=True),
)
KEYS = tuple(column.key for column in COLUMNS if not column.locked)

# Cells are trimmed on the way in, as everywhere, and a control character has no place in a sheet.
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=20)
texts = words.map(lambda text: " ".join(text.split())).filter(bool)
cells = st.fixed_dictionaries(
    {
        "name": texts
        | st.sampled_from(["=1+1", "+1", "-5", "@x", "'quoted", "'=1", "_x0041_", "NA", "00123", "1e5", "TRUE"]),
        "share": st.none() | st.floats(allow_nan=False, allow_infinity=False, width=64),
        "people": st.none() | st.integers(-(10**14), 10**14),
        "start": st.none() | st.dates(date(1900, 3, 1), date(2100, 1, 1)),
        "active": st.none() | st.booleans(),
        "kind": st.none() | st.sampled_from(["village", "town, large"]),
        "level": st.just("section"),
    }
)
tables = st.lists(cells, min_size=30, max_size=30)


def rows_of(table: list[dict[str, object]]) -> list[OutRow]:
    return [OutRow(f"id-{number}", held) for number, held in enumerate(table)]  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(tables, st.booleans())
def test_what_goes_to_excel_comes_back_the_same(table: list[dict[str, object]], rtl: bool) -> None:
    data = write_workbook("Places", COLUMNS, rows_of(table), rtl=rtl, stamp="v1")
    found = read_workbook(data, COLUMNS, name="places.xlsx")
    assert not found.refused
    assert found.stamp == "v1"
    assert [row.id for row in found.rows] == [f"id-{number}" for number in range(len(table))]
    assert [dict(row.cells) for row in found.rows] == [{key: held[key] for key in KEYS} for held in table]


@settings(max_examples=60, deadline=None)
@given(tables)
def test_what_goes_to_csv_comes_back_the_same(table: list[dict[str, object]]) -> None:
    data = write_csv(COLUMNS, rows_of(table))
    found = read_back(table_from_bytes(data, name="places.csv"), COLUMNS)
    assert not found.refused
    assert [dict(row.cells) for row in found.rows] == [{key: held[key] for key in KEYS} for held in table]


@given(st.text())
def test_no_text_in_a_csv_begins_like_a_formula_and_none_is_changed(text: str) -> None:
    assert not safe_text(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain_text(safe_text(text)) == text


def test_numbers_stay_numbers_and_texts_texts_for_excel() -> None:
    row = OutRow("1", {"name": "=HYPERLINK(1)", "share": -5.0, "people": -5, "start": date(2024, 1, 31)})
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook("x", COLUMNS, [row])))["x"]
    name, share, people, start = (sheet.cell(2, place) for place in (2, 3, 4, 5))
    assert (name.data_type, name.value) == ("s", "=HYPERLINK(1)")
    assert (share.data_type, share.value, people.value) == ("n", -5, -5)
    assert start.is_date
    text = write_csv(COLUMNS, [row]).decode("utf-8-sig")
    assert "'=HYPERLINK(1),-5.0,-5,2024-01-31" in text


def test_the_sheet_hides_its_ids_freezes_its_headers_and_runs_from_the_right() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook("a/b:c", COLUMNS, [], rtl=True)))["a b c"]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == "A2"
    assert sheet.sheet_view.rightToLeft
    assert sheet["C1"].value == "Share (%)"
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["G2"].type == "list"
    assert rules["C2"].type == "decimal"


def test_columns_may_be_moved_and_locked_ones_are_not_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook("x", COLUMNS, [OutRow("1", {"name": "Bo", "people": 3})])))
    sheet = book["x"]
    sheet.move_range("B1:B2", cols=10)
    sheet["H2"] = "changed"
    sheet.delete_cols(2)
    target = io.BytesIO()
    book.save(target)
    row = read_workbook(target.getvalue(), COLUMNS).rows[0]
    assert (row.id, row.cells["name"], row.cells["people"]) == ("1", "Bo", 3)
    assert "level" not in row.cells


def test_a_deleted_column_is_missing_and_not_blank() -> None:
    data = write_workbook("x", COLUMNS[:2], [OutRow("1", {"name": "Bo"})])
    found = read_workbook(data, COLUMNS)
    assert found.missing == ("people", "start", "active", "kind")
    assert set(found.rows[0].cells) == {"name", "share"}


def test_added_rows_have_no_id_and_copied_rows_are_refused() -> None:
    text = b"id,Name,Share (%)\n7,Bo,1\n,Kono,2\n7,Kenema,3\n"
    found = read_back(table_from_bytes(text, name="x.csv"), COLUMNS[:2])
    assert [(row.id, row.cells["name"]) for row in found.rows] == [("7", "Bo"), ("", "Kono")]
    assert found.refused[0].where.row == 4
    assert "row 2 has the same hidden id" in found.refused[0].text


@pytest.mark.parametrize(
    ("header", "value", "said"),
    [
        ("Name", "", "Name is missing"),
        ("Share (%)", "1,5", "not a number"),
        ("People", "2.5", "not a whole number"),
        ("Start", "soon", "not a date"),
        ("Active", "perhaps", "neither yes nor no"),
        ("Kind", "city", "not one of the allowed values"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_place(header: str, value: str, said: str) -> None:
    held = {"Name": "Bo", "id": "1", header: value}
    text = ",".join(held) + "\n" + ",".join(f'"{cell}"' for cell in held.values()) + "\n"
    found = read_back(table_from_bytes(text.encode(), name="x.csv"), COLUMNS)
    assert not found.rows
    error = found.refused[0]
    assert said in error.text
    assert (error.where.row, error.where.field) == (2, header)
    assert error.remedy


def test_another_table_is_refused_with_the_headers_wanted() -> None:
    with pytest.raises(BadInput, match=r"none of the columns.*Name, Share \(%\)"):
        read_back(table_from_bytes(b"a,b\n1,2\n", name="x.csv"), COLUMNS)


def test_a_csv_of_ours_saved_as_a_workbook_loses_its_apostrophes_again() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["id", "Name"])
    book.active.append(["1", "'=1+1"])
    target = io.BytesIO()
    book.save(target)
    assert read_workbook(target.getvalue(), COLUMNS[:1]).rows[0].cells["name"] == "=1+1"


def test_long_lists_are_kept_beside_the_table_and_hidden() -> None:
    many = tuple(f"district {number}" for number in range(100))
    data = write_workbook("x", [Column("d", "District", allowed=many)], [OutRow("1", {"d": "district 99"})])
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert {book[name].sheet_state for name in ("about", "lists")} == {"hidden"}
    assert book["x"].data_validations.dataValidation[0].formula1 == "lists!$B$1:$B$100"
    assert read_workbook(data, [Column("d", "District", allowed=many)]).rows[0].cells["d"] == "district 99"
