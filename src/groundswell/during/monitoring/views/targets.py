"""Targets by place and period, as a grid."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.domain.monitoring.periods import Period, PeriodKind, period_of
from groundswell.during.monitoring.forms import TargetsForm
from groundswell.during.monitoring.selectors import Indicator, Program
from groundswell.during.monitoring.selectors.areas import Area, Tree, place_for, trail_of, tree_of
from groundswell.during.monitoring.selectors.sheets import indicators_of, sheeted
from groundswell.during.monitoring.selectors.spans import period_words
from groundswell.during.monitoring.selectors.targets import targets_of
from groundswell.during.monitoring.services import set_targets
from groundswell.during.monitoring.views.pickers import place_choices, posted, trail_items
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page

A_PAGE = 25


def year_of(text: str) -> int:
    """The year asked for, this one otherwise."""
    return int(text) if text.isdigit() and 1990 <= int(text) <= 2100 else timezone.localdate().year


def periods_of(year: int) -> list[Period]:
    """The year and its quarters."""
    quarters = [period_of(PeriodKind.QUARTER, date(year, month, 1)) for month in (1, 4, 7, 10)]
    return [period_of(PeriodKind.YEAR, date(year, 1, 1)), *quarters]


@require_http_methods(["GET", "HEAD", "POST"])
@door("monitoring.indicator.read", program=program_by_code)
def targets(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """What an indicator is to reach: places down, the year and its quarters across."""
    rows = list(indicators_of(permit, program))
    chosen = next((row for row in rows if str(row.key) == request.GET.get("indicator")), rows[0] if rows else None)
    place, year = place_for(permit, program, request.GET.get("place", "")), year_of(request.GET.get("year", ""))
    trail = trail_of(permit, program, place)
    tree = tree_of(permit, program, place)
    content = {
        "program": program,
        "trail": trail_items(program, trail),
        "places": place_choices(trail, tree),
        "choices": [{"value": str(row.key), "title": str(row), "chosen": row == chosen} for row in rows],
        "year": str(year),
        "may_set": permit.allows("monitoring.target.set", permit.target),
    }
    if chosen is None:
        return page(request, "monitoring/targets.html", content)
    form, grid = grid_of(request, permit, chosen, tree, year)
    if request.method == "POST" and form.is_valid():
        changed = [(area.pk, period, number) for area, period, number in form.changed()]
        set_targets(permit, chosen, scaled(chosen, changed), why=form.cleaned_data["why"])
        messages.success(request, _("The targets are set."))
        return go(request.get_full_path())
    return page(request, "monitoring/targets.html", content | grid | {"form": form}, status=422 if form.errors else 200)


def grid_of(
    request: HttpRequest, permit: Permit, indicator: Indicator, tree: Tree, year: int
) -> tuple[TargetsForm, dict[str, object]]:
    """The grid of one indicator, place and year, a page of places at a time."""
    listed = Paginator([tree.here, *tree.children], A_PAGE).get_page(request.GET.get("page"))
    areas: list[Area] = list(listed.object_list)
    periods, sheet = periods_of(year), sheeted(indicator)
    stored = targets_of(permit, indicator, [area.pk for area in areas], periods)
    shown = {key: round(value * sheet.scale, 6) for key, value in stored.items()}
    form = TargetsForm(areas, periods, shown, posted(request))
    heads = [tree.level or _("Place"), *(period_words(period) for period in periods)]
    return form, {
        "heads": heads,
        "listed": listed,
        "indicator": indicator,
        "unit": sheet.sheet.unit,
        "share": sheet.share,
    }


def scaled(
    indicator: Indicator, changed: list[tuple[int, Period, float | None]]
) -> list[tuple[int, Period, float | None]]:
    """Typed numbers as they are stored."""
    scale = sheeted(indicator).scale
    return [(place, period, None if number is None else number / scale) for place, period, number in changed]
