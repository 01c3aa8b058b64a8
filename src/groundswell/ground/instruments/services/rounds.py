"""Opening and closing rounds, making links for raters."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput, Conflict
from groundswell.domain.instruments.instrument import Instrument
from groundswell.ground.instruments.models import SIDE_WORDS, Rater, Round
from groundswell.ground.instruments.selectors.editions import text_for
from groundswell.ground.journal.services import note
from groundswell.ground.people.access import secret_hash
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

MOST_RATERS = 500


@dataclass(frozen=True)
class RoundFacts:
    """What is said when a round is opened.

    Args:
        title: Name of the round.
        sides: Sides that are asked, codes of ``SIDES``.
        anonymous: Whether anonymity is promised.
        context: The setting it is about; empty for all.
        package_version: Version of the package that is rated; the program's own without one.
    """

    title: str
    sides: tuple[str, ...]
    anonymous: bool = False
    context: str = ""
    package_version: str = ""


@dataclass(frozen=True)
class Asked:
    """Raters to be asked.

    Args:
        side: Their side.
        count: How many links to make.
        names: Their names, where anonymity was not promised; a link for each.
        originator: Whether they made the approach.
    """

    side: str
    count: int = 1
    names: tuple[str, ...] = ()
    originator: bool = False


@transaction.atomic
def open_round(permit: Permit, program: Program, instrument: Instrument, facts: RoundFacts) -> Round:
    """Open a round; the instrument is kept as it is today.

    Args:
        permit: A permit of the person.
        program: The program.
        instrument: An instrument of the house, or a version of the program's own.
        facts: What is said of the round.

    Returns:
        The round.

    Raises:
        BadInput: No side is asked, or one that is not known.
        NotFound: The program has no such instrument.
    """
    permit = permit.demand("instruments.round.open", program)
    if not facts.sides or not set(facts.sides) <= set(SIDE_WORDS):
        raise BadInput(_("It is not said which sides are asked."), _("Choose at least one."), code="instruments.sides")
    columns = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(facts).items()}
    columns |= {"sides": list(facts.sides), "package_version": facts.package_version or program.package_version}
    made = Round.objects.create(
        **columns,
        program=program,
        instrument=instrument.code,
        instrument_version=instrument.version,
        frozen=text_for(program, instrument),
        opened_at=timezone.now(),
        opened_by_name=permit.name,
    )
    note(permit, made, after=columns | {"instrument": f"{instrument.code} {instrument.version}"})
    return made


@transaction.atomic
def close_round(permit: Permit, round_: Round) -> Round:
    """Close a round: nothing more can be sent, and the results stand.

    Args:
        permit: A permit of the person.
        round_: The round.

    Returns:
        The round.

    Raises:
        Conflict: It is closed already.
    """
    permit = permit.demand("instruments.round.close", round_)
    stored = locked(round_)
    refuse_closed(stored)
    stored.closed_at, stored.closed_by_name = timezone.now(), permit.name
    stored.save(update_fields=["closed_at", "closed_by_name"])
    note(permit, stored, before={"closed": False}, after={"closed": True})
    return stored


@transaction.atomic
def invite_raters(permit: Permit, round_: Round, asked: Asked) -> list[tuple[Rater, str]]:
    """Make links for raters of one side.

    Args:
        permit: A permit of the person.
        round_: The round.
        asked: Whom to ask.

    Returns:
        Each rater with the secret of the link, which is kept nowhere.

    Raises:
        BadInput: The side is not asked, there are too many, or names are given though anonymity is promised.
        Conflict: The round is closed.
    """
    permit = permit.demand("instruments.rater.invite", round_)
    stored = locked(round_)
    refuse_closed(stored)
    if asked.side not in stored.sides:
        raise BadInput(
            _("This side is not asked in this round."), _("Choose one of the sides."), code="instruments.side"
        )
    if stored.anonymous and asked.names:
        raise BadInput(
            _("Anonymity is promised in this round."), _("Make links without names."), code="instruments.anonymous"
        )
    names = asked.names or ("",) * asked.count
    already = stored.raters.count()
    if not names or already + len(names) > MOST_RATERS:
        raise BadInput(
            _("A round has 1 to %(most)s raters.") % {"most": MOST_RATERS},
            _("Make fewer links."),
            code="instruments.many",
        )
    made = []
    for number, name in enumerate(names, start=already + 1):
        secret = secrets.token_urlsafe(24)
        rater = Rater(round=stored, side=asked.side, originator=asked.originator, name=name.strip(), number=number)
        rater.token = secret_hash(secret)
        made.append((rater, secret))
    Rater.objects.bulk_create([rater for rater, _secret in made])
    note(permit, stored, after={"side": str(SIDE_WORDS[asked.side]), "links": len(made), "names": list(asked.names)})
    return made


@transaction.atomic
def renew_link(permit: Permit, rater: Rater) -> str:
    """Make a new link for a rater who lost it; the old one opens nothing any more, answers stay.

    Args:
        permit: A permit of the person.
        rater: The rater.

    Returns:
        The secret of the new link.

    Raises:
        Conflict: The round is closed, or the rater was withdrawn.
    """
    permit = permit.demand("instruments.rater.invite", rater)
    refuse_closed(locked(rater.round))
    secret = secrets.token_urlsafe(24)
    if not Rater.objects.filter(pk=rater.pk, withdrawn_at=None).update(token=secret_hash(secret)):
        raise Conflict(_("This rater was withdrawn."), _("Make a new link."), code="instruments.withdrawn")
    note(permit, rater, after={"link": "renewed"})
    return secret


@transaction.atomic
def withdraw_rater(permit: Permit, rater: Rater, reason: str) -> None:
    """Withdraw a rater: the link opens nothing, and what was answered counts no more but stays on record.

    Args:
        permit: A permit of the person.
        rater: The rater.
        reason: Why.

    Raises:
        BadInput: No reason is given.
        Conflict: The round is closed: its results stand.
    """
    permit = permit.demand("instruments.rater.invite", rater)
    if not reason.strip():
        raise BadInput(_("No reason was given."), _("Write why the rater is withdrawn."), code="instruments.no_reason")
    refuse_closed(locked(rater.round))
    if Rater.objects.filter(pk=rater.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        note(permit, rater, before={"withdrawn": False}, after={"withdrawn": True}, reason=reason.strip())


def locked(round_: Round) -> Round:
    """The round as it is now, held until the transaction ends, so that sending and closing wait for each other."""
    return Round.objects.select_for_update().get(pk=round_.pk)


def refuse_closed(round_: Round) -> None:
    """Refuse a change to a round that is closed.

    Raises:
        Conflict: It is.
    """
    if round_.closed_at:
        raise Conflict(
            _("This round is closed; nothing more can be sent or changed."),
            _("Ask the coordinator of the program, who can open another round."),
            code="instruments.closed",
        )
