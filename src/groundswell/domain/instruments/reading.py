"""An instrument out of its file (TOML): checked strictly, refused with a sentence that names file, place and field."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence

from groundswell.domain.errors import BadInput
from groundswell.domain.instruments.instrument import (
    ONE_LOWER,
    Alert,
    AlertKind,
    Cap,
    CapKind,
    Class,
    Domain,
    DomainStatistic,
    Exit,
    Gate,
    Instrument,
    Item,
    Scale,
    Scorer,
    Scoring,
    Seeing,
    Texts,
)
from groundswell.domain.instruments.parts import Part
from groundswell.domain.said import said as _

TOP = (
    *("code", "version", "number", "source", "title", "rated_by", "anonymous", "minimum_raters", "minimum_per_side"),
    *("scale", "domains", "score", "alerts", "gates", "exit"),
)
SCALE = ("lowest", "highest", "step", "not_applicable", "words")
SCORE = ("scorer", "answered", "domain_statistic", "critical_below", "classes", "caps")


def read_instrument(text: str, name: str) -> Instrument:
    """Read an instrument.

    Args:
        text: The file's content, TOML.
        name: The file's name, for refusals.

    Returns:
        The instrument.

    Raises:
        BadInput: The file is not TOML, or something in it is missing, strange or contradicts itself.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(
            _("%(file)s is not TOML: %(error)s.", file=name, error=str(error)),
            _("Copy an instrument of the house and change it."),
            code="instrument",
        ) from error
    top = Part(values, name, "", TOP)
    scale = _scale(top.part("scale", SCALE))
    domains = _domains(top)
    items = [item for domain in domains for item in domain.items]
    score = top.part("score", SCORE)
    scoring = _scoring(score, items)
    if scoring.scorer is Scorer.POLYGON and len(domains) < 3:
        raise score.refuse("scorer", _("A polygon needs three domains or more."), scoring.scorer.value)
    return Instrument(
        code=top.text("code"),
        version=top.text("version"),
        scale=scale,
        domains=domains,
        scoring=scoring,
        seeing=_seeing(top),
        alerts=_alerts(top, [domain.code for domain in domains]),
        gates=_gates(top, [item.code for item in items]),
        exit=_exit(top),
        title=top.texts("title"),
        source=top.text("source"),
        number=top.text("number", ""),
    )


def _scale(part: Part) -> Scale:
    lowest, highest, step = part.number("lowest"), part.number("highest"), part.number("step", 1)
    if not step > 0 or not highest > lowest or abs((highest - lowest) / step % 1) > 1e-9:
        raise part.refuse("step", _("The steps do not lead from the lowest to the highest value."), step)
    if not highest > 0:
        raise part.refuse("highest", _("The highest value should be above 0."), highest)
    scale = Scale(lowest, highest, step)
    if len(scale.values) > 101:
        raise part.refuse("step", _("The scale has more than 101 values."), step)
    names = {f"{value:g}": value for value in scale.values}
    words: dict[float, Texts] = {}
    if "words" in part.values:
        table = part.part("words", names)
        words = {names[name]: table.texts(name) for name in table.values}
    return Scale(lowest, highest, step, words, part.flag("not_applicable"))


def _domains(top: Part) -> tuple[Domain, ...]:
    domains: list[Domain] = []
    for part in top.parts("domains", ("code", "title", "weight", "items"), needed=True):
        items: list[Item] = []
        for asked in part.parts("items", ("code", "text", "critical", "reverse"), needed=True):
            items.append(Item(asked.text("code"), asked.texts("text"), asked.flag("critical"), asked.flag("reverse")))
            _only_once(asked, [item.code for domain in domains for item in domain.items] + [i.code for i in items])
        weight = part.number("weight", 1)
        if not weight > 0:
            raise part.refuse("weight", _("A weight should be above 0."), weight)
        domains.append(Domain(part.text("code"), tuple(items), part.texts("title"), weight))
        _only_once(part, [domain.code for domain in domains])
    return tuple(domains)


def _only_once(part: Part, codes: Sequence[str]) -> None:
    if codes.count(codes[-1]) > 1:
        raise part.refuse("code", _("This code stands twice."), codes[-1])


def _scoring(part: Part, items: Sequence[Item]) -> Scoring:
    scorer = part.choice("scorer", Scorer)
    classes: list[Class] = []
    for number, row in enumerate(part.parts("classes", ("code", "from", "title"))):
        if not number and "from" in row.values:
            raise row.refuse("from", _("The lowest class begins nowhere."), row.values["from"], _("Leave it out."))
        lowest = row.number("from") if number else None
        if lowest is not None and classes[-1].lowest is not None and lowest <= classes[-1].lowest:
            raise row.refuse("from", _("Classes go from the lowest to the highest."), lowest)
        classes.append(Class(row.text("code"), lowest, row.texts("title")))
        _only_once(row, [each.code for each in classes])
    critical = any(item.critical for item in items)
    if critical and "critical_below" not in part.values:
        raise part.refuse("critical_below", _("There are critical items, but no limit for them."))
    return Scoring(
        scorer,
        tuple(classes),
        tuple(_cap(row, [each.code for each in classes]) for row in part.parts("caps", ("kind", "points", "to"))),
        part.share("answered", "2/3"),
        part.choice("domain_statistic", DomainStatistic, DomainStatistic.MEAN),
        part.number("critical_below") if critical else None,
    )


def _cap(row: Part, classes: Sequence[str]) -> Cap:
    to = row.text("to", ONE_LOWER)
    if to != ONE_LOWER and to not in classes:
        raise row.refuse("to", _("The file has no such code."), to)
    return Cap(row.choice("kind", CapKind), row.number("points"), to)


def _seeing(top: Part) -> Seeing:
    anonymous = top.flag("anonymous")
    return Seeing(
        top.whole("minimum_raters"),
        anonymous,
        top.whole("minimum_per_side", 3 if anonymous else 1),
        top.texts("rated_by"),
    )


def _alerts(top: Part, domains: Collection[str]) -> tuple[Alert, ...]:
    alerts: list[Alert] = []
    for row in top.parts("alerts", ("code", "kind", "points", "title", "domains", "side")):
        kind = row.choice("kind", AlertKind)
        side = row.text("side", "" if kind is not AlertKind.SIDE_ABOVE_OTHERS else None)
        points = row.number("points", least=-1 if kind is AlertKind.LOW_AGREEMENT else 0)
        alerts.append(Alert(row.text("code"), kind, points, row.texts("title"), row.codes("domains", domains), side))
        _only_once(row, [alert.code for alert in alerts])
    return tuple(alerts)


def _gates(top: Part, items: Collection[str]) -> tuple[Gate, ...]:
    gates: list[Gate] = []
    for row in top.parts("gates", ("code", "items", "from", "title")):
        gates.append(
            Gate(row.text("code"), row.codes("items", items, needed=True), row.number("from"), row.texts("title"))
        )
        _only_once(row, [gate.code for gate in gates])
    return tuple(gates)


def _exit(top: Part) -> Exit | None:
    if "exit" not in top.values:
        return None
    part = top.part("exit", ("from", "critical_from", "months"))
    return Exit(part.number("from"), part.number("critical_from"), part.whole("months"))
