"""A household survey, one row per household or person, tabulated into named indicators by place.

The numerator counts the chosen answers, the denominator all who were asked; blank cells were not asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from groundswell.across.exchange.formats.columns import columns_of
from groundswell.across.exchange.formats.numbers import MISSING_WORDS
from groundswell.across.exchange.formats.rows import ValueRow, ValuesRead
from groundswell.across.exchange.formats.sheet_periods import read_period
from groundswell.across.exchange.formats.tables import Row, Table
from groundswell.across.exchange.formats.words import header_says
from groundswell.domain.errors import BadInput, RowRefused
from groundswell.domain.said import said as _

_SEPARATORS = ",;|/"
_FEW_ANSWERS = 40


@dataclass(frozen=True)
class SurveyIndicator:
    """One indicator of a survey.

    Args:
        name: What the indicator is called.
        question: Header of the column with the answers.
        answers: The answers that count for the numerator.
        several: The cell may hold several answers (comma, semicolon, bar or slash between them); one is enough.
        among: Header of a column that limits who is counted; '' all.
        among_answers: The answers in that column that are counted.
    """

    name: str
    question: str
    answers: tuple[str, ...]
    several: bool = False
    among: str = ""
    among_answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class SurveyPlan:
    """How a survey is tabulated.

    Args:
        place: Column with the place.
        period: The period of the whole survey; '' where a column tells.
        indicators: The indicators wanted.
        parents: Columns with the places above, highest first.
        period_column: Column with the date or period of each interview.
        groups: Columns that split the indicators, such as the sex of the head of the household.
        missing: Words that mean "not asked or not answered", such as ``NA``.
    """

    place: str
    period: str
    indicators: tuple[SurveyIndicator, ...]
    parents: tuple[str, ...] = ()
    period_column: str = ""
    groups: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One column of a survey, for the page on which indicators are chosen.

    Args:
        header: Its header.
        asked: How many rows have an answer.
        answers: The answers and how many gave them, the commonest first; empty where nearly every answer differs.
    """

    header: str
    asked: int
    answers: tuple[tuple[str, int], ...]


def questions_of(table: Table, missing: Iterable[str] = ()) -> tuple[Question, ...]:
    """The questions of a survey with their answers.

    Args:
        table: The survey.
        missing: Words that mean "not asked".
    """
    words = frozenset(missing)
    found: list[Question] = []
    for place, header in enumerate(table.headers):
        counts = Counter(text for row in table.rows if (text := _plain(row, place)) and text not in words)
        listed = tuple(counts.most_common()) if len(counts) <= _FEW_ANSWERS else ()
        found.append(Question(header, counts.total(), listed))
    return tuple(found)


def missing_words(table: Table) -> tuple[str, ...]:
    """The words that commonly mean "no answer" and occur in the survey."""
    words = (word for column in columns_of(table).values() for word in column.missing_words)
    return tuple(dict.fromkeys(word for word in words if word.casefold() in MISSING_WORDS))


