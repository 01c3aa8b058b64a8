"""Answers: saved as drafts, sent once however often they arrive, replaced as a whole until the round is closed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.access import Target
from groundswell.domain.errors import BadInput, Conflict
from groundswell.ground.instruments.models import Answer, Rater, Round, Sheet
from groundswell.ground.instruments.selectors.questionnaires import instrument_of
from groundswell.ground.instruments.selectors.rounds import rater_by_secret
from groundswell.ground.instruments.services.rounds import locked, refuse_closed
from groundswell.ground.journal.services import note
from groundswell.ground.people.models import Person
from groundswell.kit.door import Permit, action_named


@dataclass(frozen=True)
class Given:
    """One answer.

    Args:
        value: A value of the scale, None for “don't know”.
        evidence: What it rests on: words or an address.
        applies: Whether the question applies; where it does not there is no value.
    """

    value: float | None
    evidence: str = ""
    applies: bool = True


@dataclass(frozen=True)
class Filled:
    """A questionnaire as it was filled in.

    Args:
        submission: Made by the page before sending, the same when the phone sends again.
        answers: Item to answer; an item that is not answered is not there.
    """

    submission: UUID
    answers: Mapping[str, Given]

    @property
    def digest(self) -> str:
        """What tells these answers from others."""
        plain = sorted((item, given.value, given.evidence, given.applies) for item, given in self.answers.items())
        return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


def send(secret: str, filled: Filled) -> Sheet:
    """Send answers by a link.

    Args:
        secret: From the link.
        filled: The answers, checked by the form.

    Returns:
        The sheet that stands: the one sent before, where the same arrives again.

    Raises:
        NotFound: The link opens nothing.
        Conflict: The round is closed.
        BadInput: An answer does not fit the questionnaire.
    """
    with transaction.atomic():
        rater = rater_by_secret(secret)
        return stored(rater, filled, link_permit(rater), None)


@transaction.atomic
def type_in(permit: Permit, rater: Rater, filled: Filled) -> Sheet:
    """Type in answers from paper, for a rater of the round.

    Args:
        permit: A permit of the person who types.
        rater: Whose answers they are.
        filled: The answers, checked by the form.

    Returns:
        The sheet that stands.

    Raises:
        Conflict: The round is closed, or the rater was withdrawn.
        BadInput: An answer does not fit the questionnaire.
    """
    permit = permit.demand("instruments.sheet.type", rater)
    if rater.withdrawn_at:
        raise Conflict(_("This rater was withdrawn."), _("Make a new link."), code="instruments.withdrawn")
    typist = Person.objects.filter(key=permit.person).first() if permit.via in {"page", "api"} else None
    return stored(rater, filled, permit, typist)


@transaction.atomic
def save_draft(secret: str, filled: Filled) -> Sheet:
    """Keep answers without sending them; they count only once they are sent.

    Args:
        secret: From the link.
        filled: The answers so far.

    Returns:
        The draft.

    Raises:
        NotFound: The link opens nothing.
        Conflict: The round is closed.
        BadInput: An answer does not fit the questionnaire.
    """
    rater = rater_by_secret(secret)
    held = locked(rater.round)
    refuse_closed(held)
    refuse_strange(held, filled)
    rater.sheets.filter(state="draft").delete()
    return written(rater, filled, "draft")


def stored(rater: Rater, filled: Filled, permit: Permit, typed_by: Person | None) -> Sheet:
    """Store sent answers in the caller's transaction, in place of those that stand."""
    held = locked(rater.round)
    arrived = rater.sheets.exclude(state="draft").filter(submission=filled.submission, digest=filled.digest).first()
    if arrived:
        return rater.sheets.get(state="standing")
    refuse_closed(held)
    refuse_strange(held, filled)
    before = rater.sheets.filter(state="standing").update(state="replaced")
    rater.sheets.filter(state="draft").delete()
    sheet = written(rater, filled, "standing", typed_by, permit.name if permit.via != "link" else "")
    unknown = sum(given.applies and given.value is None for given in filled.answers.values())
    after = {"answers": len(filled.answers), "of which “don't know”": unknown}
    note(permit, rater, before={"replaced": True} if before else {}, after=after)
    return sheet


def written(rater: Rater, filled: Filled, state: str, typed_by: Person | None = None, by_name: str = "") -> Sheet:
    """The rows of a sheet."""
    sheet = Sheet.objects.create(
        rater=rater,
        submission=filled.submission,
        digest=filled.digest,
        state=state,
        saved_at=timezone.now(),
        typed_by=typed_by,
        typed_by_name=by_name,
    )
    Answer.objects.bulk_create(
        Answer(sheet=sheet, item=item, value=given.value, applies=given.applies, evidence=given.evidence.strip())
        for item, given in filled.answers.items()
    )
    return sheet


def refuse_strange(round_: Round, filled: Filled) -> None:
    """Refuse answers to questions that are not asked, or off the scale.

    Raises:
        BadInput: There is one.
    """
    instrument = instrument_of(round_)
    items, scale = {item.code for item in instrument.items}, instrument.scale
    for code, given in filled.answers.items():
        on_scale = given.value is None or given.value in scale.values
        if code not in items or not on_scale or not (given.applies or scale.not_applicable):
            raise BadInput(
                _("“%(item)s” cannot be answered so in this questionnaire.") % {"item": code},
                _("Open the link again and answer there."),
                code="instruments.answer",
            )


def link_permit(rater: Rater) -> Permit:
    """Under which a rater's own answers are written; an anonymous one is named by a number only."""
    target = Target(rater.round.target().program, owner=str(rater.key))
    return Permit(str(rater.key), str(rater), action_named("instruments.sheet.send"), target, (), via="link")
