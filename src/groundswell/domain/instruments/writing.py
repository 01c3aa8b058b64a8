"""An instrument as its file (TOML); reading what was written gives the same instrument again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction

from groundswell.domain.instruments.instrument import Domain, Instrument, Scoring, Texts

type Plain = str | float | bool | Fraction | tuple[str, ...]
CONTROL = {ord("\x7f"): "\\u007f"}


def write_instrument(instrument: Instrument) -> str:
    """Write an instrument as a file that :func:`read_instrument` reads.

    Args:
        instrument: The instrument.

    Returns:
        TOML, one line per value, English before the other languages.

    Example:
        >>> from groundswell.domain.instruments.house import house_instrument
        >>> from groundswell.domain.instruments.reading import read_instrument
        >>> package = house_instrument("package")
        >>> read_instrument(write_instrument(package), "package.toml") == package
        True
    """
    return "\n".join(lines_of(instrument)) + "\n"


def lines_of(instrument: Instrument) -> Iterator[str]:
    """The lines of the file, from the top to the exit rule."""
    seeing = instrument.seeing
    yield from values(code=instrument.code, version=instrument.version, number=instrument.number)
    yield from values(source=instrument.source, minimum_raters=seeing.minimum_raters, anonymous=seeing.anonymous)
    yield from values(minimum_per_side=seeing.minimum_per_side)
    yield from texts("title", instrument.title)
    yield from texts("rated_by", seeing.rated_by)
    scale = instrument.scale
    yield from ("", "[scale]")
    yield from values(lowest=scale.lowest, highest=scale.highest, step=scale.step, not_applicable=scale.not_applicable)
    for value, words in scale.words.items():
        yield from texts(f"words.{quoted(f'{value:g}')}", words)
    yield from scoring_lines(instrument.scoring)
    for domain in instrument.domains:
        yield from domain_lines(domain)
    yield from last_lines(instrument)


def scoring_lines(scoring: Scoring) -> Iterator[str]:
    """How answers become a score and a class."""
    yield from ("", "[score]")
    yield from values(scorer=str(scoring.scorer), answered=scoring.answered)
    yield from values(domain_statistic=str(scoring.domain_statistic))
    if scoring.critical_below is not None:
        yield from values(critical_below=scoring.critical_below)
    for each in scoring.classes:
        yield from ("", "[[score.classes]]", *values(code=each.code))
        if each.lowest is not None:
            yield f"from = {number(each.lowest)}"
        yield from texts("title", each.title)
    for cap in scoring.caps:
        yield from ("", "[[score.caps]]", *values(kind=str(cap.kind), points=cap.points, to=cap.to))


def domain_lines(domain: Domain) -> Iterator[str]:
    """A domain with its items."""
    yield from ("", "[[domains]]", *values(code=domain.code, weight=domain.weight), *texts("title", domain.title))
    for item in domain.items:
        yield from ("", "[[domains.items]]")
        yield from values(code=item.code, critical=item.critical, reverse=item.reverse)
        yield from texts("text", item.text)


def last_lines(instrument: Instrument) -> Iterator[str]:
    """Alerts, functions that need items, and when a project may leave."""
    for alert in instrument.alerts:
        yield from ("", "[[alerts]]", *values(code=alert.code, kind=str(alert.kind), points=alert.points))
        yield from values(side=alert.side, domains=alert.domains)
        yield from texts("title", alert.title)
    for gate in instrument.gates:
        yield from ("", "[[gates]]", *values(code=gate.code, items=gate.items), f"from = {number(gate.lowest)}")
        yield from texts("title", gate.title)
    if instrument.exit:
        leave = instrument.exit
        yield from ("", "[exit]", f"from = {number(leave.lowest)}")
        yield from values(critical_from=leave.critical_lowest, months=leave.months)


def values(**named: Plain) -> Iterator[str]:
    """Lines of plain values; what is empty or false is left out."""
    for name, value in named.items():
        if value not in ("", False, ()) or isinstance(value, float):
            yield f"{name} = {written(value)}"


def texts(name: str, words: Texts) -> Iterator[str]:
    """A line for each language, English first."""
    for tag in sorted(words, key=lambda tag: (tag != "en", tag)):
        yield f"{name}.{quoted(tag)} = {quoted(words[tag])}"


def written(value: Plain) -> str:
    """One value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(quoted, value))}]"
    if isinstance(value, Fraction):
        return quoted(str(value))
    return quoted(value) if isinstance(value, str) else number(value)


def number(value: float) -> str:
    """A number without needless digits.

    Example:
        >>> number(3.0), number(0.25)
        ('3', '0.25')
    """
    return str(int(value)) if value == int(value) else repr(float(value))


def quoted(text: str) -> str:
    """Words in quotes, with what TOML asks to be escaped."""
    return json.dumps(text, ensure_ascii=False).translate(CONTROL)


def with_texts(old: Texts, language: str, words: str) -> Mapping[str, str]:
    """Texts with one language changed; an empty text takes the language away.

    Example:
        >>> with_texts({"en": "Yes", "fr": "Oui"}, "fr", " ")
        {'en': 'Yes'}
    """
    rest = {tag: text for tag, text in old.items() if tag != language}
    return rest | {language: words.strip()} if words.strip() else rest
