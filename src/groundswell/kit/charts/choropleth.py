"""Maps: each area's light, or its share, on outlines that stand on the page once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from groundswell.kit.charts.drawing import ENGLISH, Drawing, Style
from groundswell.kit.charts.ink import isolated, paint, short, svg
from groundswell.kit.charts.marks import SHAPE_OF, mark
from groundswell.kit.charts.measure import text_width
from groundswell.kit.charts.outlines import GRID, Outlines, Seat
from groundswell.kit.charts.placing import Sheet

WORST_FIRST = ("pause", "look", "none", "holds", "")
NAME_INK = {"pause": "kp", "look": "on", "none": "k sp", "holds": "k", "": "k2 sp"}
STEPS = ((0.85, "q3"), (0.5, "q2"), (0.0, "q1"))


@dataclass(frozen=True)
class LightMap:
    """The figures of a map of lights.

    Args:
        key: Stem of ids, unique on the page.
        title: The finding.
        subtitle: What is shown, when, how to read it.
        outlines: The outlines; their own drawing must stand on the page before the map.
        lights: ``holds``, ``look``, ``pause`` or ``none`` by area; absent where not started.
        because: The reason in words by area, for the table.
        place: What an area is called, such as “District”.
        words: What the lights mean on this map, by state; the house's words without any.
    """

    key: str
    title: str
    subtitle: str
    outlines: Outlines
    lights: Mapping[str, str]
    because: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReachMap:
    """The figures of a map of shares, in three strengths of blue.

    Args:
        key: Stem of ids, unique on the page.
        title: The finding; for small maps the year.
        subtitle: What is shown.
        outlines: The outlines.
        shares: Share by area, 0 to 1; None where not known, absent or 0 for none.
        place: What an area is called.
        measure: Head of the table's share column.
    """

    key: str
    title: str
    subtitle: str
    outlines: Outlines
    shares: Mapping[str, float | None]
    place: str = ""
    measure: str = ""


@dataclass(frozen=True)
class Tint:
    """How one area is drawn: its fill, its state for marks and names, and what it tells."""

    fill: str
    state: str
    words: str


def light_map(figure: LightMap, style: Style = ENGLISH, *, width: int = 600) -> Drawing:
    """Draw a map of lights; the worse, the stronger the fill.

    Args:
        figure: What to draw.
        style: How the reader's language writes.
        width: Width of the wide drawing in pixels.
    """
    _ = style.gettext
    words = {"pause": _("Pause"), "look": _("Look"), "none": _("Not known"), "holds": _("Holds"), "": _("Not started")}
    words |= figure.words
    states = {
        key: SHAPE_OF.get(figure.lights[key], "none") if figure.lights.get(key) else "" for key in figure.outlines.names
    }
    tints = {
        key: Tint("hatch" if state == "none" else state or "none", state, words[state]) for key, state in states.items()
    }
    order = sorted(states, key=lambda key: WORST_FIRST.index(states[key]))
    rows = tuple((figure.outlines.names[key], words[states[key]], figure.because.get(key, "")) for key in order)
    counts = [(words[state], sum(one == state for one in states.values())) for state in WORST_FIRST]
    parts = (f"{word} {style.number(count, 0)}" for word, count in counts if count)
    sentence = _("Map: {counts}.").format(counts=", ".join(parts))
    heads = (figure.place or _("Place"), _("Light"), _("Because"))
    wide = drawn(figure, tints, sentence, Size(width, 13.5, "wide"))
    narrow = drawn(figure, tints, sentence, Size(350, 11.5, "narrow"))
    return Drawing(figure.title, figure.subtitle, wide, narrow, heads, rows, sentence, frozenset({1, 2}))


def reach_map(figure: ReachMap, style: Style = ENGLISH, *, width: int = 600, small: bool = False) -> Drawing:
    """Draw a map of shares; small maps have no names and one size.

    Args:
        figure: What to draw.
        style: How the reader's language writes.
        width: Width of the wide drawing in pixels; 230 suits four in a row.
        small: Whether it is one of several small maps.
    """
    _ = style.gettext
    tints = {key: tint_of(key, figure, style) for key in figure.outlines.names}
    rows = tuple((name, tints[key].words) for key, name in figure.outlines.names.items())
    reached = sum(bool(share) for share in figure.shares.values())
    sentence = _("Map: {reached} of {all} areas reached.").format(
        reached=style.number(reached, 0), all=style.number(len(figure.outlines.names), 0)
    )
    heads = (figure.place or _("Place"), figure.measure or _("Share reached"))
    wide = drawn(figure, tints, sentence, Size(width, 0 if small else 13.5, "" if small else "wide"))
    narrow = "" if small else drawn(figure, tints, sentence, Size(350, 11.5, "narrow"))
    return Drawing(figure.title, figure.subtitle, wide, narrow, heads, rows, sentence)


def tint_of(key: str, figure: ReachMap, style: Style) -> Tint:
    """An area's strength of blue: over 85 %, over 50 %, less, none; hatched where not known."""
    share = figure.shares.get(key, 0.0)
    if share is None:
        return Tint("hatch", "none", style.gettext("not known"))
    fill = next((ink for least, ink in STEPS if share > least), "none")
    state = {"q3": "pause", "q2": "holds", "q1": "holds"}.get(fill, "")
    return Tint(fill, state, style.percent(share))


