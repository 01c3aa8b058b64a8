"""What the page on the quality of the data says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.during.monitoring.models import Value
from groundswell.during.monitoring.selectors.areas import Tree
from groundswell.during.monitoring.selectors.completeness import Reports
from groundswell.during.monitoring.selectors.quality import Outlier
from groundswell.during.monitoring.selectors.sheets import Sheeted
from groundswell.during.monitoring.selectors.spans import period_words, words_of
from groundswell.during.monitoring.selectors.wording import NOTHING, counted, shown
from groundswell.during.monitoring.step.rows import value_url
from groundswell.ground.programs.models import Program
from groundswell.kit.style import drawing_style

MOST = 50


def nothing() -> str:
    """Head of the page where nothing can be checked."""
    return _("Nothing to check yet: no value is stored")


def quality_page(
    program: Program, tree: Tree, reports: Reports, large: Page[Value], far: tuple[Sheeted, Sequence[Outlier]]
) -> dict[str, Any]:
    """All that the page shows."""
    sheet, outliers = far
    whole = reports.of()
    missing = whole.expected - whole.received
    return {
        "answer": finding(missing, large.paginator.count, len(outliers)),
        "because": words_of(reports.periods[0], reports.periods[-1]),
        "complete": whole,
        "missing": missing,
        "missing_rows": [missing_row(program, tree, reports, at) for at in worst_first(tree, reports)],
        "large_rows": [large_row(program, row) for row in large.object_list],
        "outliers": [outlier_row(program, sheet, one) for one in outliers[:MOST]],
        "outlier_count": len(outliers),
        "sheet": sheet,
    }


def finding(missing: int, large: int, far: int) -> str:
    """The head: what needs a look."""
    parts = []
    if missing:
        words = ngettext("{count} report missing", "{count} reports missing", missing)
        parts.append(words.format(count=counted(missing)))
    if large:
        words = ngettext("{count} part larger than its whole", "{count} parts larger than their whole", large)
        parts.append(words.format(count=counted(large)))
    if far:
        parts.append(ngettext("{count} value far off", "{count} values far off", far).format(count=counted(far)))
    return ", ".join(parts) or _("Nothing stands out: reports are in and agree with themselves")


def worst_first(tree: Tree, reports: Reports) -> list[int]:
    """Children that owe reports, the least complete first."""
    owing = [at for at in range(len(tree.children)) if reports.of(at).expected]
    return sorted(owing, key=lambda at: (reports.of(at).complete_share or 0, tree.children[at].name))[:MOST]


def missing_row(program: Program, tree: Tree, reports: Reports, at: int) -> dict[str, Any]:
    """One place right below: expected, received, in time."""
    area, counts, style = tree.children[at], reports.of(at), drawing_style()
    timely = counts.timely_share if reports.days_known(at) else None
    return {
        "name": area.name,
        "url": f"{reverse('monitoring:reports', args=[program.code])}?place={area.key}",
        "expected": counted(counts.expected),
        "missing": counted(counts.expected - counts.received),
        "share": style.percent(counts.complete_share or 0),
        "timely": NOTHING if timely is None else style.percent(timely),
        "low": not counts.complete_enough,
    }


def large_row(program: Program, row: Value) -> dict[str, Any]:
    """One value whose part is larger than its whole."""
    url = reverse("monitoring:value", args=[program.code, row.indicator.key, row.place.key, row.period])
    return {
        "place": str(row.place),
        "when": period_words(row.span),
        "indicator": str(row.indicator),
        "numerator": counted(row.numerator),
        "denominator": counted(row.denominator),
        "url": url,
    }


def outlier_row(program: Program, sheet: Sheeted, one: Outlier) -> dict[str, Any]:
    """One value far from its place's usual."""
    return {
        "place": one.place,
        "when": period_words(one.period),
        "value": shown(sheet, one.value),
        "usual": shown(sheet, one.middle),
        "url": value_url(program, sheet, one.place_key, one.period.label),
    }
