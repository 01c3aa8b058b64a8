"""The one-page case for added value, made live from evidence, reach, vision, objections and stories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from groundswell.before.consensus.models import Story
from groundswell.before.consensus.selectors import stories_of, themes_of
from groundswell.before.consensus.selectors.stories import Theme
from groundswell.before.consensus.step.facts import Fact, effect, evidence, growth, new_place, now_at_work, surety
from groundswell.before.evidence.selectors import Findings, findings_of
from groundswell.before.scalability.selectors import Costs, costs_of
from groundswell.before.scalability.step.costs import cost_facts, cost_finding, payers_finding, range_said
from groundswell.before.vision.selectors import Stored, stored_vision
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.style import day_written, written

ISOLATE, END = "\u2068", "\u2069"
"""Around a reply, which may run the other way than the page."""
READERS = {
    "minister": gettext_lazy("a minister"),
    "officer": gettext_lazy("a district officer"),
    "leader": gettext_lazy("a community leader"),
    "donor": gettext_lazy("a donor"),
}


@dataclass(frozen=True)
class Block:
    """A heading with what stands under it."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Case:
    """The page, in one language.

    Args:
        title: The program.
        headline: What the studies say, with what it rests on.
        lead: What the page tells this reader.
        blocks: Facts under their headings, in the reader's order.
        stories: Stories that may be told.
        unknown: What is not known, said as plainly.
        ask: What is asked of the reader.
        contact: Whom to ask.
        foot: When it was made, from what.
    """

    title: str
    headline: Fact
    lead: str
    blocks: tuple[Block, ...]
    stories: tuple[Story, ...]
    unknown: tuple[str, ...]
    ask: str
    contact: str
    foot: str


@dataclass(frozen=True)
class Gathered:
    """What the case is made from."""

    program: Program
    found: Findings
    vision: Stored
    themes: tuple[Theme, ...]
    stories: tuple[Story, ...]
    costs: Costs


def case_of(permit: Permit, program: Program, reader: str, language: str, context: str = "") -> Case:
    """Make the case for one reader in one language; a fixed number of queries.

    Args:
        permit: A permit to read the case.
        program: The program.
        reader: One of ``READERS``.
        language: Language of the page, whatever the language of the person.
        context: The context whose studies count; empty for all.
    """
    with override(language):
        told = tuple(sorted(stories_of(permit, program)[:20], key=lambda story: story.language != language))
        at = Gathered(
            program, findings_of(permit, program, context), stored_vision(permit, program),
            tuple(themes_of(permit, program)), told, costs_of(permit, program),
        )  # fmt: skip
        return MAKERS[reader](at)


def works(*facts: Fact | None) -> Block:
    """Whether it works, in numbers."""
    return Block(_("Does it work?"), tuple(fact for fact in facts if fact))


def reach(at: Gathered) -> Block:
    """How far it has come, and shall come."""
    facts = (now_at_work(at.program), growth(at.vision))
    return Block(_("How far has it come, how far shall it go?"), tuple(fact for fact in facts if fact))


def money_for(at: Gathered) -> Block:
    """What one community costs a year and who pays, each with what it rests on."""
    if at.costs.pilot_unit is None:
        return Block("", ())
    facts = (
        Fact(f"{cost_finding(at.costs)}.", f"{range_said(at.costs)} {cost_facts(at.costs)}"),
        Fact(f"{payers_finding(at.costs)}.", _("Payers on record: %(n)s.") % {"n": written(len(at.costs.payers))}),
    )
    return Block(_("What does it cost, and who pays?"), facts)


def objections(at: Gathered) -> Block:
    """What is asked most often, with the reply."""
    basis = _("%(n)s of %(of)s objections on record are about this.")
    facts = tuple(
        Fact(f"{theme.words} {ISOLATE}{theme.reply}{END}", basis % {"n": written(theme.count), "of": written(theme.of)})
        for theme in at.themes
    )
    return Block(_("What others asked, and what we answer"), facts)


def for_minister(at: Gathered) -> Case:
    """What it brings to the country, what it costs, what is asked."""
    lead = _("What it would bring to the country, what it costs, and what is asked of the ministry.")
    ask = _(
        "Come and see one community at work. Then say in writing whether the ministry supports it, "
        "and who in the ministry sees to it."
    )
    return made(at, (works(effect(at.found)), money_for(at), reach(at), objections(at)), lead, ask)


