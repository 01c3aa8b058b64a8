"""Changing a copy of an instrument question by question, in all its languages at once, as a sheet does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from groundswell.domain.errors import BadInput
from groundswell.domain.instruments.changing import free_code, with_domains
from groundswell.domain.instruments.instrument import Domain, Instrument, Item
from groundswell.domain.said import said as _

LONGEST = 1000
"""Letters of a question, as on the page."""


@dataclass(frozen=True)
class Row:
    """One question as it shall be.

    Args:
        domain: Its domain: the code, or the title in any language.
        text: The question by language; blank texts take their language away.
        critical: Whether a low answer holds the class down.
        reverse: Whether a high answer is a bad one.
        code: Its code; empty for a new one.
        gone: Whether it is taken away.
    """

    domain: str
    text: Mapping[str, str]
    critical: bool = False
    reverse: bool = False
    code: str = ""
    gone: bool = False


def with_row(old: Instrument, row: Row) -> Instrument:
    """An instrument with one question added, changed, moved to another domain or taken away.

    Args:
        old: The instrument.
        row: The question; a new one, or one that moves, comes last in its domain.

    Returns:
        The instrument under the same version; functions and alerts lose what is gone.

    Raises:
        BadInput: The domain is not known, the English text is missing, a text is too long, no question is left, or a
            critical one has no limit.

    Example:
        >>> from groundswell.domain.instruments.house import house_instrument
        >>> fidelity = house_instrument("fidelity")
        >>> added = with_row(fidelity, Row(fidelity.domains[0].code, {"en": "Was it quiet?"}))
        >>> len(added.items) - len(fidelity.items), added.domains[0].items[-1].code
        (1, '13')
    """
    if row.gone:
        return with_domains(old, tuple(_without(domain, row.code) for domain in old.domains))
    home, item = domain_named(old, row.domain), _item(old, row)
    return with_domains(old, tuple(_placed(domain, item, domain.code == home.code) for domain in old.domains))


def domain_named(instrument: Instrument, words: str) -> Domain:
    """The domain with a code, or with a title in any language.

    Raises:
        BadInput: There is none, or more than one.
    """
    wanted = words.strip().casefold()
    by_code = [domain for domain in instrument.domains if domain.code.casefold() == wanted]
    titled = [
        domain for domain in instrument.domains if wanted in {title.casefold() for title in domain.title.values()}
    ]
    found = by_code or titled
    if len(found) != 1:
        raise BadInput(
            _("“%(words)s” is no domain of %(code)s.", words=words, code=instrument.code),
            _("Write one of these: %(known)s.", known=", ".join(domain.code for domain in instrument.domains)),
            code="instrument.domain",
        )
    return found[0]


def _item(old: Instrument, row: Row) -> Item:
    text = {tag: words.strip() for tag, words in row.text.items() if words.strip()}
    if not text.get("en"):
        raise BadInput(
            _("The question has no English text."), _("Add it in English first, then in other languages."),
            code="instrument.english",
        )  # fmt: skip
    if max(map(len, text.values())) > LONGEST:
        raise BadInput(
            _("The question has more than %(most)s letters.", most=LONGEST), _("Shorten it."), code="instrument.long"
        )
    if row.critical and old.scoring.critical_below is None:
        raise BadInput(
            _("%(code)s has no limit below which a critical question is a gap.", code=old.code),
            _("Set the limit on the page of the questionnaire first."), code="instrument.critical",
        )  # fmt: skip
    return Item(row.code or free_code([item.code for item in old.items], ""), text, row.critical, row.reverse)


def _without(domain: Domain, code: str) -> Domain:
    return replace(domain, items=tuple(item for item in domain.items if item.code != code))


def _placed(domain: Domain, item: Item, is_home: bool) -> Domain:
    codes = [each.code for each in domain.items]
    if not is_home or item.code not in codes:
        rest = _without(domain, item.code)
        return replace(rest, items=(*rest.items, item)) if is_home else rest
    return replace(domain, items=tuple(item if each.code == item.code else each for each in domain.items))
