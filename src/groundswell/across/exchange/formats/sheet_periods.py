"""Periods as people write them in sheets: dates of all orders, month names, quarters, file names.

What is read becomes the label of ``domain.monitoring.periods``; what is not sure is not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.periods import PeriodKind, parse_period, period_of

type DatesAre = Literal["day", "week", "month", "quarter", "year"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MONTH_NAMES = (
    ("january", "janvier", "enero", "janeiro", "januari"),
    ("february", "fevrier", "febrero", "fevereiro", "februari"),
    ("march", "mars", "marzo", "marco", "machi"),
    ("april", "avril", "abril", "aprili"),
    ("may", "mai", "mayo", "maio"),
    ("june", "juin", "junio", "junho", "juni"),
    ("july", "juillet", "julio", "julho", "julai"),
    ("august", "aout", "agosto", "agosti", "aug"),
    ("september", "septembre", "septiembre", "setembro", "septemba", "sept"),
    ("october", "octobre", "octubre", "outubro", "oktoba"),
    ("november", "novembre", "noviembre", "novembro", "novemba"),
    ("december", "decembre", "diciembre", "dezembro", "desemba"),
)
_SHORTEST = 3
_FULL_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR = r"((?:19|20)\d{2})"
_SHORT_YEAR = r"((?:19|20)\d{2}|\d{2})"
_GAP = r"[\s\-_/.,]*"
_NAME = r"([a-z]{3,})"
_MONTH_THEN_YEAR = re.compile(rf"{_NAME}{_GAP}'?{_SHORT_YEAR}")
_YEAR_THEN_MONTH = re.compile(rf"{_YEAR}{_GAP}{_NAME}")
_DAY_NAME_YEAR = re.compile(rf"(\d{{1,2}}){_GAP}{_NAME}{_GAP}{_YEAR}")
_NAME_DAY_YEAR = re.compile(rf"{_NAME}{_GAP}(\d{{1,2}})(?:st|nd|rd|th)?[,\s]+{_YEAR}")
_DAY_MONTH_YEAR = re.compile(rf"(\d{{1,2}})[/.\-](\d{{1,2}})[/.\-]{_SHORT_YEAR}(?:[ t].*)?")
_YEAR_MONTH_DAY = re.compile(rf"{_YEAR}[/.\-](\d{{1,2}})[/.\-](\d{{1,2}})(?:[ t].*)?")
_MONTH_SLASH_YEAR = re.compile(rf"(\d{{1,2}})[/.\-]{_YEAR}")
_YEAR_SLASH_MONTH = re.compile(rf"{_YEAR}/(\d{{1,2}})")
_QUARTER = re.compile(rf"(?:q|t|quarter|trim(?:estre|ester)?|qtr){_GAP}([1-4]){_GAP}{_YEAR}")
_YEAR_QUARTER = re.compile(rf"{_YEAR}{_GAP}(?:q|t|quarter|trim(?:estre|ester)?|qtr){_GAP}([1-4])")
_WEEK = re.compile(rf"(?:w|wk|week|epi ?week|semaine|semana|se){_GAP}(\d{{1,2}}){_GAP}{_YEAR}")
_YEAR_WEEK = re.compile(rf"{_YEAR}{_GAP}(?:w|wk|week|epi ?week|semaine|semana|se){_GAP}(\d{{1,2}})")
_PAIR_OF_YEARS = re.compile(r"(\d{4})\s*[-/–]\s*(\d{2}|\d{4})")
_IN_NAME = (
    re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d{2})[-_. ]?([QqWwSs]\d{1,2})(?!\d)"),
)
_YEAR_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def read_period(cell: object, *, day_first: bool | None = None, dates_are: DatesAre = "day") -> str | None:
    """The label of the period that a cell names, or None where it names none for sure.

    Args:
        cell: Text, a date, or a whole number such as 2014 or 201401.
        day_first: How 3/4/2020 is to be read: True 3 April, False March 4, None: only where one reading is possible.
        dates_are: What a full date stands for.

    Example:
        >>> read_period("Jan-20"), read_period("8/23/2021"), read_period("3/4/2020"), read_period("202401")
        ('2020-01', '2021-08-23', None, '2024-01')
    """
    if isinstance(cell, datetime | date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return period_of(PeriodKind(dates_are), day).label
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        return None
    return _read_text(str(cell), day_first, dates_are)


def day_order(cells: Iterable[object]) -> bool | None:
    """Whether dates such as 3/4/2020 put the day first: told by any that fits one order only; None if none tells."""
    for cell in cells:
        match = _DAY_MONTH_YEAR.fullmatch(str(cell).strip()) if isinstance(cell, str) else None
        if match and int(match[1]) > 12 >= int(match[2]):
            return True
        if match and int(match[2]) > 12 >= int(match[1]):
            return False
    return None


def pairs_of_years(texts: Collection[str]) -> tuple[str, ...]:
    """The texts such as 2010-11 that are years running over New Year and not months; none where months are likelier.

    All such texts must name two years in a row, and there must be two of them or plain years beside them.

    Example:
        >>> pairs_of_years(["2008-09", "2014"]), pairs_of_years(["2010-11", "2010-12"])
        (('2008-09',), ())
    """
    pairs: list[str] = []
    for text in texts:
        match = _PAIR_OF_YEARS.fullmatch(text.strip())
        if match is not None and int(match[2][-2:]) == (int(match[1]) + 1) % 100:
            pairs.append(text)
        elif not _FULL_YEAR.fullmatch(text.strip()):
            return ()
    return tuple(pairs) if len(texts) > 1 else ()


def unclear_date(cells: Iterable[object]) -> str:
    """A date such as 3/4/2020 whose order no other date of the column settles; '' where there is none."""
    texts = [cell for cell in dict.fromkeys(cells) if isinstance(cell, str)]
    if day_order(texts) is not None:
        return ""
    matches = (_DAY_MONTH_YEAR.fullmatch(text.strip()) for text in texts)
    return next((match[0] for match in matches if match and match[1] != match[2] and read_period(match[0]) is None), "")


def period_in_name(name: str) -> str | None:
    """The period that a file's name carries, such as ``2014-08-12-v77.csv``; None if there is none."""
    stem = name.rsplit("/", 1)[-1]
    for pattern in _IN_NAME:
        for match in pattern.finditer(stem):
            period = _read_text("-".join(match.groups()), None, "day")
            if period is not None:
                return period
    words = [word for word in re.split(r"[_\s.]+", stem) if word]
    with_year = (" ".join(pair) for pair in pairwise(words) if any(_FULL_YEAR.fullmatch(word) for word in pair))
    found = next((found for words in with_year if (found := read_period(words))), None)
    bare = _YEAR_IN_NAME.search(stem)
    return found or (bare[1] if bare else None)


