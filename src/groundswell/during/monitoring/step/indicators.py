"""What the pages of indicators say, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.monitoring.indicators import Aggregation, Family
from groundswell.domain.monitoring.indicators import Indicator as Sheet
from groundswell.domain.monitoring.rollup import RolledUp
from groundswell.during.monitoring.models import Indicator
from groundswell.during.monitoring.models.indicators import AGGREGATIONS, CHARTS, DIRECTIONS, FAMILIES, MISSING
from groundswell.during.monitoring.models.spans import KINDS
from groundswell.during.monitoring.selectors.indicators import ByPlace, Study
from groundswell.during.monitoring.selectors.sheets import Sheeted
from groundswell.during.monitoring.selectors.spans import period_words, words_of
from groundswell.during.monitoring.selectors.trends import Course, shifted_after
from groundswell.during.monitoring.selectors.wording import counted, shown
from groundswell.during.monitoring.step.figures import (
    control_drawing,
    control_figure,
    flags_of,
    slope_words,
    trend_drawing,
)
from groundswell.ground.programs.models import Program
from groundswell.kit.charts.drawing import Drawing


@dataclass(frozen=True)
class Group:
    """Indicators that answer one question."""

    title: str
    sheets: tuple[Any, ...]


def by_family(sheets: Iterable[Sheeted]) -> list[Group]:
    """The program's indicators by the question they answer."""
    rows = list(sheets)
    return [
        group
        for family in Family
        if (group := _group(family, [row for row in rows if row.sheet.family is family])).sheets
    ]


def defaults_by_family(sheets: Iterable[Sheet]) -> list[Group]:
    """Sheets of the default set by the question they answer."""
    rows = list(sheets)
    return [
        group for family in Family if (group := _group(family, [row for row in rows if row.family is family])).sheets
    ]


def list_finding(count: int) -> str:
    """The head of the list."""
    if not count:
        return _("Nothing is measured yet: choose the first indicators")
    return ngettext("{count} indicator is in use", "{count} indicators are in use", count).format(count=count)


def adopted(count: int) -> str:
    """What was taken from the default set."""
    if not count:
        return _("Nothing was ticked. Tick the indicators to take.")
    return ngettext("{count} indicator taken.", "{count} indicators taken.", count).format(count=count)


def facts_of(indicator: Indicator) -> list[tuple[str, str]]:
    """The sheet as terms and words."""
    sheet = sheeted_words(indicator)
    return [(term, words) for term, words in sheet if words]


def sheeted_words(row: Indicator) -> list[tuple[str, str]]:
    """All that a sheet says, also what it leaves open."""
    single = row.aggregation in (Aggregation.SUM, Aggregation.LAST, Aggregation.NONE)
    formula = row.numerator if single else _("{numerator} / {denominator}").format(
        numerator=row.numerator, denominator=row.denominator
    )  # fmt: skip
    return [
        (_("What it says"), row.definition),
        (_("Formula"), formula),
        (_("Unit"), row.unit),
        (_("Several places become one by"), str(dict(AGGREGATIONS)[Aggregation(row.aggregation)])),
        (_("Good is"), str(dict(DIRECTIONS)[row.direction])),  # type: ignore[index]
        (_("Floor"), _level(row, row.floor)),
        (_("Target"), _level(row, row.target_value)),
        (_("Baseline"), _level(row, row.baseline)),
        (_("Shown by itself from a denominator of"), counted(row.minimum_denominator)),
        (_("Chart"), str(dict(CHARTS)[row.chart])),  # type: ignore[index]
        (_("A missing report means"), str(dict(MISSING)[row.missing])),  # type: ignore[index]
        (_("Reported every"), str(dict(KINDS)[row.frequency])),  # type: ignore[index]
        (_("Source form"), row.source_form),
        (_("Used at the level of"), row.used_at),
        (_("Responsible"), row.get_responsible_display() if row.responsible else ""),
        (
            _("Judged after"),
            _("{months} months of exposure").format(months=row.after_months) if row.after_months else "",
        ),
    ]


def indicator_page(program: Program, indicator: Indicator, study: Study) -> dict[str, Any]:
    """All that the page of one indicator shows beside the pickers."""
    return {
        "answer": finding(study),
        "because": because(study),
        "facts": facts_of(indicator),
        "drawing": _trend(study),
        "control": _control(study),
        "spread": spread_row(study.sheet, study.total),
        "estimate": {
            "value": shown(study.sheet, study.total.value),
            "of": n_words(study.sheet, study.total),
            "url": rows_url(program, study, study.tree.here.key),
        },
        "children": [child_row(program, study, row) for row in study.children],
        "child_heads": [study.tree.level or _("Place"), study.sheet.name, _("n"), _("Reports"), _("Rows")],
    }


def finding(study: Study) -> str:
    """What the indicator says here: the head of its page."""
    name, place = study.sheet.name, study.tree.here.name
    if study.span is None:
        return _("{name}: nothing reported yet").format(name=name)
    if study.total.value is None:
        return _("{name} in {place}: not one number").format(name=name, place=place)
    words = _("{name} in {place}: {value}").format(name=name, place=place, value=shown(study.sheet, study.total.value))
    slope = slope_words(study.sheet, study.course)
    return _("{finding}, {slope}").format(finding=words, slope=slope) if slope else words


