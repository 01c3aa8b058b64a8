"""What the monthly form asks, what was said the months before, and what looks unusual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from groundswell.domain.access import Target
from groundswell.domain.monitoring.indicators import Aggregation
from groundswell.domain.monitoring.periods import Period
from groundswell.during.monitoring.models import Value
from groundswell.during.monitoring.models.entries import NewValue
from groundswell.during.monitoring.selectors.checks import Unusual, unusual_in
from groundswell.during.monitoring.selectors.sheets import Sheeted, sheets_of
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

BEFORE = 12


@dataclass(frozen=True)
class Question:
    """One field of the monthly form; two indicators that count the same thing share it.

    Args:
        key: Name of the field.
        label: What is asked.
        part: ``numerator``, ``denominator`` or ``value``.
        scale: What the typed number is divided by (100 where per cent is asked).
        names: Names of the indicators it serves.
    """

    key: str
    label: str
    part: str
    scale: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """The whole form: its questions in order, and which question feeds which part of which indicator."""

    questions: tuple[Question, ...]
    feeds: Mapping[str, Mapping[str, str]]
    sheets: Mapping[str, Sheeted]

    def rows(self, answers: Mapping[str, float | None], place: int, period: Period) -> list[NewValue]:
        """The values that the answers mean; an indicator without any answer is left out.

        Args:
            answers: Typed number by field; None where left empty.
            place: Number of the place.
            period: The period of the report.
        """
        scales = {question.key: question.scale for question in self.questions}
        rows = []
        for code, parts in self.feeds.items():
            given = {
                part: number / scales[key] for part, key in parts.items() if (number := answers.get(key)) is not None
            }
            if given:
                top, bottom = given.get("numerator"), given.get("denominator")
                rows.append(NewValue(code, place, period, top, bottom, given.get("value")))
        return rows

    def answers(self, values: Iterable[NewValue]) -> dict[str, float]:
        """The typed numbers that stored values mean: the reverse of :meth:`rows`."""
        scales = {question.key: question.scale for question in self.questions}
        found = {}
        for row in values:
            for part, key in self.feeds.get(row.indicator, {}).items():
                number = getattr(row, part)
                if number is not None:
                    found[key] = round(number * scales[key], 9)
        return found


def asked_of(permit: Permit, program: Program, kind: str) -> Asked:
    """What the form of one kind of period asks; one query.

    Args:
        permit: A permit in the program.
        program: Which program.
        kind: Kind of the period, such as ``month``.
    """
    sheets = {
        code: sheet for code, sheet in sheets_of(permit, program).items() if sheet.asked and sheet.frequency == kind
    }
    drafts: dict[tuple[str, bool], Question] = {}
    feeds: dict[str, dict[str, str]] = {}
    for code, sheet in sheets.items():
        for part, text in _parts(sheet):
            same = (text.casefold(), part == "value")
            known = drafts.get(same)
            drafts[same] = Question(
                known.key if known else f"{code}-{part}",
                text[:1].upper() + text[1:],
                known.part if known else part,
                sheet.scale if part == "value" else 1,
                (*(known.names if known else ()), sheet.name),
            )
            feeds.setdefault(code, {})[part] = drafts[same].key
    return Asked(tuple(drafts.values()), feeds, sheets)


def reported(permit: Permit, program: Program, place: Place, period: Period, *, before: int = BEFORE) -> list[NewValue]:
    """What is stored for a place in a period and so many before it, oldest first; one query.

    Args:
        permit: A permit at the place.
        program: Which program.
        place: Which place.
        period: The last period.
        before: How many earlier ones.
    """
    permit = permit.demand("monitoring.value.read", Target(str(program.key), place.path))
    rows = Value.objects.filter(
        indicator__program=program, place=place, kind=period.kind, step__gte=period.step - before,
        step__lte=period.step, disaggregation="",
    ).select_related("indicator").order_by("step", "indicator__position")  # fmt: skip
    return [
        NewValue(
            row.indicator.code, place.pk, row.span, row.numerator, row.denominator, row.value, "", row.flag, row.comment
        )
        for row in rows
    ]


def warnings_of(
    permit: Permit, program: Program, place: Place, period: Period, rows: Sequence[NewValue]
) -> list[Unusual]:
    """What looks unusual in a report: a part larger than its whole, a value far from the months before.

    Args:
        permit: A permit at the place.
        program: Which program.
        place: Which place.
        period: The period reported.
        rows: Its values.
    """
    sheets = sheets_of(permit, program, codes={row.indicator for row in rows})
    before = [old for old in reported(permit, program, place, period) if old.period != period]
    return [
        unusual
        for row in rows
        if row.indicator in sheets
        for unusual in unusual_in(
            sheets[row.indicator].sheet, [*(old for old in before if old.indicator == row.indicator), row], period
        )
    ]


def _parts(sheet: Sheeted) -> list[tuple[str, str]]:
    """Which parts of an indicator are asked, and in which words."""
    kind = sheet.sheet.aggregation
    if kind is Aggregation.RATIO:
        return [("denominator", sheet.sheet.denominator), ("numerator", sheet.sheet.numerator)]
    if kind is Aggregation.MEAN:
        return [("denominator", sheet.sheet.denominator), ("value", sheet.sheet.numerator)]
    return [("value" if kind is Aggregation.NONE else "numerator", sheet.sheet.numerator)]