@lru_cache(maxsize=4096)
def _read_text(text: str, day_first: bool | None, dates_are: DatesAre) -> str | None:
    plain = " ".join(_unaccented(text).split())
    ours = _parse(plain.upper() if plain[:1].isdigit() and not plain.isalpha() else plain) or _parse(text.strip())
    label = ours or _written(plain, day_first)
    if label is None or dates_are == "day":
        return label
    period = parse_period(label)
    if period.kind is not PeriodKind.DAY:
        return label
    return period_of(PeriodKind(dates_are), period.first).label


def _parse(text: str) -> str | None:
    if not text[:4].isdigit():
        return None
    try:
        period = parse_period(text)
    except BadInput:
        return None
    return period.label if _FIRST_YEAR <= period.first.year <= _LAST_YEAR else None


def _written(text: str, day_first: bool | None) -> str | None:
    return _written_with_name(text) or _written_in_digits(text, day_first)


def _written_with_name(text: str) -> str | None:
    for pattern, at_year, at_name, at_day in (
        (_DAY_NAME_YEAR, 3, 2, 1),
        (_NAME_DAY_YEAR, 3, 1, 2),
        (_MONTH_THEN_YEAR, 2, 1, 0),
        (_YEAR_THEN_MONTH, 1, 2, 0),
    ):
        match = pattern.fullmatch(text)
        month = _month(match[at_name]) if match else 0
        if match and month:
            year = _whole_year(match[at_year])
            return _parse(f"{year}-{month:02d}" + (f"-{int(match[at_day]):02d}" if at_day else ""))
    for pattern, form, year_at in (
        (_QUARTER, "{0}-Q{1}", 2),
        (_YEAR_QUARTER, "{0}-Q{1}", 1),
        (_WEEK, "{0}-W{1:0>2}", 2),
        (_YEAR_WEEK, "{0}-W{1:0>2}", 1),
    ):
        match = pattern.fullmatch(text)
        if match:
            return _parse(form.format(match[year_at], match[3 - year_at]))
    return None


def _written_in_digits(text: str, day_first: bool | None) -> str | None:
    match = _YEAR_MONTH_DAY.fullmatch(text)
    if match:
        return _parse(f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}")
    match = _MONTH_SLASH_YEAR.fullmatch(text)
    if match:
        return _parse(f"{match[2]}-{int(match[1]):02d}")
    match = _YEAR_SLASH_MONTH.fullmatch(text)
    if match:
        return _parse(f"{match[1]}-{int(match[2]):02d}")
    match = _DAY_MONTH_YEAR.fullmatch(text)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[2]), _whole_year(match[3])
    if day_first is None:
        day_first = True if first > 12 or first == second else False if second > 12 else None
    if day_first is None:
        return None
    day, month = (first, second) if day_first else (second, first)
    return _parse(f"{year}-{month:02d}-{day:02d}")


def _whole_year(digits: str) -> int:
    """The year of two digits or four; 71 to 99 lie in the last century."""
    year = int(digits)
    if year >= 100:
        return year
    return year + (1900 if year > 70 else 2000)


def _month(name: str) -> int:
    if len(name) < _SHORTEST:
        return 0
    for number, names in enumerate(_MONTH_NAMES, 1):
        if any(full == name or (len(name) >= _SHORTEST and full.startswith(name)) for full in names):
            return number
    return 0


def _unaccented(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter)).strip()
