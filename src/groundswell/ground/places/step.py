"""What the places' pages draw."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import children_of, outlines_below
from groundswell.kit.charts.choropleth import ReachMap, reach_map
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.charts.outlines import Outlines
from groundswell.kit.door import Permit
from groundswell.kit.style import drawing_style


@dataclass(frozen=True)
class PlaceMap:
    """A map with the outlines that stand on the page before it."""

    outlines: Outlines
    chart: Drawing


def map_of(permit: Permit, place: Place) -> PlaceMap | None:
    """Where the people of a place live, by place beneath; None where fewer than three of these have a boundary."""
    shapes = outlines_below(place)
    if shapes is None:
        return None
    rows = list(children_of(permit, place).filter(closed_on=None))
    persons = {str(row.key): row.persons for row in rows if str(row.key) in shapes.names}  # type: ignore[attr-defined]
    whole = sum(number or 0 for number in persons.values())
    shares = {key: number / whole if number and whole else None for key, number in persons.items()}
    missing = sum(str(row.key) not in shapes.names for row in rows)
    said = _("Share of the people counted, by place; hatched where nobody was counted.")
    if missing:
        words = ngettext("%(n)s place has no boundary.", "%(n)s places have no boundary.", missing)
        said = f"{said} {words % {'n': missing}}"
    figure = ReachMap(
        key="places",
        title=_("Where the people of %(place)s live") % {"place": place},
        subtitle=said,
        outlines=shapes,
        shares=shares,
        measure=_("Share of the people"),
    )
    return PlaceMap(shapes, reach_map(figure, drawing_style()))