def because(study: Study) -> str:
    """On what it stands, and what changed when."""
    if study.span is None:
        return _("Enter values in the monthly form, or import a file.")
    parts = [_("{periods}. {basis}").format(periods=study.span.words, basis=basis_words(study.sheet, study.total))]
    after = shifted_after(study.moments, study.course)
    if after and study.course:
        level = _("lower") if study.course.shift.falls else _("higher")
        parts.append(_("The level is {level} after {period}.").format(level=level, period=period_words(after)))
    if study.target is not None:
        parts.append(_("Target: {value}.").format(value=shown(study.sheet, study.target)))
    return " ".join(parts)


def basis_words(sheet: Sheeted, total: RolledUp) -> str:
    """What a number stands on, or why there is none."""
    if sheet.sheet.aggregation is Aggregation.NONE and total.spread:
        return _("It cannot be combined over places; how {count} reports lie is shown below.").format(
            count=counted(total.spread.n)
        )
    if total.value is None:
        return _("No report has all that it needs.") if total.left_out else _("Nothing was reported in these periods.")
    words = _("{reports} reports of {places} places.").format(
        reports=counted(total.reports), places=counted(total.places)
    )
    if total.small:
        least = counted(sheet.sheet.minimum_denominator)
        return words + " " + _("Fewer than {least} below the line: read numerator and denominator.").format(least=least)
    return words


def n_words(sheet: Sheeted, total: RolledUp) -> str:
    """Numerator and denominator, or the n, in words."""
    if total.numerator is not None and total.denominator is not None:
        return _("{numerator} of {denominator}").format(
            numerator=counted(total.numerator), denominator=counted(total.denominator)
        )
    if total.denominator is not None:
        return _("n {count}").format(count=counted(total.denominator))
    return _("{count} reports").format(count=counted(total.reports))


def spread_row(sheet: Sheeted, total: RolledUp) -> tuple[str, ...] | None:
    """Five figures of values that must not be combined, for a table."""
    if total.spread is None or (sheet.sheet.aggregation is not Aggregation.NONE and total.value is not None):
        return None
    five = total.spread
    levels = (five.lowest, five.lower_quartile, five.median, five.upper_quartile, five.highest)
    return (counted(five.n), *(shown(sheet, level) for level in levels))


def child_row(program: Program, study: Study, row: ByPlace) -> dict[str, Any]:
    """One place right below, for the table."""
    value = "–" if row.total.small else shown(study.sheet, row.total.value)
    if row.total.value is None and row.total.spread:
        low, high = shown(study.sheet, row.total.spread.lowest), shown(study.sheet, row.total.spread.highest)
        value = _("{low} to {high}").format(low=low, high=high)
    return {
        "name": row.area.name,
        "url": reverse("monitoring:place", args=[program.code, row.area.key]),
        "value": value,
        "n": n_words(study.sheet, row.total),
        "reports": counted(row.total.reports + row.total.left_out),
        "rows": rows_url(program, study, row.area.key),
    }


def rows_url(program: Program, study: Study, place: str) -> str:
    """The rows behind a number of this page."""
    url = reverse("monitoring:rows", args=[program.code, study.sheet.key, place])
    return f"{url}?period={study.span.text}" if study.span else url


def _trend(study: Study) -> Drawing | None:
    if not study.moments or sum(moment.value is not None for moment in study.moments) < 2:
        return None
    slope = slope_words(study.sheet, study.course)
    title = (
        _("No trend that stands out") if not slope else _("{name}: {slope}").format(name=study.sheet.name, slope=slope)
    )
    if study.course is None:
        title = _("Too few periods for a trend: eight are needed")
    subtitle = _("{name}, {unit}, {periods}. Line: the middle of all slopes (Sen).").format(
        name=study.sheet.name, unit=study.sheet.sheet.unit or _("as counted"), periods=_all(study)
    )
    return trend_drawing(study.sheet, study.moments, study.course, key="trend", title=title, subtitle=subtitle)


def _control(study: Study) -> Drawing | None:
    if study.chart is None:
        return None
    count = len(study.chart.signals)
    title = ngettext(
        "{count} signal against its own usual range", "{count} signals against its own usual range", count
    ).format(count=count) if count else _("Within its own usual range")  # fmt: skip
    kind = dict(CHARTS)[study.chart.type]
    subtitle = _("{chart}, {periods}. Band: usual range. Square: outside it. Question mark: no report.").format(
        chart=str(kind)[:1].upper() + str(kind)[1:], periods=_all(study)
    )
    course = Course(study.moments, study.chart, study.total)
    flags = flags_of(study.sheet, study.chart)
    return control_drawing(control_figure(study.sheet, course, flags, key="control", title=title, subtitle=subtitle))


def _all(study: Study) -> str:
    return words_of(study.moments[0].period, study.moments[-1].period)


def _level(row: Indicator, value: float | None) -> str:
    if value is None:
        return ""
    scale = 1 if row.aggregation in (Aggregation.SUM, Aggregation.LAST) else row.scale
    return counted(value * scale) + (" %" if scale == 100 else "")


def _group(family: Family, sheets: Sequence[Any]) -> Group:
    return Group(str(dict(FAMILIES)[family]), tuple(sheets))
