"""Who may do what, where: one pure rule with a reason in words.

A person holds *grants*: a role, in one program or in all, over one subtree of places or all of them.
An *action* names the roles that may do it and how far it reaches. A *target* says in which program, at which
place and of which person the thing is. :func:`decide` puts the three together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from groundswell.domain.said import said as _
from groundswell.domain.said import together

Reach = Literal["site", "program", "place", "own"]

ROLES: dict[str, str] = {
    "owner": _("Keeper of this installation"),
    "coordinator": _("National coordinator"),
    "supervisor": _("District supervisor"),
    "monitor": _("Monitoring and evaluation officer"),
    "facilitator": _("Community facilitator"),
    "donor": _("Donor, reads"),
}


@dataclass(frozen=True)
class Grant:
    """A role with its reach.

    Args:
        role: One of :data:`ROLES`.
        program: Key of the program, None for all programs.
        path: Path of the place whose subtree is reached, ``""`` for all places.
        valid_from: First day, None for always.
        valid_until: Last day, None for open.
    """

    role: str
    program: str | None = None
    path: str = ""
    valid_from: date | None = None
    valid_until: date | None = None

    def holds_on(self, today: date) -> bool:
        """Whether the grant is in force on that day."""
        return (self.valid_from is None or self.valid_from <= today) and (
            self.valid_until is None or today <= self.valid_until
        )

    def covers(self, target: Target) -> bool:
        """Whether the target lies within the program and the subtree of this grant.

        A target without a program lies in every program; one without a place belongs to the program as a
        whole and is covered by every grant in that program.
        """
        if self.program is not None and target.program is not None and self.program != target.program:
            return False
        return target.path is None or within(target.path, self.path)


@dataclass(frozen=True)
class Action:
    """Something that can be done, named ``room.thing.verb``.

    Args:
        code: Stable name.
        label: What it is, in words, for the page of permissions.
        roles: Roles that may do it.
        reach: ``site`` for the installation, ``program`` for a program's own affairs (the grant must reach
            the whole program to write them unless ``narrow``), ``place`` for a subtree, ``own`` for what the
            person recorded.
        writes: Whether it changes something.
        discreet: Whether the journal tells of it only to those who may do it themselves.
    """

    code: str
    label: str
    roles: frozenset[str]
    reach: Reach = "program"
    writes: bool = False
    discreet: bool = False


@dataclass(frozen=True)
class Target:
    """What an action is aimed at: which program, which place, whose."""

    program: str | None = None
    path: str | None = None
    owner: str | None = None


@dataclass(frozen=True)
class Decision:
    """Allowed or not, seen or not, and why, in words."""

    allowed: bool
    visible: bool
    reason: str


def within(path: str, root: str) -> bool:
    """Whether a path lies in the subtree of a root; paths end in ``/``, so 1/ never holds 10/.

    Example:
        >>> within("1/10/", "1/"), within("10/", "1/"), within("7/", "")
        (True, False, True)
    """
    return path.startswith(root)


def applies(grant: Grant, action: Action, target: Target, person: str) -> bool:
    """Whether one grant permits one action on one target.

    A write of reach ``program`` needs a grant over the whole program, so that a district's supervisor cannot
    change what concerns the nation; a read of it needs any grant in the program.
    """
    if grant.role not in action.roles or not grant.covers(target):
        return False
    if action.reach == "site":
        return grant.program is None and grant.path == ""
    if action.reach == "program":
        return not action.writes or grant.path == ""
    if action.reach == "own":
        return target.owner == person
    return True


def decide(grants: Iterable[Grant], action: Action, target: Target, *, person: str, today: date) -> Decision:
    """Decide whether a person with these grants may do the action on the target.

    Args:
        grants: All grants of the person.
        action: What is to be done.
        target: On what.
        person: Key of the person, for reach ``own``.
        today: The day on which grants must hold.

    Returns:
        The decision. What is not visible answers 404, what is visible but not allowed 403 with the reason.
    """
    held = [grant for grant in grants if grant.holds_on(today)]
    if any(applies(grant, action, target, person) for grant in held):
        return Decision(True, True, "")
    near = [grant for grant in held if grant.covers(target)]
    if not near:
        return Decision(False, False, _("There is nothing here for you."))
    if not any(grant.role in action.roles for grant in near):
        names = together(sorted(ROLES[role] for role in action.roles), ", ")
        return Decision(False, True, _("“%(label)s” is for: %(names)s.", label=_(action.label), names=names))
    if action.reach == "own":
        return Decision(False, True, _("Only the person who recorded this may change it."))
    return Decision(
        False, True, _("“%(label)s” concerns the whole program; your reach is smaller.", label=_(action.label))
    )


GIVES: dict[str, frozenset[str]] = {"owner": frozenset(ROLES), "coordinator": frozenset(ROLES) - {"owner"}}


def may_give(grants: Iterable[Grant], wanted: Grant, *, today: date) -> Decision:
    """Whether a person with these grants may give, or end, another grant: never beyond the own role, place or time.

    Args:
        grants: All grants of the person who gives.
        wanted: The grant to be given or ended.
        today: The day on which the person's grants must hold.

    Returns:
        The decision. A target without a program lies in every program for :func:`decide`; a *grant* without one is
        a grant over all programs, which only a grant over all programs may give.
    """
    held = [grant for grant in grants if grant.holds_on(today) and grant.role in GIVES]
    if not held:
        return Decision(False, True, _("Only coordinators give and end roles."))
    fitting = [grant for grant in held if wanted.role in GIVES[grant.role]]
    if not fitting:
        return Decision(False, True, _("“%(role)s” is more than your own role.", role=ROLES[wanted.role]))
    near = [grant for grant in fitting if grant.program in (None, wanted.program) and within(wanted.path, grant.path)]
    if not near:
        return Decision(False, True, _("Your own role does not reach so far."))
    if not any(grant.valid_until is None or (wanted.valid_until or date.max) <= grant.valid_until for grant in near):
        return Decision(False, True, _("Your own role ends sooner."))
    return Decision(True, True, "")
