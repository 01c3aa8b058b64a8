"""A round of ratings from a file: rows ``rater, side, item, answer``, scored in the contract's shape."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from groundswell.across.exchange.formats.numbers import number, parse_number
from groundswell.across.exchange.formats.tables import Row, Table, read_table
from groundswell.domain.errors import BadInput, NotFound, RowRefused
from groundswell.domain.instruments.answers import Answer, NoRating, Stakeholder, Together, check_answer
from groundswell.domain.instruments.house import house_instrument
from groundswell.domain.instruments.instrument import Alert, AlertKind, Domain, Instrument, Item, Scale, Texts
from groundswell.domain.instruments.reading import read_instrument
from groundswell.domain.instruments.results import RoundResult, SideResult, Standing
from groundswell.domain.instruments.scoring import score_round
from groundswell.front.cli.monitoring_columns import table_of

WORDS = {
    NoRating.DONT_KNOW: ("don't know", "dont know", "do not know", "dk", "?", "ne sait pas", "nsp", "لا أعرف"),
    NoRating.NOT_APPLICABLE: ("not applicable", "na", "n/a", "sans objet", "لا ينطبق"),
}
FIELD = {"instrument.item": "item", "instrument.twice": "item", "instrument.side": "side"}


def score_answer(arguments: argparse.Namespace) -> dict[str, Any]:
    """The scores in the contract's shape.

    Raises:
        BadInput: When the instrument, a column or a cell cannot be used.
    """
    table = table_of(arguments)
    instrument = bare_instrument(arguments.scale, table) if arguments.scale else find_instrument(arguments.instrument)
    answers = read_answers(table, instrument)
    people = read_positions(arguments.positions) if arguments.positions else ()
    return _answer(instrument, score_round(instrument, answers, people))


def told(answer: dict[str, Any]) -> dict[str, Any]:
    """The same for people: without what is empty."""
    return {name: value for name, value in answer.items() if value not in (None, "", [])}


def find_instrument(name: str) -> Instrument:
    """The instrument of a code, a number or a file.

    Raises:
        BadInput: When there is none, or its file cannot be used.
    """
    path = Path(name)
    if path.suffix != ".toml" and not path.is_file():
        try:
            return house_instrument(name)
        except NotFound as error:
            raise BadInput(error.text, f"{error.remedy} Or give the path of a file.", code="instrument") from error
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}.", "Check the name of the file.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is not UTF-8.", "Save it as UTF-8.") from error
    return read_instrument(text, path.name)


def bare_instrument(scale: str, table: Table) -> Instrument:
    """Whatever a file's items are, on a scale; raters or sides half a scale apart are flagged.

    Raises:
        BadInput: When the scale cannot be used.
    """
    ends = [parse_number(part) for part in scale.split(":")]
    numbers = [end for end in ends if end is not None]
    if len(numbers) != len(ends) or len(ends) not in (2, 3):
        raise BadInput(f"{scale} is not a scale.", "Write lowest:highest, such as 1:5, or 0:1:0.5 with a step.")
    lowest, highest, step = (*numbers, 1.0)[:3]
    if not (highest > max(lowest, 0) and step > 0) or abs((highest - lowest) / step % 1) > 1e-9:
        raise BadInput(f"The scale {scale} does not lead up.", "Write lowest:highest above 0, in whole steps.")
    table.require("rater", "item", "answer")
    items = tuple(Item(code) for code in dict.fromkeys(row.text("item") for row in table) if code)
    half = (highest - lowest) / 2
    alerts = (
        Alert("item-range", AlertKind.ITEM_RANGE, half, {"en": "Raters differ widely: discuss"}),
        Alert("sides-apart", AlertKind.SIDES_APART, half, {"en": "Sides see it differently: discuss"}),
    )
    return Instrument("", "", Scale(lowest, highest, step), (Domain("all", items),), alerts=alerts)


def read_answers(table: Table, instrument: Instrument) -> list[Answer]:
    """The answers of a file; empty cells are no answers.

    Raises:
        BadInput: When a column lacks or a cell cannot be used.
    """
    table.require("rater", "item", "answer")
    words = {text.casefold(): value for value, texts in instrument.scale.words.items() for text in texts.values()} | {
        word: none for none, known in WORDS.items() for word in known
    }
    together, answers = Together(), []
    for row in table:
        for column in ("rater", "item"):
            if not row.text(column):
                raise row.refuse(column, f"The {column} is empty.", f"Give every answer its {column}.")
        if row.text("answer"):
            answers.append(_read(row, words, instrument, together))
    return answers


def _read(row: Row, words: dict[str, float | NoRating], instrument: Instrument, together: Together) -> Answer:
    text = row.text("answer")
    value = words.get(text.replace("’", "'").casefold())
    for mark in (".", ","):
        value = parse_number(text, mark) if value is None else value
    if value is None:
        known = ", ".join(f"{each:g}" for each in instrument.scale.values)
        raise row.refuse("answer", "This is no answer on the scale.", f"Write one of {known}, or don't know.")
    side = row.text("side") if "side" in row else ""
    answer = Answer(row.text("rater"), side, row.text("item"), value)
    try:
        check_answer(answer, instrument)
        together.add(answer)
    except RowRefused:
        raise
    except BadInput as wrong:
        raise row.refuse(FIELD.get(wrong.code, "answer"), wrong.text, wrong.remedy, code=wrong.code) from wrong
    return answer


def read_positions(path: str) -> tuple[Stakeholder, ...]:
    """Who stands where.

    Raises:
        BadInput: When a column lacks or a cell cannot be used.
    """
    table = read_table(path)
    table.require("stakeholder", "power", "position")
    people = []
    for row in table:
        power, position = number(row, "power", required=True), number(row, "position", required=True)
        try:
            people.append(Stakeholder(row.text("stakeholder"), power or 0, 0 if position is None else position))
        except BadInput as wrong:
            raise row.refuse(wrong.code.rpartition(".")[2], wrong.text, code=wrong.code) from wrong
    return tuple(people)


def _answer(instrument: Instrument, result: RoundResult) -> dict[str, Any]:
    whole = result.whole
    answer: dict[str, Any] = {
        "instrument": result.instrument or None,
        "version": result.version or None,
        "scale": [instrument.scale.lowest, instrument.scale.highest],
        "raters": result.raters,
        "score": None,
        "why": result.why,
    }
    if whole is not None:
        answer |= _scored(instrument, whole)
    answer |= {
        "alpha": result.alpha.value,
        "kappa": result.kappa.value if result.kappa else None,
        "items": [] if whole is None else _items(instrument, whole),
        "domains": [] if whole is None else _domains(whole),
        "sides": [_side(side) for side in result.sides],
        "flags": _flags(instrument, result),
        "gates": [
            {"gate": g.code, "text": english(g.title), "met": g.met, "short": list(g.short)} for g in result.gates
        ],
    }
    if result.alpha.value is None:
        answer["alpha_why"] = result.alpha.why
    return answer


def _scored(instrument: Instrument, whole: Standing) -> dict[str, Any]:
    titles = {each.code: english(each.title) for each in instrument.scoring.classes}
    return {
        "score": whole.score.value,
        "unit": whole.score.unit,
        "basis": whole.score.basis,
        "why": whole.score.why,
        "class": whole.class_code,
        "class_text": titles.get(whole.class_code or ""),
        "class_by_score": whole.uncapped,
        "mean": whole.score.detail.get("mean"),
        "critical_below": list(whole.gaps),
        "critical_unanswered": list(whole.unanswered),
    }


def _items(instrument: Instrument, whole: Standing) -> list[dict[str, Any]]:
    return [
        {
            "item": item.code,
            "domain": item.domain,
            "median": item.median,
            "range": item.range,
            "lowest": item.lowest,
            "highest": item.highest,
            "n": item.n,
            "dont_know": item.dont_know,
            "not_applicable": item.not_applicable,
            "critical": item.critical,
        }
        for item in whole.items
    ]


def _domains(whole: Standing) -> list[dict[str, Any]]:
    return [
        {
            "domain": each.code,
            "value": each.value,
            "percent": each.percent,
            "answered": each.answered,
            "asked": each.asked,
            "why": each.why,
        }
        for each in whole.domains
    ]


def _side(side: SideResult) -> dict[str, Any]:
    seen = side.standing
    return {
        "side": side.side,
        "raters": side.raters,
        "score": seen.score.value if seen else None,
        "class": seen.class_code if seen else None,
        "why": side.why or (seen.score.why if seen else ""),
        "domains": {each.code: each.value for each in seen.domains} if seen else None,
        "items": {each.code: each.median for each in seen.items} if seen and seen.items else None,
    }


def _flags(instrument: Instrument, result: RoundResult) -> list[dict[str, Any]]:
    """Alerts, and every critical item below its limit."""
    flags = [
        {
            "flag": flag.code,
            "kind": flag.kind.value,
            "about": flag.about,
            "value": flag.value,
            "limit": flag.limit,
            "text": english(flag.title),
        }
        for flag in result.flags
    ]
    gaps = result.whole.gaps if result.whole else ()
    medians = {item.code: item.median for item in result.whole.items} if result.whole else {}
    return flags + [
        {
            "flag": "critical",
            "kind": "critical item",
            "about": code,
            "value": medians[code],
            "limit": instrument.scoring.critical_below,
            "text": "A critical item is below its limit",
        }
        for code in gaps
    ]


def english(texts: Texts) -> str:
    """The English text."""
    return texts.get("en", "")