def for_officer(at: Gathered) -> Case:
    """What it brings to a district and asks of its staff."""
    lead = _("What it would bring to your district, what it asks of your staff, and whom to call.")
    ask = _(
        "Agree with us who in the district sees to it, and how their other work makes room for it. "
        "Name the day of the first meeting."
    )
    blocks = (works(effect(at.found), new_place(at.found)), objections(at), money_for(at), reach(at))
    return made(at, blocks, lead, ask)


def for_leader(at: Gathered) -> Case:
    """What groups did elsewhere, and that the community decides."""
    lead = _("What people like yours did elsewhere, and what came of it.")
    ask = _(
        "Talk about it with everybody, also the poorest and those who seldom speak. "
        "Say whether you want it, and what would have to be different here. You may say no."
    )
    return made(at, (works(effect(at.found)), reach(at), objections(at)), lead, ask, most=2, money=False)


def for_donor(at: Gathered) -> Case:
    """What is known, how surely, what it costs, what is not known."""
    lead = _("What is known, how surely, what it costs, and what is not known.")
    ask = _("Say what you need to know before you decide, for how many months you could pay, and who pays after you.")
    blocks = (works(effect(at.found), *surety(at.found)), money_for(at), reach(at), objections(at))
    return made(at, blocks, lead, ask)


MAKERS: dict[str, Callable[[Gathered], Case]] = {
    "minister": for_minister, "officer": for_officer, "leader": for_leader, "donor": for_donor,
}  # fmt: skip


def made(at: Gathered, blocks: tuple[Block, ...], lead: str, ask: str, *, most: int = 1, money: bool = True) -> Case:
    """The page out of its blocks; what an empty block lacks is said among the unknown."""
    program = at.program
    return Case(
        title=str(program), headline=evidence(at.found), lead=lead,
        blocks=tuple(block for block in blocks if block.facts),
        stories=at.stories[:most], unknown=unknown(at, money=money), ask=ask, contact=contact_of(at.vision),
        foot=_("Made on %(day)s from the records of the program; package version %(version)s.")
        % {"day": day_written(timezone.localdate()), "version": program.package_version or _("not recorded")},
    )  # fmt: skip


def unknown(at: Gathered, *, money: bool) -> tuple[str, ...]:
    """What is not known, in sentences."""
    found, summary = at.found, at.found.summary
    said = []
    if summary is None:
        said.append(_("Whether it works: no study with a comparison group is on record."))
    elif effect(found) is None:
        said.append(_("How many people that is: the studies do not print how often it happens without the approach."))
    if summary is not None and summary.p_benefit is None:
        said.append(_("What would happen in a new place: that needs three studies."))
    if found.known:
        said.append(
            _("What studies say that we know of but have not entered: %(n)s.") % {"n": written(len(found.known))}
        )
    if money and at.costs.pilot_unit is None:
        said.append(_("What one community costs: not recorded."))
    if growth(at.vision) is None:
        said.append(_("How far it shall go: no target is written down."))
    return tuple(said)


def contact_of(vision: Stored) -> str:
    """Whom to ask: the lead among the point people, with what is known of how to reach them."""
    lead = next((row for row in vision.lists["people"] if row.role == "lead"), None)
    if lead is None:
        return _("Not named yet: the vision has no lead.")
    reach_by = [lead.person.phone, lead.person.email] if lead.person else []
    return ", ".join(part for part in (str(lead), *reach_by) if part)


def in_lines(fact: Fact, mark: str = "") -> list[str]:
    """A fact with what it rests on beneath."""
    return [f"{mark}{fact.text}", *([f"({fact.basis})"] if fact.basis else [])]


def in_plain_text(case: Case) -> str:
    """The page as the text of a mail."""
    lines = [case.title, "", *in_lines(case.headline), "", case.lead, ""]
    for block in case.blocks:
        lines.append(block.heading.upper())
        for fact in block.facts:
            lines += in_lines(fact, "- ")
        lines.append("")
    for story in case.stories:
        lines += [f"“{story.words}”", f"  {story.teller}, {story.place}, {day_written(story.told_on)}", ""]
    if case.unknown:
        lines += [_("What is not known").upper(), *(f"- {sentence}" for sentence in case.unknown), ""]
    lines += [f"{_('What we ask')}: {case.ask}", f"{_('Questions to')}: {case.contact}", "", case.foot]
    return "\n".join(lines)
