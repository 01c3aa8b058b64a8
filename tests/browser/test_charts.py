"""What a real browser makes of the drawings: no words over each other, none outside, none too small."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from groundswell.kit import charts as kit_charts
from groundswell.kit.charts.choropleth import LightMap, light_map
from groundswell.kit.charts.control import Control, Month, control, small_multiples
from groundswell.kit.charts.dotrange import Level, Levels, dot_range
from groundswell.kit.charts.drawing import Drawing, Style
from groundswell.kit.charts.forest import Forest, Pooled, Study, forest
from groundswell.kit.charts.funnel import Found, Funnel, funnel
from groundswell.kit.charts.outlines import Area, outlines
from groundswell.kit.charts.trend import Trend, trend

SHEET = Path(kit_charts.__file__).parents[1] / "static" / "kit" / "groundswell.css"
MEASURE = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg[role=img]')) {
    const frame = svg.getBoundingClientRect(), which = svg.querySelector('title').id;
    if (!frame.width) continue;
    const words = [...svg.querySelectorAll('text')].map(one => [one.textContent, one.getBoundingClientRect()]);
    for (const [said, box] of words) {
      const sideways = Math.max(frame.left - box.left, box.right - frame.right);
      const away = Math.max(sideways, frame.top - box.top, box.bottom - frame.bottom);
      if (away > 1.5) found.push(`${which}: ${said} is ${away} px outside`);
    }
    for (let i = 0; i < words.length; i++) for (let j = i + 1; j < words.length; j++) {
      const a = words[i][1], b = words[j][1];
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top + 4 < b.bottom - 4 && b.top + 4 < a.bottom - 4)
        found.push(`${which}: ${words[i][0]} hides ${words[j][0]}`);
    }
  }
  return found;
}"""


def square(west: float, south: float) -> dict[str, Any]:
    """A square district."""
    corners = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}


def every_chart(style: Style, names: tuple[str, ...]) -> tuple[str, list[Drawing]]:
    """Outlines, and one drawing of each kind with these names."""
    shapes = outlines([Area(str(at), name, square(at % 4, at // 4)) for at, name in enumerate(names)])
    lights = {str(at): state for at, state in enumerate(("pause", "look", "none", "holds", "look", "none", "pause"))}
    return shapes.svg, [
        forest(trials(names), style),
        funnel(Funnel("u", "t", "s", found(names), -0.2, names[0]), style),
        control(district(names), style),
        *small_multiples([district(names)], style),
        trend(Trend("t", "t", "s", names, tuple(float(40 - at) for at in range(8)), -1, 40, f"−1 {names[0]}"), style),
        dot_range(Levels("d", "t", "s", levels(names), 0.6), style),
        light_map(LightMap("m", "t", "s", shapes, lights), style),
    ]


def trials(names: tuple[str, ...]) -> Forest:
    """A forest plot with a study for each name."""
    studies = tuple(Study(name, 0.5 + 0.1 * at, 0.3 + 0.1 * at, 0.9 + 0.2 * at, 0.1) for at, name in enumerate(names))
    pooled = Pooled(0.8, 0.6, 1.1, (0.4, 1.6))
    words = {"below": names[1], "above": names[2], "not_entered": names[:1]}
    return Forest("f", "t", "s", studies, pooled, names[0], too_small=0.9, **words)


def found(names: tuple[str, ...]) -> tuple[Found, ...]:
    """Studies of a funnel plot, half of them outside."""
    return tuple(Found(name, -0.2 * at, 0.05 + 0.04 * at) for at, name in enumerate(names))


def district(names: tuple[str, ...]) -> Control:
    """A control chart that falls, with a gap and a flag."""
    months = [Month(name, 0.9 - 0.05 * at, 0.6, 1.0, "limit" if at == 6 else "") for at, name in enumerate(names)]
    months[3] = Month(names[3], None)
    return Control("c", "t", "s", tuple(months), 0.8, 0.6)


def levels(names: tuple[str, ...]) -> tuple[Level, ...]:
    """Shares that fall row by row."""
    shares = [0.95 - 0.06 * at for at in range(len(names))]
    return tuple(
        Level(name, share, share - 0.05, share + 0.02, 120, "look") for name, share in zip(names, shares, strict=True)
    )


ENGLISH = (
    "Makwanpur 2004",
    "Jharkhand, three districts",
    "MWMWMWMW",
    "Dorasa",
    "Lower Bonta and Upper Wuya",
    "Illi",
    "Rokari",
    "Q1 26",
)
ARABIC = ("مكوانبور 2004", "دوراسا العليا", "بونتا", "ووويا", "كوياندي", "سيوارا", "روكاري", "الربع الأول")


@pytest.mark.parametrize(("language", "names"), [("en", ENGLISH), ("ar", ARABIC)])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_words_hide_each_other_or_leave_a_drawing(
    browser: Any, language: str, names: tuple[str, ...], width: int
) -> None:
    rtl = language == "ar"
    hidden, drawings = every_chart(Style(rtl=rtl), names)
    body = "".join(f"<figure>{drawing.wide}{drawing.narrow}</figure>" for drawing in drawings)
    page = browser.new_page(viewport={"width": width, "height": 900})
    direction = "rtl" if rtl else "ltr"
    head = f'<html lang="{language}" dir="{direction}"><style>{SHEET.read_text()}</style>'
    page.set_content(f"{head}<body>{hidden}<main>{body}</main></body></html>")
    assert page.evaluate(MEASURE) == []
    page.close()
