"""Pooling from a file: which columns hold the effects, and the answer in the contract's shape."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from groundswell.across.exchange.formats.tables import Row, Table, read_table
from groundswell.domain.errors import BadInput, CannotJudge, RowRefused
from groundswell.domain.evidence.effects import Effect, effect_of_means, effect_of_reported, effect_of_table
from groundswell.domain.evidence.importance import important_difference
from groundswell.domain.evidence.study import Measure, Reported
from groundswell.domain.stats.funnel import ENOUGH_STUDIES, egger
from groundswell.domain.stats.intervals import wald
from groundswell.domain.stats.mantel_haenszel import pool_counts
from groundswell.domain.stats.metaregression import MetaRegression, meta_regression
from groundswell.domain.stats.pooling import Pooled, leave_one_out, pool
from groundswell.domain.values import Interval, exp_or_infinite
from groundswell.front.cli.figures import figure

MISSING = ("NA", "na", "N/A", ".", "")
LABELS = ("study", "trial", "author", "source", "id")
RISKS, MEANS = (Measure.RR, Measure.OR, Measure.RD), (Measure.MD, Measure.SMD)


@dataclass(frozen=True)
class Shape:
    """One way in which a file may hold effects: its columns, the measures it serves, and how a row is read."""

    columns: tuple[str, ...]
    measures: tuple[Measure, ...]
    effect: Callable[[str, Measure, Sequence[float], Row], Effect | None]


def _two_by_two(name: str, measure: Measure, cells: Sequence[float], row: Row) -> Effect | None:
    a, b, c, d = cells
    return effect_of_table(name, measure, (a, a + b, c, c + d))


def _events(name: str, measure: Measure, cells: Sequence[float], row: Row) -> Effect | None:
    a, n1, c, n0 = cells
    return effect_of_table(name, measure, (a, n1, c, n0))


def _means(name: str, measure: Measure, cells: Sequence[float], row: Row) -> Effect | None:
    m1, sd1, n1, m0, sd0, n0 = cells
    return effect_of_means(name, measure, (m1, sd1, n1), (m0, sd0, n0))


def _variance(name: str, measure: Measure, cells: Sequence[float], row: Row) -> Effect | None:
    yi, vi = cells
    if not vi > 0:
        raise row.refuse("vi", f"The variance {vi:g} is not above 0.", "Correct the cell.", code="pool.variance")
    return Effect(name, measure, yi, vi, basis="yi and vi")


def _interval(name: str, measure: Measure, cells: Sequence[float], row: Row) -> Effect | None:
    level, df = figure(row, "level", missing=MISSING), figure(row, "df", missing=MISSING)
    return effect_of_reported(
        name, measure, Reported(cells[0], cells[1], cells[2], 0.95 if level is None else level, df)
    )


SHAPES = (
    Shape(("tpos", "tneg", "cpos", "cneg"), RISKS, _two_by_two),
    Shape(("ai", "n1i", "ci", "n2i"), RISKS, _events),
    Shape(("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"), MEANS, _means),
    Shape(("yi", "vi"), tuple(Measure), _variance),
    Shape(("estimate", "lower", "upper"), tuple(Measure), _interval),
)


def _shape_of(table: Table, measure: Measure) -> Shape:
    held = [shape for shape in SHAPES if all(column in table.headers for column in shape.columns)]
    for shape in held:
        if measure in shape.measures:
            return shape
    wanted = "; ".join(", ".join(shape.columns) for shape in SHAPES if measure in shape.measures)
    raise BadInput(
        f"{table.name} has no columns from which a {measure.words} can be computed: it has {', '.join(table.headers)}.",
        f"Give the columns {wanted}.",
        code="pool.columns",
    )


def _label_of(table: Table) -> str | None:
    """Take ``study``, or the first other naming column that holds words and not only numbers."""
    held = [name for name in LABELS if name in table.headers]
    if held[:1] == ["study"]:
        return "study"
    worded = [name for name in held if any(isinstance(cell, str) and not cell.isdigit() for cell in table.column(name))]
    return next(iter(worded or held), None)


def read_effects(table: Table, measure: Measure) -> tuple[list[Effect], list[Row], list[str]]:
    """Read one effect per row.

    Args:
        table: The file.
        measure: Measure of effect.

    Returns:
        Effects, their rows, and sentences about rows left out or mended.

    Raises:
        BadInput: No fitting columns, or a cell that cannot be used.
    """
    shape = _shape_of(table, measure)
    label = _label_of(table)
    effects: list[Effect] = []
    rows: list[Row] = []
    notes: list[str] = []
    for row in table:
        name = (row.text(label) if label else "") or f"row {row.number}"
        cells = [figure(row, column, missing=MISSING) for column in shape.columns]
        known = [cell for cell in cells if cell is not None]
        if len(known) < len(cells):
            notes.append(f"{name} (row {row.number}) is left out: {shape.columns[cells.index(None)]} is missing.")
            continue
        try:
            effect = shape.effect(name, measure, known, row)
        except RowRefused:
            raise
        except BadInput as wrong:
            raise row.refuse(shape.columns[0], wrong.text, wrong.remedy, code=wrong.code) from wrong
        if effect is None:
            notes.append(f"{name} (row {row.number}) is left out: it has no {measure.words}, no events in both arms.")
            continue
        effects.append(effect)
        rows.append(row)
        notes.extend(effect.notes)
    return effects, rows, notes


def pooled_answer(arguments: argparse.Namespace) -> dict[str, Any]:
    """Pool the studies of a file.

    Args:
        arguments: File, sheet, measure, method, level, mid, benefit and moderators.

    Returns:
        The answer of ``evidence pool``.

    Raises:
        BadInput: The file or an option cannot be used.
        CannotJudge: No study has an effect.
    """
    measure, level = Measure(arguments.measure), arguments.level
    table = read_table(arguments.file, sheet=arguments.sheet)
    mid = important_difference(measure, arguments.benefit, arguments.mid)
    effects, rows, notes = read_effects(table, measure)
    if not effects:
        raise CannotJudge("No study has an effect that can be pooled.", " ".join(notes), code="pool.empty")
    pooled = _pooled(effects, arguments.method, level)
    why = dict(pooled.why)
    below = pooled.chance_below(0.0)
    reached = None if mid is None else pooled.chance_below(mid)
    low = arguments.benefit == "low"
    ci = pooled.ci if pooled.k > 1 else wald(pooled.estimate, pooled.se, level, effects[0].df)
    answer: dict[str, Any] = {
        "measure": measure.value,
        "method": pooled.method,
        "k": pooled.k,
        "level": level,
        "estimate": pooled.estimate,
        "se": pooled.se,
        "ci": _pair(ci),
        "p": pooled.p,
        "se_hk": pooled.se_hk,
        "ci_hk": _pair(pooled.ci_hk),
        "p_hk": pooled.p_hk,
        "tau2": pooled.tau2,
        "i2": pooled.i2,
        "q": pooled.q,
        "q_p": pooled.q_p,
        "prediction": _pair(pooled.prediction),
        "benefit": arguments.benefit,
        "p_benefit": below if below is None or low else 1 - below,
        "p_mid": reached if reached is None or low else 1 - reached,
        "mid": None if mid is None else math.exp(mid) if measure.is_ratio else mid,
        "ratio": _ratio(pooled, ci) if measure.is_ratio else None,
        "studies": _studies(effects, pooled, arguments.method, level),
    }
    why |= _whys(pooled, measure, mid)
    if pooled.sensitivity:
        answer["sensitivity"] = [
            {"tau": row.tau, "estimate": row.estimate, "se": row.se, "ci": _pair(row.ci)} for row in pooled.sensitivity
        ]
    if arguments.moderator:
        answer |= _moderators(effects, rows, arguments)
    answer["egger"], flat = _egger(effects)
    if flat:
        why["egger"] = flat
    answer["why"] = why
    answer["warnings"] = [*pooled.warnings, *notes, *answer.pop("moderator_warnings", ()), *table.notes]
    return answer


def _pooled(effects: Sequence[Effect], method: Any, level: float) -> Pooled:
    if method != "MH":
        return pool([effect.yi for effect in effects], [effect.vi for effect in effects], method, level)
    tables = [effect.table for effect in effects if effect.table is not None]
    if len(tables) < len(effects):
        raise BadInput(
            "Mantel-Haenszel needs counts.", "Give tpos, tneg, cpos, cneg or ai, n1i, ci, n2i.", code="pool.mh"
        )
    kind: Any = effects[0].measure.value
    return pool_counts(tables, kind, level)


def _pair(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.lower, interval.upper]


def _ratio(pooled: Pooled, ci: Interval) -> dict[str, Any]:
    return {
        "estimate": exp_or_infinite(pooled.estimate),
        "ci": _pair(ci.exp()),
        "ci_hk": _pair(pooled.ci_hk.exp()) if pooled.ci_hk else None,
        "prediction": _pair(pooled.prediction.exp()) if pooled.prediction else None,
    }


def _whys(pooled: Pooled, measure: Measure, mid: float | None) -> dict[str, str]:
    why = {}
    if pooled.prediction is None:
        why["p_benefit"] = why["p_mid"] = pooled.why["prediction"]
    if mid is None:
        why["mid"] = why["p_mid"] = f"a {measure.words} has no minimum important difference by default; give --mid"
    if not measure.is_ratio:
        why["ratio"] = f"a {measure.words} is not a ratio"
    return why


def _studies(effects: Sequence[Effect], pooled: Pooled, method: str, level: float) -> list[dict[str, Any]]:
    without = _without(effects, method, level)
    return [
        {
            "study": effect.study,
            "yi": effect.yi,
            "vi": effect.vi,
            "weight": weight,
            "without": None
            if rest is None
            else {"estimate": rest.estimate, "ci": _pair(rest.ci), "ci_hk": _pair(rest.ci_hk)},
        }
        for effect, weight, rest in zip(effects, pooled.weights, without, strict=True)
    ]


def _without(effects: Sequence[Effect], method: Any, level: float) -> Sequence[Pooled | None]:
    if method != "MH":
        return leave_one_out([effect.yi for effect in effects], [effect.vi for effect in effects], method, level)
    if len(effects) == 1:
        return (None,)
    return [_pooled([*effects[:i], *effects[i + 1 :]], method, level) for i in range(len(effects))]


def _moderators(effects: Sequence[Effect], rows: Sequence[Row], arguments: argparse.Namespace) -> dict[str, Any]:
    names: list[str] = arguments.moderator
    for name in names:
        if rows and name not in rows[0]:
            raise BadInput(f"There is no column {name}.", "Name the moderator's column.", code="pool.moderator")
    values = [[figure(row, name, missing=MISSING) for name in names] for row in rows]
    kept = [i for i, found in enumerate(values) if None not in found]
    columns = [(name, [float(values[i][j] or 0.0) for i in kept]) for j, name in enumerate(names)]
    method: Any = "EE" if arguments.method in ("EE", "MH") else arguments.method
    fitted = meta_regression(
        [effects[i].yi for i in kept], [effects[i].vi for i in kept], columns, method, arguments.level
    )
    left = [
        f"{effects[i].study} has no moderator and is not in the meta-regression."
        for i in set(range(len(values))) - set(kept)
    ]
    return {
        "moderators": _coefficients(fitted),
        "meta_regression": {name: getattr(fitted, name) for name in ("k", "tau2", "i2", "r2", "q", "q_p")},
        "moderator_warnings": [*fitted.warnings, *left],
    }


def _coefficients(fitted: MetaRegression) -> list[dict[str, Any]]:
    return [
        {
            "name": found.name,
            "estimate": found.estimate,
            "se": found.se,
            "ci": _pair(found.ci),
            "p": found.p,
            "se_hk": found.se_hk,
            "ci_hk": _pair(found.ci_hk),
            "p_hk": found.p_hk,
        }
        for found in fitted.coefficients
    ]


def _egger(effects: Sequence[Effect]) -> tuple[dict[str, Any] | None, str]:
    if len(effects) < ENOUGH_STUDIES:
        return None, f"needs {ENOUGH_STUDIES} studies"
    try:
        test = egger([effect.yi for effect in effects], [effect.vi for effect in effects])
    except CannotJudge as flat:
        return None, flat.text
    return {name: getattr(test, name) for name in ("bias", "se", "t", "df", "p", "limit")}, ""
