"""Which column of a sheet is likely what: a first mapping for a person to look at and correct.

Headers are judged by their words, columns by what stands in them, and both by what the program knows already.
Whatever stays open becomes a question (``mapping.open_questions``), never a silent choice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from groundswell.across.exchange.formats.columns import Column, columns_of, decimal_mark
from groundswell.across.exchange.formats.guess_state import Guess, Known, share_known
from groundswell.across.exchange.formats.guess_values import find_values, is_total
from groundswell.across.exchange.formats.mapping import Part, SheetMapping, ValueColumn
from groundswell.across.exchange.formats.nesting import code_of, nested
from groundswell.across.exchange.formats.numbers import parse_number
from groundswell.across.exchange.formats.sheet_periods import (
    DatesAre,
    day_order,
    pairs_of_years,
    period_in_name,
    read_period,
)
from groundswell.across.exchange.formats.tables import Table
from groundswell.across.exchange.formats.words import header_says, words_of

__all__ = ["Known", "guess_mapping"]

_SURE = 0.9
_MOST = 0.5
_FEW_GROUPS = 40
_LAST_MONTH, _LAST_QUARTER, _LAST_WEEK = 12, 4, 53


def guess_mapping(table: Table, known: Known | None = None) -> SheetMapping:
    """A first mapping of a sheet with values.

    Args:
        table: The sheet.
        known: Places and indicators that the program knows.
    """
    columns = columns_of(table)
    guess = Guess(table, known or Known(), columns, list(table.headers))
    guess.ignore(*(header for header in table.headers if _only_counts(columns[header])))
    _find_period(guess)
    _find_marks(guess)
    _find_indicator(guess)
    _find_places(guess)
    _find_groups(guess)
    find_values(guess)
    return _with_habits(guess)


def _only_counts(column: Column) -> bool:
    """Whether a column has no name and only whole numbers, or is called a number and counts the rows."""
    if re.fullmatch(r"column \d+", column.header):
        return column.is_blank or column.whole_numbers_within(0, 10_000_000)
    return column.counts_up and header_says(column.header, "number")


def _find_period(guess: Guess) -> None:
    """The period: a year beside its month, quarter or week; else the column that reads as periods best."""
    pair = _year_and_part(guess)
    if pair:
        guess.take(*pair)
        guess.mapping = replace(guess.mapping, period=pair)
        return
    said = guess.where("period")
    sure = [header for header in guess.left if _reads_as_periods(guess.columns[header], header in said)]
    chosen = next((header for header in sure if header in said), sure[0] if sure else "")
    if not chosen:
        # Nothing reads as a period, yet a column is called one: its rows will say what is wrong with them.
        texts = [header for header in said if not guess.columns[header].is_numeric]
        chosen = texts[0] if texts else ""
    if chosen:
        guess.take(chosen)
        # The same period told again, as code and as name, is no value.
        guess.ignore(*(header for header in sure if header in said and header != chosen))
        column = guess.columns[chosen]
        guess.mapping = replace(
            guess.mapping,
            period=(chosen,),
            periods=tuple((text, "") for text in pairs_of_years(column.texts)),
            day_first=_day_order(column, guess.table.name),
            dates_are=_dates_are(column),
        )


def _year_and_part(guess: Guess) -> tuple[str, ...]:
    years = [header for header in guess.where("year") if guess.columns[header].whole_numbers_within(1900, 2100)]
    if not years:
        return ()
    for role, highest in (("month", _LAST_MONTH), ("quarter", _LAST_QUARTER), ("week", _LAST_WEEK)):
        for header in guess.where(role):
            column = guess.columns[header]
            named = column.is_text and all(read_period(f"{text} 2000") for text in column.texts)
            if header != years[0] and (named or column.whole_numbers_within(1, highest)):
                return years[0], header
    return ()


def _reads_as_periods(column: Column, is_said: bool) -> bool:
    if column.period_share < _SURE and not pairs_of_years(column.texts):
        return False
    # Bare numbers, such as 2015 or 201501, may count something; then only the header can tell.
    return is_said or not column.is_numeric


def _day_order(column: Column, name: str) -> bool | None:
    """Whether dates put the day first; where the dates do not tell, the date in the file's name may."""
    order = day_order(column.telling)
    in_name = period_in_name(name)
    if order is None and in_name and len(column.telling) == 1:
        fits = [first for first in (True, False) if read_period(column.telling[0], day_first=first) == in_name]
        return fits[0] if len(fits) == 1 else None
    return order


def _dates_are(column: Column) -> DatesAre:
    order = day_order(column.telling)
    labels = {read_period(cell, day_first=True if order is None else order) for cell in column.telling}
    days = [label for label in labels if label and len(label) == len("2024-01-01")]
    if len(days) < 2 or len(days) < len(labels) or not all(label.endswith("-01") for label in days):
        return "day"
    return "year" if all(label.endswith("-01-01") for label in days) else "month"


