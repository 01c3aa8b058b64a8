"""The checks of step 2 for the gate; whether a verdict is signed is said by the gate itself."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.evidence.selectors import Findings, findings_of
from groundswell.before.evidence.step.words import grade_words
from groundswell.domain.gates.lines import Line, State
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.style import written


def checks(permit: Permit, program: Program, context: str = "", wave: int | None = None) -> tuple[Line, ...]:
    """The checks of step 2, for the gate and home.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.
        wave: Number of the wave that is to start; the evidence is the same for all.

    Returns:
        The checks, each with the address where it is mended; a fixed number of queries.
    """
    found = findings_of(permit, program, context)
    query = f"?{urlencode({'context': context})}" if context else ""
    here, sure = (reverse(f"evidence:{name}", args=[program.code]) + query for name in ("evidence", "certainty"))
    return (
        Line(2, "evidence.compared", *compared(found), link=here),
        Line(2, "evidence.certainty", *certain(found), link=sure),
        Line(2, "evidence.known", *known(found), link=reverse("evidence:known", args=[program.code])),
    )


def compared(found: Findings) -> tuple[State, str]:
    """Whether at least one evaluation with a comparison group can be read."""
    if not found.studies:
        return State.NOT_RECORDED, _("No evaluation is recorded.")
    n = sum(study.design.is_comparative for study in found.studies)
    said = ngettext("%(n)s of %(all)s evaluations has a comparison group.",
                    "%(n)s of %(all)s evaluations have a comparison group.", n)  # fmt: skip
    text = said % {"n": written(n), "all": written(len(found.studies))}
    return (State.MET, text) if found.summary else (State.UNMET, f"{text} {found.why_not}".strip())


def certain(found: Findings) -> tuple[State, str]:
    """Whether persons confirmed how sure we are."""
    if not found.steps:
        return State.NOT_RECORDED, _("How sure we are is not judged yet.")
    words = {"grade": grade_words(found.certainty.grade), "names": found.certainty.confirmed_by}
    if found.certainty.confirmed_by:
        return State.MET, _("Certainty is %(grade)s, confirmed by %(names)s.") % words
    return State.WARNING, _("Certainty is %(grade)s as the rule proposes; nobody has confirmed every answer.") % words


def known(found: Findings) -> tuple[State, str]:
    """Whether studies are known of that are not entered."""
    if not found.known:
        return State.MET, _("No study is known that is not entered.")
    said = ngettext("%(n)s study is known and not entered: %(names)s.",
                    "%(n)s studies are known and not entered: %(names)s.", len(found.known))  # fmt: skip
    names = "; ".join(str(study) for study in found.known)
    return State.WARNING, said % {"n": written(len(found.known)), "names": names}
