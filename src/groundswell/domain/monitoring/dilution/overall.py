"""The light of a unit, out of its rules, with the reason in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from groundswell.domain.monitoring.dilution.lights import Light, RuleResult

FAMILY_OF_RULE: Mapping[int, str] = {
    1: "level",
    2: "spread over depth",
    3: "course over time",
    4: "course over time",
    5: "course over time",
    6: "dose and load",
    7: "outcome",
    8: "equity",
}
_RED_RULES = frozenset({1, 2, 3, 4, 6, 7})
_NEEDED_FOR_GREEN = frozenset({1, 3, 4})


def overall_light(rules: Sequence[RuleResult], missing: Sequence[RuleResult]) -> tuple[Light, str]:
    """The overall light and its reason.

    Red if any of rules 1, 2, 3, 4, 6, 7 is red (2 and 4 arrive here after Benjamini-Hochberg, 3 by its own repetition),
    or ambers stand in two or more families, where an amber of rule 1 that says only "not excluded" does not count and
    rules 3 to 5 are one family. Amber if one family has an amber. Green if none and one of 1, 3, 4 could be judged.

    Args:
        rules: Rules that were judged.
        missing: Rules that were not, with the reason.

    Source:
        Groundswell method.md 3.6 rule 9.
    """
    red = [rule for rule in rules if rule.light is Light.RED and rule.rule in _RED_RULES]
    if red:
        return Light.RED, " ".join(rule.text for rule in red)
    amber = [rule for rule in rules if rule.light in (Light.AMBER, Light.RED)]
    counted = {FAMILY_OF_RULE[rule.rule] for rule in amber if not rule.not_excluded}
    if len(counted) >= 2:
        families = " and ".join(sorted(counted, key=list(FAMILY_OF_RULE.values()).index))
        texts = " ".join(rule.text for rule in amber if not rule.not_excluded)
        return Light.RED, f"Warnings of {len(counted)} kinds at once ({families}): {texts}"
    if amber:
        return Light.AMBER, " ".join(rule.text for rule in amber)
    if any(rule.rule in _NEEDED_FOR_GREEN for rule in rules):
        return Light.GREEN, " ".join(rule.text for rule in rules if rule.rule in _NEEDED_FOR_GREEN)
    why = " ".join(rule.why for rule in missing if rule.rule in _NEEDED_FOR_GREEN)
    return Light.NOT_JUDGED, f"Quality cannot be judged yet. {why}".strip()