def looks_like_survey(table: Table) -> bool:
    """Whether a table is rather a survey than values: many columns of words, few answers each, no indicators."""
    columns = columns_of(table).values()
    worded = [column for column in columns if column.is_text and 2 <= len(column.distinct) <= _FEW_ANSWERS]
    values = any(
        (column.is_text and header_says(column.header, "indicator"))
        or (column.period_share == 1 and header_says(column.header, "period"))
        for column in columns
    )
    return len(table) >= 20 and len(worded) >= max(3, len(columns) // 4) and not values


def tabulate(table: Table, plan: SurveyPlan) -> ValuesRead:
    """The indicators of a survey by place.

    Args:
        table: The survey.
        plan: What is wanted.

    Returns:
        One row per indicator, place and period with numerator and denominator; its number is that of the first sheet
        row counted. A place where nobody was asked has no row. Rows without a place or with no readable date are
        refused.

    Raises:
        BadInput: A column named is not there, no answer was chosen, or the period cannot be read.
    """
    _require(table, plan)
    index = {header: place for place, header in enumerate(table.headers)}
    constant = read_period(plan.period) if plan.period else ""
    if constant is None:
        raise BadInput(
            _("“%(value)s” is not a period.", value=plan.period),
            _("Write for example 2024-01, 2024-Q1 or 2024."),
            code="period.unknown",
        )
    counts: dict[tuple[str, ...], list[int]] = {}
    refused: list[RowRefused] = []
    outside: Counter[str] = Counter()
    for row in table.rows:
        try:
            key = _key(row, plan, index, constant)
        except RowRefused as error:
            refused.append(error)
            continue
        for number, indicator in enumerate(plan.indicators):
            counted = _counts(row, indicator, index, plan.missing)
            if counted is None:
                outside[indicator.name] += 1
                continue
            cell = counts.setdefault((str(number), *key), [0, 0, row.number])
            cell[0] += counted
            cell[1] += 1
    rows = [_row(key, cell, plan) for key, cell in counts.items()]
    rows.sort(key=lambda row: (row.indicator, row.parents, row.place, row.period))
    return ValuesRead(tuple(rows), tuple(refused), gaps=outside, notes=_strangers(table, plan, index))


def _require(table: Table, plan: SurveyPlan) -> None:
    columns = [plan.place, *plan.parents, *plan.groups, plan.period_column]
    for indicator in plan.indicators:
        columns += [indicator.question, indicator.among]
        if not indicator.answers:
            raise BadInput(
                _("No answer was chosen for %(indicator)s.", indicator=indicator.name),
                _("Choose the answers that count for its numerator."),
                code="survey.no_answer",
            )
    table.require(*(header for header in dict.fromkeys(columns) if header))
    if not plan.indicators or not (plan.period or plan.period_column):
        raise BadInput(
            _("The survey needs at least one indicator, and its period."),
            _("Choose a question with its answers, and the period or the column with the date."),
            code="survey.incomplete",
        )


def _key(row: Row, plan: SurveyPlan, index: dict[str, int], constant: str) -> tuple[str, ...]:
    place = _plain(row, index[plan.place])
    if not place or place in plan.missing:
        raise row.refuse(plan.place, _("The place is missing."), _("Fill in the cell."), code="dimension.missing")
    period = constant
    if not period:
        found = read_period(row.get(plan.period_column))
        if found is None:
            raise row.refuse(
                plan.period_column,
                _("“%(value)s” is not a date or period.", value=row.text(plan.period_column)),
                _("Write for example 2024-01-31."),
                code="period.unknown",
            )
        period = found
    above = (_plain(row, index[header]) for header in plan.parents)
    splits = (_plain(row, index[header]) for header in plan.groups)
    return (place, period, *above, *splits)


def _counts(row: Row, indicator: SurveyIndicator, index: dict[str, int], missing: Sequence[str]) -> int | None:
    """1 where the answer counts, 0 where it does not, None where the row was not asked."""
    if indicator.among:
        among = _plain(row, index[indicator.among])
        if not _is_chosen(among, indicator.among_answers, indicator.several):
            return None
    answer = _plain(row, index[indicator.question])
    if not answer or answer in missing:
        return None
    return int(_is_chosen(answer, indicator.answers, indicator.several))


def _is_chosen(cell: str, answers: Sequence[str], several: bool) -> bool:
    """Whether a cell is one of the answers, or holds one; answers may themselves hold commas."""
    if cell in answers:
        return True
    return several and any(_holds(cell, answer) for answer in answers)


def _holds(cell: str, answer: str) -> bool:
    start = cell.find(answer)
    while start >= 0:
        before, after = cell[:start].rstrip(), cell[start + len(answer) :].lstrip()
        if (not before or before[-1] in _SEPARATORS) and (not after or after[0] in _SEPARATORS):
            return True
        start = cell.find(answer, start + 1)
    return False


def _row(key: tuple[str, ...], cell: Sequence[int], plan: SurveyPlan) -> ValueRow:
    number, place, period, *others = key
    indicator = plan.indicators[int(number)]
    above, splits = others[: len(plan.parents)], others[len(plan.parents) :]
    numerator, denominator, first = cell
    return ValueRow(
        first,
        indicator.question,
        place,
        "name",
        tuple(above),
        period,
        indicator.name,
        None,
        float(numerator),
        float(denominator),
        tuple((header, text) for header, text in zip(plan.groups, splits, strict=True) if text),
    )


def _strangers(table: Table, plan: SurveyPlan, index: dict[str, int]) -> tuple[str, ...]:
    """Chosen answers that nobody gave: a misspelling would make a numerator of 0."""
    notes: list[str] = []
    for indicator in plan.indicators:
        cells = {_plain(row, index[indicator.question]) for row in table.rows}
        unseen = [
            answer
            for answer in indicator.answers
            if not any(_is_chosen(cell, (answer,), indicator.several) for cell in cells)
        ]
        if unseen:
            notes.append(
                _(
                    "Nobody answered “%(answers)s” to %(question)s.",
                    answers="”, “".join(unseen),
                    question=indicator.question,
                )
            )
    return tuple(notes)


def _plain(row: Row, place: int) -> str:
    cell = row.values[place]
    return " ".join(cell.split()) if isinstance(cell, str) else row.shown_at(place)
