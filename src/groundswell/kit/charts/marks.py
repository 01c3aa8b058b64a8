"""The status marks: a shape for each, so that grey print and colour-blind eyes rank them alike."""

from __future__ import annotations

from groundswell.kit.charts.ink import box, dot, line, path

SHAPE_OF = {
    "holds": "holds",
    "met": "holds",
    "done": "holds",
    "look": "look",
    "unmet": "look",
    "soon": "look",
    "pause": "pause",
    "none": "none",
    "not_known": "none",
    "unknown": "none",
    "late": "late",
    "later": "later",
    "refused": "no",
    "no": "no",
    "added": "add",
    "add": "add",
    "changed": "chg",
    "chg": "chg",
    "same": "none",
}


def mark(state: str, x: float, y: float, size: float = 8) -> str:
    """The mark of a state, centred: circle with tick, triangle, square with bars, dashed ring."""
    shape = SHAPE_OF.get(state, "none")
    return MARKS[shape](x, y, size)


def holds(x: float, y: float, size: float) -> str:
    """A pale circle with a tick."""
    tick = [
        (x - size * 0.45, y),
        (x - size * 0.1, y + size * 0.35),
        (x + size * 0.45, y - size * 0.35),
    ]
    return dot(x, y, size, "holds ms") + path(tick, "s0", 1.5)


def look(x: float, y: float, size: float) -> str:
    """An amber triangle."""
    corners = [
        (x, y - size),
        (x + size * 1.05, y + size * 0.85),
        (x - size * 1.05, y + size * 0.85),
    ]
    return path(corners, "look ms", 1.5, close=True)


def square(x: float, y: float, size: float) -> str:
    """The dark square under pause, late and refused."""
    return box(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8, "pause ms")


def pause(x: float, y: float, size: float) -> str:
    """A dark square with two bars."""
    bars = (x - size * 0.28, x + size * 0.28)
    return square(x, y, size) + "".join(line((at, y - size * 0.45), (at, y + size * 0.45), "sp", 2) for at in bars)


def none(x: float, y: float, size: float) -> str:
    """A dashed ring: not known."""
    return dot(x, y, size, "none ms", dash="3 2.5")


def ring(x: float, y: float, size: float) -> str:
    """The open ring under later, added and changed."""
    return dot(x, y, size, "none ms")


def late(x: float, y: float, size: float) -> str:
    """A dark square with an exclamation mark."""
    bar = line((x, y - size * 0.6), (x, y + size * 0.12), "sp", 2.4)
    return square(x, y, size) + bar + line((x, y + size * 0.4), (x, y + size * 0.67), "sp", 2.4)


def later(x: float, y: float, size: float) -> str:
    """A clock."""
    return ring(x, y, size) + path([(x, y - size * 0.6), (x, y), (x + size * 0.42, y + size * 0.24)], "s0", 1.6)


def no(x: float, y: float, size: float) -> str:
    """A dark square with a cross."""
    arm = size * 0.48
    cross = line((x - arm, y - arm), (x + arm, y + arm), "sp", 2.2) + line(
        (x + arm, y - arm), (x - arm, y + arm), "sp", 2.2
    )
    return square(x, y, size) + cross


def add(x: float, y: float, size: float) -> str:
    """A ring with a plus."""
    arm = size * 0.48
    return ring(x, y, size) + line((x, y - arm), (x, y + arm), "s0", 1.8) + line((x - arm, y), (x + arm, y), "s0", 1.8)


def chg(x: float, y: float, size: float) -> str:
    """A ring with an equals sign."""
    arm, gap = size * 0.48, size * 0.24
    return ring(x, y, size) + "".join(line((x - arm, y + at), (x + arm, y + at), "s0", 1.8) for at in (-gap, gap))


MARKS = {
    "holds": holds,
    "look": look,
    "pause": pause,
    "none": none,
    "late": late,
    "later": later,
    "no": no,
    "add": add,
    "chg": chg,
}


def sprite() -> str:
    """All marks once per page, for ``<use href="#m-…">``."""
    symbols = "".join(
        f'<symbol id="m-{name}" viewBox="0 0 20 20">{draw(10, 10, 8.4)}</symbol>' for name, draw in MARKS.items()
    )
    return f'<svg class="vh" width="0" height="0" aria-hidden="true" focusable="false"><defs>{symbols}</defs></svg>'
