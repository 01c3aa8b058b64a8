"""What step 4 says on its page and offers to the rooms above: its checks, and its inputs to the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.package.models import Element
from groundswell.before.package.selectors import elements_of, frozen_element, package_now, rating_of
from groundswell.before.package.step.words import hole_words, kind_heading
from groundswell.before.scalability.selectors import costs_of
from groundswell.before.scalability.step.lines import known
from groundswell.domain.evidence.statement import Recorded
from groundswell.domain.gates.lines import Line
from groundswell.domain.package import facts
from groundswell.domain.package.checks import check_package
from groundswell.domain.package.coverage import core_is_defined, coverage
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import package_rules
from groundswell.kit.door import Permit
from groundswell.kit.style import written
from groundswell.kit.telling import told

KINDS = ("core", "adaptable", "optional")
HOME = "package:package"
PAGES = {
    "package.tried": "package:logs",
    "package.proposals": "package:logs",
    "package.release": "package:releases",
    "package.evaluated": "evidence:certainty",
    "package.languages": "documents:languages",
    "package.older": "documents:languages",
    "package.cost": "scalability:costs",
}


@dataclass(frozen=True)
class Row:
    """One element in the coverage matrix.

    Args:
        element: The element as stored.
        facts: As the rules read it.
        holes: What it lacks, in words.
    """

    element: Element
    facts: facts.Element
    holes: tuple[str, ...]


def matrix(elements: Sequence[Element]) -> list[tuple[str, list[Row]]]:
    """Elements by kind, each with what it lacks; kinds without elements are left out."""
    frozen = [frozen_element(element) for element in elements]
    rows = [
        Row(element, covered.element, tuple(hole_words(hole) for hole in covered.holes))
        for element, covered in zip(elements, coverage(frozen), strict=True)
    ]
    found = [(kind, [row for row in rows if row.facts.kind == kind]) for kind in KINDS]
    return [(kind_heading(kind, len(kept)), kept) for kind, kept in found if kept]


def finding(elements: Sequence[Element]) -> str:
    """The main finding of the page."""
    core = [str(element) for element in elements if element.kind == "core"]
    if not core:
        return _("Nobody has written down yet what may not change")
    return kind_heading("core", len(core))


def because(elements: Sequence[Element]) -> str:
    """What the core is, and what it lacks."""
    frozen = [frozen_element(element) for element in elements if element.kind == "core"]
    if not frozen:
        return _("Write down the core elements: what made the pilot work, and why each is needed.")
    holes = sum(len(row.holes) for row in coverage(frozen))
    names = "; ".join(element.name for element in frozen)
    if holes:
        return _("%(names)s. Holes in the table below: %(holes)s.") % {"names": names, "holes": written(holes)}
    return _("%(names)s. Each has a reason, a check, a lesson and a document.") % {"names": names}


def checks(permit: Permit, program: Program, context: str = "", wave: int | None = None) -> tuple[Line, ...]:
    """The checks of step 4, for the gate and home.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; step 4 is the same for all.
        wave: Number of the wave that is to start; step 4 is the same for all.

    Returns:
        The checks; a fixed number of queries.
    """
    found = check_package(package_now(permit, program), package_rules(program))
    priced = replace(known(costs_of(permit, program)), step=4, code="package.cost")
    return tuple(
        replace(line, text=told(line.text), link=reverse(PAGES.get(line.code, HOME), args=[program.code]))
        for line in (*found, priced)
    )


def verdict_inputs(permit: Permit, program: Program) -> dict[str, Recorded[Any]]:
    """What step 4 supplies to the verdict: the score of the package, and whether its core is defined.

    Args:
        permit: A permit of the person.
        program: The program.

    Returns:
        Name to value and source; the score only where a closed round has a result, the core only where an element is
        written down.
    """
    supplied: dict[str, Recorded[Any]] = {}
    rating = rating_of(permit, program)
    if rating.rated and rating.round:
        words = {"title": rating.round.title, "n": written(rating.rated.raters)}
        source = _("step 4, “%(title)s”; raters: %(n)s") % words
        supplied["package_score"] = Recorded(rating.rated.score, source)
    elements = [frozen_element(row) for row in elements_of(permit, program)]
    if elements:
        core = sum(element.kind == "core" for element in elements)
        source = _("step 4, core elements written down: %(n)s") % {"n": written(core)}
        supplied["package_core_defined"] = Recorded(core_is_defined(elements), source)
    return supplied


def logs_finding(adaptations: int, waiting: int) -> str:
    """The main finding of the logs."""
    if waiting:
        return ngettext(
            "One proposal to change the core waits for a decision",
            "%(n)s proposals to change the core wait for a decision",
            waiting,
        ) % {"n": written(waiting)}  # fmt: skip
    if not adaptations:
        return _("Nothing on record was adapted yet")
    return ngettext(
        "One adaptation is on record, none waits for a decision",
        "%(n)s adaptations are on record, none waits for a decision",
        adaptations,
    ) % {"n": written(adaptations)}  # fmt: skip
