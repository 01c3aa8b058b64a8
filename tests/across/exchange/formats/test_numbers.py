"""Numbers are read under one stated decimal mark, and what is not one is refused in words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.across.exchange.formats.numbers import number, parse_number
from groundswell.across.exchange.formats.tables import table_from_bytes
from groundswell.domain.errors import RowRefused


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1,234.5", ".", 1234.5),
        ("1 234,5", ",", 1234.5),
        ("1\u202f234,5", ",", 1234.5),
        ("1.234.567,5", ",", 1234567.5),
        ("12,34,567", ".", 1234567),
        ("1'234", ".", 1234),
        ("1.234", ".", 1.234),
        ("1.234", ",", 1234),
        ("-5", ".", -5),
        ("−5", ".", -5),
        ("+5", ".", 5),
        ("1e3", ".", 1000),
        (".5", ".", 0.5),
        ("١٢٣", ".", 123),
        ("1,5", ".", None),
        ("1.5", ",", None),
        ("1,23", ".", None),
        ("1,2345", ".", None),
        ("1_000", ".", None),
        ("nan", ".", None),
        ("inf", ".", None),
        ("1e999", ".", None),
        ("NA", ".", None),
        ("12%", ".", None),
        ("", ".", None),
        ("1 2", ".", None),
    ],
)
def test_text_is_a_number_or_it_is_not(text: str, decimal: str, value: float | None) -> None:
    assert parse_number(text, decimal) == value  # type: ignore[arg-type]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_is_written_is_read_again(value: float) -> None:
    assert parse_number(repr(value)) == value


@given(st.integers(-(10**12), 10**12), st.integers(0, 99))
def test_grouped_thousands_are_read_under_both_marks(whole: int, cents: int) -> None:
    point = f"{whole:,}.{cents:02d}"
    comma = point.translate(str.maketrans(",.", ".,"))
    expected = float(f"{whole}.{cents:02d}")
    assert parse_number(point, ".") == expected
    assert parse_number(comma, ",") == expected


@given(st.text())
def test_any_text_gives_a_finite_number_or_none(text: str) -> None:
    for mark in (".", ","):
        value = parse_number(text, mark)  # type: ignore[arg-type]
        assert value is None or math.isfinite(value)


def test_a_cell_that_is_no_number_is_refused_with_its_place_and_a_remedy() -> None:
    row = table_from_bytes(b"place;n\nBo;1,5\n", name="x.csv").rows[0]
    with pytest.raises(RowRefused) as caught:
        number(row, "n")
    assert str(caught.value.where) == "x.csv, row 2, field n, value “1,5”"
    assert "decimal mark" in caught.value.remedy
    assert number(row, "n", decimal=",") == 1.5


def test_a_word_for_missing_counts_only_where_it_is_named() -> None:
    row = table_from_bytes(b"place,n\nBo,NA\n").rows[0]
    with pytest.raises(RowRefused, match="name it as a word for missing"):
        number(row, "n")
    assert number(row, "n", missing=("NA",)) is None


def test_a_blank_is_none_unless_it_is_required() -> None:
    row = table_from_bytes(b"place,n\nBo,\n").rows[0]
    assert number(row, "n") is None
    with pytest.raises(RowRefused, match="missing"):
        number(row, "n", required=True)
