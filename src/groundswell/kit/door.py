"""The one door: nothing is called without a permit, and a view without a door stays shut.

A room registers its actions (:func:`register`), a view says which action it is (:func:`door`), the keeper
(``ground.people.access``, registered by :func:`appoint`) decides, services and selectors take the
:class:`Permit`. The rule itself is :func:`groundswell.domain.access.decide`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone

from groundswell.domain.access import ROLES, Action, Decision, Grant, Reach, Target, decide
from groundswell.domain.errors import NotAllowed, NotFound, SignInFirst
from groundswell.domain.said import said as _
from groundswell.kit.errors import answer

M = TypeVar("M", bound=Model)
View = Callable[..., HttpResponseBase]

_actions: dict[str, Action] = {}
EVERYBODY = frozenset(ROLES)
SITE = Target()


class Aimable(Protocol):
    """A record that can say in which program, at which place and whose it is."""

    def target(self) -> Target:
        """Where this record lies."""


@dataclass(frozen=True)
class Reachable:
    """The lookups by which a table is narrowed to what a person may reach; a model's ``reach``.

    Args:
        program: Lookup of the program's key, None where rows belong to no program.
        path: Lookup of the place's path, None where rows belong to the program as a whole.
        owner: Lookup of the key of the person who recorded the row.
    """

    program: str | None = None
    path: str | None = None
    owner: str | None = None


@dataclass(frozen=True)
class Permit:
    """A person's leave to do one action on one target, carried into every service and selector.

    Args:
        person: Key of the person, or the name of a command.
        name: The person's name at the time.
        action: What was permitted.
        target: On what.
        grants: All that the person holds, so that further records can be asked for.
        via: ``page``, ``command``, ``job`` or ``api``.
        reason: Why, in the person's words, where one was given.
        reads_only: Whether it was given to a program that may read, but not change, what its person may.
    """

    person: str
    name: str
    action: Action
    target: Target
    grants: tuple[Grant, ...] = field(repr=False)
    via: str = "page"
    reason: str = ""
    reads_only: bool = False

    def decision(self, code: str, thing: Aimable | Target) -> Decision:
        """What the same person may do with another action or thing."""
        target = thing if isinstance(thing, Target) else thing.target()
        action = action_named(code)
        decision = decide(self.grants, action, target, person=self.person, today=timezone.localdate())
        if self.reads_only and action.writes and decision.allowed:
            return Decision(False, True, _("This token only reads."))
        return decision

    def allows(self, code: str, thing: Aimable | Target) -> bool:
        """Whether the same person may do another action, for showing or hiding its button."""
        return self.decision(code, thing).allowed

    def demand(self, code: str, thing: Aimable | Target) -> Permit:
        """A permit for another action or thing, or the refusal.

        Raises:
            NotFound: The thing is not visible to the person.
            NotAllowed: It is visible, but the action is not allowed; the text is the reason.
        """
        decision = self.decision(code, thing)
        refuse_unless(decision)
        target = thing if isinstance(thing, Target) else thing.target()
        return replace(self, action=action_named(code), target=target)

    def scope(self, rows: QuerySet[M], code: str = "") -> QuerySet[M]:
        """The rows of a table that the person may reach with this action, or with another."""
        return keeper().reachable(rows, self.grants, action_named(code) if code else self.action, self.person)

    def because(self, reason: str) -> Permit:
        """The same permit with the person's reason, which the journal keeps."""
        return replace(self, reason=reason)


class Keeper(Protocol):
    """Who keeps the door: knows people and their grants."""

    def recognise(self, request: HttpRequest) -> bool:
        """Whether somebody is known by the session, or below ``/api/`` by a token; sets ``request.user``."""

    def permit(self, request: HttpRequest, action: Action, target: Target) -> Permit:
        """Decide for the person of a request; raises NotFound or NotAllowed."""

    def reachable(self, rows: QuerySet[M], grants: Iterable[Grant], action: Action, person: str) -> QuerySet[M]:
        """The rows which the grants reach: the same rule as :func:`decide`, as a filter."""


_keeper: list[Keeper] = []


