"""The verdict from a workbook: read its three sheets, judge, answer in the contract's shape."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from groundswell.across.exchange.formats.tables import Row, Table, read_table
from groundswell.domain.errors import BadInput
from groundswell.domain.evidence.certainty import Certainty
from groundswell.domain.evidence.checks import check_study
from groundswell.domain.evidence.columns import Cell, Refuse, study_from, with_bias
from groundswell.domain.evidence.statement import Reason, Verdict
from groundswell.domain.evidence.study import Study
from groundswell.domain.evidence.summary import EvidenceSummary
from groundswell.domain.evidence.typed_inputs import read_inputs, verdict_inputs
from groundswell.domain.evidence.verdict import judge
from groundswell.front.cli.evidence_workbook import is_guidance

ALL = "all"
NEEDED = ("study", "design")

type Entry = tuple[Mapping[str, Cell], Refuse]


def verdict_answer(file: str, context: str, on: date) -> dict[str, Any]:
    """Judge the studies of one context.

    Args:
        file: The workbook (or a CSV of studies alone).
        context: Its context; ``all`` takes every study.
        on: Date of the verdict.

    Returns:
        The answer of ``evidence verdict``.

    Raises:
        BadInput: The workbook cannot be used, or has no study of that context.
        CannotJudge: The studies cannot be pooled.
    """
    sheets, notes = _sheets(file)
    studies = [study_from(cells, refuse) for cells, refuse in sheets["studies"]]
    studies = list(with_bias(studies, sheets["risk_of_bias"]))
    chosen = _of_context(studies, context)
    typed = read_inputs(sheets["inputs"], "" if context == ALL else context)
    verdict = judge(verdict_inputs(context, on, chosen, typed), typed.thresholds)
    flags = [f"{flag.text} {flag.remedy}" for study in chosen for flag in check_study(study, typed.thresholds)]
    return _answer(verdict, typed.sources) | {"warnings": list(dict.fromkeys([*notes, *verdict.warnings, *flags]))}


def _sheets(file: str) -> tuple[dict[str, list[Entry]], list[str]]:
    if file == "-" or not str(file).lower().endswith((".xlsx", ".xls", ".ods")):
        table = read_table(file)
        table.require(*NEEDED)
        said = "Only studies were given: nothing else is recorded. The template has sheets for risk of bias and inputs."
        return {"studies": _data(table), "risk_of_bias": [], "inputs": []}, [said]
    studies = read_table(file, sheet="studies")
    studies.require(*NEEDED)
    sheets = {"studies": _data(studies)}
    notes = []
    for name in ("risk_of_bias", "inputs"):
        try:
            sheets[name] = _data(read_table(file, sheet=name))
        except BadInput as missing:
            sheets[name] = []
            notes.append(f"Sheet {name}: {missing.text} Nothing in it is recorded.")
    return sheets, notes


def _data(table: Table) -> list[Entry]:
    """Leave out the rows of guidance that the template carries under its headers."""
    kept = [row for row in table if not is_guidance(row.values)]
    return [(dict(zip(table.headers, row.values, strict=True)), _refusal(row)) for row in kept]


def _refusal(row: Row) -> Refuse:
    def refuse(field: str, text: str, remedy: str) -> Exception:
        return row.refuse(field, text, remedy, code=f"verdict.{field}")

    return refuse


def _of_context(studies: list[Study], context: str) -> tuple[Study, ...]:
    if len({study.id for study in studies}) < len(studies):
        names = [study.id for study in studies]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadInput(f"The study {twice} stands twice.", "Give each study its own short name.", code="verdict.twice")
    if context.casefold() == ALL:
        return tuple(studies)
    chosen = tuple(study for study in studies if study.context.casefold() == context.casefold())
    if not chosen:
        known = ", ".join(sorted({study.context for study in studies if study.context})) or "none"
        raise BadInput(
            f"No study has the context {context}.", f"The contexts are: {known}; or take all.", code="context"
        )
    return chosen


def _answer(verdict: Verdict, sources: Any) -> dict[str, Any]:
    return {
        "verdict": verdict.word,
        "context": verdict.context,
        "package_version": verdict.package_version or None,
        "on": verdict.on.isoformat(),
        "lapses": verdict.lapses.isoformat(),
        "reasons": [_reason(reason) for reason in verdict.reasons],
        "vetoes": [_reason(reason) for reason in verdict.vetoes],
        "conditions": [{"code": found.code, "question": found.question} for found in verdict.conditions],
        "certainty": None if verdict.certainty is None else _certainty(verdict.certainty),
        "pooled": None if verdict.evidence is None else _pooled(verdict.evidence),
        "sources": dict(sources),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "text": reason.text,
        "met": reason.met,
        "value": reason.value,
        "needed": reason.needed,
    }


def _certainty(certainty: Certainty) -> dict[str, Any]:
    return {
        "grade": certainty.grade.words,
        "start": certainty.start,
        "confirmed_by": certainty.confirmed_by or None,
        "steps": [
            {"question": step.question, "change": step.change, "because": step.because} for step in certainty.steps
        ],
    }


def _pooled(summary: EvidenceSummary) -> dict[str, Any]:
    pooled = summary.pooled
    return {
        "measure": summary.measure.value,
        "k": pooled.k,
        "estimate": pooled.estimate,
        "natural": summary.natural(pooled.estimate),
        "ci": [summary.ci.lower, summary.ci.upper],
        "ci_natural": [summary.natural(summary.ci.lower), summary.natural(summary.ci.upper)],
        "tau2": pooled.tau2,
        "i2": pooled.i2,
        "prediction": None if pooled.prediction is None else [pooled.prediction.lower, pooled.prediction.upper],
        "p_benefit": summary.p_benefit,
        "p_mid": summary.p_mid,
        "mid": None if summary.mid is None else summary.natural(summary.mid),
        "why": dict(pooled.why),
    }
