"""Two versions of an instrument side by side: what was added, taken away and changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from groundswell.domain.instruments.instrument import Instrument, Texts
from groundswell.domain.said import said as _

type Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class Difference:
    """One thing in which two versions differ.

    Args:
        kind: ``added``, ``removed`` or ``changed``.
        where: What it is about.
        old: What the older version says; empty where it says nothing.
        new: What the newer version says.
    """

    kind: Kind
    where: str
    old: str = ""
    new: str = ""


def differences(old: Instrument, new: Instrument) -> tuple[Difference, ...]:
    """What differs between two versions.

    Args:
        old: The older version.
        new: The newer version.

    Returns:
        The differences: the whole first, then scale and thresholds, domains, items in the order of the newer version.
        The version itself is none.

    Example:
        >>> from dataclasses import replace
        >>> from groundswell.domain.instruments.house import house_instrument
        >>> one = house_instrument("fidelity")
        >>> differences(one, replace(one, version="2", source="Ours."))[0].new
        'Ours.'
    """
    before, after = dict(facts(old)), dict(facts(new))
    names = [*after, *(name for name in before if name not in after)]
    return tuple(_one(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name))


def _one(name: str, old: str | None, new: str | None) -> Difference:
    if old is None or new is None:
        return Difference("added" if old is None else "removed", name, old or "", new or "")
    return Difference("changed", name, old, new)


def facts(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """Everything an instrument says, each under a name that tells what it is about."""
    seeing, scale, scoring = instrument.seeing, instrument.scale, instrument.scoring
    yield from _texts(_("title"), instrument.title)
    yield from _texts(_("who rates"), seeing.rated_by)
    yield _("source"), instrument.source
    yield _("fewest raters"), str(seeing.minimum_raters)
    if seeing.anonymous:
        yield _("anonymous, fewest raters of a side"), str(seeing.minimum_per_side)
    yield _("scale"), f"{scale.lowest:g}–{scale.highest:g}, {scale.step:g}"
    if scale.not_applicable:
        yield _("scale, not applicable"), "✓"
    for value, words in scale.words.items():
        yield from _texts(_("scale, %(value)s", value=f"{value:g}"), words)
    yield _("scorer"), scoring.scorer.value
    yield _("answers that a domain needs"), str(scoring.answered)
    yield _("what stands for a domain"), scoring.domain_statistic.value
    if scoring.critical_below is not None:
        yield _("critical below"), f"{scoring.critical_below:g}"
    yield from _thresholds(instrument)
    for domain in instrument.domains:
        yield from _texts(_("domain %(code)s", code=domain.code), domain.title)
        yield _("domain %(code)s, weight", code=domain.code), f"{domain.weight:g}"
        for item in domain.items:
            yield _("item %(code)s, domain", code=item.code), domain.code
            yield from _texts(_("item %(code)s", code=item.code), item.text)
            if item.critical:
                yield _("item %(code)s, critical", code=item.code), "✓"
            if item.reverse:
                yield _("item %(code)s, a high answer is a bad one", code=item.code), "✓"


def _thresholds(instrument: Instrument) -> Iterator[tuple[str, str]]:
    for each in instrument.scoring.classes:
        name = _("class %(code)s", code=each.code)
        yield _("class %(code)s, from", code=each.code), "–" if each.lowest is None else f"{each.lowest:g}"
        yield from _texts(name, each.title)
    for cap in instrument.scoring.caps:
        yield _("held down by %(kind)s, to %(code)s", kind=cap.kind.value, code=cap.to), f"{cap.points:g}"
    for alert in instrument.alerts:
        about = " ".join((alert.kind.value, f"{alert.points:g}", alert.side, *alert.domains)).replace("  ", " ")
        yield _("alert %(code)s, limit", code=alert.code), about.strip()
        yield from _texts(_("alert %(code)s", code=alert.code), alert.title)
    for gate in instrument.gates:
        yield _("function %(code)s, needs", code=gate.code), f"{', '.join(gate.items)} ≥ {gate.lowest:g}"
        yield from _texts(_("function %(code)s", code=gate.code), gate.title)
    if leave := instrument.exit:
        yield _("may leave from"), f"{leave.lowest:g}, {leave.critical_lowest:g}, {leave.months}"


def _texts(name: str, words: Texts) -> Iterator[tuple[str, str]]:
    for tag, text in words.items():
        yield _("%(name)s (%(language)s)", name=name, language=tag), text
