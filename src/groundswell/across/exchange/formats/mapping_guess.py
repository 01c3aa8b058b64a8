"""Which column of a sheet is likely what: a first mapping for a person to look at and correct.

Headers are judged by their words, columns by what stands in them, and both by what the program knows already.
Whatever stays open becomes a question (``mapping.open_questions``), never a silent choice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from groundswell.across.exchange.formats.columns import Column, columns_of, decimal_mark
from groundswell.across.exchange.formats.mapping import Part, SheetMapping, ValueColumn
from groundswell.across.exchange.formats.numbers import parse_number
from groundswell.across.exchange.formats.sheet_periods import (
    DatesAre,
    are_pairs_of_years,
    day_order,
    period_in_name,
    read_period,
)
from groundswell.across.exchange.formats.tables import Table, shown
from groundswell.across.exchange.formats.words import header_says, words_of

_ROUND = re.compile(r"(.*?)[\s_\-]*(\d{1,2})$")
_ROUND_WORDS = frozenset(["baseline", "midline", "endline", "before", "after", "pre", "post", "followup"])
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
    guess = _Guess(table, known or Known(), columns, list(table.headers))
    guess.ignore(*(header for header in table.headers if _only_counts(columns[header])))
    _find_period(guess)
    _find_marks(guess)
    _find_indicator(guess)
    _find_places(guess)
    _find_groups(guess)
    _find_values(guess)
    return _with_habits(guess)


def _only_counts(column: Column) -> bool:
    """Whether a column has no name and only whole numbers, or is called a number and counts the rows."""
    if re.fullmatch(r"column \d+", column.header):
        return column.is_blank or column.whole_numbers_within(0, 10_000_000)
    return column.counts_up and header_says(column.header, "number")


def _find_period(guess: _Guess) -> None:
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
        column = guess.columns[chosen]
        pairs = tuple((text, "") for text in column.texts) if are_pairs_of_years(column.texts) else ()
        guess.mapping = replace(
            guess.mapping,
            period=(chosen,),
            periods=pairs,
            day_first=day_order(column.telling),
            dates_are=_dates_are(column),
        )


def _year_and_part(guess: _Guess) -> tuple[str, ...]:
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
    if column.period_share < _SURE and not are_pairs_of_years(column.texts):
        return False
    # Bare numbers, such as 2015 or 201501, may count something; then only the header can tell.
    return is_said or not column.is_numeric


def _dates_are(column: Column) -> DatesAre:
    order = day_order(column.telling)
    labels = {read_period(cell, day_first=True if order is None else order) for cell in column.telling}
    days = [label for label in labels if label and len(label) == len("2024-01-01")]
    if len(days) < 2 or len(days) < len(labels) or not all(label.endswith("-01") for label in days):
        return "day"
    return "year" if all(label.endswith("-01-01") for label in days) else "month"


def _find_marks(guess: _Guess) -> None:
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


def _find_indicator(guess: _Guess) -> None:
    texts = [header for header in guess.left if guess.columns[header].is_text]
    known = [header for header in texts if _share_known(guess.columns[header], guess.known.indicators) > _MOST]
    said = [header for header in texts if header_says(header, "indicator")]
    # Of several (code and name, group and name) the one with the most different texts tells most.
    chosen = max(known or said, key=lambda header: len(guess.columns[header].distinct), default="")
    if chosen:
        guess.ignore(*(header for header in said if header != chosen))
        guess.take(chosen)
        guess.mapping = replace(guess.mapping, indicator=chosen)


def _find_places(guess: _Guess) -> None:
    """The finest place is the place, those that hold it are its parents, highest first."""
    texts = [header for header in guess.left if guess.columns[header].is_text]
    known = [header for header in texts if _share_known(guess.columns[header], guess.known.places) > _MOST]
    said = [header for header in guess.left if header_says(header, "place") or header_says(header, "parent")]
    codes = [header for header in said if header_says(header, "code") and not _is_measure(guess, header)]
    names = [header for header in dict.fromkeys([*known, *said]) if header in texts and header not in codes]
    if not names and not codes:
        names = _unsaid_place(guess, texts)
    ordered = sorted(names, key=lambda header: len(guess.columns[header].distinct))
    chain = _nested(guess, ordered)
    place = chain[-1] if chain else ""
    code = _code_of(guess, place, codes)
    guess.take(*chain, code)
    guess.mapping = replace(guess.mapping, place=place, place_code=code, parents=tuple(chain[:-1]))
    leftover = [header for header in (*names, *codes) if header in guess.left]
    guess.ignore(*leftover)


def _is_measure(guess: _Guess, header: str) -> bool:
    """Whether a column so named holds measurements and no codes: numbers with fractions."""
    numbers = [parse_number(text) for text in guess.columns[header].texts]
    return any(number is not None and not number.is_integer() for number in numbers)


def _unsaid_place(guess: _Guess, texts: Sequence[str]) -> list[str]:
    """Where no header says so: the text column that, with period and indicator, comes nearest to telling rows apart."""
    groups = {header for header in texts if header_says(header, "group")}
    best, most = "", 0
    for header in texts:
        if header in groups or (header_says(header, "name") and len(guess.columns[header].distinct) < 2):
            continue
        count = len(guess.columns[header].distinct)
        if count > most:
            best, most = header, count
    return [best] if best else []


def _find_groups(guess: _Guess) -> None:
    splits = [
        header
        for header in guess.where("group")
        if not guess.columns[header].is_blank
        and len(guess.columns[header].distinct) <= _FEW_GROUPS
        and (guess.columns[header].is_text or (header_says(header, "group") and "age" in words_of(header)))
    ]
    guess.take(*splits)
    guess.mapping = replace(guess.mapping, groups=tuple(splits))


def _find_values(guess: _Guess) -> None:
    for find in (_as_periods, _as_rounds, _as_places, _as_parts, _as_indicators):
        if find(guess):
            break
    named = {column.header for column in guess.mapping.values}
    if guess.mapping.rest == "ignore":
        return
    # What ``rest`` would take although it holds words, not numbers, is left out by name.
    guess.ignore(*(header for header in guess.left if header not in named and guess.columns[header].is_text))


def _with_habits(guess: _Guess) -> SheetMapping:
    """The mapping with what holds for the whole sheet: words for missing, decimal mark, running totals, file name."""
    mapping = guess.mapping
    chosen = [guess.columns[column.header] for column in mapping.value_columns(guess.table.headers)]
    missing = tuple(dict.fromkeys(word for column in chosen for word in column.missing_words))
    indicators = [column.indicator for column in mapping.values if column.indicator]
    if mapping.indicator:
        indicators += guess.columns[mapping.indicator].texts
    if mapping.place:
        totals = [text for text in guess.columns[mapping.place].texts if _is_total(text)]
        mapping = replace(mapping, totals=tuple(totals))
    dated = mapping.period or any(column.period for column in mapping.values)
    return replace(
        mapping,
        missing=missing,
        decimal=decimal_mark(chosen),
        cumulative=tuple(text for text in dict.fromkeys(indicators) if header_says(text, "cumulative")),
        period_from_name=not dated and period_in_name(guess.table.name) is not None,
    )