@dataclass(frozen=True)
class Size:
    """Width in pixels, letter size of names (0 for none), and ``wide``, ``narrow`` or nothing."""

    width: float
    letters: float
    name: str


def drawn(figure: LightMap | ReachMap, tints: Mapping[str, Tint], sentence: str, size: Size) -> str:
    """One size of the map: fills first, then marks and names on top."""
    shapes = figure.outlines
    ratio = size.width / GRID
    height = shapes.height * ratio
    fills = "".join(filled(shapes, area, tint) for area, tint in tints.items() if area in shapes.ids)
    body = f'<g transform="scale({ratio:.4f})" stroke-width="{short(1.2 / ratio)}" stroke-linejoin="round">{fills}</g>'
    if size.letters:
        body += names(shapes, tints, Sheet(size.width, height), ratio, size.letters)
    return svg((size.width, height), body, figure.key, sentence, figure.subtitle, name=size.name)


def filled(shapes: Outlines, area: str, tint: Tint) -> str:
    """An area in its fill, with its name and state as tooltip."""
    if tint.fill == "hatch":
        look = f' class="ax" fill="url(#{escape(shapes.prefix)}-hatch)" stroke="#77726a"'
    else:
        look = paint(f"{tint.fill} {'ax' if tint.fill == 'none' else 'ml'}")
    words = f"{isolated(shapes.names[area])}: {isolated(tint.words)}"
    return f'<use href="#{shapes.ids[area]}"{look}><title>{words}</title></use>'


def names(shapes: Outlines, tints: Mapping[str, Tint], sheet: Sheet, ratio: float, letters: float) -> str:
    """Marks where an area does not hold, then names: flagged areas first, then the largest."""
    here = [area for area in tints if area in shapes.seats]
    here.sort(key=lambda area: (not flagged(tints[area]), -shapes.seats[area].size))
    body = ""
    for area in here:
        tint, seat = tints[area], shapes.seats[area]
        strong = flagged(tint)
        if strong:
            body += flag(tint, sheet, (seat.x * ratio, seat.y * ratio), letters)
        words = shapes.names[area]
        if strong or text_width(words, letters) <= seat.room * ratio * 1.25:
            ink = NAME_INK[tint.state] if fits(words, seat, ratio, letters) else f"{'k' if strong else 'k2'} sp"
            body += sheet.write(words, spots(seat, ratio, letters, strong=strong), ink, letters, bold=strong)
    return body


def fits(words: str, seat: Seat, ratio: float, letters: float) -> bool:
    """Whether a name stays inside its area, so that it may take the ink made for its fill."""
    return text_width(words, letters, bold=True) <= seat.room * ratio


def flagged(tint: Tint) -> bool:
    """Whether an area carries a mark."""
    return tint.fill in {"look", "pause"} or (tint.fill == "hatch" and tint.state == "none")


def flag(tint: Tint, sheet: Sheet, at: tuple[float, float], letters: float) -> str:
    """The mark over a name; on its own amber a triangle is white."""
    half = letters * 0.62
    x = min(max(at[0], half * 1.3), sheet.width - half * 1.3)
    y = min(max(at[1] - letters, half * 1.3), sheet.height - half * 1.3)
    box = (x - half * 1.1, y - half * 1.1, x + half * 1.1, y + half * 1.1)
    if not sheet.free(box):
        return ""
    sheet.keep(box)
    drawn_mark = mark(tint.state, x, y, half)
    return drawn_mark.replace('class="look ms" fill="#c47f00"', 'class="kp ms" fill="#fff"')


def spots(seat: Seat, ratio: float, letters: float, *, strong: bool) -> list[tuple[float, float, str]]:
    """Where a name may stand: in the middle, then a line lower or higher, then to either side."""
    x, y = seat.x * ratio, seat.y * ratio + letters * (0.6 if strong else 0.35)
    moves = [0, letters * 1.15, -letters * 2.6 if strong else -letters * 1.15, letters * 2]
    middle = [(x, y + move, "middle") for move in moves]
    return [*middle, (x + letters * 1.2, y - letters, "start"), (x - letters * 1.2, y - letters, "end")]
