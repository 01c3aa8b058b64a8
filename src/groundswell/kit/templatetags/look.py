"""Template tags of the look: numbers in the reader's way of writing, marks, drawings, form controls."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from typing import Any, Literal

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    ClearableFileInput,
    DateInput,
    NumberInput,
    Select,
    Textarea,
    TextInput,
)
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from groundswell.domain.costs.money import Money
from groundswell.domain.values import Interval
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.charts.marks import SHAPE_OF, sprite
from groundswell.kit.charts.outlines import Outlines
from groundswell.kit.charts.swell import swell
from groundswell.kit.languages import direction_of, language_named
from groundswell.kit.style import day_written, drawing_style, money_written
from groundswell.kit.telling import told

register = template.Library()
SPRITE = sprite()
NOTHING = "–"
register.filter("told", told)
register.filter("language", language_named)
register.filter("direction", direction_of)


@register.filter
def number(value: float | Literal[""] | None, decimals: int = 0) -> str:
    """A number in the reader's way of writing: ``{{ 1348|number }}`` gives “1,348”; None, or "" for absent, a dash."""
    return NOTHING if value is None or value == "" else drawing_style().number(float(value), decimals)


@register.filter
def money(value: Money | None) -> str:
    """An amount with its currency: “USD 640”; None a dash."""
    return NOTHING if value is None else money_written(value)


@register.filter
def share(value: float | Literal[""] | None, decimals: int = 0) -> str:
    """A share between 0 and 1 as per cent: ``{{ .482|share }}`` gives “48 %”; None a dash."""
    return NOTHING if value is None or value == "" else drawing_style().percent(float(value), decimals)


@register.filter
def interval(value: Interval | None, decimals: int = 2) -> str:
    """An interval: “0.60–1.03”; empty where there is none."""
    return "" if value is None else drawing_style().span(value.lower, value.upper, decimals)


@register.filter
def share_interval(value: Interval | None, decimals: int = 0) -> str:
    """An interval of shares in per cent, without the sign: “34–62”; empty where there is none."""
    return "" if value is None else drawing_style().span(100 * value.lower, 100 * value.upper, decimals)


@register.filter
def level(value: Interval | None) -> str:
    """At which level an interval is stated: “95 % interval”."""
    if value is None:
        return ""
    return _("{percent} interval").format(percent=drawing_style().percent(value.level, 0))


@register.filter(expects_localtime=True)
def day(value: date | Literal[""] | None, form: str = "DATE_FORMAT") -> str:
    """A day as the language writes it: ``{{ wave.starts_on|day }}`` gives “1er janvier 2027” in French."""
    return day_written(value, form) if value else ""


@register.filter
def nth(items: Sequence[Any], position: int) -> Any:
    """The item at a position, counted from 0; empty where there is none."""
    return items[position] if items and position < len(items) else ""


@register.filter
def spares(positions: Container[int] | None, position: int) -> bool:
    """Whether a column is none of those named; for columns of words among columns of numbers."""
    return position not in (positions or ())


@register.filter
def bdi(text: object) -> SafeString:
    """A person's or place's name, so that its direction disturbs nothing around it."""
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def lead(label: str) -> str:
    """A label that leads into a sentence: with a colon, unless it ends in a mark of its own."""
    words = str(label).rstrip()
    return words if words.endswith((".", "?", "!", ":", "؟")) else f"{words}{_(': ').rstrip(' ')}"


@register.filter
def light_word(state: str) -> str:
    """The word beside a light."""
    words = {
        "holds": _("Holds"),
        "look": _("Look"),
        "pause": _("Pause"),
        "none": _("Not known"),
        "no": _("Refused"),
        "add": _("Added"),
        "chg": _("Changed"),
        "late": _("Late"),
        "later": _("Later"),
    }
    special = {
        "met": _("Met"),
        "unmet": _("Unmet"),
        "done": _("Done"),
        "soon": _("Soon"),
        "same": _("The same"),
    }
    return special.get(state) or words[SHAPE_OF.get(state, "none")]


@register.simple_tag
def mark(state: str) -> SafeString:
    """The shape alone; a word must stand beside it."""
    return format_html(
        '<svg class="m" aria-hidden="true"><use href="#m-{}"/></svg>',
        SHAPE_OF.get(state, "none"),
    )


@register.simple_tag
def mark_sprite() -> SafeString:
    """All mark shapes, once per page."""
    return mark_safe(SPRITE)  # noqa: S308 - drawn from constants


@register.simple_tag
def swell_rule(active_share: float, sentence: str) -> SafeString:
    """The rule under the header, dark as far as today's share of active communities."""
    return mark_safe(swell(float(active_share), sentence, rtl=get_language_bidi()))  # noqa: S308 - escapes its text


@register.simple_tag
def drawing(chart: Drawing) -> SafeString:
    """A chart's picture, wide and narrow; charts escape every text they are given."""
    return mark_safe(chart.wide + chart.narrow)  # noqa: S308


@register.simple_tag
def outlines_once(shapes: Outlines) -> SafeString:
    """The outlines that maps on this page colour; they escape what they are given."""
    return mark_safe(shapes.svg)  # noqa: S308 - escapes what it is given


@register.filter
def is_choice(field: BoundField) -> bool:
    """Whether the field is drawn as radios or check boxes."""
    return field.use_fieldset and getattr(field.field.widget, "input_type", "") in {
        "radio",
        "checkbox",
    }


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether the field is several controls under one legend."""
    return field.use_fieldset and not isinstance(field.field.widget, ClearableFileInput)


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether the field is a single check box, whose label stands after it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def anchor(field: BoundField) -> str:
    """The id that a link to the field jumps to: the control, or the first of its choices."""
    return f"{field.auto_id}_0" if is_choice(field) else field.id_for_label or field.auto_id


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input itself, with its width, its direction and what describes it."""
    widget = field.field.widget
    attrs: dict[str, Any] = {}
    if "class" not in widget.attrs and (width := width_of(field)):
        attrs["class"] = width
    if isinstance(widget, Textarea) or type(widget) is TextInput:
        attrs.setdefault("dir", "auto")
    if isinstance(widget, ClearableFileInput) and field.aria_describedby:
        attrs["aria-describedby"] = field.aria_describedby
    return field.as_widget(attrs=attrs)


def width_of(field: BoundField) -> str:
    """The class that gives a control the width of what is written into it."""
    widget = field.field.widget
    if isinstance(widget, NumberInput):
        return "short"
    if isinstance(widget, DateInput):
        return "mid"
    if isinstance(widget, TextInput | Textarea | Select | ClearableFileInput) and not is_choice(field):
        return "long"
    return ""
