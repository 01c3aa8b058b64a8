"""What the pages of single values say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.monitoring.indicators import Aggregation
from groundswell.domain.monitoring.periods import Period
from groundswell.during.monitoring.selectors.checks import single
from groundswell.during.monitoring.selectors.rows import FLAG_WORDS, Change, Row
from groundswell.during.monitoring.selectors.sheets import Sheeted
from groundswell.during.monitoring.selectors.spans import period_words, words_of
from groundswell.during.monitoring.selectors.wording import counted, shown
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.style import day_written

Cells = Sequence[Any]


def rows_page(
    sheet: Sheeted, place: Place, span: tuple[Period, Period] | None, count: int, part: str = ""
) -> dict[str, Any]:
    """Head and column heads of the rows behind a number."""
    when = ". ".join(words for words in (words_of(*span) if span else _("All periods"), part) if words)
    answer = ngettext(
        "{count} value stands behind {name} in {place}", "{count} values stand behind {name} in {place}", count
    ).format(count=counted(count), name=sheet.name, place=place)
    return {
        "answer": answer,
        "because": _("{when}. {top}{bottom}.").format(
            when=when,
            top=_capital(sheet.sheet.numerator),
            bottom=_(" of {denominator}").format(denominator=sheet.sheet.denominator)
            if sheet.sheet.denominator
            else "",
        ),
        "counts": sheet.sheet.aggregation is Aggregation.RATIO,
        "count": count,
    }


def row_lines(program: Program, sheet: Sheeted, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Values as lines of a table, each with the address of its history."""
    return [
        {
            "place": row.place,
            "when": row.when,
            "part": row.part,
            "numerator": counted(row.numerator),
            "denominator": counted(row.denominator),
            "value": shown(sheet, row.value),
            "flag": row.flag,
            "comment": row.comment,
            "by": row.by or _("import or command"),
            "at": row.at,
            "url": value_url(program, sheet, row.place_key, row.period, row.part),
        }
        for row in rows
    ]


def value_url(program: Program, sheet: Sheeted, place: str, period: str, part: str = "") -> str:
    """The address of one value."""
    url = reverse("monitoring:value", args=[program.code, sheet.key, place, period])
    return f"{url}?{urlencode({'part': part})}" if part else url


def value_page(
    sheet: Sheeted, place: Place, period: Period, stored: Cells | None, changes: Sequence[Change]
) -> dict[str, Any]:
    """Head and history of one value."""
    where = {"name": sheet.name, "place": place, "period": period_words(period)}
    if stored is None:
        answer = _("{name}, {place}, {period}: nothing stored").format(**where)
    else:
        value = cells_words(sheet, stored)
        answer = _("{name}, {place}, {period}: {value}").format(**where, value=value)
    because = ""
    if changes:
        last = changes[0]
        because = _("Last changed by {name} on {day}.").format(name=last.by, day=day_written(last.at, "j M Y"))
    return {"answer": answer, "because": because, "history": [history_line(sheet, change) for change in changes]}


def history_line(sheet: Sheeted, change: Change) -> dict[str, Any]:
    """One change, in words."""
    old = _("nothing") if change.before is None else cells_words(sheet, change.before)
    new = _("taken away") if change.after is None else cells_words(sheet, change.after)
    why = change.why or (_("imported") if change.source else "")
    return {"at": change.at, "by": change.by, "old": old, "new": new, "why": why}


def cells_words(sheet: Sheeted, cells: Cells) -> str:
    """Numerator, denominator, value and flag as people read them."""
    numerator, denominator, value, flag = cells[:4]
    number = single(sheet.sheet, numerator, denominator, value)
    words = shown(sheet, number)
    if numerator is not None and denominator is not None:
        counts = _("{numerator} of {denominator}").format(
            numerator=counted(numerator), denominator=counted(denominator)
        )
        words = f"{words} ({counts})" if number is not None else counts
    return f"{words}, {FLAG_WORDS[flag]}" if flag else words


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