def appoint(keeper: Keeper) -> None:
    """Make somebody the keeper of the door; the last one appointed keeps it."""
    _keeper[:] = [keeper]


def keeper() -> Keeper:
    """The keeper of the door."""
    return _keeper[0]


def register(
    code: str,
    label: str,
    *,
    roles: Iterable[str] | str,
    reach: Reach = "program",
    writes: bool = False,
    discreet: bool = False,
) -> Action:
    """Name an action of a room; its ``access.py`` calls this when the app starts.

    Args:
        code: ``room.thing.verb``.
        label: What it is, in words.
        roles: Role codes separated by space, or an iterable of them; the owner may do everything.
        reach: How far it reaches, see :class:`groundswell.domain.access.Action`.
        writes: Whether it changes something.
        discreet: Whether the journal tells of it only to those who may do it themselves.
    """
    names = frozenset(roles.split() if isinstance(roles, str) else roles) | {"owner"}
    unknown = names - EVERYBODY
    if unknown or code.count(".") != 2:
        raise ValueError(f"Action {code}: unknown roles {sorted(unknown)} or not room.thing.verb.")
    action = Action(code, label, names, reach, writes, discreet)
    if _actions.setdefault(code, action) != action:
        raise ValueError(f"Action {code} is registered twice with different rules.")
    return action


def actions() -> dict[str, Action]:
    """All actions of the house, in the order of their names."""
    return dict(sorted(_actions.items()))


def action_named(code: str) -> Action:
    """The action of that name; an unknown name is a programming error."""
    return _actions[code]


def refuse_unless(decision: Decision) -> None:
    """Raise what a decision means: nothing when allowed, 403 when seen, 404 when not."""
    if decision.allowed:
        return
    if decision.visible:
        raise NotAllowed(decision.reason, code="door.not_allowed")
    text = _("This page does not exist, or not for you.")
    raise NotFound(text, _("Check the address, or sign in."), code="door.not_found")


def door(code: str, **finders: Callable[..., Any]) -> Callable[[View], View]:
    """Put a view behind the door.

    Each keyword names a part of the address and the selector that finds the record for it; the last one
    is the target. The view gets ``(request, permit, **records)``. With no finder the target is the site.

    Args:
        code: The action the view performs.
        **finders: ``program=program_by_code``: called with the part of the address, raises NotFound.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            if not keeper().recognise(request):
                return sign_in_first(request)
            things = {name: find(parts.pop(name)) for name, find in finders.items()}
            target = merged([thing.target() for thing in things.values()])
            permit = keeper().permit(request, action_named(code), target)
            request.permit, request.things = permit, things  # type: ignore[attr-defined]
            return view(request, permit, **things, **parts)

        guarded.action = code  # type: ignore[attr-defined]
        return guarded

    return wrap


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the sign-in page, and back to where they wanted to go; tell a program that it needs a token."""
    if request.path.startswith("/api/"):
        raise SignInFirst(
            _("No token was sent, or it is not in force."),
            _("Make one on your own page, and send it as “Authorization: Bearer …”."),
            code="door.token",
        )
    wanted = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{wanted}")


def merged(targets: list[Target]) -> Target:
    """One target of several: each later one must lie in the program of the one before.

    Raises:
        NotFound: A record was asked for under the address of another program.
    """
    whole = Target()
    for target in targets:
        if whole.program and target.program and whole.program != target.program:
            text = _("This page does not exist, or not for you.")
            raise NotFound(text, _("Check the address."), code="door.not_found")
        whole = Target(target.program or whole.program, target.path or whole.path, target.owner or whole.owner)
    return whole


def open_door(reason: str) -> Callable[[View], View]:
    """Leave a view open to everybody, with the reason written down."""

    def wrap(view: View) -> View:
        @wraps(view)
        def unguarded(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
            return view(request, *args, **parts)

        unguarded.open_because = reason  # type: ignore[attr-defined]
        return unguarded

    return wrap


class DoorMiddleware:
    """Refuses every view that has neither a door nor a written reason to be open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        """Shut what has no door."""
        if hasattr(view, "action") or hasattr(view, "open_because"):
            return None
        return answer(request, NotAllowed(_("This page has no door."), _("Tell the keeper of this installation.")))
