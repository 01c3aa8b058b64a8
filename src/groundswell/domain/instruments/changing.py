"""Changing a copy of an instrument: wording in one language, items, domains, limits; each change is a new version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from groundswell.domain.errors import BadInput
from groundswell.domain.instruments.instrument import Domain, Gate, Instrument, Item
from groundswell.domain.instruments.writing import with_texts
from groundswell.domain.said import said as _


@dataclass(frozen=True)
class ItemAs:
    """An item as it shall be.

    Args:
        code: Its code; a new one has its own.
        words: Its text in the language that is edited; empty takes that language away.
        critical: Whether a low answer holds the class down.
        reverse: Whether a high answer is a bad one.
    """

    code: str
    words: str
    critical: bool = False
    reverse: bool = False


@dataclass(frozen=True)
class DomainAs:
    """A domain as it shall be.

    Args:
        code: Its code.
        words: Its title in the language that is edited.
        items: Its items; a domain without any is taken away, and so is every item that is not named.
    """

    code: str
    words: str
    items: tuple[ItemAs, ...]


@dataclass(frozen=True)
class Wanted:
    """A change to an instrument.

    Args:
        language: The language of all texts in the change.
        title: Title of the instrument in it.
        domains: Domains with their items, in their order.
        limits: Code of a class to the score from which it counts.
        minimum_raters: Fewest raters.
        critical_below: A critical item with a median below this is a gap.
    """

    language: str
    title: str
    domains: Sequence[DomainAs]
    limits: Mapping[str, float] = field(default_factory=dict)
    minimum_raters: int = 1
    critical_below: float | None = None


def changed(old: Instrument, wanted: Wanted, version: str) -> Instrument:
    """An instrument with a change, under a version of its own.

    Args:
        old: The instrument.
        wanted: The change.
        version: The new version.

    Returns:
        The new version. Functions lose items that are gone, alerts lose domains that are gone; where one would be
        left with nothing it goes too.

    Raises:
        BadInput: No item is left, or a new item or domain has no text in English, on which other languages fall back.
    """
    items = {item.code: item for item in old.items}
    known = {domain.code: domain for domain in old.domains}
    asked = [each for each in wanted.domains if each.items]
    new = with_domains(old, [_domain(known.get(each.code), each, items, wanted.language) for each in asked])
    critical = any(item.critical for item in new.items)
    scoring = replace(
        old.scoring,
        classes=tuple(replace(each, lowest=wanted.limits.get(each.code, each.lowest)) for each in old.scoring.classes),
        critical_below=(wanted.critical_below if critical else None),
    )
    return replace(
        new, version=version, scoring=scoring,
        title=with_texts(old.title, wanted.language, wanted.title) if wanted.title.strip() else old.title,
        seeing=replace(old.seeing, minimum_raters=wanted.minimum_raters),
    )  # fmt: skip


def with_domains(old: Instrument, domains: Sequence[Domain]) -> Instrument:
    """An instrument with other domains; those without items are left out, and what names only what is gone goes too.

    Args:
        old: The instrument.
        domains: Its domains as they shall be.

    Raises:
        BadInput: No item is left.
    """
    domains = tuple(domain for domain in domains if domain.items)
    if not domains:
        raise BadInput(_("No item is left."), _("Keep at least one."), code="instrument.empty")
    left = {item.code for domain in domains for item in domain.items}
    codes = {domain.code for domain in domains}
    alerts = tuple(
        replace(each, domains=tuple(code for code in each.domains if code in codes))
        for each in old.alerts
        if not each.domains or codes & set(each.domains)
    )
    return replace(old, domains=domains, alerts=alerts, gates=_gates(old.gates, left))


def _domain(old: Domain | None, wanted: DomainAs, items: Mapping[str, Item], language: str) -> Domain:
    title = _words(old.title if old else {}, language, wanted.words, wanted.code)
    rows = tuple(
        Item(each.code, _words(items[each.code].text if each.code in items else {}, language, each.words, each.code),
             each.critical, each.reverse)
        for each in wanted.items
    )  # fmt: skip
    return replace(old, title=title, items=rows) if old else Domain(wanted.code, rows, title)


def _words(old: Mapping[str, str], language: str, words: str, code: str) -> Mapping[str, str]:
    new = with_texts(old, language, words)
    if not new.get("en"):
        raise BadInput(
            _("“%(code)s” has no English text.", code=code), _("Add it in English first, then in other languages."),
            code="instrument.english",
        )  # fmt: skip
    return new


def _gates(gates: Sequence[Gate], left: set[str]) -> tuple[Gate, ...]:
    kept = (replace(gate, items=tuple(code for code in gate.items if code in left)) for gate in gates)
    return tuple(gate for gate in kept if gate.items)


def free_code(used: Sequence[str], stem: str) -> str:
    """The first number that no code of these has.

    Example:
        >>> free_code(["1", "2", "4"], ""), free_code(["d1"], "d")
        ('5', 'd2')
    """
    number = len(used) + 1
    while f"{stem}{number}" in used:
        number += 1
    return f"{stem}{number}"


def next_version(old: str, taken: Sequence[str]) -> str:
    """The version after one that is in use: the last number goes up until it is free.

    Example:
        >>> next_version("1", ["1"]), next_version("1.1", ["1", "1.1", "1.2"])
        ('1.1', '1.3')
    """
    head, _dot, last = old.rpartition(".")
    stem, number = (head, int(last)) if head and last.isdecimal() else (old, 0)
    while True:
        number += 1
        if f"{stem}.{number}" not in taken:
            return f"{stem}.{number}"