def _find_marks(guess: Guess) -> None:
    """Columns with flags or comments; each belongs to the value column whose header it repeats, if any."""
    marks: list[tuple[str, Part]] = []
    for header in list(guess.left):
        column = guess.columns[header]
        if column.is_numeric or (column.telling and column.numeric_share > _MOST):
            continue
        part: Part | None = "flag" if header_says(header, "flag") else None
        if header_says(header, "comment"):
            part = "comment"
        if part:
            marks.append((header, part))
            guess.take(header)
    values = tuple(ValueColumn(header, part) for header, part in marks)
    guess.mapping = replace(guess.mapping, values=values)


def _find_indicator(guess: Guess) -> None:
    texts = guess.texts()
    known = [header for header in texts if share_known(guess.columns[header], guess.known.indicators) > _MOST]
    said = [header for header in texts if header_says(header, "indicator")]
    described = [header for header in texts if header_says(header, "description")]
    # Of several (code and name, group and name) the one with the most different texts tells most.
    chosen = max(known or said or described, key=lambda header: len(guess.columns[header].distinct), default="")
    if chosen:
        guess.ignore(*(header for header in said if header != chosen))
        guess.take(chosen)
        guess.mapping = replace(guess.mapping, indicator=chosen)


def _find_places(guess: Guess) -> None:
    """The finest place is the place, those that hold it are its parents, highest first."""
    texts = guess.texts()
    known = [header for header in texts if share_known(guess.columns[header], guess.known.places) > _MOST]
    said = [header for header in guess.left if header_says(header, "place") or header_says(header, "parent")]
    coded = [header for header in guess.left if header_says(header, "code") and (header in said or header in texts)]
    codes = [header for header in coded if not _is_measure(guess, header)]
    names = [header for header in texts if header in {*known, *said} and header not in codes]
    if not names and not codes:
        names = _unsaid_place(guess, texts)
    chain = nested(names, guess.columns)
    place = chain[-1] if chain else ""
    code = code_of(chain, codes, guess.columns)
    if not place:
        pool = [header for header in codes if header in said] or codes
        code = max(pool, key=lambda header: len(guess.columns[header].distinct), default="")
    elif place in known and code not in known:
        code = ""  # the program knows these places by their names, not by these codes
    guess.take(*chain, code)
    guess.mapping = replace(guess.mapping, place=place, place_code=code, parents=tuple(chain[:-1]))
    guess.ignore(*(header for header in dict.fromkeys([*names, *codes]) if header in guess.left))


def _is_measure(guess: Guess, header: str) -> bool:
    """Whether a column so named holds measurements and no codes: numbers with fractions."""
    numbers = [parse_number(text) for text in guess.columns[header].texts]
    return any(number is not None and not number.is_integer() for number in numbers)


def _unsaid_place(guess: Guess, texts: Sequence[str]) -> list[str]:
    """Where no header says so: the text column with the most different texts, splits such as sex left out."""
    fit = [header for header in texts if not header_says(header, "group")]
    best = max(fit, key=lambda header: len(guess.columns[header].distinct), default="")
    return [best] if best else []


def _find_groups(guess: Guess) -> None:
    splits = [
        header
        for header in guess.where("group")
        if not guess.columns[header].is_blank
        and len(guess.columns[header].distinct) <= _FEW_GROUPS
        and (guess.columns[header].is_text or (header_says(header, "group") and "age" in words_of(header)))
    ]
    guess.take(*splits)
    guess.mapping = replace(guess.mapping, groups=tuple(splits))
    _find_what_tells_rows_apart(guess)


def _find_what_tells_rows_apart(guess: Guess) -> None:
    """A column of words left over that alone makes rows differ: the indicator of a single value, or else a split."""
    mapping = guess.mapping
    place = mapping.place_code or mapping.place
    if mapping.indicator or not place or not mapping.period:
        return
    keys = [guess.columns[header].cells for header in (place, *mapping.parents, *mapping.period, *mapping.groups)]
    rows = len(guess.table)
    if rows == 0 or len(set(zip(*keys, strict=True))) == rows:
        return
    for header in guess.texts():
        column = guess.columns[header]
        if len(set(zip(*keys, column.cells, strict=True))) < rows or None in column.cells:
            continue
        guess.take(header)
        if len(guess.numeric()) == 1 or guess.where("value"):
            guess.mapping = replace(mapping, indicator=header)
        else:
            guess.mapping = replace(mapping, groups=(*mapping.groups, header))
        return


def _with_habits(guess: Guess) -> SheetMapping:
    """The mapping with what holds for the whole sheet: words for missing, decimal mark, running totals, file name."""
    mapping = guess.mapping
    chosen = [guess.columns[column.header] for column in mapping.value_columns(guess.table.headers)]
    missing = tuple(dict.fromkeys(word for column in chosen for word in column.missing_words))
    indicators = [column.indicator for column in mapping.values if column.indicator]
    if mapping.indicator:
        indicators += guess.columns[mapping.indicator].texts
    if mapping.place:
        totals = [text for text in guess.columns[mapping.place].texts if is_total(text)]
        mapping = replace(mapping, totals=tuple(totals))
    dated = mapping.period or any(column.period for column in mapping.values)
    return replace(
        mapping,
        missing=missing,
        decimal=decimal_mark(chosen),
        cumulative=tuple(text for text in dict.fromkeys(indicators) if header_says(text, "cumulative")),
        period_from_name=not dated and period_in_name(guess.table.name) is not None,
    )
