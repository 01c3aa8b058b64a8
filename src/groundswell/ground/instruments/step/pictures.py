"""Drawings of a round: domains on spokes, and domains with the range of their raters."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.ground.instruments.models import Round
from groundswell.ground.instruments.selectors import Result, instrument_of
from groundswell.kit.charts.dotrange import Level, Levels, dot_range
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.charts.radar import Radar, Shape, radar
from groundswell.kit.style import drawing_style, written

FEWEST_SPOKES, MOST_ITEMS = 3, 12


def radar_of(round_: Round, result: Result, before: tuple[Round, Result] | None = None) -> Drawing | None:
    """The scores by domain, with those of an earlier round where it had the same domains; None for fewer than three."""
    names = tuple(domain.title for domain in result.domains)
    if len(names) < FEWEST_SPOKES:
        return None
    shapes = [Shape(round_.title, tuple(domain.score for domain in result.domains))]
    if before and tuple(domain.title for domain in before[1].domains) == names:
        label = before[0].title if before[0].title != round_.title else _("before")
        shapes.append(Shape(label, tuple(domain.score for domain in before[1].domains)))
    subtitle = ngettext(
        "0 to 100 by domain, median of %(n)s rater; the rim is 100",
        "0 to 100 by domain, medians of %(n)s raters; the rim is 100",
        result.n,
    ) % {"n": written(result.n)}
    figure = Radar(f"radar-{round_.pk}", strongest_and_weakest(result), subtitle, names, tuple(shapes))
    return radar(figure, drawing_style())


def strongest_and_weakest(result: Result) -> str:
    """The finding over the radar."""
    known = [(domain.score, domain.title) for domain in result.domains if domain.score is not None]
    if not known:
        return _("Too little was answered to score any domain")
    (low, weakest), (high, strongest) = min(known), max(known)
    if low == high:
        return _("All domains score %(score)s of 100") % {"score": written(low)}
    words = {"weakest": weakest, "low": written(low), "strongest": strongest, "high": written(high)}
    return _("Weakest: %(weakest)s (%(low)s of 100); strongest: %(strongest)s (%(high)s)") % words


def ranges_of(round_: Round, result: Result) -> Drawing | None:
    """Each domain with the lowest and highest that one rater alone gives, the widest range first; None for none."""
    levels = [
        Level(domain.title, domain.score / 100, shared(domain.lowest), shared(domain.highest), domain.n)
        for domain in result.domains
        if domain.score is not None
    ]
    if not levels:
        return None
    levels.sort(key=lambda level: (level.lower or 0) - (level.upper or 0))
    widest = levels[0]
    span = (widest.upper or 0) - (widest.lower or 0)
    title = (
        _("The raters lie furthest apart on: %(domain)s") % {"domain": widest.label}
        if span
        else _("All raters answered alike")
    )
    figure = Levels(
        f"ranges-{round_.pk}",
        title,
        capfirst(_("per cent of the best score; the line goes from the lowest to the highest rater")),
        tuple(levels),
        first_column=_("Domain"),
        interval=_("lowest to highest rater, per cent"),
    )
    return dot_range(figure, drawing_style())


def items_ranges_of(round_: Round, result: Result) -> Drawing | None:
    """The questions on which raters differ most, or that are critical and low: median and range; None for none."""
    highest = instrument_of(round_).scale.highest
    known = [
        item for item in result.items if item.median is not None and (item.differs or (item.critical and item.low))
    ]
    known.sort(key=lambda item: (item.lowest or 0) - (item.highest or 0))
    levels = tuple(
        Level(f"{item.code}  {item.words}", (item.median or 0) / highest, (item.lowest or 0) / highest,
              (item.highest or 0) / highest, item.n, "look" if item.critical and item.low else "")
        for item in known[:MOST_ITEMS]
    )  # fmt: skip
    if not levels:
        return None
    title = ngettext(
        "%(n)s question to look at: the raters differ, or it is critical and low",
        "%(n)s questions to look at: the raters differ, or they are critical and low",
        len(levels),
    ) % {"n": written(len(levels))}
    figure = Levels(
        f"items-{round_.pk}", title,
        capfirst(_("median in per cent of the best answer; the line goes from the lowest to the highest rater")),
        levels, first_column=_("Question"), interval=_("lowest to highest rater, per cent"),
    )  # fmt: skip
    return dot_range(figure, drawing_style())


def shared(score: float | None) -> float | None:
    """A score of 100 as a share."""
    return None if score is None else score / 100
