"""Why a light is what it is, in the reader's language: one sentence for each rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.dilution import DilutionParameters, Light, RuleResult, UnitLight
from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.selectors.spans import period_words
from groundswell.during.monitoring.selectors.wording import counted, points
from groundswell.kit.style import drawing_style

STATE = {Light.GREEN: "holds", Light.AMBER: "look", Light.RED: "pause", Light.NOT_JUDGED: "none"}
ORDER = (Light.RED, Light.AMBER, Light.NOT_JUDGED, Light.GREEN)
NEEDED = frozenset({1, 3, 4})
SUPERVISION = 0.80
AMBER_LOAD = 1.25


@dataclass(frozen=True)
class Why:
    """What one rule says.

    Args:
        state: ``holds``, ``look`` or ``pause``.
        title: What the rule looks at.
        text: What it found, one sentence.
    """

    state: str
    title: str
    text: str


def whys(light: UnitLight, numbers: DilutionParameters) -> list[Why]:
    """What each rule that could be judged says, the worst first."""
    order = sorted(light.rules, key=lambda rule: (ORDER.index(rule.light), rule.rule))
    return [Why(STATE[rule.light], title_of(rule.rule), sentence(rule, numbers)) for rule in order]


def reason(light: UnitLight, numbers: DilutionParameters) -> str:
    """The reason of the overall light: the rules that made it."""
    if light.light is Light.NOT_JUDGED:
        return unknown(light)
    if light.light is Light.GREEN:
        rules: Sequence[RuleResult] = [rule for rule in light.rules if rule.rule in NEEDED][:1]
    else:
        reds = [rule for rule in light.rules if rule.light is Light.RED and rule.rule not in (5, 8)]
        made = [rule for rule in light.rules if rule.light in (Light.AMBER, Light.RED)]
        rules = reds if light.light is Light.RED and reds else made
    return " ".join(sentence(rule, numbers) for rule in rules)


def unknown(light: UnitLight) -> str:
    """Why nothing can be said."""
    if any(rule.rule in NEEDED for rule in light.rules):
        return _("Fewer than 80 % of the reports came: too few to say that quality holds.")
    return _("Too few sessions were watched: 20 are needed for the level, eight periods for the course.")


def title_of(rule: int) -> str:
    """What a rule looks at."""
    return {
        1: _("Level against the pilot."),
        2: _("Hand-overs."),
        3: _("Its usual range."),
        4: _("Trend."),
        5: _("A shift."),
        6: _("Dose and load."),
        7: _("Effect."),
        8: _("The poorest."),
    }[rule]


def sentence(rule: RuleResult, numbers: DilutionParameters) -> str:
    """What one rule found, one or two sentences."""
    return SENTENCES[rule.rule](rule, numbers)


def _level(rule: RuleResult, numbers: DilutionParameters) -> str:
    percent, detail = drawing_style().percent, rule.detail
    share = detail["share"]
    text = _("{share} of {n} watched sessions were held well.").format(share=percent(share), n=counted(rule.n))
    if share < numbers.floor_red:
        text += " " + _("The floor is {floor}.").format(floor=percent(numbers.floor_red))
    if "pilot_share" not in detail:
        return text
    pilot, margin = percent(detail["pilot_share"]), points(numbers.margin)
    if rule.not_excluded:
        return text + " " + _("The pilot had {pilot}; a loss of more than {margin} is not excluded.").format(
            pilot=pilot, margin=margin
        )  # fmt: skip
    gap = share - detail["pilot_share"]
    if round(gap * 100) == 0:
        return text + " " + _("That is as in the pilot.")
    words = (
        _("That is {points} under the pilot’s {pilot}.") if gap < 0 else _("That is {points} over the pilot’s {pilot}.")
    )
    return text + " " + words.format(points=points(gap), pilot=pilot)


def _spread(rule: RuleResult, numbers: DilutionParameters) -> str:
    change = rule.value or 0.0
    words = _("Each hand-over costs {points}.") if change < 0 else _("Quality does not fall with the hand-overs.")
    return words.format(points=points(change))


def _chart(rule: RuleResult, numbers: DilutionParameters) -> str:
    signals = rule.detail.get("signals", ())
    beyond = [label for label, kind in signals if kind == "beyond"]
    if beyond:
        return ngettext(
            "{count} period lies below its usual range: {last}.",
            "{count} periods lie below its usual range, the last {last}.",
            len(beyond),
        ).format(count=counted(len(beyond)), last=_when(beyond[-1]))
    if signals:
        return _("It stays on the worse side of its own middle, up to {last}.").format(last=_when(signals[-1][0]))
    return _("Every period lies within its usual range.")


def _trend(rule: RuleResult, numbers: DilutionParameters) -> str:
    change = rule.value or 0.0
    if rule.p is None or rule.p >= 0.05 or change == 0:
        return _("No trend is seen over {n} periods.").format(n=counted(rule.n))
    words = _("Quality falls by {points} a year.") if change < 0 else _("Quality rises by {points} a year.")
    return words.format(points=points(change))


def _shift(rule: RuleResult, numbers: DilutionParameters) -> str:
    if rule.light is Light.GREEN:
        return _("No shift downward is seen.")
    if rule.p is not None and rule.p < 0.05 and rule.detail.get("pettitt_at"):
        return _("Quality shifted down after {period}.").format(period=_when(rule.detail["pettitt_at"]))
    return _("Quality drifted below where it began, by {period}.").format(
        period=_when(rule.detail.get("cusum_from", ""))
    )


def _load(rule: RuleResult, numbers: DilutionParameters) -> str:
    percent, detail = drawing_style().percent, rule.detail
    said: list[tuple[bool, str]] = []
    if "coverage" in detail:
        text = _("{share} of the target group is reached; the approach worked from {dose} on.")
        bad = detail["coverage"] < numbers.active_dose
        said.append((bad, text.format(share=percent(detail["coverage"]), dose=percent(numbers.active_dose))))
    if "load" in detail and numbers.tested_load:
        text = _("{load} groups per facilitator; {tested} were tested.")
        bad = detail["load"] > AMBER_LOAD * numbers.tested_load
        number = drawing_style().number
        said.append((bad, text.format(load=number(detail["load"], 1), tested=number(numbers.tested_load, 0))))
    if "supervision" in detail:
        text = _("{share} of the supervision visits due were held.")
        said.append((detail["supervision"] < SUPERVISION, text.format(share=percent(detail["supervision"]))))
    worst = [text for bad, text in said if bad]
    return " ".join(worst or [text for _bad, text in said])


def _effect(rule: RuleResult, numbers: DilutionParameters) -> str:
    percent = drawing_style().percent
    text = _("{share} of the trial’s effect is left.").format(share=percent(rule.value or 0.0))
    if rule.interval is None:
        return text
    limits = drawing_style().span(100 * rule.interval.lower, 100 * rule.interval.upper, 0)
    interval = _("95 % interval {limits}.").format(limits=limits)
    return f"{text} {interval}"


def _equity(rule: RuleResult, numbers: DilutionParameters) -> str:
    widened = rule.value or 0.0
    if widened > 0:
        return _("The poorest fell {points} further behind the others.").format(points=points(widened))
    return _("The poorest did not fall further behind the others.")


def _when(label: str) -> str:
    try:
        return period_words(parse_period(label))
    except BadInput:
        return label


SENTENCES: dict[int, Callable[[RuleResult, DilutionParameters], str]] = {
    1: _level,
    2: _spread,
    3: _chart,
    4: _trend,
    5: _shift,
    6: _load,
    7: _effect,
    8: _equity,
}
