"""Signing a verdict, overruling it, dissenting from it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.across.gates.models import WORDS, Decision, Dissent
from groundswell.across.gates.selectors.verdicts import judged, packed, told
from groundswell.before.evidence.services import person_of
from groundswell.domain.errors import BadInput, CannotJudge, EditedMeanwhile
from groundswell.domain.evidence.verdict import Verdict
from groundswell.domain.gates.frozen import fingerprint
from groundswell.ground.journal.services import note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


@dataclass(frozen=True)
class Override:
    """Another word than the machine's, and why; both are shown ever after."""

    word: str
    reason: str


@transaction.atomic
def sign_verdict(
    permit: Permit,
    program: Program,
    context: str = "",
    *,
    reason: str = "",
    override: Override | None = None,
    seen: str = "",
) -> Decision:
    """Sign the verdict that the rule gives now, with what it stands on frozen beside it.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.
        reason: Why it is signed.
        override: Another word, with its reason.
        seen: Fingerprint of the inputs that the person saw; empty where nobody looked.

    Returns:
        The signed verdict; the one that stood before is kept and points to it.

    Raises:
        CannotJudge: The rule gives no verdict.
        BadInput: The overruling word is not one of the three, is the machine's own, or has no reason.
        EditedMeanwhile: Something that the verdict stands on has changed since the person saw it.
    """
    permit = permit.demand("gates.verdict.overrule" if override else "gates.verdict.sign", program)
    now = judged(permit, program, context)
    if now.verdict is None:
        raise CannotJudge(now.why_not, _("Enter what is missing first."), code="gates.no_verdict")
    if override:
        refuse_override(override, now.verdict.word)
    contents = packed(now.assembled.inputs, now.assembled.thresholds)
    print_of_inputs = fingerprint(contents)
    if seen and seen != print_of_inputs:
        raise EditedMeanwhile(
            _("What the verdict stands on has changed since you opened the page."),
            _("Read the verdict again, then sign."),
            code="gates.inputs_changed",
        )
    return stored(permit, program, now.verdict, contents, reason=reason, override=override)


def stored(
    permit: Permit,
    program: Program,
    verdict: Verdict,
    contents: dict[str, object],
    *,
    reason: str,
    override: Override | None,
) -> Decision:
    """A new decision in place of the one that stood, with its entry in the journal."""
    before = (
        Decision.objects.select_for_update()
        .filter(program=program, context=verdict.context, superseded_by__isnull=True)
        .first()
    )
    decision = Decision(
        program=program,
        context=verdict.context,
        package_version=verdict.package_version,
        inputs=contents,
        verdict=told(verdict),
        fingerprint=fingerprint(contents),
        word=verdict.word,
        override_word=override.word if override else "",
        override_reason=override.reason.strip() if override else "",
        reason=reason.strip(),
        signed_by=person_of(permit),
        signed_name=permit.name,
        lapses_on=verdict.lapses,
    )
    if before:
        step_aside(before)
    decision.save()
    if before:
        Decision.objects.filter(pk=before.pk).update(superseded_by=decision)
    note(
        permit,
        decision,
        before={"verdict": before.standing_word} if before else {},
        after={"machine": decision.word, "verdict": decision.standing_word, "fingerprint": decision.fingerprint},
        reason=decision.override_reason or decision.reason,
    )
    return decision


def step_aside(decision: Decision) -> None:
    """Let a decision stand no more while the next is stored: it points to itself until that has a number."""
    Decision.objects.filter(pk=decision.pk).update(superseded_by=decision.pk)


def refuse_override(override: Override, machine: str) -> None:
    """Refuse an overruling that says nothing.

    Raises:
        BadInput: Unknown word, the machine's own word, or no reason.
    """
    if override.word not in dict(WORDS) or override.word == machine:
        raise BadInput(
            _("This is not another verdict."), _("Choose one that differs from the machine's."), code="override_differs"
        )
    if not override.reason.strip():
        raise BadInput(_("No reason is given."), _("Write why you overrule the rule."), code="override_has_reason")


@transaction.atomic
def dissent_from(permit: Permit, decision: Decision, text: str) -> Dissent:
    """Put a dissent beside a signed verdict.

    Args:
        permit: A permit of the person.
        decision: The signed verdict.
        text: The dissent.

    Returns:
        The stored dissent.

    Raises:
        BadInput: There are no words.
    """
    permit = permit.demand("gates.verdict.dissent", decision)
    if not text.strip():
        raise BadInput(_("A dissent needs words."), _("Write what you do not agree with."), code="dissent_has_words")
    row = Dissent.objects.create(decision=decision, text=text.strip(), by=person_of(permit), by_name=permit.name)
    note(permit, row, after={"dissent": row.text})
    return row
