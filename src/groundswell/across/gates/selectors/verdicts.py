"""The verdict as the rule gives it now, the signed ones, and whether a signed one can be computed again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from groundswell.across.gates.models import Decision
from groundswell.across.gates.selectors.inputs import READ, Assembled, assembled
from groundswell.domain.errors import BadInput, CannotJudge, NotFound
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.evidence.verdict import Verdict, VerdictInputs, judge
from groundswell.domain.gates.frozen import fingerprint, frozen, thawed
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.telling import error_told


@dataclass(frozen=True)
class Judged:
    """What the rule says now.

    Args:
        assembled: The inputs and what stands behind them.
        verdict: The verdict; None where the studies cannot be judged together.
        why_not: Why there is none.
    """

    assembled: Assembled
    verdict: Verdict | None
    why_not: str = ""


@dataclass(frozen=True)
class Basis:
    """What a signed verdict was judged on, read back from what was frozen.

    Args:
        inputs: The inputs.
        thresholds: The numbers of the rule.
    """

    inputs: VerdictInputs
    thresholds: Thresholds


@dataclass(frozen=True)
class Replay:
    """A signed verdict computed again from its frozen inputs.

    Args:
        same_inputs: The fingerprint of the stored inputs is the signed one.
        same_word: The rule of today gives the same word.
        word: That word; empty where it cannot be judged.
        why_not: Why it cannot.
        basis: What it was judged on; None where it cannot be judged.
        verdict: What the rule of today gives; None where it cannot be judged.
    """

    same_inputs: bool
    same_word: bool
    word: str = ""
    why_not: str = ""
    basis: Basis | None = None
    verdict: Verdict | None = None


def decision_by_key(key: UUID) -> Decision:
    """The signed verdict with that key.

    Raises:
        NotFound: There is none.
    """
    found = Decision.objects.select_related("program").filter(key=key).first()
    if found is None:
        raise NotFound(
            _("This verdict does not exist, or not for you."), _("Go back to the verdict."), code="gates.decision"
        )
    return found


def judged(permit: Permit, program: Program, context: str = "") -> Judged:
    """What the rule says of one context now.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.

    Returns:
        The verdict, or why there is none; a fixed number of queries.
    """
    now = assembled(permit, program, context)
    try:
        return Judged(now, judge(now.inputs, now.thresholds))
    except (CannotJudge, BadInput) as missing:
        return Judged(now, None, error_told(missing))


def decisions_of(permit: Permit, program: Program, context: str | None = None) -> QuerySet[Decision]:
    """Signed verdicts, newest first.

    Args:
        permit: A permit of the person.
        program: The program.
        context: One context; None for every one.

    Returns:
        The rows with their dissents; two queries.
    """
    rows = permit.scope(Decision.objects.filter(program=program), READ).prefetch_related("dissents")
    return rows if context is None else rows.filter(context=context)


def standing(permit: Permit, program: Program, context: str) -> Decision | None:
    """The signed verdict that stands in one context, None where none was signed.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.

    Returns:
        The row; two queries.
    """
    return decisions_of(permit, program, context).filter(superseded_by__isnull=True).first()


def packed(inputs: VerdictInputs, thresholds: Thresholds) -> dict[str, Any]:
    """What is frozen when a verdict is signed: the inputs and the numbers of the rule.

    Args:
        inputs: The inputs.
        thresholds: The numbers.

    Returns:
        Plain JSON, of which the fingerprint is taken.
    """
    return {"inputs": frozen(inputs), "thresholds": frozen(thresholds)}


def stands_on_the_same(now: Judged, signed: Decision) -> bool:
    """Whether a signed verdict would stand on the same inputs and numbers today; day and words of sources aside.

    Args:
        now: What the rule says now.
        signed: The signed verdict.
    """
    today = packed(now.assembled.inputs, now.assembled.thresholds)
    return fingerprint(_bare(today)) == fingerprint(_bare(signed.inputs))


def _bare(contents: Any) -> Any:
    """Frozen inputs without the day and without sources, which are told in the language of who signed."""
    if isinstance(contents, dict):
        return {name: _bare(each) for name, each in contents.items() if name not in ("on", "source")}
    return [_bare(each) for each in contents] if isinstance(contents, list | tuple) else contents


def replayed(decision: Decision) -> Replay:
    """Compute a signed verdict again from what was frozen.

    Args:
        decision: The signed verdict.

    Returns:
        Whether the inputs are those that were signed, and whether the rule still gives the same word.
    """
    same_inputs, contents = fingerprint(decision.inputs) == decision.fingerprint, decision.inputs
    try:
        basis = Basis(thawed(VerdictInputs, contents["inputs"]), thawed(Thresholds, contents["thresholds"]))
        again = judge(basis.inputs, basis.thresholds)
    except (CannotJudge, BadInput) as missing:
        return Replay(same_inputs, False, why_not=error_told(missing))
    return Replay(same_inputs, again.word == decision.word, again.word, basis=basis, verdict=again)


def told(verdict: Verdict) -> dict[str, Any]:
    """What is kept of a verdict beside its inputs: every reason, and the numbers it read.

    Args:
        verdict: The verdict.

    Returns:
        Plain JSON.
    """
    summary, numbers = verdict.evidence, {}
    if summary is not None:
        numbers = {
            "estimate": summary.natural(summary.pooled.estimate),
            "lower": summary.natural(summary.ci.lower),
            "upper": summary.natural(summary.ci.upper),
            "p_benefit": summary.p_benefit,
            "p_mid": summary.p_mid,
            "studies": summary.pooled.k,
        }
    return frozen(replace(verdict, evidence=None)) | {"numbers": numbers}  # type: ignore[no-any-return]
