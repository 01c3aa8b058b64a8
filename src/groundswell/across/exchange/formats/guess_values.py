"""Which columns hold values, and whether their headers are periods, rounds, places, parts or indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from groundswell.across.exchange.formats.guess_state import Guess
from groundswell.across.exchange.formats.mapping import ValueColumn
from groundswell.across.exchange.formats.numbers import parse_number
from groundswell.across.exchange.formats.sheet_periods import read_period
from groundswell.across.exchange.formats.tables import shown
from groundswell.across.exchange.formats.words import header_says, words_of

_ROUND = re.compile(r"(.*?)[\s_\-]*(\d{1,2})$")
_STEM_YEAR = re.compile(r"(.*[^\W\d_].*?)[\s_\-(]*((?:19|20)\d{2})\)?")
_ROUND_WORDS = frozenset(["baseline", "midline", "endline", "before", "after", "pre", "post", "followup"])
_MOST = 0.5


def find_values(guess: Guess) -> None:
    """Which columns hold values, and what their headers stand for: the first layout that fits.

    Args:
        guess: The guess so far; period, indicator, places and splits are found already.
    """
    for find in (_as_periods, _as_stems_with_years, _as_rounds, _as_places, _as_parts, _as_indicators):
        if find(guess):
            break
    named = {column.header for column in guess.mapping.values}
    if guess.mapping.rest != "ignore":
        # What ``rest`` would take although it holds words, not numbers, is left out by name.
        guess.ignore(*(header for header in guess.texts() if header not in named))


def _as_periods(guess: Guess) -> bool:
    """Headers that are periods: 2019, Jan 2020, 2020-Q1."""
    periods = [header for header in guess.left if read_period(header) and not guess.columns[header].is_text]
    if guess.mapping.period or len(periods) < 2 or len(periods) < _MOST * len(guess.numeric()):
        return False
    _add(guess, [ValueColumn(header, period=header) for header in periods])
    return True


def _as_stems_with_years(guess: Guess) -> bool:
    """Headers that end in a year: coverage 2019, coverage 2020; the words before it name the indicator."""
    if guess.mapping.period:
        return False
    found = {header: match for header in guess.numeric() if (match := _STEM_YEAR.fullmatch(header))}
    stems = {match[1].casefold() for match in found.values()}
    if not found or len(found) < len(guess.numeric()) or (guess.mapping.indicator and len(stems) > 1):
        return False
    named = not guess.mapping.indicator
    columns = [
        ValueColumn(header, period=match[2], indicator=match[1] if named else "") for header, match in found.items()
    ]
    _add(guess, columns)
    return True


def _as_rounds(guess: Guess) -> bool:
    """Headers that are rounds of one survey: NFHS4 and NFHS5, Round 1 and Round 2, baseline and endline."""
    numeric = guess.numeric()
    if guess.mapping.period or not (guess.mapping.indicator or guess.mapping.place):
        return False
    stems: dict[str, list[str]] = {}
    for header in numeric:
        match = _ROUND.fullmatch(header.casefold())
        if match and match[1]:
            stems.setdefault(match[1], []).append(header)
    rounds = max(stems.values(), key=len, default=[])
    if len(rounds) < 2 or len(rounds) < len(numeric) or not guess.mapping.indicator:
        rounds = [header for header in numeric if _ROUND_WORDS.intersection(words_of(header))]
        if len(rounds) < 2 or len(rounds) < len(numeric):
            return False
    _add(guess, [ValueColumn(header, period=header) for header in rounds])
    guess.mapping = replace(guess.mapping, periods=tuple((header, "") for header in rounds))
    return True


def _as_places(guess: Guess) -> bool:
    """Headers that are places: an indicator column, no place column, and many columns of numbers."""
    if guess.mapping.place or guess.mapping.place_code:
        return False
    known = [header for header in guess.left if header in guess.known.places]
    said = [header for header in guess.where("value") if not is_total(header)]
    wide = guess.mapping.indicator and len(_value_like(guess)) >= 2 and not said
    if not wide and len(known) < 2:
        return False
    guess.mapping = replace(guess.mapping, rest="place")
    totals = [header for header in guess.left if is_total(header)]
    totals += [header for header in _sums(guess) if header not in totals]
    guess.mapping = replace(guess.mapping, totals=tuple(totals))
    return True


def _value_like(guess: Guess) -> list[str]:
    return [header for header in guess.left if not guess.columns[header].is_text]


def _as_parts(guess: Guess) -> bool:
    """Columns called value, numerator and denominator: one indicator per row, or one in all, or one per stem."""
    numeric = guess.numeric()
    uppers = [header for header in numeric if header_says(header, "numerator")]
    lowers = [header for header in numeric if header_says(header, "denominator") and header not in uppers]
    values = [header for header in numeric if header_says(header, "value") and header not in (*uppers, *lowers)]
    if guess.mapping.indicator:
        if not (values or uppers):
            values = [header for header in numeric if header not in lowers][:1]
        chosen = [(values[:1], "value"), (uppers[:1], "numerator"), (lowers[:1], "denominator")]
        _add(guess, [ValueColumn(header, part) for headers, part in chosen for header in headers])  # type: ignore[arg-type]
        return True
    pairs = _pairs(uppers, lowers)
    if not pairs:
        return False
    columns = [
        ValueColumn(header, part, indicator=stem)  # type: ignore[arg-type]
        for stem, upper, lower in pairs
        for header, part in ((upper, "numerator"), (lower, "denominator"))
    ]
    paired = {column.header for column in columns}
    single = [header for header in numeric if header not in paired]
    if len(pairs) == 1 and not pairs[0][0]:
        columns += [ValueColumn(header) for header in values[:1]]
    else:
        columns += [ValueColumn(header, indicator=header) for header in single]
    _add(guess, columns)
    return True


def _pairs(uppers: Iterable[str], lowers: Sequence[str]) -> list[tuple[str, str, str]]:
    """Numerator and denominator with the same words besides those two: ``P1 num`` and ``P1 den``."""
    by_stem = {_stem(header, "denominator"): header for header in lowers}
    return [(stem, upper, by_stem[stem]) for upper in uppers if (stem := _stem(upper, "numerator")) in by_stem]


def _stem(header: str, role: str) -> str:
    words = re.split(r"[\s_\-.]+", header)
    return " ".join(word for word in words if not header_says(word, role))


def _as_indicators(guess: Guess) -> bool:
    """Every column of numbers is an indicator by its header; a single one called "value" leaves the question open."""
    numeric = guess.numeric()
    if len(numeric) == 1 and header_says(numeric[0], "value"):
        _add(guess, [ValueColumn(numeric[0])])
    else:
        _add(guess, [ValueColumn(header, indicator=header) for header in numeric])
    return True


def _add(guess: Guess, columns: Sequence[ValueColumn]) -> None:
    """Add value columns, and give flags and comments found earlier to the one whose header they repeat."""
    marks: list[ValueColumn] = []
    one_value = len({(column.place, column.period, column.indicator) for column in columns}) == 1
    for mark in guess.mapping.values:
        owners = [column for column in columns if column.header.casefold() in mark.header.casefold()]
        owner = max(owners, key=lambda column: len(column.header), default=columns[0] if one_value else None)
        if owner is not None:
            marks.append(replace(mark, place=owner.place, period=owner.period, indicator=owner.indicator))
    guess.mapping = replace(guess.mapping, values=(*columns, *marks))
    guess.take(*(column.header for column in columns))


def _sums(guess: Guess) -> list[str]:
    """Columns that in most full rows are the sum of all others."""
    headers = [header for header in guess.left if guess.columns[header].is_numeric]
    if len(headers) < 4:
        return []
    hits = dict.fromkeys(headers, 0)
    full = 0
    for row in guess.table.rows[:500]:
        numbers = [parse_number(shown(row[header])) for header in headers]
        filled = [number for number in numbers if number is not None]
        total = sum(filled)
        if len(filled) < len(headers) or total <= 0 or sum(1 for number in filled if number) < 4:
            continue
        full += 1
        for header, number in zip(headers, filled, strict=True):
            hits[header] += abs(total - 2 * number) <= 1e-9 * total
    return [header for header, count in hits.items() if full >= 3 and count >= 0.8 * full]


def is_total(text: str) -> bool:
    """Whether a place's name means several places together: Total, National, All districts, Western area combined."""
    words = re.findall(r"[^\W_]+", text.casefold())
    if not words or any(header_says(word, "facility") for word in words):
        return False
    if header_says(words[0], "sum") or header_says(words[-1], "sum"):
        return True
    whole = [header_says(word, "total") for word in words]
    return any(whole) and all(
        is_whole or header_says(word, "place") for word, is_whole in zip(words, whole, strict=True)
    )
