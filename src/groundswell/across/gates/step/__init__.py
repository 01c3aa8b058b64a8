"""What the gate offers to the front: the answer to “are we ready to scale?”, and whether the next wave may start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.across.gates.selectors import Judged, judged, last_standing, next_gate
from groundswell.across.gates.step.sentences import because, has_lapsed, moved_on
from groundswell.across.gates.step.starts import answer, question
from groundswell.before.evidence.step.figures import forest_of
from groundswell.before.package.selectors import core_changed_after
from groundswell.domain.gates.standing import Running
from groundswell.ground.programs.models import Program
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.door import Permit
from groundswell.kit.style import written

__all__ = ["HomeAnswer", "NextStart", "home", "next_start"]

READ = "gates.verdict.read"


@dataclass(frozen=True)
class HomeAnswer:
    """The first question of the home page, answered.

    Args:
        word: ``ready``, ``with research`` or ``not yet``, as it stands.
        answer: The word in a sentence, such as “Rural: yes, with research.”
        sentence: Why.
        met: Conditions of “ready” that are met.
        of: How many there are.
        context: The context of the verdict; empty for all.
        signed: Who signed it; empty while it is only the machine's.
        lapses_on: The day the signed verdict lapses.
        lapsed: Whether it is in force no longer.
        moved: What has changed since it was signed, in sentences; empty for nothing.
        overruled: Whether a person overruled the machine.
        studies: Studies that count.
        drawing: Average and new place; None where nothing can be pooled.
        link: Words of the link to the verdict.
    """

    word: str
    answer: str
    sentence: str
    met: int
    of: int
    context: str
    signed: str
    lapses_on: date | None
    lapsed: bool
    moved: str
    overruled: bool
    studies: int
    drawing: Drawing | None
    link: str


def home(permit: Permit, program: Program) -> HomeAnswer:
    """The answer for the home page: the verdict last signed, else what the rule says of all studies.

    Args:
        permit: A permit of the person.
        program: The program.

    Returns:
        The answer; a fixed number of queries.
    """
    decision = last_standing(permit, program)
    context = decision.context if decision else ""
    now = judged(permit, program, context)
    ready = [reason for reason in now.verdict.reasons if reason.code.startswith("READY-")] if now.verdict else []
    word = decision.standing_word if decision else now.verdict.word if now.verdict else "not yet"
    findings = now.assembled.findings
    changed = core_changed_after(permit, program, decision.signed_at) if decision else ()
    lapsed = has_lapsed(decision, changed)
    return HomeAnswer(
        word=word,
        answer=_("No longer: the signed verdict has lapsed.") if lapsed else answer_said(word, context),
        sentence=because(now, decision),
        met=sum(reason.met for reason in ready),
        of=len(ready) or 9,
        context=context,
        signed=decision.signed_name if decision else "",
        lapses_on=decision.lapses_on if decision else None,
        lapsed=lapsed,
        moved=" ".join(moved_on(now, decision, changed)),
        overruled=bool(decision and decision.override_word),
        studies=len(findings.studies),
        drawing=forest_of(findings, summary_only=True),
        link=link_said(now, len(ready) - sum(reason.met for reason in ready)),
    )


def answer_said(word: str, context: str = "") -> str:
    """The verdict as an answer to “are we ready to scale?”, with the context it is for."""
    if not context:
        return {"ready": _("Yes."), "with research": _("Yes, with research."), "not yet": _("Not yet.")}[word]
    said = {
        "ready": _("%(context)s: yes."),
        "with research": _("%(context)s: yes, with research."),
        "not yet": _("%(context)s: not yet."),
    }
    return said[word] % {"context": capfirst(context)}


def link_said(now: Judged, unmet: int) -> str:
    """Words of the link to the verdict."""
    studies = ngettext("See the %(n)s study", "See the %(n)s studies", len(now.assembled.findings.studies)) % {
        "n": written(len(now.assembled.findings.studies))
    }
    open_items = ngettext("and the %(n)s unmet condition", "and the %(n)s unmet conditions", unmet) % {
        "n": written(unmet)
    }
    return f"{studies} {open_items}" if unmet else studies


@dataclass(frozen=True)
class NextStart:
    """Whether the next wave may start, for home.

    Args:
        sentence: The answer; empty where no wave is planned.
        url: The gate.
        link: Words of the link to it.
    """

    sentence: str
    url: str
    link: str


def next_start(permit: Permit, program: Program, running: Running | None = None) -> NextStart:
    """Whether the next wave may start.

    Args:
        permit: A permit of the person.
        program: The program.
        running: How the places at work hold, where home knows it already.

    Returns:
        The answer; a fixed number of queries.
    """
    gate = next_gate(permit, program, running)
    if gate is None:
        return NextStart("", reverse("gates:waves", args=[program.code]), _("May a wave start?"))
    url = reverse("gates:gate", args=[program.code, gate.wave.number])
    return NextStart(f"{answer(gate)}.", url, question(gate.wave))
